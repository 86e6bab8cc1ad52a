"""Every sentence that is shown or spoken, from one catalogue per language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import msgspec


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the screen shows in large letters, and one to three ways to say it; later ones are used when the first did not help."""

    show: str
    say: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """One instruction as it is given now. `clip` names the sentence for the voice: the id, a dot, and which way of saying it (1, 2, 3)."""

    id: str
    show: str
    say: str
    clip: str


@cache
def catalogue(language: str = "en") -> dict[str, Entry]:
    """Return every entry by its id."""
    text = (resources.files("guidance") / "prompts" / f"{language}.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Entry])


def prompt(prompt_id: str, way: int = 0, language: str = "en") -> Prompt:
    """Return the prompt `prompt_id` in its `way`th wording, from 0; beyond the last one, the last."""
    entry = catalogue(language)[prompt_id]
    way = min(way, len(entry.say) - 1)
    return Prompt(prompt_id, entry.show, entry.say[way], f"{prompt_id}.{way + 1}")


def sentences(language: str = "en") -> dict[str, str]:
    """Return every spoken sentence by its clip's name."""
    return {f"{key}.{way}": text for key, entry in catalogue(language).items() for way, text in enumerate(entry.say, start=1)}
