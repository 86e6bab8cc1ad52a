"""Sharpness and smear against lens and shutter in the studio, by persona and by size; and on real faces blurred by computation."""

from __future__ import annotations

import math
from itertools import chain
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture import focus
from capture.analysis import Analyser
from capture.camera import open_source
from capture.mediapipe_tracker import MediapipeTracker
from capture.script.scene import Camera, Scene, Subject
from tests.bench.measures import haze
from tests.bench.measures.table import Row
from tests.bench.measures.views import FACES, Seen, everybody, look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from capture.script.persona import Persona
    from capture.types import Face, FocusReading, Rgb

DISCS_PX = (0.0, 2.0, 4.0, 7.0, 12.0)
STREAKS_PX = ((3.0, 0.0), (0.0, 5.0), (5.0, 4.0), (9.0, -3.0), (0.0, 12.0), (14.0, 8.0))
"""At 1280 pixels of width."""
SIZES_PX = ((1280, 720), (1920, 1080), (3840, 2160))
SMEARED_FRAC = 0.38
"""Where guidance takes a blur for motion."""
FULL_STREAK_PX = 6.0
SHUTTER_MS, PX_PER_MM = 30.0, 1.52
CLIP_STEP = 30


def rows(every: int) -> Iterator[Row]:
    """Yield the table's rows about focus, motion and the lens's haze."""
    yield from _studio(everybody(every))
    yield _sizes(everybody(every)[:2])
    yield from _clips()
    yield from haze.rows(every)


def _scene(persona: Persona, index: int, disc_px: float, streak_px: tuple[float, float], size_px: tuple[int, int] = (1280, 720)) -> Scene:
    speeds = tuple(way / PX_PER_MM / (SHUTTER_MS / 1000) for way in streak_px)
    camera = Camera(focus_mm=1e6, aperture_mm=disc_px / PX_PER_MM, shutter_ms=SHUTTER_MS, noise=1.0 + 2 * (index % 2), jpeg_quality=85 * (index % 3 == 0))
    return Scene(persona=persona, size_px=size_px, seed=index, subject=Subject(speed_mm_s=(speeds[0], speeds[1], 0.0)), camera=camera)


def _studio(people: Sequence[Persona]) -> Iterator[Row]:
    soft: list[list[Seen]] = []
    smeared: list[list[Seen]] = []
    for index, persona in enumerate(people):
        soft.append(list(look(_scene(persona, index, disc_px, (0.0, 0.0)) for disc_px in DISCS_PX)))
        smeared.append(list(look(_scene(persona, index, 0.0, streak_px) for streak_px in STREAKS_PX)))
    all_soft, all_smeared = list(chain.from_iterable(soft)), list(chain.from_iterable(smeared))
    who = f"studio, {len(people)} people"
    for cause, groups, together, target in (("defocus", soft, all_soft, 0.95), ("motion", smeared, all_smeared, 0.9)):
        ranks = [_rank(_sharp(group)) for group in groups]
        figure = f"rank correlation each person: median {np.median(ranks):.2f}, least {min(ranks):.2f}; all {_rank(_sharp(together)):.2f}"
        yield Row(f"sharpness by {cause}", who, figure, f"median of each ≥ {target}", float(np.median(ranks)) >= target, _unknown(together))
    still = [seen.reading.focus.smear_frac for seen in all_soft if seen.reading.focus and seen.reading.focus.smear_frac is not None]
    moved = [
        seen.reading.focus.smear_frac
        for seen in all_smeared
        if seen.reading.focus and seen.reading.focus.smear_frac is not None and _streak_px(seen) >= FULL_STREAK_PX
    ]
    right = float(np.mean([*(smear < SMEARED_FRAC for smear in still), *(smear >= SMEARED_FRAC for smear in moved)]))
    figure = f"{100 * right:.1f} % right; defocus reads up to {max(still):.2f}, streaks over {FULL_STREAK_PX:.0f} px from {min(moved):.2f}"
    yield Row("motion from defocus", who, figure, "≥ 95 % right", right >= 0.95)


def _streak_px(seen: Seen) -> float:
    return math.hypot(*seen.scene.subject.speed_mm_s) * seen.scene.camera.shutter_ms / 1000 * PX_PER_MM


def _sizes(people: Sequence[Persona]) -> Row:
    """The same faces at three sizes, blurred alike in shares of the face."""
    errors = []
    order = []
    for index, persona in enumerate(people):
        by_size = [[seen.reading.focus for seen in look(_scene(persona, index, disc_px, (0.0, 0.0), size_px) for disc_px in (1, 4, 9))] for size_px in SIZES_PX]
        sharp = np.array([[each.sharpness if each else np.nan for each in row] for row in by_size])
        order += [bool((np.argsort(row) == np.argsort(sharp[0])).all()) for row in sharp[1:]]
        errors += list(np.abs(np.log2(sharp[2] / sharp[1])))
    figure = f"same order at all sizes {100 * np.mean(order):.0f} %; 4K over 1080p differs by {np.median(errors):.2f} stops of blur, most {max(errors):.2f}"
    return Row("sharpness is free of scale", "studio, 720p to 4K", figure, "same order, ≤ 0.25 stops", all(order) and max(errors) <= 0.25)


def _clips() -> Iterator[Row]:
    if not FACES.is_dir():
        yield Row("motion from defocus", "real faces", "the faces are not at hand", "≥ 95 % right", None)
        return
    seen = list(_real_faces())
    soft, smeared = ([focus.measure(blurred, face, None) for rgb, face in seen for blurred in _blurred(rgb, face, smear=smear)] for smear in (False, True))
    right = [_is_smeared(each) for each in smeared] + [not _is_smeared(each) for each in soft]
    figure = f"{100 * np.mean(right):.1f} % right of {len(right)} pictures from {len(seen)} frames of clips"
    yield Row("motion from defocus", "real faces, blurred by computation", figure, "≥ 95 % right", float(np.mean(right)) >= 0.95)
    falls = []
    for rgb, face in seen:
        sharp = [focus.measure(each, face, None).sharpness for each in (rgb, *_blurred(rgb, face, smear=False))]
        falls.append(sharp[0] > sharp[1] > sharp[2])
    share = float(np.mean(falls))
    yield Row("sharpness falls with blur", "real faces, blurred by computation", f"{100 * share:.1f} % of {len(falls)} frames", "≥ 99 %", share >= 0.99)


def _real_faces() -> Iterator[tuple[Rgb, Face]]:
    """Yield frames whose own blur has no direction, with their faces."""
    for path in sorted((FACES / "clips").iterdir()):
        with open_source(str(path)) as source, Analyser(MediapipeTracker()) as analyser:
            for frame in source:
                if frame.index % CLIP_STEP > 1:
                    continue
                seen = analyser.observe(frame)
                if seen.face is not None and seen.reading.focus is not None and not _is_smeared(seen.reading.focus) and frame.index % CLIP_STEP == 1:
                    yield frame.rgb, seen.face


def _blurred(rgb: Rgb, face: Face, *, smear: bool) -> Iterator[Rgb]:
    """Yield the picture blurred twice, more and more: evenly, or along a way."""
    for share in (0.015, 0.03) if not smear else (0.09, 0.14):
        size_px = share * face.eye_distance_px
        if not smear:
            yield np.asarray(cv2.GaussianBlur(rgb, (0, 0), size_px), np.uint8)
            continue
        length = round(size_px) | 1
        kernel = np.zeros((length + 2, length + 2), np.float32)
        kernel[length // 2 + 1, 1:-1] = 1 / length
        middle = (length + 1) / 2
        turned = cv2.warpAffine(kernel, cv2.getRotationMatrix2D((middle, middle), 1000 * share, 1), kernel.shape)
        yield np.asarray(cv2.filter2D(rgb, -1, turned / turned.sum()), np.uint8)


def _is_smeared(reading: FocusReading) -> bool:
    return (reading.smear_frac or 0.0) >= SMEARED_FRAC


def _sharp(group: Sequence[Seen]) -> list[tuple[float, float]]:
    return [(seen.reading.focus.sharpness, seen.true.focus.sharpness) for seen in group if seen.reading.focus and seen.true.focus]


def _unknown(group: Sequence[Seen]) -> float:
    return sum(seen.reading.focus is None for seen in group) / len(group)


def _rank(pairs: list[tuple[float, float]]) -> float:
    """Return Spearman's rank correlation; no two values are alike."""
    one, other = (np.argsort(np.argsort(values)) for values in zip(*pairs, strict=True))
    return float(np.corrcoef(one, other)[0, 1])
