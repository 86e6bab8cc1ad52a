"""Every sentence that is shown or spoken, from one catalogue per language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import msgspec


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the screen shows in large letters, and one to three ways to say it; later ones are used when the first did not help."""

    show: str
    say: tuple[str, ...]


class Entry(Wording, frozen=True, forbid_unknown_fields=True):
    """A sentence of the catalogue. `much` is how it asks for more than a little."""

    much: Wording | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """One instruction as it is given now.

    `clip` names the sentence for the voice: the id, `.much` where more than a little is asked for, a dot, and which way of saying it (1, 2, 3).
    """

    id: str
    show: str
    say: str
    clip: str

    @property
    def much(self) -> bool:
        """Whether more than a little is asked for."""
        return self.clip.startswith(f"{self.id}.much.")


@cache
def languages() -> list[str]:
    """Return the languages that there is a catalogue for."""
    files = (resources.files("guidance") / "prompts").iterdir()
    return sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml"))


@cache
def catalogue(language: str = "en") -> dict[str, Entry]:
    """Return every entry by its id."""
    text = (resources.files("guidance") / "prompts" / f"{language}.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Entry])


def wording(prompt_id: str, language: str = "en", *, much: bool = False) -> Wording:
    """Return the words of the prompt `prompt_id`; those for a little where there are no others."""
    entry = catalogue(language)[prompt_id]
    return entry.much if much and entry.much is not None else entry


def prompt(prompt_id: str, way: int = 0, language: str = "en", *, much: bool = False) -> Prompt:
    """Return the prompt `prompt_id` in its `way`th wording, from 0; beyond the last one, the last."""
    words = wording(prompt_id, language, much=much)
    family = prompt_id if isinstance(words, Entry) else f"{prompt_id}.much"
    way = min(way, len(words.say) - 1)
    return Prompt(prompt_id, words.show, words.say[way], f"{family}.{way + 1}")


def sentences(language: str = "en") -> dict[str, str]:
    """Return every spoken sentence by its clip's name."""
    families = {key: entry.say for key, entry in catalogue(language).items()}
    families |= {f"{key}.much": entry.much.say for key, entry in catalogue(language).items() if entry.much is not None}
    return {f"{family}.{way}": text for family, say in families.items() for way, text in enumerate(say, start=1)}
