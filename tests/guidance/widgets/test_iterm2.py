from __future__ import annotations

import cv2
import numpy as np
from picture_terminal import iterm2_pictures
from screen_samples import drawn_face

from guidance.widgets.iterm2 import Iterm2


def test_the_jpeg_shows_the_picture_over_its_cells() -> None:
    canvas = drawn_face()
    (command,) = iterm2_pictures(Iterm2().draw(canvas, 80, 24))
    assert command.keys["inline"] == "1"
    assert (command.keys["width"], command.keys["height"], command.keys["preserveAspectRatio"]) == ("80", "24", "0")
    assert command.picture is not None
    assert command.picture.shape == canvas.shape
    assert cv2.PSNR(np.ascontiguousarray(command.picture), canvas) > 33


def test_nothing_is_needed_to_remove_it() -> None:
    assert Iterm2().remove() == ""
