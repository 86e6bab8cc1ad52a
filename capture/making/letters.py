"""Makes `capture/feed/letters.npz`: `python -m capture.making.letters [FILE]` (a quarter of an hour or so).

Pictures of writing and of what is none (`capture.making.letter_pictures`, `no_writing`) are searched for lines as any picture is, and a small network learns
of their windows which show letters that read from left to right. By its form it answers a mirror image with the mirrored answer, so nothing mirrored need be
drawn.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.feed import letters, lines
from capture.feed.letters import NONE, RIGHT, Network, chances
from capture.making.letter_pictures import writing
from capture.making.no_writing import no_writing, room

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    from capture.types import Floats

    Codes = NDArray[np.uint8]
    Draw = Callable[[Generator], Codes]

TARGET = Path(__file__).parents[1] / "feed" / letters.FILE
LESSONS: tuple[tuple[Draw, int, int], ...] = ((writing, 1800, 60), (no_writing, 1200, 60), (room, 30, 300))
"""What is drawn, how often, and how many windows are kept of each at most."""
MOST_WINDOWS = 260
"""Of a picture, those of its longest lines: it is from these that they are kept."""
UPSIDE_DOWN_SHARE = 0.06
"""Of the windows of writing so many are shown upside down, too: those are no upright letters."""
EPOCHS, BATCH, RATE = 7, 128, 2e-3
"""Adam (Kingma & Ba 2015), the rate falling along a cosine."""
NOISE, SLIP_PX = 0.15, 1
"""What is done to windows before they are shown again: noise, in their contrast, and slips."""
FIRST_KEPT = 4
"""Pictures of writing of which the file keeps a window each, to tell whether it was made from these."""


def windows_of(draw: Draw, kind: int, number: int, most: int) -> Floats:
    """Return the windows (N, h, w) of picture `number` of a kind, at most so many."""
    rng = np.random.default_rng((kind, number))
    found = lines.find_in(draw(rng), MOST_WINDOWS)
    if not found:
        return np.zeros((0, lines.WINDOW_PX, lines.WINDOW_PX), np.float32)
    every = np.concatenate([line.windows() for line in found])
    return np.asarray(every[rng.permutation(len(every))[:most]], np.float32)


def lessons() -> tuple[Floats, NDArray[np.intp]]:
    """Return all windows (N, h, w), and (N,) what each shows: RIGHT or NONE."""
    shown, truth = [], []
    for kind, (draw, count, most) in enumerate(LESSONS):
        for number in range(count):
            shown.append(windows_of(draw, kind, number, most).astype(np.float16))
            truth.append(np.full(len(shown[-1]), NONE if kind else RIGHT))
        print(f"{count} pictures by {draw.__name__}, {sum(map(len, shown))} windows so far", flush=True)
    windows, labels = np.concatenate(shown), np.concatenate(truth)
    upright = np.flatnonzero(labels == RIGHT)
    some = windows[upright[:: round(1 / UPSIDE_DOWN_SHARE)], ::-1]
    return np.concatenate([windows, some]), np.concatenate([labels, np.full(len(some), NONE)])


def learned(windows: Floats, labels: NDArray[np.intp], epochs: int = EPOCHS) -> Network:
    """Return the network that tells the labels of windows (N, h, w)."""
    rng = np.random.default_rng(0)
    numbers: list[Floats] = []
    for inputs, outputs in letters.SHAPES:
        numbers += [rng.normal(0, (2 / inputs) ** 0.5, (inputs, outputs)).astype(np.float32), np.zeros(outputs, np.float32)]
    moments = [(np.zeros_like(each), np.zeros_like(each)) for each in numbers]
    weight = np.where(labels == RIGHT, 0.5 / np.mean(labels == RIGHT), 0.5 / np.mean(labels == NONE)).astype(np.float32)
    per_epoch = len(windows) // BATCH
    for step in range(epochs * per_epoch):
        if step % per_epoch == 0:
            order = rng.permutation(len(windows))
            print(f"epoch {step // per_epoch}", flush=True)
        rows = order[step % per_epoch * BATCH :][:BATCH]
        slopes = _slopes(_layers(numbers), slipped(windows[rows], rng), labels[rows], weight[rows])
        _descend(numbers, slopes, moments, step + 1, RATE / 2 * (1 + np.cos(np.pi * step / (epochs * per_epoch))))
    return _layers(numbers)


def slipped(windows: Floats, rng: Generator) -> Floats:
    """Return windows moved by up to `SLIP_PX` each way, and noisier."""
    down, across = rng.integers(-SLIP_PX, SLIP_PX + 1, 2)
    moved = np.roll(windows.astype(np.float32), (down, across), axis=(1, 2))
    return moved + np.float32(NOISE * rng.random()) * rng.standard_normal(moved.shape, np.float32)


def _layers(numbers: Sequence[Floats]) -> Network:
    return Network(tuple(zip(numbers[::2], numbers[1::2], strict=True)))


def _slopes(network: Network, windows: Floats, labels: NDArray[np.intp], weight: Floats) -> list[Floats]:
    """Return the slopes of the weighted mean log loss along each layer's weights and offsets, in turn."""
    first, second, third, fourth, scores = network.reached(np.concatenate([windows, windows[:, :, ::-1]]))
    off = chances(scores)
    off[np.arange(len(labels)), labels] -= 1
    off *= (weight / len(labels))[:, None]
    back = np.concatenate([np.stack([off[:, way], off[:, NONE] / 2], axis=1) for way in (RIGHT, letters.MIRRORED)])
    slopes = [fourth.T @ back, back.sum(axis=0)]
    back = (back @ network.layers[3][0].T) * (fourth > 0)
    slopes = [third.T @ back, back.sum(axis=0), *slopes]
    back = ((back @ network.layers[2][0].T) * (third > 0)).reshape(-1, letters.SHAPES[1][1])
    slopes = [second.reshape(-1, second.shape[-1]).T @ back, back.sum(axis=0), *slopes]
    weights, offsets = network.layers[0]
    under = first @ weights + offsets > 0
    back = _laid_back((back @ network.layers[1][0].T).reshape(second.shape), under.shape) * under
    back = back.reshape(-1, weights.shape[1])
    return [first.reshape(-1, first.shape[-1]).T @ back, back.sum(axis=0), *slopes]


def _laid_back(squares: Floats, shape: tuple[int, ...]) -> Floats:
    """Return a map (N, H, W, C) to which the squares that the second kernel saw (`letters.cut`) are added back where they were."""
    kernel_px, stride_px = letters.KERNELS_PX[1], letters.STRIDES_PX[1]
    count, height, width = squares.shape[:3]
    parts = squares.reshape(count, height, width, shape[-1], kernel_px, kernel_px)
    total = np.zeros(shape, np.float32)
    for down in range(kernel_px):
        for across in range(kernel_px):
            total[:, down : down + stride_px * height : stride_px, across : across + stride_px * width : stride_px] += parts[..., down, across]
    return total


def _descend(numbers: Sequence[Floats], slopes: Sequence[Floats], moments: Sequence[tuple[Floats, Floats]], step: int, rate: float) -> None:
    """Move the numbers, in place, by one step of Adam."""
    for number, slope, (mean, square) in zip(numbers, slopes, moments, strict=True):
        np.add(mean, 0.1 * (slope - mean), out=mean)
        np.add(square, 0.001 * (slope**2 - square), out=square)
        np.subtract(number, np.float32(rate) * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8), out=number)


def first_windows() -> Floats:
    """Return the first window of each of the first pictures of writing."""
    return np.stack([windows_of(writing, 0, number, 1)[0] for number in range(FIRST_KEPT)])


def make() -> dict[str, NDArray[np.generic]]:
    """Return the file's arrays: those of `capture.feed.letters`, and the first pictures' windows."""
    arrays: dict[str, NDArray[np.generic]] = {"first_windows": first_windows().astype(np.float16)}
    for number, (weights, offsets) in enumerate(learned(*lessons()).layers):
        arrays |= {f"weights_{number}": weights.astype(np.float16), f"offsets_{number}": offsets}
    return arrays


def main() -> None:
    """Write the file."""
    cv2.setNumThreads(1)
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    np.savez_compressed(target, **make())
    print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
