"""Face image quality by ISO/IEC 29794-5: the mappings against OFIQ's table, and whether real portraits and the studio's sitters get numbers that make sense."""

from __future__ import annotations

import csv
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from capture import iso
from capture.iso import Measure
from capture.iso.mappings import scalar
from capture.pipeline import analyse
from capture.script.scene import Lamp, Scene
from tests.bench.measures.table import Row
from tests.bench.measures.views import FACES, everybody, look

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from capture.types import Observation

    Scores = Mapping[Measure, iso.Component]

TABLE = Path(__file__).resolve().parents[2] / "capture" / "iso" / "ofiq_expected_results.csv"
PLAUSIBLE = {
    Measure.BACKGROUND_UNIFORMITY: (0, 150),
    Measure.ILLUMINATION_UNIFORMITY: (0.01, 0.85),
    Measure.LUMINANCE_MEAN: (0.1, 0.6),
    Measure.LUMINANCE_VARIANCE: (0.003, 0.09),
    Measure.UNDER_EXPOSURE_PREVENTION: (0, 0.5),
    Measure.OVER_EXPOSURE_PREVENTION: (0, 0.02),
    Measure.DYNAMIC_RANGE: (5.5, 8),
    Measure.NATURAL_COLOUR: (0, 5),
    Measure.EYES_OPEN: (0.05, 0.1),
    Measure.MOUTH_CLOSED: (0, 0.1),
    Measure.HEAD_POSE_YAW: (-10, 10),
    Measure.HEAD_POSE_PITCH: (-10, 10),
    Measure.HEAD_POSE_ROLL: (-10, 10),
}
"""Where the median of people who sit for a portrait lies: about the span of OFIQ's own 28 pictures, and what sizes and margins do not decide."""
TIMES = 200


def rows(every: int) -> Iterator[Row]:
    """Yield the table's rows: mappings, then real portraits and eyes, then the studio."""
    yield _conformance()
    if FACES.is_dir():
        portraits = sorted((FACES / "stills").glob("portrait_*.jpg"))[:: min(every, 3)]
        seen = _observed(portraits)
        yield from _plausible("stills/portrait_*", [iso.measure(each) for each in seen])
        yield _eyes()
        yield _cost(seen[0])
    else:
        yield Row("ISO/IEC 29794-5, real faces", "(no folder shared)", "–", "", None)
    scenes = [Scene(persona=each, lamps=(Lamp(azimuth_deg=30, elevation_deg=25, radius_deg=25),)) for each in everybody(every)]
    yield from _plausible("studio, everybody, soft key", [iso.measure(each.observed) for each in look(scenes)])


def _observed(paths: list[Path]) -> list[Observation]:
    return [line.observation for line in analyse(map(str, paths)) if line.observation is not None]


def _conformance() -> Row:
    expected = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter=";"))
    pairs = [(scalar(each, float(row[each])), int(row[f"{each}.scalar"])) for row in expected for each in Measure]
    right = sum(ours == theirs for ours, theirs in pairs)
    return Row("iso: scores from native values", "OFIQ 1.0.3's expected results", f"{right} of {len(pairs)}", "all", right == len(pairs))


def _plausible(on: str, found: list[Scores]) -> Iterator[Row]:
    for each in Measure:
        known = [part.native for scores in found if (part := scores[each]).native is not None]
        null_frac = 1 - len(known) / len(found)
        if not known:
            yield Row(f"iso: {each}", on, "never assessed", "", False, null_frac)
            continue
        middle, score = median(known), median([part.scalar for scores in found if (part := scores[each]).scalar is not None])
        span = PLAUSIBLE.get(each)
        target = "" if span is None else f"median in {span[0]:g} to {span[1]:g}"
        met = None if span is None else span[0] <= middle <= span[1]
        yield Row(f"iso: {each}", on, f"median {middle:.4g}, from {min(known):.3g} to {max(known):.3g}; score {score:g}", target, met, null_frac)


def _eyes() -> Row:
    pictures = sorted((FACES / "eyes").glob("*.png"))
    scores = {path.stem: iso.measure(seen)[Measure.EYES_OPEN].scalar or 0 for path, seen in zip(pictures, _observed(pictures), strict=True)}
    worst_open = min(score for name, score in scores.items() if name.endswith("_open"))
    best_closed = max(score for name, score in scores.items() if name.endswith("_closed"))
    figure, met = f"open from {worst_open}, closed to {best_closed}", worst_open >= 90 and best_closed < 50
    return Row("iso: EyesOpen, pairs", "eyes/", figure, "open ≥ 90, closed < 50", met)


def _cost(seen: Observation) -> Row:
    taken_ms = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        iso.measure(seen)
        taken_ms.append(1000 * (time.perf_counter() - begun))
    return Row("iso: all 20, only with --iso", "a portrait", f"{median(taken_ms):.1f} ms a picture", "", None)
