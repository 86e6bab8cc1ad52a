"""Small networks that read a squint from an eye's patch and the lips' gap from the mouth's.

Made by `capture.making.lids_lips` from the virtual studio's strangers. For `capture.patches.answer`: layers of (weights, offsets).
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from capture.types import Floats

    Layers = tuple[tuple[Floats, Floats], ...]


def _layers(name: str) -> Layers:
    count = sum(key.startswith(f"{name}_weights") for key in _arrays)
    return tuple((_arrays[f"{name}_weights_{each}"].astype(np.float32), _arrays[f"{name}_offsets_{each}"].astype(np.float32)) for each in range(count))


with (resources.files("capture.mean_face") / "lids_lips.npz").open("rb") as _file, np.load(_file) as _arrays:
    SQUINT: Layers = _layers("squint")
    """Of `capture.patches.numbers` of either eye: `squint_frac`."""
    LIPS: Layers = _layers("lips")
    """Of those of the mouth, and `capture.expression.Lips`: `mouth_open_frac`."""
