"""The faces that a contact sheet is set in: Pillow's own, which has English letters only, and for other letters the first one at hand that has them.

Matplotlib, which the face tracker brings along, has DejaVu Sans (Latin, Greek, Cyrillic, Arabic and more); for Chinese, Japanese, Korean and Indian scripts the
system's faces are asked by their usual names.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

from PIL import ImageFont

Face: TypeAlias = ImageFont.FreeTypeFont | ImageFont.ImageFont

OF_SYSTEMS = (
    *("DejaVuSans.ttf", "NotoSans-Regular.ttf", "Arial Unicode.ttf", "arial.ttf"),
    *("NotoSansCJK-Regular.ttc", "PingFang.ttc", "Hiragino Sans GB.ttc", "msyh.ttc", "YuGothR.ttc", "malgun.ttf"),
    *("NotoSansDevanagari-Regular.ttf", "Kohinoor.ttc", "Nirmala.ttf", "NotoSansThai-Regular.ttf"),
)
_NO_LETTER = "\uffff"
"""No face has it: it is drawn as what stands for missing letters."""


def face_for(text: str, size_px: int) -> Face:
    """Return the face of that size that has every letter of `text`; Pillow's own where none has."""
    usual = ImageFont.load_default(size_px)
    if _has(None, text):
        return usual
    found = next((path for path in _paths() if _has(path, text)), None)
    return usual if found is None else _loaded(found, size_px)


def letters_missing(text: str) -> str:
    """Return the letters of `text`, each once, that no face at hand has: a box is drawn for each."""
    return "".join(dict.fromkeys(letter for letter in text if not any(_has(path, letter) for path in (None, *_paths()))))


def _has(path: str | None, text: str) -> bool:
    return all(character == " " or _draws(path, character) for character in text)


@cache
def _draws(path: str | None, character: str) -> bool:
    """Tell whether a face, Pillow's own for None, has a letter: one that it lacks looks as every other that it lacks."""
    face = ImageFont.load_default(24) if path is None else _loaded(path, 24)
    drawn, missing = face.getmask(character), face.getmask(_NO_LETTER)
    return (drawn.size, bytes(drawn)) != (missing.size, bytes(missing))


@cache
def _paths() -> tuple[str, ...]:
    """Return the faces beside Pillow's own that can be opened here, the preferred one first."""
    found = []
    for name in (*_brought_along(), *OF_SYSTEMS):
        try:
            _loaded(name, 24)
        except OSError:
            continue
        found.append(name)
    return tuple(found)


@cache
def _loaded(path: str, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size_px)


def _brought_along() -> tuple[str, ...]:
    """Return Matplotlib's face, without loading Matplotlib."""
    spec = find_spec("matplotlib")
    return () if spec is None or spec.origin is None else (str(Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / "DejaVuSans.ttf"),)
