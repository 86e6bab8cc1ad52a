"""A profile: every number that changes what Northlight says or when it shoots, from a TOML file, read strictly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import msgspec

from capture.errors import ProfileError, nearest
from guidance import profile_files
from guidance.choosing import Choosing, Weights
from guidance.developing import Develop
from guidance.identity_scores import Iso
from guidance.prompts import languages
from guidance.set_weights import Differs, TheSet
from guidance.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from guidance.profile_files import Layer

_Positive = Annotated[float, msgspec.Meta(gt=0)]
_NotNegative = Annotated[float, msgspec.Meta(ge=0)]


class Band(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A range that a value should be in; a missing edge is open.

    Once in, a value may leave by `ease` before it counts as out. One that is out by `far` is as bad as can be: it earns a frame nothing. One that is out by
    `much` is asked to change by more than a little.
    """

    low: float | None = None
    high: float | None = None
    ease: _NotNegative = 0.0
    far: _Positive
    much: _NotNegative | None = None


class Bands(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One band for each judged number. Narrower is stricter."""

    faces: Band
    measured: Band
    """1 where a face is seen well enough to be measured, 0 where it is only there."""
    light_ev: Band
    highlights_frac: Band
    shadows_frac: Band
    noise_frac: Band
    flicker_frac: Band
    backlight_ev: Band
    """The background's light over the face's."""
    light_azimuth_deg: Band
    """The key's angle off the nose, without its sign, in the face's own axes."""
    light_elevation_deg: Band
    key_to_fill_ev: Band
    mixed_light_mired: Band
    warmth_k: Band
    face_height_frac: Band
    distance_m: Band
    headroom_frac: Band
    offset_frac: Band
    level_deg: Band
    lens_height_deg: Band
    """The lens over a level look; under 0 it stands below the eyes."""
    shake_px: Band
    yaw_deg: Band
    pitch_deg: Band
    roll_deg: Band
    shoulders_yaw_deg: Band
    """The shoulders' turn, without its sign."""
    eyes_open_frac: Band
    """Of the less open eye."""
    gaze_yaw_deg: Band
    gaze_pitch_deg: Band
    glare_frac: Band
    smile_frac: Band
    mouth_open_frac: Band
    brow_frac: Band
    sharpness: Band
    haze_frac: Band
    """The share of the light that grease or breath on the lens spreads."""
    motion_px: Band
    clutter_frac: Band


class Ideal(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The light that is looked for where the sitter can choose: what the bands allow is more than what is best."""

    light_azimuth_deg: Band
    """Off the nose, without its sign."""
    light_elevation_deg: Band
    key_to_fill_ev: Band


class Timing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """When to speak and when to shoot, in seconds of the frames' own time."""

    fault_s: float
    """A fault must last this long before it is mentioned."""
    prompt_s: float
    """A prompt stays this long, or until it is mended."""
    repeat_s: float
    """The same words are not spoken again before this."""
    hold_s: float
    """All bands must hold for this long before the shutter."""
    slip_s: float
    """A hold survives a lapse shorter than this: measures are noisy."""
    gap_s: float
    """Frames further apart than this belong to two moments: the camera was away."""
    collect_s: float
    """How long frames are gathered once the shutter is due."""
    collect_most_s: float
    """Where none of them can be kept by then they are gathered for up to this long."""
    buffer_s: float
    """How long frames are remembered: the kept one may lie this far before the end of the gathering, as far back as the bands held."""
    meet_s: float
    """The sitter's own neutral is taken from so long a stretch of looking into the lens, relaxed, before the first photograph; 0 takes none."""
    meet_patience_s: float
    """After so long without such a stretch the sitting goes on without a neutral."""
    name_s: float
    """How long naming the light takes: the first look's words wait for it where nothing else is to be said. 0 does not name it."""
    settle_s: float
    """No hold begins before this has passed since the look was announced: the sitter must have heard what is wanted."""
    rest_s: float
    """Pause after a shot, for praise and the next look's words."""
    volley_s: float
    """Photographs of a tethered camera that come faster than this are one volley: one word is enough for it."""
    advice_times: int
    """What does not block the shutter is said this often in a look, then left alone."""
    say_times: int
    """Each way of saying a thing is used this often in a look; then only the screen says it."""
    hand_hold_s: float
    """A raised hand must be held this long to ask for something."""
    hand_away_s: float
    """It asks for nothing more until it was away this long."""


class Look(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One picture to take: its name in files, its title on the screen, the prompt that announces it, and the bands that differ from the profile's."""

    name: str
    title: str
    prompt: str
    neutral: bool = False
    """Whether the face is at rest in it, looking into the lens: then the sitter's own neutral is taken from it, before its photograph."""
    bands: dict[str, Band] = {}


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All that is a matter of taste."""

    name: str
    title: str
    timing: Timing
    choosing: Choosing
    weights: Weights
    the_set: TheSet
    develop: Develop
    """What `northlight export --develop` and `--background` do."""
    ideal: Ideal
    bands: Bands
    blocks: tuple[str, ...] = ()
    """The bands that the shutter waits for, beside those for which it always does."""
    like: dict[str, _Positive]
    """By band: how far a sitting may be to either side of the sitting that it is to be like."""
    iso: Iso = Iso()
    """Each photograph is scored by these as it is written."""
    looks: tuple[Look, ...]
    hands_free: bool = True
    """Whether a raised palm pauses and goes on, and a thumb up leaves a look for the next; False looks for no hand."""
    language: str = "en"
    """In which sentences are shown and said."""
    voice: Speech = Speech()

    def band(self, key: str, look: Look | None) -> Band:
        """Return the band for the value `key` in `look`: the look's own, or the profile's."""
        own = look.bands.get(key) if look else None
        return own or getattr(self.bands, key)


def load(name_or_path: str, own: Path | None = None) -> Profile:
    """Return the profile of that name, or in that file; with the user's folder of settings `own`, their profiles and their single values count too.

    Raises ProfileError naming the file, the key and the nearest known key.
    """
    return _profile(profile_files.layers(name_or_path, own))


def parse(text: str, *, path: str) -> Profile:
    """Return the profile that the TOML `text` holds; `path` is for messages. Raises ProfileError."""
    return _profile(profile_files.layers_of(text, path=path))


def _profile(layers: Sequence[Layer]) -> Profile:
    try:
        profile = msgspec.convert(profile_files.merged(layers), Profile)
    except msgspec.ValidationError as error:
        raise _explained(error, layers) from error
    _check(profile, layers)
    return profile


def _check(profile: Profile, layers: Sequence[Layer]) -> None:
    """Raise ProfileError where the profile has the right shape and makes no sense."""
    known = Bands.__struct_fields__
    bands: dict[tuple[str, ...], Band] = {("bands", key): getattr(profile.bands, key) for key in known}
    bands |= {("ideal", key): getattr(profile.ideal, key) for key in Ideal.__struct_fields__}
    bands |= {("looks", look.name, "bands", key): band for look in profile.looks for key, band in look.bands.items()}
    for where in (*bands, *(("like", key) for key in profile.like), *(("blocks", key) for key in profile.blocks)):
        if where[-1] not in known:
            raise _wrong(layers, where, "has an unknown key '{}'.", nearest(where[-1], known))
    for where, band in bands.items():
        if band.low is not None and band.high is not None and not band.low <= band.high:
            raise _wrong(layers, where, f"lets nothing into '{{}}': from {band.low:g} to {band.high:g}.", "Let 'low' be below 'high'.")
    if not any(msgspec.structs.astuple(profile.weights)):
        raise _wrong(layers, ("weights",), "gives no weight to anything in '{}'.", "Let one of them be above 0.")
    if profile.language not in languages():
        raise _wrong(layers, ("language",), f"has '{profile.language}' for its '{{}}'.", nearest(profile.language, languages()))
    if not profile.looks:
        raise _wrong(layers, ("looks",), "has no {}.", "Add at least one [[looks]] table.")
    twice = sorted({look.name for look in profile.looks if [other.name for other in profile.looks].count(look.name) > 1})
    if twice:
        raise _wrong(layers, ("looks",), f"has two {{}} named '{twice[0]}'.", "Give each look its own name.")


def _wrong(layers: Sequence[Layer], keys: Sequence[str], what: str, remedy: str) -> ProfileError:
    """Return the error about the value at `keys`, whose name goes into `what`, in the file that had the last word on it."""
    path, key = profile_files.source(layers, keys), ".".join(keys)
    return ProfileError(f"{path} {what.format(key)}", remedy, path=path, key=key)


_STRUCTS: dict[str, type[msgspec.Struct]] = {
    "bands": Bands,
    "timing": Timing,
    "choosing": Choosing,
    "weights": Weights,
    "ideal": Ideal,
    "iso": Iso,
    "the_set": TheSet,
    "develop": Develop,
    "looks": Look,
    "voice": Speech,
    "": Profile,
}


def _explained(error: msgspec.ValidationError, layers: Sequence[Layer]) -> ProfileError:
    """Turn msgspec's message into one that names the file, the key and the nearest known one."""
    message = str(error)
    where = (re.search(r"at `\$\.?([^`]*)`", message) or [None, ""])[1] or ""
    parts = [part for part in re.split(r"[.\[\]]+", where) if part and part != "..."]
    unknown = re.search(r"unknown field `([^`]+)`", message)
    if not unknown:
        lacking = "missing required field" in message  # single values have no need to be whole, the profile under them has
        path = profile_files.source([layer for layer in layers if not (lacking and layer.lies_over_all)], parts)
        return ProfileError(f"{path}: {_in_words(message, where)}.", "Mend that value.", path=path, key=where or None)
    in_band = len(parts) > 1 and bool({"bands", "ideal"} & set(parts[:-1]))
    struct = Band if in_band else Differs if "differs" in parts else _STRUCTS.get(parts[0] if parts else "", Profile)
    return _wrong(layers, [*parts, unknown[1]], "has an unknown key '{}'.", nearest(unknown[1], struct.__struct_fields__))


_KINDS = {"float": "a number", "int": "a whole number", "str": "text", "object": "a table", "array": "a list", "bool": "true or false", "null": "nothing"}


def _in_words(message: str, where: str) -> str:
    """Say msgspec's message as a person would: "bands.yaw_deg.low should be a number, not text"."""
    missing = re.search(r"missing required field `([^`]+)`", message)
    if missing:
        return f"'{missing[1]}' is missing{f' in {where}' if where else ''}"
    expected = re.search(r"Expected `([^`]+)`, got `([^`]+)`", message)
    if expected:
        wanted, got = (" or ".join(_KINDS.get(kind.strip(), kind.strip()) for kind in side.split("|") if kind.strip() != "null") for side in expected.groups())
        return f"'{where}' should be {wanted}, not {got}"
    if bound := re.search(r"Expected `(?:float|int)` (>=|>|<=) ([\d.]+)", message):
        least, words = float(bound[2]), {">": "above {:g}", ">=": "{:g} or more", "<=": "{:g} or less"}
        return f"'{where}' should be {words[bound[1]].format(least)}"
    return message
