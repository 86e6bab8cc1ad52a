"""The merge itself: which frames go in, with which weights, and when the reference had better stay as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.burst.alignment import LEAST_SIDE_PX, Aligner
from capture.burst.likeness import Likeness
from capture.burst.recipe import RECORD_FORMAT, Recipe, Record
from capture.burst.texture import shared_frac
from capture.errors import SessionError
from capture.pixels import bounds
from capture.session import program_version, sha256_of_pixels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.types import Floats, Rgb

    Place = tuple[slice, slice]

MARGIN_FRAC = 0.1
"""The face's box, grown by this share: hair and chin count too."""
FEWEST_OTHERS = 2
STRIP_PX = 48
"""Rows averaged at a time: as many as stay in a processor's cache, which halves the time."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one frame gave: its mean weight on the face (the reference's is 1), and why it was left out, if it was."""

    index: int
    weight_frac: float
    texture_frac: float | None = None
    """What it has of the reference's texture on the face; None where that can't be told."""
    left_out: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Merged:
    """The picture (H, W, 3), each frame's share in it, and how to make it again. `fell_back` says why it is the reference itself, where it is."""

    picture: Rgb
    shares: tuple[Share, ...]
    worth_frames: float
    """How many motion-free frames the mean on the face is worth: noise there falls by the root of it."""
    fell_back: str | None
    record: Record

    @property
    def used(self) -> tuple[int, ...]:
        """The frames that went in, the reference among them."""
        return tuple(share.index for share in self.shares if share.left_out is None)


def merge(frames: Sequence[Rgb], reference: int, outline_px: Floats | None, recipe: Recipe | None = None) -> Merged:
    """Return frames (H, W, 3) of one moment made into one picture, as frame number `reference` shows it.

    `outline_px` (N, 2) goes round the face in that frame, or is two corners of its box.
    """
    box = None if outline_px is None else bounds(outline_px, (frames[reference].shape[0], frames[reference].shape[1]), MARGIN_FRAC)
    return _merge(frames, reference, box, recipe or Recipe())


def again(record: Record, frames: Sequence[Rgb]) -> Merged:
    """Return the merge that a record tells of, made anew from the same frames; raises SessionError where frames or picture are not those of the record."""
    if record.format > RECORD_FORMAT:
        raise SessionError(f"The record of this merge has format {record.format}, and this version knows up to {RECORD_FORMAT}.", "Update Northlight.")
    found = tuple(sha256_of_pixels(frame) for frame in frames)
    wrong = [str(index) for index, (one, other) in enumerate(zip(found, record.frames_sha256, strict=False)) if one != other]
    if len(found) != len(record.frames_sha256):
        raise SessionError(f"The merge was made of {len(record.frames_sha256)} frames, and {len(found)} are given.", "Give all of its frames, in their order.")
    if wrong:
        raise SessionError(f"Not the merge's own pixels: frame {', '.join(wrong)}.", "Give the frames as they were kept, in their order.")
    box = record.face_box_px
    place = None if box is None else (slice(box[1], box[3]), slice(box[0], box[2]))
    made = _merge(frames, record.reference, place, record.recipe)
    if made.record.picture_sha256 != record.picture_sha256:
        theirs, ours = (", ".join(f"{name} {version}" for name, version in each.programs.items()) for each in (record, made.record))
        raise SessionError(f"The picture came out otherwise than recorded: made with {theirs}; here are {ours}.", "Make it with the recorded versions.")
    return made


def _merge(frames: Sequence[Rgb], reference: int, place: Place | None, recipe: Recipe) -> Merged:
    ours = frames[reference]
    face = place or (slice(0, ours.shape[0]), slice(0, ours.shape[1]))
    hashes = tuple(sha256_of_pixels(frame) for frame in frames)
    shares = _unfit(frames, reference, hashes)
    others = [index for index, share in shares.items() if share.left_out is None and index != reference]
    picture, worth, fell_back = ours, 1.0, None
    if min(ours.shape[:2]) < LEAST_SIDE_PX:
        fell_back = f"The frames are smaller than {LEAST_SIDE_PX} pixels: too small to be aligned."
    elif len(others) < FEWEST_OTHERS:
        fell_back = f"Beside the reference {len(others)} frames can be used, and {FEWEST_OTHERS} are needed to tell noise from movement."
    else:
        aligned, weights = _laid_over(ours, {index: frames[index] for index in others}, reference, recipe)
        shares |= _judged(ours, {index: (aligned[index], frames[index]) for index in others}, weights, face, recipe)
        used = [index for index in others if shares[index].left_out is None]
        worth = _worth_frames([weights[index][face] for index in used])
        if worth < recipe.least_worth_frames:
            fell_back = f"The other frames are blurred or show something else where the face is: with them it is worth {worth:.1f} frames."
        else:
            picture = _mean(ours, [(aligned[index], weights[index]) for index in used])
    if fell_back is not None:
        shares |= {index: Share(index, 0.0, shares[index].texture_frac, fell_back) for index in others if shares[index].left_out is None}
        picture, worth = ours.copy(), 1.0
    record = Record(
        recipe=recipe,
        reference=reference,
        frames_sha256=hashes,
        face_box_px=None if place is None else (place[1].start, place[0].start, place[1].stop, place[0].stop),
        picture_sha256=sha256_of_pixels(picture),
        programs={"northlight": program_version(), "opencv": cv2.__version__, "numpy": np.__version__},
    )
    return Merged(picture, tuple(shares[index] for index in range(len(frames))), worth, fell_back, record)


def _unfit(frames: Sequence[Rgb], reference: int, hashes: Sequence[str]) -> dict[int, Share]:
    """Return every frame's share, with the reason for those that can't go in whatever they show."""
    shares = {}
    for index, (frame, pixels) in enumerate(zip(frames, hashes, strict=True)):
        first = reference if pixels == hashes[reference] else hashes.index(pixels)
        reason = None
        if frame.shape != frames[reference].shape:
            reason = f"It has {frame.shape[1]}×{frame.shape[0]} pixels, the reference {frames[reference].shape[1]}×{frames[reference].shape[0]}."
        elif index != first:
            reason = f"It is frame {first} once more: the camera gave it twice."
        shares[index] = Share(index, 1.0 if index == reference else 0.0, None, reason)
    return shares


def _laid_over(ours: Rgb, others: dict[int, Rgb], reference: int, recipe: Recipe) -> tuple[dict[int, Rgb], dict[int, Floats]]:
    """Return the other frames laid over the reference, and how much each pixel of theirs counts."""
    aligner = Aligner(ours, recipe)
    aligned = {index: aligner.aligned(frame) for index, frame in others.items()}
    in_order = sorted({**aligned, reference: ours}.items())
    likeness = Likeness([frame for _, frame in in_order], [index for index, _ in in_order].index(reference), recipe)
    return aligned, {index: likeness.weights(frame) for index, frame in aligned.items()}


def _judged(ours: Rgb, others: dict[int, tuple[Rgb, Rgb]], weights: dict[int, Floats], face: Place, recipe: Recipe) -> dict[int, Share]:
    """Return the share of each of the others (aligned, as it was), and those left out that would blur the face."""
    aligned, originals = ([pair[which][face] for pair in others.values()] for which in (0, 1))
    textures = shared_frac(ours[face], aligned, originals, [weight[face] for weight in weights.values()])
    shares = {}
    for (index, weight), texture in zip(weights.items(), textures, strict=True):
        weight_frac, left_out = float(weight[face].mean()), None
        if weight_frac < recipe.least_weight_frac:
            left_out = f"It shows something else where the face is: it would count {weight_frac:.2f} there."
        elif texture is not None and texture < recipe.least_texture_frac:
            left_out = f"It is blurred: it has {texture:.2f} of the reference's texture on the face."
        shares[index] = Share(index, weight_frac if left_out is None else 0.0, texture, left_out)
    return shares


def _worth_frames(weights: Sequence[Floats]) -> float:
    """Return how many equal frames a mean with these weights (h, w) beside the reference's 1 is worth, in the mean over the places."""
    if not weights:
        return 1.0
    total, squares = 1 + np.sum(weights, axis=0), 1 + np.sum(np.square(weights), axis=0)
    return float((total * total / squares).mean())


def _mean(ours: Rgb, others: Sequence[tuple[Rgb, Floats]]) -> Rgb:
    """Return the weighted mean of the reference, weight 1, and aligned frames with their weights (H, W)."""
    picture = np.empty_like(ours)
    for top in range(0, ours.shape[0], STRIP_PX):
        strip = slice(top, top + STRIP_PX)
        total, weight = ours[strip].astype(np.float32), np.ones(ours[strip].shape[:2], np.float32)
        for frame, share in others:
            total += cv2.multiply(frame[strip], cv2.merge([share[strip]] * 3), dtype=cv2.CV_32F)
            weight += share[strip]
        # To the nearest code, and those that the interpolation threw over the ends back to them.
        cv2.divide(total, cv2.merge([weight] * 3), picture[strip], dtype=cv2.CV_8U)
    return picture
