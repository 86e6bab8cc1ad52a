"""What is said of a feed: what changed its picture before it came here, how sure that is, and what can't be told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from capture.feed import CameraKind, kind_of

if TYPE_CHECKING:
    from capture.feed import FeedReading, Less

SMOOTHED_STOPS, BEHIND_STOPS = 0.35, 1.6
"""Less than this is said of nobody: honest feeds, a camera's own noise reduction among them, stay under it (`python -m tests.bench.feeds`)."""
NOISIER_ROOM_STOPS = 0.5
"""More noise than the sitter by less than this a room may have."""
SHARPER_STOPS, SEAM_STOPS = 0.03, 0.05
"""An outline sharper than all other edges by less than this, or with less noise along it, is said of nobody."""
COARSE_TOO_STOPS = 0.15
"""What smooths skin takes its coarse noise too. Where that is all there, and only the fine is missing, it may have been JPEG, which takes the fine first."""
NOISIER_STOPS = 1.0
"""By so much more noise than what it is held against a thing can't have by nature: that was filtered itself, and tells nothing of this."""
LIKELY_ERRORS, SURE_ERRORS = 2.0, 4.0
"""So many standard errors beyond that it is likely, and sure."""
LIKELY_NATS, SURE_NATS = 3.0, 8.0
"""So much likelier, in natural logarithms, are the letters in a mirrored picture that this is likely, and sure; and as much the other way that it is not."""
UNREAD = (
    "Whether the picture is mirrored can't be told: too little writing was read in it. Hold up a page of large print while it is looked at; "
    "or see for yourself: in Northlight's looking glass its letters stand reversed, unless the camera's picture is mirrored already."
)
UNMIRRORED = "Nothing mirrors the picture: the writing in it reads from left to right."
NEVER_TOLD = "A reshaped face can't be told from pixels."
SOFT_CUT = "A soft cut before a video as noisy as you mostly goes unseen."
SWITCH_OFF = "Switch off touch-up, beauty and background effects in the camera's own program, or choose the camera itself."


class Sign(StrEnum):
    """What was found of one thing."""

    NONE = "none"
    LIKELY = "likely"
    SURE = "sure"
    UNKNOWN = "unknown"


TOLD = (Sign.LIKELY, Sign.SURE)


@dataclass(frozen=True, slots=True)
class FeedWords:
    """What is said of a feed: `sentences` for a page, `short` for a line under its picture; `filtered` where a program's work was found in the picture."""

    sentences: tuple[str, ...]
    short: str
    filtered: bool


def in_words(reading: FeedReading, name: str) -> FeedWords:
    """Return what is said of the feed of a camera called `name`."""
    skin, behind, cut = skin_sign(reading), behind_sign(reading), cut_sign(reading)
    filtered = [each for each in (_skin_words(reading, skin), _behind_words(reading, behind), _cut_words(reading)) if each]
    mirrored = mirrored_sign(reading)
    told = mirrored in TOLD
    sentences = [*_name_words(name), *([_mirrored_words(mirrored)] if told else []), *filtered]
    if filtered:
        sentences.append(SWITCH_OFF)
    else:
        sentences += _quiet_words(reading, skin, behind, cut)
    sentences += [] if told else [_mirrored_words(mirrored)]
    return FeedWords((*sentences, NEVER_TOLD), _short(skin, behind, cut, mirrored, name), bool(filtered) or told)


def skin_sign(reading: FeedReading) -> Sign:
    """Return whether something smooths skin."""
    fine, coarse = reading.skin_less, reading.skin_coarse_less
    signs = [_sign(less, SMOOTHED_STOPS) for less in (fine, coarse)]
    if coarse is not None and coarse.stops < COARSE_TOO_STOPS and signs[0] in TOLD:
        return Sign.UNKNOWN
    return next((sign for sign in (Sign.SURE, Sign.LIKELY, Sign.NONE) if sign in signs), Sign.UNKNOWN)


def behind_sign(reading: FeedReading) -> Sign:
    """Return whether something blurs or replaces the room: it has much less noise than the sitter, or more than anything before one lens could."""
    noisier = noisier_sign(reading)
    if noisier in TOLD:
        return noisier if skin_sign(reading) is Sign.NONE else Sign.UNKNOWN
    return _sign(reading.behind_less, BEHIND_STOPS)


def noisier_sign(reading: FeedReading) -> Sign:
    """Return whether the room has more noise than the sitter: it is another picture's, or the sitter was smoothed."""
    return _beyond(None if reading.behind_less is None else replace(reading.behind_less, stops=-reading.behind_less.stops), NOISIER_ROOM_STOPS)


def cut_sign(reading: FeedReading) -> Sign:
    """Return whether the sitter was cut out and put before another picture; NONE only of hard edges: that no seam was found means nothing."""
    signs = [_beyond(reading.outline_less, SHARPER_STOPS), _beyond(reading.seam_less, SEAM_STOPS)]
    return next((sign for sign in (Sign.SURE, Sign.LIKELY) if sign in signs), signs[0])


def mirrored_sign(reading: FeedReading) -> Sign:
    """Return whether the picture comes mirrored; NONE where its writing reads from left to right."""
    nats = 0.0 if reading.writing is None else reading.writing.mirrored_nats
    if abs(nats) < LIKELY_NATS:
        return Sign.UNKNOWN
    if nats < 0:
        return Sign.NONE
    return Sign.SURE if nats >= SURE_NATS else Sign.LIKELY


def _beyond(less: Less | None, least_stops: float) -> Sign:
    if less is None:
        return Sign.UNKNOWN
    beyond = (less.stops - least_stops) / less.error_stops
    return Sign.SURE if beyond >= SURE_ERRORS else Sign.LIKELY if beyond >= LIKELY_ERRORS else Sign.NONE


def _sign(less: Less | None, least_stops: float) -> Sign:
    return Sign.UNKNOWN if less is None or less.stops < -NOISIER_STOPS else _beyond(less, least_stops)


def _name_words(name: str) -> list[str]:
    kind = kind_of(name)
    if kind is CameraKind.VIRTUAL:
        return [f"“{name}” is a program that poses as a camera: it may filter, and show any picture."]
    if kind is CameraKind.BRIDGE:
        return [f"“{name}” brings in a phone's camera: that is no filter, but the phone's effects may be on."]
    return []


def _skin_words(reading: FeedReading, sign: Sign) -> str:
    known = [less for less in (reading.skin_less, reading.skin_coarse_less) if less is not None]
    if sign not in TOLD or not known:
        return ""
    most = max(known, key=lambda less: less.stops)
    instead = " Or it is the room that is another picture's, with more noise than yours." if noisier_sign(reading) in TOLD else ""
    return f"Skin is smoothed before the picture comes here ({sign}): its noise is {_stops(most)} below that of all else as bright.{instead}"


def _behind_words(reading: FeedReading, sign: Sign) -> str:
    if sign not in TOLD or reading.behind_less is None:
        return ""
    if reading.behind_less.stops < 0:
        more = replace(reading.behind_less, stops=-reading.behind_less.stops)
        return f"The room is another picture's, put behind you by a program ({sign}): its noise is {_stops(more)} above yours, and one camera has one noise."
    what = "The room is blurred or replaced by a program, not by a lens"
    return f"{what} ({sign}): its noise is {_stops(reading.behind_less)} below yours, and no lens takes noise away."


def _cut_words(reading: FeedReading) -> str:
    words = []
    outline, seam = reading.outline_less, reading.seam_less
    if outline is not None and (sign := _beyond(outline, SHARPER_STOPS)) in TOLD:
        words.append(f"it is {2**outline.stops:.1f} times as steep as the steepest edges beside it, and no lens draws one line steeper than the rest ({sign})")
    if seam is not None and (sign := _beyond(seam, SEAM_STOPS)) in TOLD:
        words.append(f"along it the noise is {_stops(seam)} below that of either side, as where two pictures are mixed ({sign})")
    return f"A program has cut you out and put you before another picture. Your outline tells it: {'; '.join(words)}." if words else ""


def _mirrored_words(sign: Sign) -> str:
    if sign in TOLD:
        return (
            f"The picture comes mirrored ({sign}): its writing runs from right to left. Photographs would show you so, and left and right would be told "
            "the wrong way round. Switch off mirroring in the camera's own program, or choose the camera itself."
        )
    return UNMIRRORED if sign is Sign.NONE else UNREAD


def _quiet_words(reading: FeedReading, skin: Sign, behind: Sign, cut: Sign) -> list[str]:
    """Return what is said where nothing was found."""
    if not reading.samples:
        return ["The picture could not be judged: in it no face was seen through a few frames in a row, with something as bright beside it."]
    words = []
    if skin is Sign.NONE:
        words.append("Nothing smooths skin: it has as much noise as all else.")
    if behind is Sign.NONE:
        words.append("Nothing blurs the room or puts a still picture there: it has as much noise as you.")
    if cut is Sign.NONE:
        words.append("Nothing cuts you out with a hard edge: your outline is no steeper than other edges.")
    elif cut is Sign.UNKNOWN:
        words.append("Whether a hard edge cuts you out can't be told: there are too few clear edges, or the camera's own are nearly as steep as a cut.")
    words.append(SOFT_CUT)
    unknown = [what for what, sign in (("skin is smoothed", skin), ("the room is blurred or replaced", behind)) if sign is Sign.UNKNOWN]
    if unknown:
        words.append(f"Whether {' or '.join(unknown)} can't be told: the picture has too little noise there, or nothing as bright and untouched beside it.")
    return words


def _short(skin: Sign, behind: Sign, cut: Sign, mirrored: Sign, name: str) -> str:
    """Return one line; whoever is cut out stands before a room that is a program's."""
    room = next((sign for sign in (Sign.SURE, Sign.LIKELY) if sign in (behind, cut)), behind)
    told = [f"{what} ({sign})" for what, sign in (("skin", skin), ("room", room)) if sign in TOLD]
    done = [f"filters {' and '.join(told)}"] if told else []
    done += [f"mirrors the picture ({mirrored})"] if mirrored in TOLD else []
    kind = kind_of(name)
    if done:
        return f"a program {' and '.join(done)}"
    if kind is not None:
        return f"{kind}: effects may be on"
    return "" if Sign.NONE not in (skin, behind) else "no sign of a filter"


def _stops(less: Less) -> str:
    return f"{less.stops:.1f} stops (±{2 * less.error_stops:.1f})"
