"""Prints how fast the virtual studio is on one core: `python -m tests.bench.studio_speed [SECONDS]`.

Frames a second at 1280×720 over a moving sitter with everything in the picture, how long the first picture of a persona takes, and whether equal scenes
give equal pixels in whatever order they are rendered. Times are the processor's own: other programs slow a screen down, not these figures.
"""

from __future__ import annotations

import math
import sys
import time
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.script.people import named
from capture.script.scene import Backdrop, Bystander, Camera, Lamp, Room, Scene, Subject
from capture.studio import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from capture.script.persona import Persona

FPS = 15
CHECKED = 4
"""Frames rendered twice, to compare their pixels."""


def moving(persona: Persona, frame: int) -> Scene:
    """Return a scene in which the head turns and nods, smiles, blinks, comes and goes, under two lamps, with a usual webcam's sensor."""
    t_s = frame / FPS
    wave = [math.sin(2 * math.pi * t_s / period_s) for period_s in (4.0, 2.7, 5.3, 1.9)]
    subject = Subject(
        yaw_deg=25 * wave[0],
        pitch_deg=8 * wave[1],
        roll_deg=5 * wave[2],
        x_mm=30 * wave[2],
        distance_mm=620 + 60 * wave[1],
        smile_frac=0.5 + 0.5 * wave[3],
        left_open_frac=0.5 + 0.5 * wave[3],
        right_open_frac=0.5 + 0.5 * wave[3],
        turn_deg_s=(20.0, 0.0, 0.0),
    )
    lamps = (Lamp(azimuth_deg=40 + 10 * wave[2]), Lamp(azimuth_deg=-150, strength_ev=-1.0, kelvin=3200))
    return Scene(persona=persona, t_s=t_s, subject=subject, lamps=lamps, camera=Camera(shutter_ms=12), backdrop=Backdrop(room=Room.OFFICE))


def main(seconds: float) -> int:
    """Print the tables; return 1 where equal scenes gave different pixels."""
    cv2.setNumThreads(1)
    people = list(named().values())
    print("persona      first picture  each next  frames/s")
    every_s = []
    for persona in people:
        first_s = _spent(lambda persona=persona: render(moving(persona, 0)))
        frames = max(2, round(seconds * FPS / len(people)))
        each_s = _spent(lambda persona=persona, frames=frames: [render(moving(persona, 1 + frame)) for frame in range(frames)]) / frames
        every_s.append(each_s)
        print(f"{persona.name:12} {first_s:11.2f} s {1000 * each_s:7.1f} ms {1 / each_s:8.1f}")
    mean_s = float(np.mean(every_s))
    print(f"{'mean':12} {'':13} {1000 * mean_s:7.1f} ms {1 / mean_s:8.1f}")
    behind = Bystander(persona=people[-1])
    scenes = [moving(people[0], frame) for frame in range(CHECKED)]
    forth, back = [render(scene) for scene in scenes], [render(scene) for scene in reversed(scenes)][::-1]
    same = all(np.array_equal(one, other) for one, other in zip(forth, back, strict=True))
    print(f"same scene, same pixels, in any order: {'yes' if same else 'NO'}")
    two_s = _spent(lambda: [render(_with(scene, behind)) for scene in scenes]) / CHECKED
    print(f"with a bystander: {1000 * two_s:.1f} ms")
    return 0 if same else 1


def _with(scene: Scene, behind: Bystander) -> Scene:
    return Scene(persona=scene.persona, subject=scene.subject, lamps=scene.lamps, backdrop=scene.backdrop, bystander=behind)


def _spent(work: Callable[[], object]) -> float:
    """Return the processor seconds that calling `work` takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 20.0))
