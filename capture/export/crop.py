"""Where to cut: a box of the wanted shape round the head, inside the picture, in whole pixels.

Nothing is turned or warped. The face says how large, the crown (hair included, off the person's outline) that no hair is cut, the shoulders whether they are
in. Sources of the shares: portrait practice (eyes at 0.30 to 0.40 of the height, head at about half of it).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from capture.export.presets import MM_PER_IN
from capture.head import CrownFrom

if TYPE_CHECKING:
    from capture.export.presets import Preset
    from capture.session import Features

CROWN_FROM_IN_WORDS = {
    CrownFrom.MATTE: "the person's outline",
    CrownFrom.FACE: "the face's proportions",
    CrownFrom.CUT: "the face's proportions, since the picture's top edge cuts the head",
}

HEAD_OVER_EYES_TO_CHIN = 2.0
"""The eyes lie half way up the head (Farkas, Anthropometry of the Head and Face, 1994: vertex to chin 230 mm, eyes to chin 117 mm, adults' means)."""

_CIRCLE_RADIUS_FRAC = 0.48
"""What lies within this share of the side from the centre is safe when the picture is shown as a circle."""

_ROOM_FRAC = 0.03
"""At least this share of the crop above the crown, where it can be had: hair that touches the edge looks cut."""

_CHIN_AT_MOST_FRAC = 0.80
"""High hair moves the face down to here, so that neck and collar stay in; higher hair makes the crop larger."""

_MOVED_FRAC = 0.01
"""Moves and shrinks of less than this share of the crop are not worth a word."""


@dataclass(frozen=True, slots=True)
class Crop:
    """A box in pixels of the picture: columns `left_px` to `left_px + width_px`, and rows likewise. `notes` are sentences for the user."""

    left_px: int
    top_px: int
    width_px: int
    height_px: int
    crown_from: str | None
    """What the head's top was taken from, in words; None without a face."""
    notes: tuple[str, ...]
    limited: bool
    """True where the picture's edges made it smaller than the preset's framing asks for."""
    head_frac: float | None = None
    """The head's height as a share of the crop's; None without a face."""


def crop_for(features: Features | None, preset: Preset, size_px: tuple[int, int], head_frac: float | None = None) -> Crop:
    """Return the crop for `preset` from a picture of `size_px` (width, height): framed by the face, or about the centre where none is known.

    With `head_frac` the head is to have that share of the height instead of the preset's own.
    """
    width_px, height_px = size_px
    want_width_px, want_height_px = preset.size_px
    aspect = want_width_px / want_height_px
    largest_px = min(float(height_px), width_px / aspect)
    if features is None:
        crop_height_px = largest_px
        left, top = (width_px - crop_height_px * aspect) / 2, (height_px - crop_height_px) / 2
        box = _whole(left, top, crop_height_px * aspect, crop_height_px, size_px)
        return Crop(*box, None, ("No face was found in this shot, so it is cut about the picture's centre.",), limited=True)
    head_px, hair_px = head_height_px(features, preset), _hair_height_px(features, preset)
    by_head_px = head_px / (preset.head_frac if head_frac is None else head_frac)
    crop_height_px = min(max(by_head_px, hair_px), largest_px)
    left, top = _centre_x(features) - crop_height_px * aspect / 2, _top_y(features, preset, crop_height_px)
    box = _whole(left, top, crop_height_px * aspect, crop_height_px, size_px)
    limited = largest_px < max(head_px / preset.head_frac, hair_px) * (1 - _MOVED_FRAC)
    notes = [*_fit_notes(limited, (left, top), box), *_head_notes(features, preset, box)]
    if crop_height_px > by_head_px * (1 + _MOVED_FRAC):
        notes.append(f"Cut {crop_height_px / by_head_px - 1:.0%} wider than wanted, so that the hair has room.")
    if preset.circle and not _in_circle(features, box):
        notes.append("Shown as a circle, the edge of the head is cut off.")
    return Crop(*box, CROWN_FROM_IN_WORDS[features.crown_from], tuple(notes), limited, head_px / box[3])


def head_height_px(features: Features, preset: Preset) -> float:
    """Return the head's height as the preset measures it, but never less than the face's own rows.

    That is from the chin to where a bald crown would be, whatever the hair: of people side by side the faces shall be equally large. For a document whose
    rule counts the hair it is from the chin to the crown that is seen.
    """
    _, face_top, _, face_bottom = features.outline_box_px
    if preset.with_hair:
        return face_bottom - min(features.crown_y_px, face_top)
    eyes_x, eyes_y = eyes_px(features)
    return max(HEAD_OVER_EYES_TO_CHIN * math.hypot(features.chin_px[0] - eyes_x, features.chin_px[1] - eyes_y), face_bottom - face_top)


def eyes_px(features: Features) -> tuple[float, float]:
    """Return the place midway between the eyes, x and y."""
    (left_x, left_y), (right_x, right_y) = features.left_eye_px, features.right_eye_px
    return (left_x + right_x) / 2, (left_y + right_y) / 2


def _hair_height_px(features: Features, preset: Preset) -> float:
    """Return the least height of a crop in which hair and chin have room. A document's rule is for the face; what the picture cuts can't be had."""
    if preset.document or features.crown_from is CrownFrom.CUT:
        return 0.0
    return _rows_px(features) / (_CHIN_AT_MOST_FRAC - _ROOM_FRAC)


def _rows_px(features: Features) -> float:
    """Return the rows from the crown that is seen to the chin: of a head that lies on its side or stands on it, those that the face spans."""
    _, face_top, _, face_bottom = features.outline_box_px
    return face_bottom - min(features.crown_y_px, face_top)


def _top_y(features: Features, preset: Preset, crop_height_px: float) -> float:
    """Return the row to begin at: by the eyes, but above the crown wherever the whole head has room, and a document's rule for the eyes allows it."""
    by_eyes = eyes_px(features)[1] - preset.eye_line_frac * crop_height_px
    spare_px = crop_height_px - _rows_px(features)
    if spare_px < 0:
        return by_eyes
    above_crown = min(by_eyes, features.crown_y_px - min(_ROOM_FRAC * crop_height_px, spare_px / 2))
    if preset.eyes_mm is None or preset.paper_in is None:
        return above_crown
    lowest_frac = preset.eyes_mm[0] / (preset.paper_in[1] * MM_PER_IN)
    # A row more, since boxes are rounded to whole ones.
    return max(above_crown, min(by_eyes, eyes_px(features)[1] - (1 - lowest_frac) * crop_height_px + 1))


def _centre_x(features: Features) -> float:
    """Return the column to centre: midway between the face's outline and the nose, which leaves a turned face a little room to look into."""
    left, _, right, _ = features.outline_box_px
    return ((left + right) / 2 + features.nose_tip_px[0]) / 2


def _whole(left: float, top: float, width: float, height: float, size_px: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return the box moved into the picture and rounded to whole pixels: left, top, width, height."""
    width_px, height_px = (max(1, min(round(length), limit)) for length, limit in zip((width, height), size_px, strict=True))
    left_px = min(max(round(left), 0), size_px[0] - width_px)
    top_px = min(max(round(top), 0), size_px[1] - height_px)
    return left_px, top_px, width_px, height_px


def _fit_notes(limited: bool, wanted: tuple[float, float], box: tuple[int, int, int, int]) -> list[str]:
    """Return what had to give because the picture ends."""
    right_px, down_px = box[0] - wanted[0], box[1] - wanted[1]
    gave = ["tighter"] if limited else []
    if abs(right_px) > _MOVED_FRAC * box[2]:
        gave.append(f"{abs(right_px):.0f} px further {'right' if right_px > 0 else 'left'}")
    if abs(down_px) > _MOVED_FRAC * box[3]:
        gave.append(f"{abs(down_px):.0f} px {'lower' if down_px > 0 else 'higher'}")
    return [f"The picture ends too near the head: cut {' and '.join(gave)} than wanted."] if gave else []


def _head_notes(features: Features, preset: Preset, box: tuple[int, int, int, int]) -> list[str]:
    """Return a sentence when the picture or the crop cuts the head, and one when it ends above the shoulders, where a portrait should not."""
    left, top, width, height = box
    face_left, _, face_right, _ = features.outline_box_px
    cut = [
        name
        for name, is_cut in (
            (_top_name(features, preset), features.crown_y_px < top and top > 0),
            ("the chin", features.chin_px[1] > top + height),
            ("a cheek", face_left < left or face_right > left + width),
        )
        if is_cut
    ]
    notes = ["The head reaches the picture's top edge."] if features.crown_y_px <= 0 else []
    notes += [f"It cuts {' and '.join(cut)}."] if cut else []
    if features.shoulders_px is not None and preset.document is None and min(y for _, y in features.shoulders_px) > top + height:
        notes.append("It ends above the shoulders.")
    return notes


def _top_name(features: Features, preset: Preset) -> str:
    """Return what is cut where the top is: a document's rule measures most heads without hair, and then high hair has no room, which is nobody's fault."""
    bald_crown_y = features.chin_px[1] - head_height_px(features, preset)
    hair = preset.document is not None and not preset.with_hair and features.crown_y_px < bald_crown_y
    return "the top of the hair, for which the rule's size of the head leaves no room" if hair else "the top of the head"


def _in_circle(features: Features, box: tuple[int, int, int, int]) -> bool:
    """Tell whether crown, chin and cheeks lie inside the circle that the box will be shown as."""
    left, top, width, height = box
    face_left, _, face_right, _ = features.outline_box_px
    _, eyes_y = eyes_px(features)
    points = ((features.forehead_px[0], features.crown_y_px), features.chin_px, (face_left, eyes_y), (face_right, eyes_y))
    centre_x, centre_y, radius = left + width / 2, top + height / 2, _CIRCLE_RADIUS_FRAC * min(width, height)
    return all((x - centre_x) ** 2 + (y - centre_y) ** 2 <= radius**2 for x, y in points)
