"""Whether a filtered feed is told, and an honest one left alone.

`python -m tests.bench.feeds [--quick] [--first NUMBER] [people|sessions|clips|writing|NUMBER…]` prints it; `--first` is the first of the drawn feeds with
writing, for such as nothing was fitted to.

Invented people before many cameras (size, noise, JPEG, tone curve, shallow depth of field, out of focus, haze) in every room, each feed untouched, as an
honest camera's own processing leaves it, and as filters do (`tests/feed_filters.py`). With a folder of real clips beside the checkout, those
too: as they are, and with a sensor's noise put on them. `writing` are feeds with writing in them, as they are and mirrored (`feeds_writing`). Exits with
1 where a target is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import msgspec
import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1]))

from feed_filters import BOTH, HONEST, PASTED, RESHAPED, ROOM, SKIN
from shared import SHARED

from capture.camera import open_source
from capture.camera.virtual import VirtualCamera
from capture.feed import Watch
from capture.mediapipe_tracker import MediapipeTracker
from capture.script import people, sessions
from capture.script.life import Life
from capture.script.scene import Ambient, Backdrop, Camera, Curve, Lamp, Room, Subject
from capture.script.timeline import Script
from capture.studio.tracker import StudioTracker
from capture.types import Frame
from guidance.feed_words import Sign, behind_sign, cut_sign, skin_sign
from tests.bench import feeds_writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feed_filters import Filter

    from capture.camera import Source
    from capture.feed import FeedReading
    from capture.types import Face

PEOPLE, CASES, QUICK_CASES = 14, 28, 6
MOMENTS_S = (0.6, 1.5, 2.4, 3.3, 4.2, 5.1)
WORKERS = 2
HITS, FALSE_ALARMS = 0.95, 0.02
FILTERS: dict[str, Filter] = {**HONEST, **SKIN, **ROOM, **PASTED, **BOTH, **RESHAPED}
GENTLE = "frequency separation 50%"
"""Below usual strengths: shown, and not counted."""
HARD = "video behind, hard"
"""Soft cuts before as noisy a video leave a trace on few feeds: what is told of them is shown, and is no target."""
CLIP_EVERY_S = 0.9
CLIP_NOISE = (0.0, 2.0)


@dataclass(frozen=True)
class Told:
    """What was said of one feed, and the numbers behind it."""

    case: str
    filter: str
    skin: Sign
    behind: Sign
    cut: Sign
    reading: FeedReading


def camera(rng: np.random.Generator) -> Camera:
    """Return a camera drawn by lot."""
    drawn = Camera(
        hfov_deg=float(rng.uniform(52, 72)),
        exposure_ev=float(rng.uniform(-0.2, 0.8)),
        noise=float(rng.choice([0.0, 0.4, 0.8, 1.0, 1.5, 2.5, 4.0])),
        jpeg_quality=int(rng.choice([0, 0, 75, 85, 92])),
        curve=list(Curve)[rng.integers(len(Curve))],
        shutter_ms=float(rng.choice([4, 8, 16])),
        haze_frac=float(rng.choice([0, 0, 0, 0.08])),
    )
    lens = rng.random()
    if lens < 0.25:
        return msgspec.structs.replace(drawn, aperture_mm=float(rng.uniform(12, 40)))
    return msgspec.structs.replace(drawn, focus_mm=float(rng.uniform(450, 600)), aperture_mm=8.0) if lens < 0.35 else drawn


def sitting(seed: int) -> Script:
    """Return a sitting drawn by lot."""
    rng = np.random.default_rng(seed)
    return Script(
        name=f"{seed}",
        title="",
        lesson="",
        seconds=6,
        fps=float(rng.choice([15, 30])),
        size=((1280, 720), (1280, 720), (960, 540), (1920, 1080), (640, 480))[rng.integers(5)],
        seed=seed,
        persona=people.random(1000 + seed % PEOPLE),
        life=Life(blinks_per_minute=14, sway_deg=float(rng.choice([0.2, 0.5, 1.0]))),
        subject=Subject(distance_mm=float(rng.uniform(550, 850)), y_mm=-60, yaw_deg=float(rng.normal(0, 8)), x_mm=float(rng.normal(0, 30))),
        lamps={"key": Lamp(azimuth_deg=float(rng.uniform(-60, 60)), elevation_deg=float(rng.uniform(10, 40)), radius_deg=float(rng.uniform(6, 25)))},
        ambient=Ambient(strength_ev=float(rng.uniform(-2.2, -1))),
        camera=camera(rng),
        backdrop=Backdrop(room=list(Room)[rng.integers(len(Room))], strength_ev=float(rng.uniform(-2.2, -0.3))),
    )


def judged(case: str, filter_name: str, watch: Watch) -> Told:
    """Return what is said of a watched feed."""
    reading = watch.reading
    return Told(case, filter_name, skin_sign(reading), behind_sign(reading), cut_sign(reading), reading)


def in_studio(job: tuple[str, tuple[str, ...]]) -> list[Told]:
    """Return what is said of one sitting, a number's or a sample's, through the filters of those names."""
    cv2.setNumThreads(1)
    case, names = job
    script = sitting(int(case)) if case.isdecimal() else sessions.load(case)
    studio, tracker = VirtualCamera(script), StudioTracker(script)
    watches = {name: Watch() for name in names}
    for moment_s in MOMENTS_S:
        first = round(moment_s * script.fps)
        frames = [studio.frame(first + step) for step in range(3)]
        faces = [tracker.track(frame).face for frame in frames]
        if all(face is not None for face in faces):
            _watch(watches, frames, [face for face in faces if face is not None])
    return [judged(case, name, watch) for name, watch in watches.items()]


def in_clip(path: Path) -> list[Told]:
    """Return what is said of a real clip through each filter: as it is, and with a sensor's noise."""
    told = []
    with open_source(str(path)) as source, MediapipeTracker() as tracker:
        runs = list(_runs(source))
        faces = [[tracker.track(frame).face for frame in run] for run in runs]
    for noise in CLIP_NOISE:
        watches = {name: Watch(repeats=not noise) for name in FILTERS}
        for run, seen in zip(runs, faces, strict=True):
            found = [face for face in seen if face is not None and face.matte is not None]
            if len(found) == len(run):
                rng = np.random.default_rng(run[0].index)
                noisy = [np.clip(frame.rgb + rng.normal(0, noise, frame.rgb.shape) + 0.5, 0, 255).astype(np.uint8) if noise else frame.rgb for frame in run]
                _watch(watches, [Frame(frame.index, frame.t_s, rgb) for frame, rgb in zip(run, noisy, strict=True)], found)
        told += [judged(f"{path.stem}, noise {noise:g}", name, watch) for name, watch in watches.items()]
    return told


def _runs(source: Source) -> Iterator[list[Frame]]:
    """Yield three frames one after another, every so often."""
    last: list[Frame] = []
    due_s = 0.0
    for frame in source:
        last = [*last[-2:], frame]
        if len(last) == 3 and frame.t_s >= due_s:
            yield last
            due_s = frame.t_s + CLIP_EVERY_S
        if frame.t_s > MOMENTS_S[-1]:
            return


def _watch(watches: dict[str, Watch], frames: list[Frame], faces: list[Face]) -> None:
    for name, watch in watches.items():
        run = FILTERS[name]([frame.rgb for frame in frames], faces)
        watch.look([Frame(frame.index, frame.t_s, rgb) for frame, rgb in zip(frames, run, strict=True)], faces[1])


def table(told: list[Told]) -> bool:
    """Print what was said under each filter, and return whether a target is missed."""
    print(f"  {'told (sure) / quiet / unknown':30} {'feeds':>5}   {'skin is smoothed':^24}   {'the room is a program':^24}   {'the sitter is cut out':^24}")
    for name in FILTERS:
        rows = [each for each in told if each.filter == name]
        if rows:
            counts = (Counter(each.skin for each in rows), Counter(each.behind for each in rows), Counter(each.cut for each in rows))
            cells = [f"{_told(of):>5} {f'({of[Sign.SURE]})':>6} {of[Sign.NONE]:5} {of[Sign.UNKNOWN]:5}" for of in counts]
            print(f"  {name:30} {len(rows):5}   {'   '.join(cells)}")
    skin = _rates([each.skin for each in told if each.filter in {**SKIN, **BOTH} and each.filter != GENTLE])
    room = _rates([each.behind for each in told if each.filter in {**ROOM, **BOTH}])
    quiet_skin = _rates([each.skin for each in told if each.filter in {**HONEST, **ROOM, **RESHAPED}])
    quiet_room = _rates([each.behind for each in told if each.filter in {**HONEST, **SKIN, **RESHAPED}])
    hard = _rates([each.cut for each in told if each.filter == HARD])
    quiet_cut = _rates([each.cut for each in told if each.filter in {**HONEST, **SKIN, **RESHAPED}])
    pasted = [each for each in told if each.filter in PASTED]
    either = sum(Sign.LIKELY in (each.behind, each.cut) or Sign.SURE in (each.behind, each.cut) for each in pasted)
    print(f"  {either} of {len(pasted)} feeds before another video were told, by the room or by the outline")
    rates = {"skin told": skin, "room told": room, "hard cuts told": hard, "skin, false": quiet_skin, "room, false": quiet_room, "cut, false": quiet_cut}
    for what, (rate, judged_feeds, feeds) in rates.items():
        print(f"  {what:14} {100 * rate:5.1f} % of {judged_feeds} feeds that could be judged, of {feeds}")
    return min(skin[0], room[0], hard[0]) < HITS or max(quiet_skin[0], quiet_room[0], quiet_cut[0]) > FALSE_ALARMS


def _told(signs: Counter[Sign]) -> int:
    return signs[Sign.LIKELY] + signs[Sign.SURE]


def _rates(signs: list[Sign]) -> tuple[float, int, int]:
    """Return the share told of those that could be judged, how many these are, and of how many."""
    known = [sign for sign in signs if sign is not Sign.UNKNOWN]
    return sum(sign is not Sign.NONE for sign in known) / max(len(known), 1), len(known), len(signs)


def main(parts: list[str], *, quick: bool, first: int) -> int:
    """Print the tables of those parts, of all where none is named, and return 1 where a target is missed."""
    numbers = [int(part) for part in parts if part.isdecimal()]
    cases = sorted(numbers or range(QUICK_CASES if quick else CASES), key=lambda seed: (seed % PEOPLE, seed))
    clips = sorted((SHARED / "faces" / "clips").glob("*"))
    wanted = parts or (["people"] if quick else ["people", "sessions", "clips", "writing"])
    missed = False
    with Pool(WORKERS) as pool:
        if "people" in wanted or numbers:
            print(f"invented people: {len(cases)} feeds of {MOMENTS_S[-1]:.0f} s", flush=True)
            missed |= table([each for row in pool.imap(in_studio, [(str(seed), tuple(FILTERS)) for seed in cases]) for each in row])
        if "sessions" in wanted:
            print(f"sample sittings: {len(sessions.names())}", flush=True)
            missed |= alarms([each for row in pool.imap(in_studio, [(name, tuple(HONEST)) for name in sessions.names()]) for each in row])
        if "clips" in wanted and clips:
            print(f"real clips: {len(clips)}", flush=True)
            missed |= table([each for row in pool.imap(in_clip, clips) for each in row])
        if "writing" in wanted:
            missed |= feeds_writing.rows(pool, quick=quick, first=first)
    return int(missed)


def alarms(told: list[Told]) -> bool:
    """Print what was said of honest feeds, and return whether anything was told of one."""
    signs = [sign for each in told for sign in (each.skin, each.behind, each.cut)]
    rate, known, count = _rates(signs)
    print(f"  {100 * rate:.1f} % of {known} answers told a filter, of {count} where none is; the others could not be judged")
    for each in told:
        if {Sign.LIKELY, Sign.SURE} & {each.skin, each.behind, each.cut}:
            print(f"  {each.case}, {each.filter}: skin {each.skin}, room {each.behind}, outline {each.cut}")
    return rate > 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    sys.exit(main(asked.parts, quick=asked.quick, first=asked.first))
