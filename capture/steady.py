"""Readings of a video without their jitter: what trembles about a value is averaged over time, what moves is followed at once.

A tracker's landmarks tremble by a pixel or so on a sitter who keeps still, and so does every number that is made from them. Each number is therefore led
by an exponential mean with a time constant of `LAG_S`, by the frames' own time: a ramp is followed that much later, a step is half there after 0.7 of
it, and white noise at 30 frames a second comes out at a third. The number handed on is never further from what this very frame shows than its kind's
`reach`: three to five times its usual tremble, so that a turning head, a blink or a word is seen when it happens. Far beyond the reach (`JUMP`) it is
another thing that is seen now (a cut, another face, a closed lid): the mean starts there anew. So it does after a value that was not known, and when time
stood still, ran backwards or went on more than `GAP_S`.

Which kind a number is follows from its part and name in `OF_FIELD`, else from its unit, the name's end. Kept as each frame has them are, beside words
and counts: sharpness, smear, motion and shake, by which single frames are told apart, how far the mouth is open, which speech changes nine times a second,
and flicker, which is a matter of a second already.

The clamped exponential mean is the simplest of filters whose lag shrinks with speed (compare Casiez, Roussel & Vogel 2012, "1 € filter", which has a
speed to estimate first).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from capture.types import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

LAG_S = 0.12
JUMP = 4.0
"""In reaches."""
GAP_S = 0.4


@dataclass(frozen=True, slots=True)
class Kind:
    """How far a steadied number may be from the frame's own, in its unit; `turns` is one that begins again at −180 after 180."""

    reach: float
    turns: bool = False


LIGHT_ANGLE = Kind(10.0)
RAW = Kind(0.0)
OF_UNIT: dict[str, Kind] = {
    "deg": Kind(2.0),
    "frac": Kind(0.05),
    "ev": Kind(0.2),
    "k": Kind(300.0),
    "mired": Kind(10.0),
    "m": Kind(0.05),
    "px": Kind(2.0),
}
OF_FIELD: dict[tuple[str, str], Kind] = {
    ("light", "azimuth_deg"): Kind(10.0, turns=True),
    ("light", "face_azimuth_deg"): Kind(10.0, turns=True),
    ("light", "elevation_deg"): LIGHT_ANGLE,
    ("light", "face_elevation_deg"): LIGHT_ANGLE,
    ("light", "confidence_frac"): Kind(0.3),
    ("exposure", "light_ev"): Kind(0.4),
    ("exposure", "flicker_frac"): RAW,
    ("colour", "tint"): Kind(5.0),
    ("eyes", "gaze_yaw_deg"): Kind(4.0),
    ("eyes", "gaze_pitch_deg"): Kind(4.0),
    ("expression", "mouth_open_frac"): RAW,
    ("focus", "sharpness"): RAW,
    ("focus", "motion_px"): RAW,
    ("focus", "smear_frac"): RAW,
    ("background", "separation"): Kind(5.0),
    ("camera", "shake_px"): RAW,
}


@cache
def kind_of(part: str, field: str) -> Kind:
    """Return the kind of a reading's number. Raises KeyError for one whose unit has none: a new number needs a line in a table."""
    return OF_FIELD.get((part, field)) or OF_UNIT[field.rpartition("_")[2]]


_PARTS = tuple(field.name for field in fields(Reading))


class Steady:
    """Steadies the readings of one video, in order. A new one has seen nothing."""

    def __init__(self) -> None:
        self._means: dict[tuple[str, str], _Mean] = {}
        self._before_s = -math.inf

    def take(self, reading: Reading) -> Reading:
        """Return the reading with its numbers steadied by those before it."""
        since_s = reading.t_s - self._before_s
        self._before_s = reading.t_s
        before = self._means if 0 < since_s <= GAP_S else {}
        self._means = {}
        parts = [getattr(reading, name) for name in _PARTS]
        return Reading(*[self._part(name, part, before, since_s) if is_dataclass(part) else part for name, part in zip(_PARTS, parts, strict=True)])

    def _part(self, name: str, part: Any, before: dict[tuple[str, str], _Mean], since_s: float) -> Any:  # noqa: ANN401 - any of a reading's parts
        cls: Any = type(part)
        keys, read = _numbers(name, cls)
        values = list(read(part))
        for place, (key, value) in enumerate(zip(keys, values, strict=True)):
            if isinstance(value, float) and (kind := kind_of(*key)) is not RAW:
                mean = self._means[key] = _next(before.get(key), value, kind, since_s)
                values[place] = mean.value
        return cls(*values)


@cache
def _numbers(name: str, cls: type) -> tuple[tuple[tuple[str, str], ...], Callable[[object], tuple[Any, ...]]]:
    """Return by which keys the fields of a reading's part are known, in order, and what reads them all."""
    keys = tuple((name, field.name) for field in fields(cls))
    return keys, attrgetter(*(field for _, field in keys))


class _Mean(NamedTuple):
    """A steadied number, and the seconds of values that are in it."""

    value: float
    age_s: float = 0.0


def _next(mean: _Mean | None, value: float, kind: Kind, since_s: float) -> _Mean:
    """Return the mean after one more value, `since_s` seconds later. A young one weighs all its values alike."""
    if mean is None:
        return _Mean(value)
    off = mean.value - value
    if kind.turns:
        off = (off + 180.0) % 360.0 - 180.0
    if abs(off) > JUMP * kind.reach:
        return _Mean(value)
    age_s = mean.age_s + since_s
    lag_s = min(LAG_S, age_s)
    off *= lag_s / (lag_s + since_s)
    steadied = value + min(max(off, -kind.reach), kind.reach)
    return _Mean((steadied + 180.0) % 360.0 - 180.0 if kind.turns else steadied, age_s)
