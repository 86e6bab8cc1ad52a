"""Makes `capture/mean_face/lids_lips.npz`: `python -m capture.making.lids_lips [FILE]`. About half an hour.

Strangers of the virtual studio squint and open their mouths; small networks learn it from the patches of their eyes and mouths, which are also looked at
shifted, turned and scaled a little, as trackers slip, and with more or less contrast, as cameras differ.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from capture import patches
from capture.bones import align
from capture.expression import eye_numbers, lip_numbers, lips_of
from capture.making.grimaces import grimaces
from capture.studio.expression import WIDEST_MOUTH_MM, gap_mm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    from capture.making.grimaces import Grimace
    from capture.types import Floats

LOOKS = 6
"""At each picture, the first without slips."""
EYE_SLIP, MOUTH_SLIP = 0.03, 1.2
"""Standard deviations of shifts, in units of the patches' axes; of turns and of the logarithms of size and contrast below."""
TURN_RAD, SIZE, CONTRAST = 0.03, 0.04, 0.12
LEAST_OPEN_FRAC = 0.5
"""Squints are learned from eyes that are open."""
HIDDEN = (64, 24, 8)
EPOCHS, BATCH, RATE, DECAY = 32, 64, 2e-3, 0.1
"""Adam with decoupled weight decay (Loshchilov & Hutter 2019), the rate falling along a cosine."""
FIRST_KEPT = 2
"""Pictures of which the file keeps the eyes' and mouths' patches, to tell whether it was made from this studio."""
TARGET = Path(__file__).parents[1] / "mean_face" / "lids_lips.npz"


def slip(rng: Generator, shift: float) -> Floats:
    """Return a small random affine map (2, 3) for `capture.patches.sample`."""
    x, y, turn, size = rng.normal(0, (shift, shift, TURN_RAD, SIZE))
    cos, sin = np.exp(size) * np.cos(turn), np.exp(size) * np.sin(turn)
    return np.array([[cos, -sin, x], [sin, cos, y]], np.float32)


def looks(picture: Grimace, rng: Generator, count: int) -> Iterator[tuple[Floats, Floats, Floats]]:
    """Yield `count` looks at a picture: the numbers of its left and right eye, and of its lips."""
    rgb, face = picture.rgb, picture.face
    mesh, px_per_mm = align(face.mesh_px)
    places = lips_of(mesh)
    for number in range(count):
        eye_slips = [slip(rng, EYE_SLIP) if number else None for _ in range(2)]
        left, right = eye_numbers(face, *(patches.eye(rgb, eye, turn) for eye, turn in zip((face.left_eye, face.right_eye), eye_slips, strict=True)))
        lips = lip_numbers(places, patches.mouth(rgb, face.mouth, px_per_mm, slip(rng, MOUTH_SLIP) if number else None))
        contrast = np.exp(rng.normal(0, CONTRAST)) if number else 1.0
        for known, cells in ((left, patches.EYE_CELLS), (right, patches.EYE_CELLS), (lips, patches.MOUTH_CELLS)):
            known[: 2 * cells[0] * cells[1]] *= contrast
        yield left, right, lips


def lessons(pictures: Iterable[Grimace], count: int = LOOKS) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Return what is known of eyes (N, 1122) with the true `squint_frac` (N,), and of lips (M, 1158) with `mouth_open_frac` (M,)."""
    rng = np.random.default_rng(0)
    eyes: list[Floats] = []
    lips: list[Floats] = []
    squints: list[float] = []
    gaps: list[float] = []
    for picture in pictures:
        subject = picture.scene.subject
        for left, right, mouth in looks(picture, rng, count):
            lips.append(mouth)
            gaps.append(min(gap_mm(subject) / WIDEST_MOUTH_MM, 1.0))
            if min(subject.left_open_frac, subject.right_open_frac) >= LEAST_OPEN_FRAC:
                eyes += [left, right]
                squints += [subject.squint_frac] * 2
    return (np.array(eyes, np.float32), np.array(squints, np.float32)), (np.array(lips, np.float32), np.array(gaps, np.float32))


def learned(known: Floats, wanted: Floats, epochs: int = EPOCHS) -> list[tuple[Floats, Floats]]:
    """Return the layers of a network that says `wanted` (N,) of what is `known` (N, in); for `capture.patches.answer`."""
    rng = np.random.default_rng(0)
    middle, spread = known.mean(axis=0), known.std() + 1e-9
    known, target = (known - middle) / spread, (wanted - wanted.mean()) / wanted.std()
    sizes = (known.shape[1], *HIDDEN, 1)
    weights = [rng.normal(0, inputs**-0.5, (inputs, outputs)).astype(np.float32) for inputs, outputs in pairwise(sizes)]
    offsets = [np.zeros(outputs, np.float32) for outputs in sizes[1:]]
    moments = [(np.zeros_like(each), np.zeros_like(each)) for each in (*weights, *offsets)]
    steps = epochs * (len(known) // BATCH)
    for step in range(steps):
        if step % (len(known) // BATCH) == 0:
            order = rng.permutation(len(known))
        rows = order[step % (len(known) // BATCH) * BATCH :][:BATCH]
        slopes = _slopes(weights, offsets, known[rows], target[rows])
        _descend([*weights, *offsets], slopes, moments, step + 1, RATE / 2 * (1 + np.cos(np.pi * step / steps)))
    offsets[0] -= (middle / spread) @ weights[0]
    weights[0] /= spread
    weights[-1] *= wanted.std()
    offsets[-1] = offsets[-1] * wanted.std() + wanted.mean()
    return list(zip(weights, offsets, strict=True))


def _slopes(weights: Sequence[Floats], offsets: Sequence[Floats], known: Floats, target: Floats) -> list[Floats]:
    """Return the slopes of half the mean squared error along all weights, then all offsets."""
    reached = [known]
    for layer, offset in zip(weights[:-1], offsets[:-1], strict=True):
        reached.append(np.tanh(reached[-1] @ layer + offset))
    back = (reached[-1] @ weights[-1] + offsets[-1] - target[:, None]) / len(known)
    of_weights: list[Floats] = []
    of_offsets: list[Floats] = []
    for layer, known_there in zip(reversed(weights), reversed(reached), strict=True):
        of_weights.insert(0, known_there.T @ back)
        of_offsets.insert(0, back.sum(axis=0))
        back = (back @ layer.T) * (1 - known_there**2)
    return [*of_weights, *of_offsets]


def _descend(numbers: Sequence[Floats], slopes: Sequence[Floats], moments: Sequence[tuple[Floats, Floats]], step: int, rate: float) -> None:
    """Move the numbers, in place, by one step of Adam."""
    for number, slope, (mean, square) in zip(numbers, slopes, moments, strict=True):
        np.add(mean, 0.1 * (slope - mean), out=mean)
        np.add(square, 0.001 * (slope**2 - square), out=square)
        way = (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8) + DECAY * number
        np.subtract(number, rate * way, out=number)


def make(pictures: Iterable[Grimace]) -> dict[str, NDArray[np.generic]]:
    """Return the file's arrays: those of `capture.mean_face.lids_lips`, and the first pictures' numbers."""
    (eyes, squints), (lips, gaps) = lessons(pictures)
    kept = slice(0, FIRST_KEPT * LOOKS, LOOKS)
    arrays: dict[str, NDArray[np.generic]] = {"first_lips": lips[kept].astype(np.float16), "first_gaps": gaps[kept]}
    for name, layers in (("squint", learned(eyes, squints)), ("lips", learned(lips, gaps))):
        for number, (weights, offsets) in enumerate(layers):
            arrays |= {f"{name}_weights_{number}": weights.astype(np.float16), f"{name}_offsets_{number}": offsets}
    return arrays


def main() -> None:
    """Write the file."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    np.savez_compressed(target, **make(grimaces()))
    print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
