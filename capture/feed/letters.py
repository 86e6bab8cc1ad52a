"""Which way letters run: a small network's answer for each window of a line (`capture.feed.lines`).

It gives a window a score for a letter that reads from left to right, and the same network looks at the window's mirror image. So it leans to no side by
construction: a window and its mirror image get the same two scores, in the other order. A third stands for everything that is no upright letter.

Made by `capture.making.letters`, of writing that was set for it and of the studio's rooms; no real picture went into it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from capture.types import Floats

FILE = "letters.npz"
RIGHT, MIRRORED, NONE = range(3)
KERNELS_PX, STRIDES_PX = (5, 3), (2, 2)
"""Of the two layers that are laid over a window again and again."""
SHAPES = ((25, 16), (144, 32), (512, 64), (64, 2))
"""Inputs and outputs of each layer; the last has a letter's score and that of none."""


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Layers (weights (in, out), offsets (out,)); what is below 0 is cut off between them (LeCun and others, 1998)."""

    layers: tuple[tuple[Floats, Floats], ...]

    def ways(self, windows: Floats) -> Floats:
        """Return (N, 3) the probabilities, by way, of windows (N, WINDOW_PX, WINDOW_PX)."""
        return chances(self.scores(np.concatenate([windows, windows[:, :, ::-1]])))

    def scores(self, windows: Floats) -> Floats:
        """Return (N, 2) a letter's score and that of none."""
        return self.reached(windows)[-1]

    def reached(self, windows: Floats) -> list[Floats]:
        """Return what each layer is given, and last what the network says (N, 2)."""
        known, given = windows[..., None], []
        for (weights, offsets), kernel_px, stride_px in zip(self.layers, KERNELS_PX, STRIDES_PX, strict=False):
            given.append(cut(known, kernel_px, stride_px))
            known = np.maximum(given[-1] @ weights + offsets, 0)
        given.append(known.reshape(len(windows), -1))
        (weights, offsets), last = self.layers[-2:]
        given.append(np.maximum(given[-1] @ weights + offsets, 0))
        return [*given, given[-1] @ last[0] + last[1]]


def cut(known: Floats, kernel_px: int, stride_px: int) -> Floats:
    """Return (N, h, w, inputs) the squares of a map (N, H, W, C) that a kernel sees, one after another."""
    down, across = ((side - kernel_px) // stride_px + 1 for side in known.shape[1:3])
    count, _, _, channels = known.shape
    step, row, column, channel = known.strides
    strides = (step, stride_px * row, stride_px * column, channel, row, column)
    seen = np.lib.stride_tricks.as_strided(known, (count, down, across, channels, kernel_px, kernel_px), strides, writeable=False)
    return np.ascontiguousarray(seen, np.float32).reshape(count, down, across, -1)


def chances(scores: Floats) -> Floats:
    """Return (N, 3) the probabilities by scores (2·N, 2) of N windows, and then of their mirror images."""
    own, other = np.split(scores, 2)
    three = np.stack([own[:, 0], other[:, 0], (own[:, 1] + other[:, 1]) / 2], axis=1)
    likely = np.exp(three - three.max(axis=1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=1, keepdims=True), np.float32)


@cache
def load() -> Network:
    """Return the network that comes with the program."""
    with (resources.files("capture.feed") / FILE).open("rb") as file, np.load(file) as stored:
        numbers = [(stored[f"weights_{number}"].astype(np.float32), stored[f"offsets_{number}"].astype(np.float32)) for number in range(len(SHAPES))]
        return Network(tuple(numbers))
