"""Sittings whose moments the truth judges: lively sitters on their scenes' truth or through pixels and MediaPipe, and the sample sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from lively_sitter import HFOV_DEG, LivelySitter, random_start
from moments import moments_of
from truth_observer import TruthObserver

from capture.pipeline import open_analyser
from capture.script import sessions
from capture.script.life import Life
from capture.studio import render
from capture.studio.truth import truth
from capture.types import Frame
from guidance.profile import load

if TYPE_CHECKING:
    from moments import TrueMoment

    from capture.analysis import Analyser
    from capture.script.scene import Scene
    from capture.types import Observation, Reading

PROFILE = load("classic")
PATIENCE_S = 60.0
PIXEL_SIZE = (640, 360)


def on_truth(seed: int) -> list[TrueMoment]:
    """Return the moments of a random sitting as a tracker with measured noise and lag sees them."""
    start = random_start(seed, PATIENCE_S)
    sitter, observer = LivelySitter(start, seed=seed), TruthObserver(seed)

    def observe(scene: Scene, index: int) -> tuple[Observation, Reading]:
        return observer(scene, index), observer.true

    return moments_of(PROFILE, _of(sitter), observe, lambda prompt, much: sitter.hear(prompt, much=much), seconds=PATIENCE_S, fps=start.fps)


def before_pixels(seed: int) -> list[TrueMoment]:
    """Return the moments of a random sitting through rendered pixels and MediaPipe."""
    start = random_start(seed, PATIENCE_S)
    sitter = LivelySitter(start, seed=seed, size_px=PIXEL_SIZE)
    with open_analyser(stills=False) as analyser:
        return moments_of(
            PROFILE, _of(sitter), _through(analyser), lambda prompt, much: sitter.hear(prompt, much=much), seconds=PATIENCE_S, fps=start.fps
        )


def in_session(name: str) -> list[TrueMoment]:
    """Return the moments of a sample session, through pixels and MediaPipe."""
    script = msgspec.structs.replace(sessions.load(name), size=PIXEL_SIZE)
    calm = msgspec.structs.replace(script, life=Life(), tracks={part: track for part, track in script.tracks.items() if part != "life"})

    def scene(t_s: float) -> tuple[Scene, float]:
        there = script.at(t_s)
        return there, there.subject.mouth_open_frac - calm.at(t_s).subject.mouth_open_frac

    with open_analyser(stills=False, hands=True) as analyser:
        return moments_of(PROFILE, scene, _through(analyser), lambda _prompt, _much: None, seconds=script.seconds, fps=script.fps)


def _of(sitter: LivelySitter):  # noqa: ANN202 - a function as `moments_of` takes
    def scene(t_s: float) -> tuple[Scene, float]:
        return sitter.scene(t_s), sitter.spoken_frac

    return scene


def _through(analyser: Analyser):  # noqa: ANN202 - as above
    def observe(scene: Scene, index: int) -> tuple[Observation, Reading]:
        rgb = render(scene)
        rgb.setflags(write=False)
        return analyser.observe(Frame(index, scene.t_s, rgb), HFOV_DEG), truth(scene)

    return observe
