"""What programs do to a feed before anybody sees it, as the well-known ones do it, and what honest cameras do to theirs.

Each takes a run of frames (H, W, 3), one after another, with the sitter's face in each, and returns the run as it would be handed on.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from capture.types import Face, Floats, Rgb

    Filter = Callable[[Sequence[Rgb], Sequence[Face]], list[Rgb]]

WIDEST = 4.0
"""Wider blurs are done on a smaller copy."""
WOBBLE_CELLS = 0.06
VIDEO_PX, LEAST_VIDEO_NOISE = 0.7, 0.3
"""From frame to frame, and in codes."""


def each_frame(change: Callable[[Rgb, Face], Rgb]) -> Filter:
    return lambda frames, faces: [change(rgb, face) for rgb, face in zip(frames, faces, strict=True)]


def blend(below: Floats, above: Floats, share: Floats) -> Rgb:
    return np.clip(below + (above - below) * share + 0.5, 0, 255).astype(np.uint8)


def wide_blur(picture: Floats, spread_px: float) -> Floats:
    if spread_px < WIDEST:
        return cv2.GaussianBlur(picture, (0, 0), spread_px)
    times = int(spread_px // (WIDEST / 2))
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (max(1, width // times), max(1, height // times)), interpolation=cv2.INTER_AREA)
    return cv2.resize(cv2.GaussianBlur(small, (0, 0), spread_px / times), (width, height), interpolation=cv2.INTER_LINEAR)


# ---------------------------------------------------------------------------------------------- skin


def skin_mask(face: Face, shape: tuple[int, int]) -> Floats:
    """The face without eyes, brows' lower half and lips, its edge soft."""
    mask = np.zeros(shape, np.uint8)
    cv2.fillPoly(mask, [np.rint(face.outline_px).astype(np.int32)], (255,))
    for hole, grown in ((face.left_eye.contour_px, 1.5), (face.right_eye.contour_px, 1.5), (face.mouth.contour_px, 1.1)):
        middle = hole.mean(axis=0)
        cv2.fillPoly(mask, [np.rint(middle + (hole - middle) * grown).astype(np.int32)], (0,))
    return cv2.GaussianBlur(mask.astype(np.float32) / 255, (0, 0), max(1.0, 0.05 * face.eye_distance_px))[..., None]


def bilateral(skin: Rgb, eyes_px: float) -> Floats:
    return cv2.bilateralFilter(skin, max(5, int(eyes_px * 0.12) | 1), 35, eyes_px * 0.05).astype(np.float32)


def guided(skin: Rgb, eyes_px: float) -> Floats:
    """He, Sun & Tang's filter, guided by the picture itself."""
    span, epsilon = (2 * max(2, int(eyes_px * 0.06)) + 1,) * 2, (0.06 * 255) ** 2
    picture = skin.astype(np.float32)
    mean = cv2.blur(picture, span)
    variance = cv2.blur(picture * picture, span) - mean * mean
    slope = variance / (variance + epsilon)
    return cv2.blur(slope, span) * picture + cv2.blur(mean - slope * mean, span)


def separation(skin: Rgb, eyes_px: float) -> Floats:
    """Frequency separation: pores stay, what is between them and the face's own form goes."""
    picture = skin.astype(np.float32)
    return wide_blur(picture, max(2.0, 0.06 * eyes_px)) + picture - cv2.GaussianBlur(picture, (0, 0), max(0.8, 0.008 * eyes_px))


def surface(skin: Rgb, eyes_px: float) -> Floats:
    """A blur from which only what differs much comes back."""
    picture = skin.astype(np.float32)
    blurred = cv2.GaussianBlur(picture, (0, 0), max(1.5, 0.04 * eyes_px))
    detail = picture - blurred
    return blurred + detail * np.clip(np.abs(detail) / 24 - 0.3, 0, 1)


def smoothed(how: Callable[[Rgb, float], Floats], strength: float) -> Filter:
    def change(rgb: Rgb, face: Face) -> Rgb:
        margin = 0.3 * face.eye_distance_px
        left, top = np.maximum(face.outline_px.min(axis=0) - margin, 0).astype(int)
        right, bottom = (face.outline_px.max(axis=0) + margin).astype(int)
        part = np.s_[top:bottom, left:right]
        after = rgb.copy()
        share = skin_mask(face, rgb.shape[:2])[part] * np.float32(strength)
        after[part] = blend(rgb[part].astype(np.float32), how(rgb[part], face.eye_distance_px), share)
        return after

    return each_frame(change)


# ---------------------------------------------------------------------------------------------- the room


def person(face: Face, shape: tuple[int, int], grown: float, soft: float) -> Floats:
    """The person's matte; `grown` and `soft` in distances of the eyes."""
    assert face.matte is not None
    matte = cv2.resize(face.matte, shape[::-1], interpolation=cv2.INTER_LINEAR)
    reach = int(grown * face.eye_distance_px)
    if reach:
        matte = cv2.dilate(matte, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1)))
    return cv2.GaussianBlur(matte, (0, 0), max(0.6, soft * face.eye_distance_px))[..., None]


def blurred(spread: float, *, grown: float = 0.0, bleeding: bool = False) -> Filter:
    """`grown` leaves a rim of the room sharp; with `bleeding` the person's colours get into the room."""

    def change(rgb: Rgb, face: Face) -> Rgb:
        picture, spread_px = rgb.astype(np.float32), spread * face.eye_distance_px
        matte = person(face, rgb.shape[:2], grown, 0.02)
        if bleeding:
            return blend(wide_blur(picture, spread_px), picture, matte)
        room = np.float32(1) - matte
        weight = wide_blur(room[..., 0], spread_px)[..., None]
        return blend(wide_blur(picture * room, spread_px) / np.maximum(weight, 1e-3), picture, matte)

    return each_frame(change)


@cache
def another_room(shape: tuple[int, int]) -> Floats:
    rng = np.random.default_rng(3)
    room = cv2.resize(rng.uniform(60, 220, (6, 9, 3)).astype(np.float32), shape[::-1], interpolation=cv2.INTER_CUBIC)
    for _ in range(40):
        x, y, wide, high = (int(value) for value in rng.integers((0, 0, 20, 20), (shape[1], shape[0], shape[1] // 5, shape[0] // 4)))
        cv2.rectangle(room, (x, y), (x + wide, y + high), rng.uniform(40, 230, 3).tolist(), -1)
    return cv2.GaussianBlur(np.clip(room, 0, 255), (0, 0), 1.0)


def replaced(*, grown: float = 0.0, soft: float = 0.01) -> Filter:
    return each_frame(lambda rgb, face: blend(another_room(rgb.shape[:2]), rgb.astype(np.float32), person(face, rgb.shape[:2], grown, soft)))


def wobbled(matte: Floats, rng: np.random.Generator) -> Floats:
    """A matte as a model would guess it: its edge elsewhere in each frame, by the `WOBBLE_CELLS` that MediaPipe's has on people who hardly move."""
    height, width = matte.shape
    off = [cv2.GaussianBlur(rng.standard_normal((height, width), np.float32), (0, 0), 2.0) for _ in range(2)]
    across, down = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    across, down = (at + by * np.float32(WOBBLE_CELLS / by.std()) for at, by in zip((across, down), off, strict=True))
    return cv2.remap(matte, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def noise_of(frames: Sequence[Rgb]) -> float:
    """What of three frames is noise, in codes: the median second difference in time, over what it is for noise of 1."""
    first, middle, last = (rgb[::2, ::2, 1].astype(np.float32) for rgb in frames)
    return float(np.median(np.abs(first - 2 * middle + last))) / (2.449 * 0.6745)


def pasted(*, hard: bool = False, soft: float = 0.0, times: float = 1.0) -> Filter:
    """A video as a background: it moves, and has noise of its own, so many `times` the feed's; cut out `hard`, or `soft` by distances of the eyes."""

    def change(frames: Sequence[Rgb], faces: Sequence[Face]) -> list[Rgb]:
        height, width = frames[0].shape[:2]
        rng = np.random.default_rng(int(frames[0][::16, ::16].sum()))
        video, noise = another_room((height + 8, width + 8)), np.float32(max(LEAST_VIDEO_NOISE, times * noise_of(frames)))
        after = []
        for step, (rgb, face) in enumerate(zip(frames, faces, strict=True)):
            assert face.matte is not None
            room = cv2.warpAffine(video, np.array([[1, 0, -1 - VIDEO_PX * step], [0, 1, -2.0]]), (width, height))
            room = room + rng.standard_normal((height, width, 3), np.float32) * noise
            matte = cv2.resize(wobbled(face.matte, rng), (width, height), interpolation=cv2.INTER_CUBIC)
            matte = (matte > 0.5).astype(np.float32) if hard else cv2.GaussianBlur(matte, (0, 0), max(0.6, soft * face.eye_distance_px))
            after.append(blend(room, rgb.astype(np.float32), np.clip(matte, 0, 1)[..., None]))
        return after

    return change


# ---------------------------------------------------------------------------------------------- the face's form


def slimmed(share: float) -> Filter:
    """Cheeks and jaw drawn in towards the face's middle, as reshaping does it: a smooth warp of all that is near them."""

    def change(rgb: Rgb, face: Face) -> Rgb:
        height, width = rgb.shape[:2]
        across, down = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
        half = float(np.ptp(face.outline_px[:, 0])) / 2
        middle_x, middle_y = float(face.outline_px[:, 0].mean()), float(face.mouth.contour_px[:, 1].mean())
        off = (across - np.float32(middle_x)) / half
        near = np.exp(-((np.abs(off) - 1) ** 2) * 4 - ((down - middle_y) / half) ** 2)
        return cv2.remap(rgb, across + np.sign(off) * near * np.float32(share * half), down, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)

    return each_frame(change)


# ---------------------------------------------------------------------------------------------- what honest cameras do


def over_time(newest: float, moved_codes: float = 12.0) -> Filter:
    """A camera's noise reduction: each frame is mixed with those before, except where it differs much."""

    def change(frames: Sequence[Rgb], _: Sequence[Face]) -> list[Rgb]:
        kept = np.mean([rgb.astype(np.float32) for rgb in frames], axis=0)  # as after a long while
        after = []
        for rgb in frames:
            new = rgb.astype(np.float32)
            apart = cv2.blur(np.abs(new - kept).max(axis=2), (5, 5))[..., None]
            kept = kept + (new - kept) * np.clip(newest + (apart / moved_codes) ** 2 * (1 - newest), newest, 1)
            after.append(np.clip(kept + 0.5, 0, 255).astype(np.uint8))
        return after

    return change


def corners_brightened(times: float) -> Filter:
    """What a camera does against its lens's darker corners, `times` there: it raises light and noise. Here the light is as it was, the noise is raised."""

    def change(frames: Sequence[Rgb], _: Sequence[Face]) -> list[Rgb]:
        height, width = frames[0].shape[:2]
        down, across = np.linspace(-1, 1, height)[:, None] * height, np.linspace(-1, 1, width)[None, :] * width
        gain = 1 + (times - 1) * (down**2 + across**2) / (height**2 + width**2)
        mean = np.mean([rgb.astype(np.float32) for rgb in frames], axis=0)
        raised = np.sqrt(gain).astype(np.float32)[..., None]
        return [np.clip(mean + (rgb - mean) * raised + 0.5, 0, 255).astype(np.uint8) for rgb in frames]

    return change


def one_after_another(*filters: Filter) -> Filter:
    def change(frames: Sequence[Rgb], faces: Sequence[Face]) -> list[Rgb]:
        run = list(frames)
        for each in filters:
            run = each(run, faces)
        return run

    return change


HONEST: dict[str, Filter] = {
    "untouched": lambda frames, _: list(frames),
    "noise reduction, bilateral": each_frame(lambda rgb, _: cv2.bilateralFilter(rgb, 7, 20, 2.5)),
    "noise reduction, median": each_frame(lambda rgb, _: cv2.medianBlur(rgb, 3)),
    "noise reduction, over time": over_time(0.3),
    "noise reduction, both": one_after_another(over_time(0.3), each_frame(lambda rgb, _: cv2.bilateralFilter(rgb, 7, 20, 2.5))),
    "corners brightened": corners_brightened(2.2),
    "soft": each_frame(lambda rgb, _: cv2.GaussianBlur(rgb, (0, 0), 1.2)),
    "sharpened": each_frame(lambda rgb, _: cv2.addWeighted(rgb, 1.8, cv2.GaussianBlur(rgb, (0, 0), 1.2), -0.8, 0)),
}
SKIN: dict[str, Filter] = {
    f"{name} {strength:.0%}": smoothed(how, strength)
    for name, how in (("bilateral", bilateral), ("guided", guided), ("surface blur", surface), ("frequency separation", separation))
    for strength in (0.5, 1.0)
}
ROOM: dict[str, Filter] = {
    "blur, light": blurred(0.05),
    "blur": blurred(0.15),
    "blur with a sharp rim": blurred(0.3, grown=0.08),
    "blur that bleeds": blurred(0.15, bleeding=True),
    "replaced": replaced(),
    "replaced, with a rim": replaced(grown=0.06, soft=0.03),
}
PASTED: dict[str, Filter] = {
    "video behind, hard": pasted(hard=True),
    "video behind, feathered": pasted(soft=0.01),
    "video behind, soft": pasted(soft=0.04),
    "noisy video behind, soft": pasted(soft=0.02, times=2.0),
}
BOTH: dict[str, Filter] = {"smoothed and blurred": one_after_another(SKIN["bilateral 100%"], ROOM["blur"])}
RESHAPED: dict[str, Filter] = {"slimmed by 8 %": slimmed(0.08)}
