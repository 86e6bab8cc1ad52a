"""One invented person, built once and kept: all that a picture of them needs and that no scene changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from capture.script.persona import Skin
from capture.studio import eyes, glasses, hair, mouth, surface
from capture.studio import head as heads
from capture.studio import shape as shapes
from capture.studio import torso as torsos

if TYPE_CHECKING:
    from capture.script.persona import Persona
    from capture.studio.eyes import Eye
    from capture.studio.glasses import Spectacles
    from capture.studio.hair import Hairdo, Hanging, LooseHairs
    from capture.studio.head import Head
    from capture.studio.mouth import Mouth
    from capture.studio.shape import HeadShape
    from capture.studio.torso import Torso

KEPT = 8
"""People in memory at a time, about 30 MB each: building one takes a second."""


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """A person at rest."""

    persona: Persona
    head: Head
    hangings: tuple[Hanging, ...]
    """What hangs from the head; what lies on it is the head's own."""
    loose: LooseHairs | None
    eyes: tuple[Eye, Eye]
    """The subject's left and right."""
    mouth: Mouth
    spectacles: Spectacles | None
    torso: Torso


@lru_cache(maxsize=KEPT)
def person(persona: Persona) -> Person:
    """Return a persona, built and kept. Nothing but the persona settles what comes out."""
    return build(persona)


def build(persona: Persona) -> Person:
    """Return a persona, built anew."""
    shape, hairdo, torso = _in_any_skin(msgspec.structs.replace(persona, name="", about="", skin=Skin()))
    return Person(
        persona=persona,
        head=heads.assemble(shape, hairdo, surface.paint(shape, persona)),
        hangings=hairdo.hangings,
        loose=hairdo.loose,
        eyes=eyes.build(shape, persona),
        mouth=mouth.build(shape, persona),
        spectacles=glasses.build(shape, persona),
        torso=torsos.in_skin_of(torso, persona),
    )


@lru_cache(maxsize=1)
def _in_any_skin(persona: Persona) -> tuple[HeadShape, Hairdo, Torso]:
    """Return what a persona's skin does not change: somebody in another tone, as in the tests of fairness, is built in a third of the time."""
    shape = shapes.build(persona)
    return shape, hair.dress(shape, persona), torsos.build(persona)
