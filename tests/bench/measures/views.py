"""Pictures to measure: the studio's through MediaPipe with their truth, and where real faces are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from capture.analysis import Analyser
from capture.mediapipe_tracker import MediapipeTracker
from capture.script import people
from capture.studio import render
from capture.studio.truth import truth
from capture.types import Frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from capture.script.persona import Persona
    from capture.script.scene import Scene
    from capture.types import Observation, Reading

FACES = Path(__file__).resolve().parents[4] / "shared" / "faces"
STRANGERS = 20
"""Seeds 0 to 19; models are trained on others."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One of the studio's pictures: its scene, what is true of it, and what was measured."""

    scene: Scene
    true: Reading
    observed: Observation

    @property
    def reading(self) -> Reading:
        """What was measured."""
        return self.observed.reading


def everybody(every: int = 1) -> list[Persona]:
    """Return every `every`-th of the named people and of the strangers."""
    return [*people.named().values(), *(people.random(seed) for seed in range(STRANGERS))][::every]


def look(scenes: Iterable[Scene], *, stills: bool = True, hfov_known: bool = True) -> Iterator[Seen]:
    """Yield each scene as the program measures its picture: `stills` each alone, else one after the other as a video, by their own times."""
    with Analyser(MediapipeTracker(stills=stills), stills=stills) as analyser:
        for index, scene in enumerate(scenes):
            observed = analyser.observe(Frame(index, scene.t_s, render(scene)), scene.camera.hfov_deg if hfov_known else None)
            yield Seen(scene, truth(scene), observed)
