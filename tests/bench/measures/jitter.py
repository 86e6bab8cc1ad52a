"""How much every number that is judged trembles on a sitter who keeps still, and how late it is when they move.

The statistic: over each still stretch of half a second the standard deviation of the number about its own straight line (a sitter who drifts is no
jitter), blinks left out; of these the median and the 90th percentile over all stretches. A stretch is still where, on means of five frames, the middle one
of the face's points strays less than 4 % of the distance between the eyes and 98 % of them less than 8 %.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.analysis import Analyser
from capture.camera import open_source
from capture.mediapipe_tracker import MediapipeTracker
from capture.script.scene import Backdrop, Camera, Room, Scene, Subject
from capture.studio import render
from capture.types import Frame
from guidance.profile import load
from guidance.rules import RULES
from tests.bench.measures.table import Row
from tests.bench.measures.views import FACES, everybody

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from capture.script.persona import Persona
    from capture.types import Observation, Reading
    from guidance.rules import Rule

STRETCH_S = 0.5
MIN_VALUES = 8
SMOOTH_FRAMES = 5
MOST_STRAY_MIDDLE, MOST_STRAY_TOP = 0.04, 0.08
SETTLE_S = 0.25
"""After a video's start: the tracker is still finding its place."""
SHUT_FRAC = 0.5
SITTERS, SITTER_S, FPS = 4, 1.8, 30.0
TURN_DEG, TURN_DEG_S, TURN_FROM_S = 24.0, 80.0, 0.8
MAX_LAG_S = 0.15


def rows(every: int) -> Iterator[Row]:
    """Yield a row for each rule whose band has an ease, and one for the lag."""
    people = everybody(every)[:: max(1, len(everybody(every)) // SITTERS)][:SITTERS]
    studio = [stretch for index, persona in enumerate(people) for stretch in _stretches(_observed(_still(persona, index)))]
    yield from _table("studio, sensor noise", studio)
    if FACES.is_dir():
        yield from _table("real clips", [stretch for path in sorted((FACES / "clips").iterdir()) for stretch in _stretches(_clip(str(path)))])
    else:
        yield Row("jitter", "real clips", "the faces are not at hand", "≤ ease / 3", None)
    yield _lag(people[0])


def _table(where: str, stretches: Sequence[Sequence[Reading]]) -> Iterator[Row]:
    profile = load("classic")
    for rule in RULES:
        most = profile.band(rule.band, profile.looks[0]).ease / 3
        if most == 0:
            continue
        trembles = [tremble for stretch in stretches if (tremble := _tremble(rule, stretch)) is not None]
        unknown = 1 - len(trembles) / max(1, len(stretches))
        if not trembles:
            yield Row(f"jitter: {rule.id}", where, "never told", f"≤ {most:.3g} {rule.unit}", None, unknown)
            continue
        middle, top = np.percentile(trembles, [50, 90])
        figure = f"median {middle:.3g}, 90th {top:.3g} {rule.unit} over {len(trembles)} stretches"
        yield Row(f"jitter: {rule.id}", where, figure, f"median ≤ {most:.3g} {rule.unit}", bool(middle <= most), unknown)


def _tremble(rule: Rule, stretch: Sequence[Reading]) -> float | None:
    """Return the number's standard deviation about its straight line; None where it is seldom known."""
    pairs = [(reading.t_s, value) for reading in stretch if (value := rule.value(reading)) is not None]
    if len(pairs) < MIN_VALUES:
        return None
    times, values = np.array(pairs, np.float64).T
    residual = values - np.polyval(np.polyfit(times - times[0], values, 1), times - times[0])
    return float(np.sqrt((residual**2).sum() / (len(values) - 2)))


def _stretches(observed: Iterable[Observation]) -> Iterator[list[Reading]]:
    """Yield the readings of each still stretch, one after the other, without those of a blink."""
    seen = list(observed)
    begin = next((index for index, each in enumerate(seen) if each.reading.t_s >= seen[0].reading.t_s + SETTLE_S), len(seen))
    while begin < len(seen):
        end = next((index for index in range(begin, len(seen)) if seen[index].reading.t_s >= seen[begin].reading.t_s + STRETCH_S), len(seen))
        if end == len(seen):
            return
        if _still_between(seen[begin:end]):
            yield [each.reading for each in seen[begin:end] if not _blinks(each.reading)]
            begin = end
        else:
            begin += 2


def _blinks(reading: Reading) -> bool:
    return reading.eyes is not None and min(reading.eyes.left_open_frac, reading.eyes.right_open_frac) < SHUT_FRAC


def _still_between(observed: Sequence[Observation]) -> bool:
    faces = [each.face for each in observed if each.face is not None]
    if len(faces) < len(observed):
        return False
    points = np.stack([face.mesh_px[:, :2] for face in faces])
    sums = np.cumsum(np.concatenate([np.zeros_like(points[:1]), points]), axis=0)
    means = (sums[SMOOTH_FRAMES:] - sums[:-SMOOTH_FRAMES]) / SMOOTH_FRAMES
    stray = np.linalg.norm(means.max(axis=0) - means.min(axis=0), axis=1) / faces[0].eye_distance_px
    return float(np.median(stray)) < MOST_STRAY_MIDDLE and float(np.percentile(stray, 98)) < MOST_STRAY_TOP


def _clip(place: str) -> Iterator[Observation]:
    with open_source(place) as source, Analyser(MediapipeTracker()) as analyser:
        for frame in source:
            yield analyser.observe(frame)


def _observed(scenes: Iterable[Scene]) -> Iterator[Observation]:
    with Analyser(MediapipeTracker()) as analyser:
        for index, scene in enumerate(scenes):
            yield analyser.observe(Frame(index, scene.t_s, render(scene)), scene.camera.hfov_deg)


def _still(persona: Persona, index: int) -> Iterator[Scene]:
    """Yield a sitter who keeps still, with noise of a dim room and every second one through a JPEG."""
    room = list(Room)[index % len(Room)]
    for frame in range(round(SITTER_S * FPS)):
        camera = Camera(noise=1.0 + index % 3, jpeg_quality=85 * (index % 2))
        yield Scene(persona=persona, seed=index, t_s=frame / FPS, camera=camera, backdrop=Backdrop(room=room))


def _yaw_deg(t_s: float) -> float:
    return min(max((t_s - TURN_FROM_S) * TURN_DEG_S, 0.0), TURN_DEG)


def _lag(persona: Persona) -> Row:
    """Return how late half of a sudden turn is read, from the tracker on."""
    times = np.arange(round(1.6 * FPS)) / FPS
    scenes = (
        Scene(persona=persona, t_s=t_s, subject=Subject(yaw_deg=_yaw_deg(t_s), turn_deg_s=(TURN_DEG_S * (0 < _yaw_deg(t_s) < TURN_DEG), 0, 0)))
        for t_s in times.tolist()
    )
    yaws = np.array([each.reading.pose.yaw_deg if each.reading.pose else np.nan for each in _observed(scenes)])
    start, end = np.nanmedian(yaws[times < TURN_FROM_S]), np.nanmedian(yaws[-6:])
    share = (yaws - start) / (end - start)
    lags_s = [_crossing_s(times, share, level) - (TURN_FROM_S + level * TURN_DEG / TURN_DEG_S) for level in (0.25, 0.5, 0.75)]
    figure = f"a quarter, half, three quarters of the way {', '.join(f'{1000 * lag_s:.0f}' for lag_s in lags_s)} ms late"
    return Row("lag of a sudden turn (yaw)", "studio, 80° a second", figure, "≤ 150 ms", max(lags_s) <= MAX_LAG_S)


def _crossing_s(times: np.ndarray, share: np.ndarray, level: float) -> float:
    after = int(np.argmax(share >= level))
    before_share, after_share = share[after - 1], share[after]
    return float(times[after - 1] + (level - before_share) / (after_share - before_share) * (times[after] - times[after - 1]))
