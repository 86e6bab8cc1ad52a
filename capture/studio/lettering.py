"""Writing as ink: lines of text as a cover, for whatever it is printed on."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from capture.script.scene import Typeface

if TYPE_CHECKING:
    from capture.types import Floats

CAPITAL_PX = 48
"""Height of a capital in the cover."""
SIZE_PX = round(CAPITAL_PX / 0.7)
"""Capitals are about seven tenths of a face's size."""
LINE_STEP = 1.7
"""From line to line, in heights of a capital."""
MARGIN = 0.5
_FILES = {Typeface.SERIF: "STIXGeneral", Typeface.BOLD: "STIXGeneralBol", Typeface.SANS: "cmss10"}
"""Of Matplotlib, which the face tracker brings along; nothing learned to read from these."""


@lru_cache(maxsize=16)
def cover(text: str, face: Typeface) -> Floats:
    """Return (h, w) the share of ink, 0..1, of centred lines of text; a capital is `CAPITAL_PX` tall, and round the text is `MARGIN` of that."""
    font, lines = _font(face), text.split("\n")
    margin, step = MARGIN * CAPITAL_PX, LINE_STEP * CAPITAL_PX
    width = max(font.getlength(line) for line in lines) + 2 * margin
    page = Image.new("L", (round(width), round(step * (len(lines) - 1) + CAPITAL_PX * 1.3 + 2 * margin)))
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        pen.text((width / 2, margin + CAPITAL_PX + number * step), line, fill=255, font=font, anchor="ms")
    ink = np.asarray(page, np.float32) / 255
    ink.setflags(write=False)
    return ink


def _font(face: Typeface) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    if face is Typeface.PLAIN:
        return ImageFont.load_default(SIZE_PX)
    spec = find_spec("matplotlib")
    folder = Path() if spec is None or spec.origin is None else Path(spec.origin).parent
    return ImageFont.truetype(str(folder / "mpl-data" / "fonts" / "ttf" / f"{_FILES[face]}.ttf"), SIZE_PX)
