"""A head from above and from the side, with the key light where it is and the places where this look wants it."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from rich.segment import Segment
from textual.strip import Strip

from guidance.light_words import CANT_TELL, FROM_LEFT, FROM_RIGHT, HEIGHT, ratio, told, verdict, what
from guidance.rules import State
from guidance.widgets.gauges import PACE_S
from guidance.widgets.half_blocks import cells_of, segments
from guidance.widgets.kept_lines import KeptLines
from guidance.widgets.sketch import Sketch

if TYPE_CHECKING:
    from capture.types import Rgb
    from guidance.rules import Finding
    from guidance.snapshot import Snapshot
    from guidance.widgets.sketch import Colour

_RADIUS, _ZONE_THICK = 0.8, 0.26
"""The ring on which lights stand, and how thick the wanted part of it is, in shares of the dial's radius."""
_STEEP_DEG = 65
"""Steeper lights leave the ring for the head, seen from above: there they stand."""
_STEP_DEG = 3
"""The light moves in steps of this: smaller ones are the measure's tremble."""
_WORDS_ROWS = 3
_ASPECT = 2
"""A cell is this many times as high as wide."""


@dataclass(frozen=True, slots=True)
class Aim:
    """Where the light is, in degrees of the face's own axes (None: can't tell), where it should be (low, high), and lines of words.

    `good` says that nothing is asked about its place: it is in its zone, or it is too late to move it.
    """

    azimuth_deg: int | None
    elevation_deg: int | None
    left_deg: tuple[float, float]
    right_deg: tuple[float, float]
    height_deg: tuple[float, float]
    good: bool
    words: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Colours:
    """The dial's colours as (R, G, B)."""

    ground: Colour
    ring: Colour
    zone: Colour
    head: Colour
    light: Colour


def aim(snapshot: Snapshot) -> Aim:
    """Return what the dial shows of a snapshot."""
    bands = {finding.rule.id: finding for finding in snapshot.findings}
    zones = _zone(bands.get(FROM_LEFT), 0, 180), _zone(bands.get(FROM_RIGHT), 0, 180), _zone(bands.get(HEIGHT), -90, 90)
    light = told(snapshot.reading.light, snapshot.findings)
    if light is None:
        return Aim(None, None, *zones, good=False, words=(CANT_TELL, "", ""))
    times = ratio(light)
    strength = "" if times is None or light.key_to_fill_ev is None else f"{times:.1f} : 1  ({light.key_to_fill_ev:.1f} stops)"
    judged = verdict(light, snapshot.findings)
    azimuth, elevation = (_STEP_DEG * round(angle / _STEP_DEG) for angle in (light.face_azimuth_deg, light.face_elevation_deg))
    placed = [bands[rule] for rule in (FROM_LEFT, FROM_RIGHT, HEIGHT) if rule in bands]
    good = not any(finding.state in (State.LOW, State.HIGH) and not finding.settled for finding in placed)
    return Aim(azimuth, elevation, *zones, good=good, words=(what(light), strength, judged.capitalize()))


def _zone(finding: Finding | None, least: float, most: float) -> tuple[float, float]:
    """Return a band's edges, an open one at the end of what can be."""
    low, high = (None, None) if finding is None else (finding.low, finding.high)
    return least if low is None else max(low, least), most if high is None else min(high, most)


def from_above(size_px: int, aim: Aim, colours: Colours) -> Rgb:
    """Return the head from above, the nose and the lens at the top and the sitter's left on the left, as in a looking glass."""
    sketch = _dial(size_px, colours)
    for side, (low, high) in ((-1, aim.left_deg), (1, aim.right_deg)):
        sketch.arc(_RADIUS, (-90 + side * low, -90 + side * high), _ZONE_THICK, colours.zone)
    sketch.disc((0.0, 0.02), (0.3, 0.37), colours.head)
    for ear in (-0.3, 0.3):
        sketch.disc((ear, 0.04), (0.06, 0.1), colours.head)
    sketch.polygon([(-0.11, -0.32), (0.0, -0.54), (0.11, -0.32)], colours.head)
    if aim.azimuth_deg is not None and aim.elevation_deg is not None:
        angle = radians(aim.azimuth_deg)
        outwards = min(1.0, cos(radians(aim.elevation_deg)) / cos(radians(_STEEP_DEG)))
        _lamp(sketch, (-sin(angle) * outwards, -cos(angle) * outwards), colours)
    return sketch.picture()


def from_beside(size_px: int, aim: Aim, colours: Colours) -> Rgb:
    """Return the head in profile, looking to the right, with the light at its height before or behind it."""
    sketch = _dial(size_px, colours)
    sketch.arc(_RADIUS, (-aim.height_deg[0], -aim.height_deg[1]), _ZONE_THICK, colours.zone)
    sketch.polygon([(-0.22, 0.2), (0.1, 0.2), (0.14, 0.56), (-0.26, 0.56)], colours.head)
    sketch.disc((0.0, -0.02), (0.35, 0.4), colours.head)
    sketch.polygon([(0.3, -0.1), (0.52, 0.1), (0.3, 0.16)], colours.head)
    if aim.azimuth_deg is not None and aim.elevation_deg is not None:
        angle = radians(aim.elevation_deg)
        before = 1 if abs(aim.azimuth_deg) <= 90 else -1
        _lamp(sketch, (before * cos(angle), -sin(angle)), colours)
    return sketch.picture()


def _dial(size_px: int, colours: Colours) -> Sketch:
    sketch = Sketch(size_px, colours.ground)
    sketch.arc(_RADIUS, (0, 360), 0.09, colours.ring)
    return sketch


def _lamp(sketch: Sketch, towards: tuple[float, float], colours: Colours) -> None:
    """Draw the light and the beam from it to the head."""
    right, down = towards
    at = (_RADIUS * right, _RADIUS * down)
    sketch.line([(0.5 * right, 0.5 * down), at], 0.13, colours.light)
    sketch.disc(at, (0.2, 0.2), colours.light)


class LightDial(KeptLines):
    """Shows both heads side by side and the light in words under them."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"light-dial--{part}" for part in ("ring", "zone", "head", "good", "bad", "words")}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._aim: Aim | None = None
        self._shown_s: float | None = None

    def show(self, snapshot: Snapshot) -> None:
        """Show this snapshot's light, at a pace at which words can be read."""
        newer = aim(snapshot)
        soon = self._shown_s is not None and 0 <= snapshot.t_s - self._shown_s < PACE_S
        if newer != self._aim and not soon:
            self._aim, self._shown_s = newer, snapshot.t_s
            self.refresh()

    def _draw_lines(self, width: int, height: int) -> list[Strip]:
        lines = [Strip([], 0)] * height
        if self._aim is not None:
            lines = [*self._heads(self._aim, width, height - _WORDS_ROWS), *self._words(self._aim, width)][:height]
        return [line.adjust_cell_length(width, self.rich_style) for line in lines]

    def _heads(self, aim: Aim, width: int, rows: int) -> list[Strip]:
        size_px = min(width // 2 - 1, _ASPECT * rows)
        if size_px < 8:
            return []
        ground = self.background_colors[1].rgb
        part = {name: self.get_component_styles(f"light-dial--{name}").color.rgb for name in ("ring", "zone", "head", "good", "bad")}
        colours = Colours(ground, part["ring"], part["zone"], part["head"], part["good" if aim.good else "bad"])
        canvas = np.empty((_ASPECT * rows, width, 3), np.uint8)
        canvas[:] = ground
        gap = (width - 2 * size_px) // 3
        for number, draw in enumerate((from_above, from_beside)):
            left = gap + number * (size_px + gap)
            canvas[:size_px, left : left + size_px] = draw(size_px, aim, colours)
        return [Strip(line, width) for line in segments(cells_of(canvas))]

    def _words(self, aim: Aim, width: int) -> list[Strip]:
        style = self.get_component_rich_style("light-dial--words")
        return [Strip([Segment(line[:width].center(width), style)], width) for line in aim.words]
