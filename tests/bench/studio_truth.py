"""Prints how the measures read the studio's pictures when the tracker makes no error: `python -m tests.bench.studio_truth [--quick]`.

What is left is the measures' own error, and the truth's: for each number the mean of the true and of the measured values, bias, mean absolute error and
correlation over random scenes (people, turns, places, two lamps of two colours, fill, exposure, noise, focus, rooms).
"""

from __future__ import annotations

import sys
from dataclasses import fields
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture import expression, eyes, focus, framing, glare, light, pose
from capture.script import people
from capture.script.scene import Ambient, Backdrop, Camera, Lamp, Room, Scene, Subject
from capture.studio import render
from capture.studio.tracker import tracked
from capture.studio.truth import truth
from tests.tone_readings import background_of, colour_of, exposure_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.script.persona import Persona
    from capture.types import Reading

SIZE_PX = (1280, 720)
SCENES_EACH = 8
HFOV_DEG = 62.0


def random_scene(who: Persona, rng: np.random.Generator, number: int) -> Scene:
    """Return one person somewhere before a camera, under two lamps."""
    subject = Subject(
        yaw_deg=rng.uniform(-25, 25),
        pitch_deg=rng.uniform(-10, 10),
        roll_deg=rng.uniform(-10, 10),
        x_mm=rng.uniform(-80, 80),
        y_mm=rng.uniform(-60, 30),
        distance_mm=rng.uniform(550, 1000),
        smile_frac=rng.uniform(0, 1),
        gaze_yaw_deg=rng.uniform(-10, 10),
        left_open_frac=rng.uniform(0.3, 1),
    )
    key = Lamp(
        azimuth_deg=rng.uniform(-70, 70),
        elevation_deg=rng.uniform(0, 50),
        strength_ev=rng.uniform(-2, 0),
        radius_deg=rng.uniform(4, 25),
        kelvin=rng.uniform(3000, 8000),
    )
    fill = Lamp(azimuth_deg=rng.uniform(-70, 70), elevation_deg=10, strength_ev=-2.5, kelvin=rng.uniform(3000, 8000))
    return Scene(
        persona=who,
        size_px=SIZE_PX,
        seed=number,
        t_s=number / 7,
        subject=subject,
        lamps=(key, fill),
        ambient=Ambient(strength_ev=rng.uniform(-4, -1.5)),
        camera=Camera(
            hfov_deg=HFOV_DEG,
            exposure_ev=rng.uniform(-0.5, 1),
            noise=rng.uniform(0.5, 3),
            focus_mm=None if number % 2 else 2500.0,
            aperture_mm=rng.uniform(2, 12),
        ),
        backdrop=Backdrop(room=list(Room)[number % len(Room)], strength_ev=rng.uniform(-2, 0)),
    )


def pairs(scene: Scene) -> Iterator[tuple[str, float, float]]:
    """Yield (name, true, measured) of every number that both know."""
    rgb, face, true = render(scene), tracked(scene).face, truth(scene)
    shape = (rgb.shape[0], rgb.shape[1])
    if face is None:
        return
    head = pose.measure(shape, face, HFOV_DEG)
    lids = eyes.measure(face, head, glare.measure(rgb, face))
    measured: dict[str, object] = {
        "pose": head,
        "light": light.measure(rgb, face, head) if head else None,
        "exposure": exposure_of(rgb, face),
        "colour": colour_of(rgb, face),
        "framing": framing.measure(shape, face, head, HFOV_DEG),
        "focus": focus.measure(rgb, face, None),
        "eyes": lids,
        "expression": expression.measure(rgb, face, lids),
        "background": background_of(rgb, face),
    }
    for part, found in measured.items():
        yield from _numbers(part, true, found)


def _numbers(part: str, true: Reading, found: object) -> Iterator[tuple[str, float, float]]:
    exact = getattr(true, part)
    if exact is None or found is None:
        return
    for field in fields(exact):
        one, other = getattr(exact, field.name), getattr(found, field.name)
        if isinstance(one, float) and isinstance(other, float):
            yield f"{part}.{field.name}", one, other


def main(arguments: list[str]) -> int:
    """Print the table."""
    cv2.setNumThreads(1)
    every = 4 if "--quick" in arguments else 1
    table: dict[str, list[tuple[float, float]]] = {}
    for order, who in enumerate(list(people.named().values())[::every]):
        rng = np.random.default_rng((who.seed, 1))
        for number in range(SCENES_EACH):
            for name, one, other in pairs(random_scene(who, rng, SCENES_EACH * order + number)):
                table.setdefault(name, []).append((one, other))
    print(f"{'':30} scenes     true measured     bias    error      r")
    for name, both in table.items():
        true, measured = np.array(both).T
        off = measured - true
        varies = min(true.std(), measured.std()) > 1e-9
        r = f"{np.corrcoef(true, measured)[0, 1]:6.3f}" if varies else "     –"
        print(f"{name:30} {len(both):6} {true.mean():8.2f} {measured.mean():8.2f} {off.mean():8.3f} {np.abs(off).mean():8.3f} {r}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
