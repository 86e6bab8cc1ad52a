"""How much of each place of a picture is the person: a coarse matte, by MediaPipe's segmentation of people before their own camera."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from capture.mediapipe_calls import MEDIAPIPE_ERRORS, process
from capture.pixels import shrunk

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from capture.types import Floats, Rgb

CELLS = 256
"""Along the longer side of the matte: what the model sees."""


class Matting:
    """Mattes by MediaPipe's `segmentation`, which opens a model by its number: 0 for upright pictures, 1 for wide ones. To be closed."""

    def __init__(self, segmentation: Callable[..., Any]) -> None:
        self._model = {wide: segmentation(model_selection=int(wide)) for wide in (False, True)}

    def of(self, rgb: Rgb) -> Floats:
        """Return the person's share 0..1 on a grid whose longer side has CELLS. Raises TrackerError when MediaPipe breaks off."""
        height, width = rgb.shape[:2]
        mask = process(self._model[width > height], shrunk(rgb, CELLS)).segmentation_mask
        return np.clip(np.asarray(mask, np.float32), 0, 1)

    def close(self) -> None:
        """Free the models; a second call does nothing."""
        with suppress(*MEDIAPIPE_ERRORS):  # a model that broke off says so again when it is closed
            for model in self._model.values():
                model.close()
            self._model = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
