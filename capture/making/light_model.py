"""Makes `capture/light/light_model.npz`: `python -m capture.making.light_model [FILE]` (twenty minutes or so; the same file each time).

Strangers of the virtual studio are drawn under random lights (`capture.making.light_pictures`), found by MediaPipe and read as the program reads any face.
Half of the pictures then lose their rim, as tight crops, caps and fringes do, and all get soft patches of lighter and darker skin, since real people differ by
more than the studio's. Nothing else is read: no real face is in it.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture import pose
from capture.axes import direction, rotation
from capture.light import learned, search, surface, together
from capture.light.learned import Model, Shapes
from capture.making.light_pictures import PICTURES, PICTURES_EACH, scene
from capture.mean_face.skin import CENTRES_MM, SKIN, mirrored
from capture.mediapipe_tracker import MediapipeTracker
from capture.studio import render
from capture.studio.truth import truth
from capture.types import Frame

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from capture.types import Floats

    Exact = NDArray[np.float64]

TARGET = Path(__file__).parents[1] / "light" / learned.FILE
FARTHEST_DEG = 105.0
"""Off the lens; keys farther round light too little of the face to be learned from."""
SHAPES = 64
WIDTH = 5.0
"""The kernel's, over the median squared distance of two learned faces."""
RIDGE = 0.5
WORKERS = 2
STEPS = 127
"""Rows are kept in whole steps, so many each way."""
CROPPED_SHARE = 0.5
PATCHES, PATCH_LOG = 10, 0.10
"""Soft patches of other skin a face, and the standard deviation of all of them together in log light."""
LEAST_ERROR_DEG = 1.0
"""Keeps the logarithm of a lucky hit from ruling the fit."""
NEAR_MM = 12.0
"""How far what is not seen is taken from, to find the shapes."""
_C = CENTRES_MM[SKIN]
_TWIN = np.searchsorted(SKIN, mirrored(SKIN))


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One face under a known key: its profile (S,), which triangles were `seen` (S,), and the key's direction (3,) in the face's measured axes.

    `kept` (S,) are those of them that are left to learn from; `skin` is what was read.
    """

    skin: surface.Skin
    profile: Floats
    seen: NDArray[np.bool_]
    kept: NDArray[np.bool_]
    towards: Exact


def example(number: int, tracker: MediapipeTracker) -> Example | None:
    """Return what picture `number` teaches; None where no face is found or its key stands too far behind."""
    shown = scene(number)
    rgb = render(shown)
    face = tracker.track(Frame(number, 0.0, rgb)).face
    light, head = truth(shown).light, None if face is None else pose.measure((rgb.shape[0], rgb.shape[1]), face)
    if face is None or head is None or light is None:
        return None
    turn = rotation(head.yaw_deg, head.pitch_deg, head.roll_deg)
    skin = surface.read(rgb, face.mesh_px, turn.astype(np.float32))
    towards = direction(light.azimuth_deg, light.elevation_deg)
    return None if skin is None or towards[2] > -np.cos(np.radians(FARTHEST_DEG)) else taught(skin, towards @ turn, number)


def taught(skin: surface.Skin, towards: Exact, number: int) -> Example:
    """Return a face's skin with patches of lighter and darker skin, and in half of all cases without its rim."""
    rng = np.random.default_rng((number, 15485863))
    profile, seen = learned.profile(skin)
    light = np.exp(profile) - np.float32(learned.STEADY_LIGHT)
    light *= np.exp(_patches(rng))
    profile = np.log(np.maximum(light, 0) + np.float32(learned.STEADY_LIGHT))
    kept = seen
    if rng.uniform() < CROPPED_SHARE:
        top_mm, bottom_mm, side_mm = rng.uniform((-62, 95, 48), (-15, 125, 75))
        kept = seen & (_C[:, 1] > top_mm) & (_C[:, 1] < bottom_mm) & (np.abs(_C[:, 0]) < side_mm)
    return Example(skin, np.where(seen, profile, 0).astype(np.float32), seen, kept, towards)


def _patches(rng: Generator) -> Floats:
    """Return (S,) log light of soft patches, nearly alike on both sides of the face."""
    total = np.zeros(len(SKIN))
    for _ in range(PATCHES):
        x, y, reach, other = rng.uniform((0, -55, 15, 0.6), (70, 115, 45, 1))
        spots = [np.exp(-((_C[:, 0] - side * x) ** 2 + (_C[:, 1] - y) ** 2) / (2 * reach**2)) for side in (1, -1)]
        total += rng.normal() * (spots[0] + other * spots[1])
    return np.asarray(PATCH_LOG * total / np.sqrt(0.6 * PATCHES), np.float32)


def shapes(examples: list[Example]) -> Shapes:
    """Return the shapes that the examples and their mirror images differ by."""
    whole = _whole(np.array([one.profile for one in examples]), np.array([one.seen for one in examples]))
    whole -= whole.mean(axis=1, keepdims=True)
    even, odd = (whole + whole[:, _TWIN]) / 2, (whole - whole[:, _TWIN]) / 2
    mean = even.mean(axis=0)
    parts = [np.linalg.svd(part, full_matrices=False)[1:] for part in (even - mean, odd)]
    lengths = np.concatenate([values for values, _ in parts])
    order = np.argsort(-lengths)[:SHAPES]
    basis = np.vstack([axes for _, axes in parts])[order].T
    left = [part - part @ basis @ basis.T for part in (even - mean, odd)]
    return Shapes(
        mean=mean.astype(np.float32),
        basis=basis.astype(np.float32),
        spread=(lengths[order] / np.sqrt(len(whole))).astype(np.float32),
        odd=np.asarray(order >= len(parts[0][0]), np.bool_),
        noise=float((sum(left) ** 2).mean()),
    )


def _whole(profiles: Floats, seen: NDArray[np.bool_]) -> Floats:
    """Return profiles (N, S) with what is not `seen` (N, S) taken from what is near it."""
    near = np.exp(-((_C[:, None] - _C[None]) ** 2).sum(axis=2) / (2 * NEAR_MM**2))
    return np.asarray(np.where(seen, profiles, profiles @ near / np.maximum(seen @ near, 1e-9)), np.float32)


def fit(examples: list[Example]) -> tuple[Model, float]:
    """Return the model of the examples, and the step in which its rows are kept."""
    found = rounded(shapes(examples))
    amounts = np.array([found.amounts(one.profile, one.kept) for one in examples])
    step = float(np.float32(np.abs(amounts).max() / STEPS))
    rows = (np.round(amounts / step) * step).astype(np.float32)
    towards = np.array([one.towards for one in examples])
    some = rows[:: max(1, len(rows) // 500)]
    width = float(np.float32(WIDTH / float(np.median(((some[:, None] - some[None]) ** 2).sum(axis=2)))))
    blank = Model(found, rows, np.zeros((len(rows), 3), np.float32), width, np.zeros(0, np.float32))
    weights, left_out = solve(blank, towards)
    return replace(blank, weights=weights, doubts=doubts(examples, left_out)), step


def solve(model: Model, towards: Exact) -> tuple[Floats, Floats]:
    """Return the (N, 3) weights that answer the model's own rows with `towards` (N, 3), under a ridge, and (N, 3) the answers when each row is left out.

    A face and its mirror image weigh alike, so the equations part in two: those of x change their sign in the mirror, those of y and z do not.
    """
    alike = model.alike(model.rows).astype(np.float64)
    opposite = model.alike(np.where(model.shapes.odd, -model.rows, model.rows)).astype(np.float64)
    ridge = RIDGE * np.eye(len(alike))
    across, rest = np.linalg.inv(alike - opposite + ridge), np.linalg.inv(alike + opposite + ridge)
    weights = np.hstack([across @ towards[:, :1], rest @ towards[:, 1:]])
    missed = weights / np.column_stack([across.diagonal(), rest.diagonal(), rest.diagonal()])
    return weights.astype(np.float32), np.asarray(towards - missed, np.float32)


def doubts(examples: list[Example], left_out: Floats) -> Floats:
    """Return the weights of `together.signs` that tell the logarithm of the error of what is found when each example is left out."""
    signs, logs = [], []
    for one, thought in zip(examples, left_out, strict=True):
        key = search.direction(one.skin, search.around(thought))
        off_deg = np.degrees(np.arccos(np.clip(together.mean(thought, key) @ one.towards, -1, 1)))
        signs.append(together.signs(one.skin, thought, key))
        logs.append(np.log(off_deg + LEAST_ERROR_DEG))
    return np.asarray(np.linalg.lstsq(np.array(signs, np.float64), np.array(logs), rcond=None)[0], np.float32)


def save(model: Model, step: float, target: Path) -> None:
    """Write the file: rows in steps, shapes in half precision."""
    shaped = model.shapes
    np.savez_compressed(
        target,
        mean=shaped.mean.astype(np.float16),
        basis=shaped.basis.astype(np.float16),
        spread=shaped.spread,
        odd=shaped.odd,
        noise=np.float32(shaped.noise),
        rows=np.round(model.rows / step).astype(np.int8),
        step=np.float32(step),
        weights=model.weights,
        width=np.float32(model.width),
        doubts=model.doubts,
    )


def rounded(shaped: Shapes) -> Shapes:
    """Return the shapes as the file keeps them, so that rows are made by the very ones that will read faces."""
    mean, basis = (part.astype(np.float16).astype(np.float32) for part in (shaped.mean, shaped.basis))
    return Shapes(mean, basis, shaped.spread, shaped.odd, shaped.noise)


def make(target: Path) -> int:
    """Draw all pictures, learn and write the file; return how many pictures taught something."""
    with Pool(WORKERS) as pool:
        each = pool.map(_of_stranger, range(0, PICTURES, PICTURES_EACH), chunksize=8)
    examples = [one for found in each for one in found if one is not None]
    save(*fit(examples), target)
    return len(examples)


def main() -> None:
    """Write the file."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    print(f"{target}: {make(target)} of {PICTURES} pictures, {target.stat().st_size} bytes")


def _of_stranger(first: int) -> list[Example | None]:
    """Return what the pictures of one stranger teach, by the number of the first."""
    cv2.setNumThreads(1)
    with MediapipeTracker(stills=True, mirrored_too=False) as tracker:
        return [example(number, tracker) for number in range(first, first + PICTURES_EACH)]


if __name__ == "__main__":
    main()
