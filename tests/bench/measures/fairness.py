"""Whether the same light gets the same advice in every skin tone: one person in ten tones, then everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tests.bench.measures.table import Row
from tests.bench.measures.views import everybody, look
from tests.skin_tones import LEVELS, LIGHTS, TONES, advice, at_level, in_tones

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.measures.views import Seen

FEW = (("soft, 40° aside", -5, 0), ("soft, 40° aside", -3, 0), ("from the front", 0, 0), ("from the front", -6, 6), ("window behind", 0, 0))
"""What everybody is seen in, away from the borders between two advices."""
BURNT = 0.005
"""Share of burnt skin, in truth, from which "less light" is due to that skin alone."""


def rows(every: int) -> Iterator[Row]:
    """Yield a row for each light with the advice at each level of (light, exposure): one sign, or ten where tones 1 to 10 differ."""
    for name, scene in list(LIGHTS.items())[:: 3 if every > 1 else 1]:
        scenes = [at_level(msgspec.structs.replace(scene, persona=person), *level) for person in in_tones(scene.persona) for level in LEVELS]
        seen = list(look(scenes))
        columns = [seen[number :: len(LEVELS)] for number in range(len(LEVELS))]
        told = [[advice(each.reading) for each in column] for column in columns]
        cells = [f"{light:+d}/{push:+d} {_short(signs)}" for (light, push), signs in zip(LEVELS, told, strict=True)]
        fair = all(_fair(column) for column in columns)
        lost = sum(signs.count("x") for signs in told) / len(seen)
        yield Row(f"advice, {name}", f"tones 1 to {len(TONES)}, light/exposure EV", "  ".join(cells), "the same but for burnt skin", fair, lost)
    yield from _everybody(every)


def _short(signs: list[str]) -> str:
    return signs[0] if len(set(signs)) == 1 else ",".join(signs)


def _fair(column: list[Seen]) -> bool:
    """Return whether one light got one advice, where a face was found; "less light" may differ, and only where that skin is burnt in truth."""
    told = [(advice(each.reading), each.true.exposure) for each in column if each.reading.exposure is not None]
    others = {signs.replace("-", "").replace(".", "") for signs, _ in told}
    return len(others) <= 1 and all("-" not in signs or (true is not None and true.highlights_frac > BURNT) for signs, true in told)


def _everybody(every: int) -> Iterator[Row]:
    for name, light_ev, exposure_ev in FEW:
        scenes = [at_level(msgspec.structs.replace(LIGHTS[name], persona=person), light_ev, exposure_ev) for person in everybody(every)]
        told = [advice(each.reading) for each in look(scenes)]
        kinds = sorted(set(told) - {"x"}, key=told.count, reverse=True)
        figure = ", ".join(f"{told.count(kind)}× {kind}" for kind in kinds)
        lost = told.count("x") / len(told)
        yield Row(f"advice, {name}", f"everybody, {light_ev:+d}/{exposure_ev:+d} EV", figure, "the same", len(kinds) <= 1, lost)
