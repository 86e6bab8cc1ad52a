"""Prints how well a real tracker and the measures read the studio's pictures, against its truth: `python -m tests.bench.studio_tracking [--quick]`.

"stills" treats every picture as one of its own; "video" follows each person through turns, nods, tilts and a lamp that goes round. Errors are mean absolute
degrees unless said otherwise; correlations are Pearson's, over everything that was found.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture import expression, eyes, glare, light, pose
from capture.axes import direction
from capture.mediapipe_tracker import MediapipeTracker
from capture.script import people
from capture.script.scene import Ambient, Lamp, Scene, Subject
from capture.studio import render
from capture.studio.tracker import tracked
from capture.studio.truth import truth
from capture.types import Frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from capture.script.persona import Persona
    from capture.types import ExpressionReading, EyesReading, LightReading, PoseReading, Reading, Rgb

SIZE_PX = (1280, 720)
HFOV_DEG = 62.0
STRANGERS = 20
VIDEO_FPS, VIDEO_S = 15, 6.0
STILL_FRAMES = 24


@dataclass(frozen=True, slots=True)
class Seen:
    """One picture: its scene and truth, and what was measured on the face that the tracker found (None where it found none)."""

    scene: Scene
    truth: Reading
    found: bool
    head: PoseReading | None = None
    eyes: EyesReading | None = None
    expression: ExpressionReading | None = None
    light: LightReading | None = None
    light_on_true_face: LightReading | None = None


def everybody(quick: int) -> list[Persona]:
    """Return the named people and some strangers; every `quick`-th of them."""
    return [*people.named().values(), *(people.random(seed) for seed in range(STRANGERS))][::quick]


def scene(who: Persona, lamp: Lamp | None = None, t_s: float = 0.0, ambient_ev: float = -2.0, **subject: float) -> Scene:
    """Return one person in a plain room."""
    return Scene(
        persona=who, size_px=SIZE_PX, seed=who.seed, t_s=t_s, subject=Subject(**subject), lamps=(lamp or Lamp(),), ambient=Ambient(strength_ev=ambient_ev)
    )


def look(scenes: Iterable[Scene], *, stills: bool, lit: bool = False) -> Iterator[Seen]:
    """Yield what is measured on each scene's picture; with `lit` its light too, on MediaPipe's face and on the true one."""
    with MediapipeTracker(stills=stills) as tracker:
        for index, each in enumerate(scenes):
            rgb = render(each)
            face = tracker.track(Frame(index, each.t_s, rgb)).face
            if face is None:
                yield Seen(each, truth(each), found=False)
                continue
            head = pose.measure(rgb.shape[:2], face, HFOV_DEG)
            lids = eyes.measure(face, head, glare.measure(rgb, face))
            yield Seen(
                each,
                truth(each),
                found=True,
                head=head,
                eyes=lids,
                expression=expression.measure(rgb, face, lids),
                light=light.measure(rgb, face, head) if lit and head else None,
                light_on_true_face=_light_on_true_face(each, rgb) if lit else None,
            )


def _light_on_true_face(each: Scene, rgb: Rgb) -> LightReading | None:
    face = tracked(each).face
    head = None if face is None else pose.measure(rgb.shape[:2], face, HFOV_DEG)
    return light.measure(rgb, face, head) if face and head else None


def poses(quick: int) -> list[Scene]:
    """Return turns, nods and tilts of everybody: each alone, and all corners together."""
    alone = [(yaw, 0.0, 0.0) for yaw in (-45, -30, -15, 0, 15, 30, 45)] + [(0.0, pitch, 0.0) for pitch in (-20, -10, 10, 20)]
    alone += [(0.0, 0.0, roll) for roll in (-20, -10, 10, 20)]
    corners = [(yaw, pitch, roll) for yaw in (-45, 45) for pitch in (-20, 20) for roll in (-20, 20)]
    return [
        scene(who, yaw_deg=yaw, pitch_deg=pitch, roll_deg=roll)
        for number, who in enumerate(everybody(quick))
        for yaw, pitch, roll in (alone + corners if number % 4 == 0 else alone)
    ]


def lamps(quick: int) -> list[Scene]:
    """Return everybody under a key from −90 to 90 degrees, at two heights, hard and soft, with two strengths of fill."""
    return [
        scene(who, Lamp(azimuth_deg=azimuth, elevation_deg=elevation, radius_deg=(4.0, 14.0, 25.0)[number % 3]), ambient_ev=(-3.0, -1.5)[number % 2])
        for number, who in enumerate(everybody(quick))
        for azimuth in (-90, -65, -40, -20, 0, 20, 40, 65, 90)
        for elevation in (5.0, 35.0)
    ]


def faces(quick: int) -> list[Scene]:
    """Return everybody's lids from open to shut, winks, smiles, and looks aside."""
    changes: list[dict[str, float]] = [{"left_open_frac": share, "right_open_frac": share} for share in (1.0, 0.75, 0.5, 0.25, 0.0)]
    changes += [{"left_open_frac": 0.0}, {"right_open_frac": 0.0}]
    changes += [{"smile_frac": share} for share in (-0.3, 0.25, 0.5, 0.75, 1.0)]
    changes += [{"mouth_open_frac": share} for share in (0.1, 0.3)]
    changes += [{"gaze_yaw_deg": yaw} for yaw in (-20, -10, 10, 20)] + [{"gaze_pitch_deg": pitch} for pitch in (-12, 12)]
    return [scene(who, **change) for who in everybody(quick) for change in changes]


def sweep(who: Persona) -> Iterator[Scene]:
    """Yield one person's video: slow turns to ±45, nods and tilts to ±20 degrees with other periods, under a lamp that goes from −90 to 90."""
    for index in range(round(VIDEO_FPS * VIDEO_S)):
        t_s = index / VIDEO_FPS
        wave = [math.sin(2 * math.pi * t_s / period) for period in (4.0, 2.9, 2.3)]
        lamp = Lamp(azimuth_deg=-90 + 180 * t_s / VIDEO_S, elevation_deg=25)
        yield scene(who, lamp, t_s, yaw_deg=45 * wave[0], pitch_deg=20 * wave[1], roll_deg=20 * wave[2])


def rate(name: str, seen: list[Seen]) -> None:
    """Print how many of the pictures had their face found."""
    missed = Counter(each.scene.persona.name for each in seen if not each.found)
    found = len(seen) - missed.total()
    print(f"{name:24} found {found:5} of {len(seen):5}   {100 * found / max(len(seen), 1):6.2f} %")
    if missed:
        print(f"{'':24} missed: {', '.join(f'{who} {count}' for who, count in sorted(missed.items()))}")


def pose_table(name: str, seen: list[Seen]) -> None:
    """Print the pose's errors by how far the head is turned."""
    rows = [(each.truth.pose, each.head) for each in seen]
    both = np.array([[(one.yaw_deg, one.pitch_deg, one.roll_deg), (two.yaw_deg, two.pitch_deg, two.roll_deg)] for one, two in rows if one and two])
    print(f"{name}: pose as measured, against truth; in brackets the mean of measured − true")
    for low, high in ((0, 5), (5, 20), (20, 35), (35, 50)):
        turned = np.abs(both[:, 0, 0])
        chosen = both[(turned >= low) & (turned < high)]
        if len(chosen):
            off = chosen[:, 1] - chosen[:, 0]
            cells = "  ".join(f"{angle} {np.abs(off[:, k]).mean():4.1f} ({off[:, k].mean():+4.1f})" for k, angle in enumerate(("yaw", "pitch", "roll")))
            print(f"  turned {low:2} to {high:2}: {len(chosen):5} pictures   {cells}")


def agreement(name: str, pairs: list[tuple[float, float]], unit: str) -> None:
    """Print how (true, measured) values go together."""
    true, measured = np.array(pairs).T
    slope = np.polyfit(true, measured, 1)[0]
    off = measured - true
    cells = f"r {np.corrcoef(true, measured)[0, 1]:6.3f}   slope {slope:5.2f}   error {np.abs(off).mean():6.3f}{unit} (mean {off.mean():+.3f})"
    print(f"  {name:12} {len(pairs):5} pictures   {cells}")


def face_table(seen: list[Seen]) -> None:
    """Print lids, smile, mouth and gaze, measured against true."""
    pairs: dict[str, list[tuple[float, float]]] = {name: [] for name in ("lids", "smile", "mouth", "gaze across", "gaze up")}
    brows = []
    for each in seen:
        if each.eyes is None or each.expression is None:
            continue
        eye, face, subject = each.eyes, each.expression, each.scene.subject
        pairs["lids"] += [(subject.left_open_frac, eye.left_open_frac), (subject.right_open_frac, eye.right_open_frac)]
        pairs["smile"].append((subject.smile_frac, face.smile_frac))
        if subject.smile_frac == 0:
            pairs["mouth"].append((subject.mouth_open_frac, face.mouth_open_frac))
        brows.append(face.brow_frac)
        if eye.gaze_yaw_deg is not None and eye.gaze_pitch_deg is not None:
            pairs["gaze across"].append((subject.gaze_yaw_deg, eye.gaze_yaw_deg))
            pairs["gaze up"].append((subject.gaze_pitch_deg, eye.gaze_pitch_deg))
    print("stills: face as measured, against truth")
    for name, both in pairs.items():
        agreement(name, both, "°" if name.startswith("gaze") else "")
    print(f"  brows at rest read {np.mean(brows):5.2f} in the mean, standard deviation {np.std(brows):4.2f}")


def light_table(seen: list[Seen]) -> None:
    """Print the light's errors, on MediaPipe's faces and on the true ones."""
    print("stills: key light as measured, against truth (median / 90th percentile of the angle between the directions)")
    for name, part in (("MediaPipe", "light"), ("true faces", "light_on_true_face")):
        both = [(each.truth.light, found) for each in seen if (found := getattr(each, part)) is not None and each.truth.light is not None]
        off = [_apart_deg(found, true) for true, found in both]
        side = [found.azimuth_deg * true.azimuth_deg > 0 for true, found in both if abs(true.azimuth_deg) >= 10]
        high = np.mean([found.elevation_deg - true.elevation_deg for true, found in both])
        out = np.mean([abs(found.azimuth_deg) - abs(true.azimuth_deg) for true, found in both])
        spread = f"{np.median(off):5.1f}° / {np.percentile(off, 90):5.1f}°"
        print(f"  {name:12} {len(off):5} pictures   {spread}   left or right {100 * np.mean(side):5.1f} %   mean {out:+.1f}° outwards, {high:+.1f}° up")
        agreement("ratio", [(true.key_to_fill_ev, found.key_to_fill_ev) for true, found in both if true.key_to_fill_ev and found.key_to_fill_ev], " EV")


def unsteadiness(quick: int) -> None:
    """Print how much each number wanders while nothing moves but the sensor's noise, and how much its error differs between people."""
    values: dict[str, list[list[float]]] = {}
    for who in everybody(quick):
        own: dict[str, list[float]] = {}
        still = (scene(who, t_s=index / VIDEO_FPS) for index in range(STILL_FRAMES))
        for each in list(look(still, stills=False, lit=True))[STILL_FRAMES // 3 :]:
            for name, value in _off(each).items():
                own.setdefault(name, []).append(value)
        for name, found in own.items():
            values.setdefault(name, []).append(found)
    print("video of people who keep still: standard deviation in time, and between people")
    for name, people_found in values.items():
        wander = np.mean([np.std(found) for found in people_found])
        print(f"  {name:12} {wander:6.3f}   {np.std([np.mean(found) for found in people_found]):6.3f}")


def _off(each: Seen) -> dict[str, float]:
    """Return measured − true of one picture, by name."""
    true, off = each.truth, {}
    parts = ((each.head, true.pose, ("yaw_deg", "pitch_deg", "roll_deg")), (each.eyes, true.eyes, ("left_open_frac", "gaze_yaw_deg", "gaze_pitch_deg")))
    parts += ((each.expression, true.expression, ("smile_frac", "mouth_open_frac", "brow_frac")),)
    parts += ((each.light, true.light, ("face_azimuth_deg", "face_elevation_deg", "key_to_fill_ev")),)
    for measured, exact, names in parts:
        for name in names:
            one, other = getattr(measured, name, None), getattr(exact, name, None)
            if one is not None and other is not None:
                off[name.removesuffix("_frac")] = one - other
    return off


def _apart_deg(one: LightReading, other: LightReading) -> float:
    cosine = float(direction(one.azimuth_deg, one.elevation_deg) @ direction(other.azimuth_deg, other.elevation_deg))
    return math.degrees(math.acos(min(max(cosine, -1.0), 1.0)))


def main(arguments: list[str]) -> int:
    """Print every table."""
    cv2.setNumThreads(1)
    quick = 8 if "--quick" in arguments else 1
    turned = list(look(poses(quick), stills=True))
    rate("stills, poses", turned)
    pose_table("stills", turned)
    lit = list(look(lamps(quick), stills=True, lit=True))
    rate("stills, key −90 to 90", lit)
    light_table(lit)
    moved = list(look(faces(quick), stills=True))
    rate("stills, expressions", moved)
    face_table(moved)
    video = [each for who in everybody(quick) for each in look(sweep(who), stills=False)]
    rate("video", video)
    pose_table("video", video)
    unsteadiness(quick)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
