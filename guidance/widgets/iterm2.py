"""Pictures for terminals that know iTerm2's inline images (https://iterm2.com/documentation-images.html): each one a JPEG, drawn over the cells themselves."""

from __future__ import annotations

from base64 import standard_b64encode
from typing import TYPE_CHECKING, ClassVar

import simplejpeg

if TYPE_CHECKING:
    from capture.types import Rgb

QUALITY = 80


class Iterm2:
    """Draws pictures that any text written over them removes."""

    most_px: ClassVar[tuple[int, int]] = (960, 540)
    """The largest (width, height) that is fast enough."""

    def draw(self, canvas: Rgb, columns: int, rows: int) -> str:
        """Return the text that draws the canvas over so many cells from the cursor on."""
        jpeg = simplejpeg.encode_jpeg(canvas, QUALITY, "RGB", "420")
        # The last key is WezTerm's, which else scrolls where the picture ends on the last line; iTerm2 passes over keys that it does not know.
        keys = f"inline=1;size={len(jpeg)};width={columns};height={rows};preserveAspectRatio=0;doNotMoveCursor=1"
        return f"\x1b]1337;File={keys}:{standard_b64encode(jpeg).decode()}\x07"

    def remove(self) -> str:
        """Return nothing: whatever is drawn next stands in its place."""
        return ""
