"""A gauge for each group of rules: the band that is wanted, and where the value stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from guidance.rules import Group, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guidance.rules import Finding
    from guidance.snapshot import Snapshot

LABELS = {
    Group.SCENE: "Scene",
    Group.LIGHT: "Light",
    Group.EXPOSURE: "Exposure",
    Group.FRAMING: "Framing",
    Group.POSE: "Pose",
    Group.EYES: "Eyes",
    Group.EXPRESSION: "Expression",
    Group.FOCUS: "Focus",
}
SHAPES = {State.OK: "✓", State.LOW: "◀", State.HIGH: "▶", State.UNKNOWN: "?"}
"""A state is told by its shape; the colour only says it again."""

COLOURS = {State.OK: "$success", State.LOW: "$warning", State.HIGH: "$warning", State.UNKNOWN: "$quiet"}

PACE_S = 0.2
"""Numbers change no faster than this, in the frames' own time: quicker ones can't be read."""

_LABEL_CELLS = max(len(label) for label in LABELS.values())
_NAME_CELLS = 12
"""A line of its own is named by what its bar measures, not by the group: a number without its name says nothing."""
_NUMBER_CELLS = 9
_NARROW_CELLS = 29
"""Below this width a line has no room for the number beside its bar."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """What one row shows: cells `band` (first, last) and `marker` of a bar, and the words round it. A `marker` of None: no value."""

    label: str
    state: State
    width: int
    band: tuple[int, int]
    marker: int | None
    name: str
    number: str


def foremost(findings: Iterable[Finding]) -> dict[Group, Finding]:
    """Return for each group the finding to show: the first that keeps the shutter shut, else the first that is not fine, else the first known."""
    chosen: dict[Group, Finding] = {}
    for finding in findings:
        group = finding.rule.group
        if group not in chosen or _weight(finding) > _weight(chosen[group]):
            chosen[group] = finding
    return chosen


def _weight(finding: Finding) -> int:
    if finding.state is State.UNKNOWN:
        return 0
    if finding.state is State.OK:
        return 1
    return 3 if finding.rule.blocks else 2


def position(value: float, scale: tuple[float, float], cells: int) -> int:
    """Return which of `cells` cells (from 0) of a bar over `scale` holds `value`; beyond its ends, the end."""
    low, high = scale
    share = (value - low) / (high - low)
    return min(max(int(share * cells), 0), cells - 1)


def number(finding: Finding) -> str:
    """Return the value with its unit, in as many digits as its scale deserves. A unit of "%" shows a fraction in hundredths."""
    unit = finding.rule.unit
    if finding.value is None:
        return "–"
    if isinstance(finding.value, int):
        return f"{finding.value} {unit}".strip()
    times = 100.0 if unit == "%" else 1.0
    span = abs(finding.rule.scale[1] - finding.rule.scale[0]) * times
    digits = 0 if span >= 40 else 1 if span >= 4 else 2
    # Adding zero turns "-0.0" into "0.0".
    text = f"{round(finding.value * times, digits) + 0.0:.{digits}f}".replace("-", "−")
    return f"{text}{'' if unit in {'', '%', '°'} else ' '}{unit}"


def gauge(group: Group, finding: Finding, width: int) -> Gauge:
    """Return the row for a finding, with a bar of `width` cells."""
    rule = finding.rule
    first = 0 if finding.low is None else position(finding.low, rule.scale, width)
    last = width - 1 if finding.high is None else position(finding.high, rule.scale, width)
    marker = None if finding.value is None else position(finding.value, rule.scale, width)
    return Gauge(LABELS[group], finding.state, width, (first, max(first, last)), marker, rule.label, number(finding))


def bar(row: Gauge) -> Content:
    """Return the bar: the band thick, the rest of the scale thin, the value a dot on it."""
    first, last = row.band
    line = "─" * first + "━" * (last - first + 1) + "─" * (row.width - 1 - last)
    if row.marker is not None:
        line = f"{line[: row.marker]}●{line[row.marker + 1 :]}"
    colours = {"─": "$faint", "━": "$band", "●": f"bold {COLOURS[row.state]}"}
    return Content.assemble(*(("".join(run), colours[mark]) for mark, run in groupby(line)))


class Gauges(Widget):
    """Shows a gauge for each group that a snapshot's findings have: one line each, or two and a gap where there is room."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._findings: dict[Group, Finding] = {}
        self._drawn: list[Gauge] = []
        self._drawn_s: float | None = None

    def show(self, snapshot: Snapshot) -> None:
        """Show this snapshot's findings: numbers at a readable pace, a change of state at once."""
        latest = foremost(snapshot.findings)
        soon = self._drawn_s is not None and 0 <= snapshot.t_s - self._drawn_s < PACE_S
        if soon and _states(latest) == _states(self._findings):
            return
        self._findings = latest
        rows = self._rows()
        if rows != self._drawn:
            self._drawn, self._drawn_s = rows, snapshot.t_s
            self.refresh()

    def render(self) -> Content:
        """Return the rows: `✓ Light  ──━━●━━──  1.2 EV`, or the bar alone with the rule's own name and number under it."""
        self._drawn = self._rows()
        between = Content("\n" * max(self._lines_each - 1, 1))
        return between.join(self._row(row) for row in self._drawn)

    @property
    def _lines_each(self) -> int:
        """Lines for each group: 1, 2, or more with empty ones between."""
        return min(max((self.content_size.height + 1) // max(len(self._findings), 1), 1), 4)

    @property
    def _label_cells(self) -> int:
        return _LABEL_CELLS if self._lines_each > 1 or self.content_size.width < _NARROW_CELLS else _NAME_CELLS

    def _rows(self) -> list[Gauge]:
        beside = _NUMBER_CELLS + 1 if self._lines_each == 1 and self.content_size.width >= _NARROW_CELLS else 0
        width = max(self.content_size.width - self._label_cells - 3 - beside, 3)
        return [gauge(group, self._findings[group], width) for group in Group if group in self._findings]

    def _row(self, row: Gauge) -> Content:
        label = row.label if self._lines_each > 1 else row.name
        head = Content.assemble((f"{SHAPES[row.state]} {label[: self._label_cells].ljust(self._label_cells)} ", COLOURS[row.state]), bar(row))
        if self._lines_each > 1:
            room = self.content_size.width - _NUMBER_CELLS - 3
            return Content("\n").join([head, Content.styled(f"  {row.name[:room].ljust(room)} {row.number:>{_NUMBER_CELLS}}", "$quiet")])
        beside = f" {row.number:>{_NUMBER_CELLS}}" if self.content_size.width >= _NARROW_CELLS else ""
        return Content.assemble(head, (beside, "$quiet"))


def _states(findings: dict[Group, Finding]) -> dict[Group, tuple[str, State]]:
    return {group: (finding.rule.id, finding.state) for group, finding in findings.items()}
