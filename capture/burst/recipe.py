"""How a merge was made, in numbers: with these, the frames and the same programs anybody makes the picture again, to the pixel."""

from __future__ import annotations

import msgspec

RECORD_FORMAT = 1


class Recipe(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every number that the picture depends on."""

    flow_span_px: int = 800
    """The way is looked for in pictures that are not longer than this. Of frames at 1080p a head that turns by 25° a second keeps 0.945 of its texture or more;
    at 640 0.94, at 960 0.95 in 30 % more time."""
    flow_finest_scale: int = 0
    flow_patch_px: int = 12
    """In heavy noise 8 follow it: of a face of little texture 0.91 is kept, instead of 0.93."""
    flow_stride_px: int = 8
    flow_descents: int = 10
    flow_refinements: int = 3
    box_cells: int = 7
    """Besides single cells of 2×2 pixels, means of so many cells squared are compared: faint strangers that no cell tells from noise."""
    free_deviations: float = 2.0
    """Up to so many standard deviations from the reference a frame counts in full, then less and less: `fading_deviations` beyond, 1/e. A head that turns then
    gains 0.996 of the oracle's decibels (at 2.2 0.998, at 1.8 0.992), and where a hand passes patches of 15 pixels are off by 0.48 of the frame's noise (0.50,
    0.46)."""
    fading_deviations: float = 1.0
    margin_cells: int = 2
    """What lies this near to a stranger counts as little as it."""
    quantile: float = 0.4
    """The share of places, at each brightness, that are taken to be alike in two frames: the noise is read off them."""
    least_deviation: float = 0.5
    """Codes. Less is rounding, not noise."""
    least_texture_frac: float = 0.85
    """A frame that has less of the reference's texture on the face is blurred or badly aligned, and left out."""
    least_weight_frac: float = 0.2
    """A frame that counts less than this in the mean over the face shows something else there, and is left out."""
    least_worth_frames: float = 1.5
    """What the mean on the face must be worth in frames for it to be used."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One merge: what it was made of, how, and what came out."""

    format: int = RECORD_FORMAT
    recipe: Recipe
    reference: int
    frames_sha256: tuple[str, ...]
    """Of each frame's pixels, as `capture.session.sha256_of_pixels` says; so is the picture's."""
    face_box_px: tuple[int, int, int, int] | None
    """Left, top, right, bottom of the place on which frames are judged; None for the whole picture."""
    picture_sha256: str
    programs: dict[str, str]
    """Names and versions of what touched the pixels: others may round otherwise."""
