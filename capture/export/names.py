"""A person's name as the beginning of files' names that every system takes."""

from __future__ import annotations

import unicodedata

from capture.errors import ExportError

LONGEST_BYTES = 80
"""Of the name's part: with look, preset and number a file's name stays far below the 255 bytes that file systems hold."""

RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³")})
"""Windows opens a device for these, whatever follows the first full stop."""

_DOTLESS = "\N{LATIN SMALL LETTER DOTLESS I}"
_PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", _DOTLESS: "i", "’": "", "'": ""})


def file_stem(name: str) -> str:
    """Return `name` in small letters and digits with - between its words: "Ada Lovelace" as "ada-lovelace", accents of Latin letters left out.

    Letters of other scripts stay as they are; whatever else there is (path separators, control and direction marks, pictures) parts words or goes.
    Raises ExportError where nothing is left.
    """
    # Compatibility forms first: a full-width or a mathematical letter is a letter.
    text = unicodedata.normalize("NFKC", name).casefold().translate(_PLAIN)
    words = "".join(character if _belongs(character) else " " for character in _without_latin_accents(text) if unicodedata.category(character) != "Cf").split()
    stem = _shortened("-".join(words))
    if not any(unicodedata.category(character)[0] in "LN" for character in stem):
        raise ExportError(f"'{_shown(name)}' has no letter and no digit, so no file can be named after it.", 'Give a name such as --name "Ada Lovelace".')
    return f"{stem}-" if stem in RESERVED else stem


def _belongs(character: str) -> bool:
    """Tell whether it is a letter, a digit or a mark on one."""
    return unicodedata.category(character)[0] in "LNM"


def _without_latin_accents(text: str) -> str:
    """Return the text with é as e; marks of scripts that can't be read without them stay."""
    kept: list[str] = []
    for character in unicodedata.normalize("NFD", text):
        if unicodedata.combining(character) and kept and kept[-1].isascii():
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def _shortened(stem: str) -> str:
    """Return as much of the beginning as is short enough, whole characters only."""
    return stem.encode()[:LONGEST_BYTES].decode(errors="ignore").rstrip("-")


def _shown(name: str) -> str:
    """Return the name for a message of one line."""
    return "".join(character if character.isprintable() else "?" for character in name[:40])
