"""A head from above and from the side, with the key light where it is and the places where this look wants it."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin
from typing import TYPE_CHECKING, ClassVar

import cv2
import numpy as np
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from guidance.light_words import CANT_TELL, FROM_LEFT, FROM_RIGHT, HEIGHT, ratio, told, verdict, what
from guidance.rules import State
from guidance.widgets.gauges import PACE_S
from guidance.widgets.half_blocks import cells_of, segments

if TYPE_CHECKING:
    from textual.geometry import Region

    from capture.types import Floats, Rgb
    from guidance.rules import Finding
    from guidance.snapshot import Snapshot

_FINE = 8
"""A pixel is drawn this many times larger, then shrunk, so that round things look round in few pixels."""
_STEP_DEG = 3
"""The light moves in steps of this: smaller ones are the measure's tremble."""
_HEAD_ABOVE = np.array([(-0.11, -0.32), (0.0, -0.54), (0.11, -0.32)])
_HEAD_BESIDE = np.array([(0.3, -0.1), (0.52, 0.1), (0.3, 0.16)])
"""Noses: x right, y down, in shares of the dial's radius."""
_WORDS_ROWS = 3
_ASPECT = 2
"""A cell is this many times as high as wide."""


@dataclass(frozen=True, slots=True)
class Aim:
    """Where the light is, in degrees of the face's own axes (None: can't tell), where it should be (low, high), and lines of words."""

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

    ground: tuple[int, int, int]
    ring: tuple[int, int, int]
    zone: tuple[int, int, int]
    head: tuple[int, int, int]
    light: tuple[int, int, int]


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
    good = not any(bands[rule].state in (State.LOW, State.HIGH) for rule in (FROM_LEFT, FROM_RIGHT, HEIGHT) if rule in bands)
    return Aim(azimuth, elevation, *zones, good=good, words=(what(light), strength, judged.capitalize()))


def _zone(finding: Finding | None, least: float, most: float) -> tuple[float, float]:
    """Return a band's edges, an open one at the end of what can be."""
    low, high = (None, None) if finding is None else (finding.low, finding.high)
    return least if low is None else max(low, least), most if high is None else min(high, most)


def from_above(size_px: int, aim: Aim, colours: Colours) -> Rgb:
    """Return the head from above, the nose and the lens at the top and the sitter's left on the left, as in a looking glass."""
    canvas = _ground(size_px, colours)
    for side, (low, high) in ((-1, aim.left_deg), (1, aim.right_deg)):
        _arc(canvas, (-90 + side * low, -90 + side * high), colours.zone)
    _disc(canvas, (0.0, 0.02), (0.3, 0.37), colours.head)
    for ear in (-0.3, 0.3):
        _disc(canvas, (ear, 0.04), (0.06, 0.1), colours.head)
    _polygon(canvas, _HEAD_ABOVE, colours.head)
    if aim.azimuth_deg is not None:
        angle = radians(aim.azimuth_deg)
        _lamp(canvas, (-sin(angle), -cos(angle)), colours)
    return _shrunk(canvas, size_px)


def from_beside(size_px: int, aim: Aim, colours: Colours) -> Rgb:
    """Return the head in profile, looking to the right, with the light at its height before or behind it."""
    canvas = _ground(size_px, colours)
    _arc(canvas, (-aim.height_deg[0], -aim.height_deg[1]), colours.zone)
    _polygon(canvas, np.array([(-0.22, 0.2), (0.1, 0.2), (0.14, 0.56), (-0.26, 0.56)]), colours.head)
    _disc(canvas, (0.0, -0.02), (0.35, 0.4), colours.head)
    _polygon(canvas, _HEAD_BESIDE, colours.head)
    if aim.azimuth_deg is not None and aim.elevation_deg is not None:
        angle = radians(aim.elevation_deg)
        before = 1 if abs(aim.azimuth_deg) <= 90 else -1
        _lamp(canvas, (before * cos(angle), -sin(angle)), colours)
    return _shrunk(canvas, size_px)


def _ground(size_px: int, colours: Colours) -> Rgb:
    canvas = np.empty((size_px * _FINE, size_px * _FINE, 3), np.uint8)
    canvas[:] = colours.ground
    _arc(canvas, (0, 360), colours.ring, thick=0.09)
    return canvas


def _arc(canvas: Rgb, span_deg: tuple[float, float], colour: tuple[int, int, int], thick: float = 0.26) -> None:
    """Draw a part of the ring on which lights stand; 0 is right, 90 down."""
    middle = canvas.shape[0] // 2
    radius = round(0.8 * middle)
    cv2.ellipse(canvas, (middle, middle), (radius, radius), 0, min(span_deg), max(span_deg), colour, max(round(thick * middle), 1))


def _lamp(canvas: Rgb, towards: tuple[float, float], colours: Colours) -> None:
    """Draw the light and the beam from it to the head."""
    at = (0.8 * towards[0], 0.8 * towards[1])
    beam = np.array([(0.5 * towards[0], 0.5 * towards[1]), at])
    middle = canvas.shape[0] // 2
    start, end = ((middle + beam * middle).round().astype(int)).tolist()
    cv2.line(canvas, start, end, colours.light, max(round(0.13 * middle), 1))
    _disc(canvas, at, (0.2, 0.2), colours.light)


def _disc(canvas: Rgb, at: tuple[float, float], radii: tuple[float, float], colour: tuple[int, int, int]) -> None:
    middle = canvas.shape[0] // 2
    centre = (round(middle * (1 + at[0])), round(middle * (1 + at[1])))
    cv2.ellipse(canvas, centre, (round(radii[0] * middle), round(radii[1] * middle)), 0, 0, 360, colour, -1)


def _polygon(canvas: Rgb, corners: Floats, colour: tuple[int, int, int]) -> None:
    middle = canvas.shape[0] // 2
    cv2.fillPoly(canvas, [(middle * (1 + corners)).round().astype(np.int32)], colour)


def _shrunk(canvas: Rgb, size_px: int) -> Rgb:
    return np.asarray(cv2.resize(canvas, (size_px, size_px), interpolation=cv2.INTER_AREA), np.uint8)


class LightDial(Widget):
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

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines within `crop`."""
        width, height = self.size
        lines = [Strip([], 0)] * height
        if self._aim is not None:
            lines = [*self._heads(self._aim, width, height - _WORDS_ROWS), *self._words(self._aim, width)][:height]
        return [line.adjust_cell_length(width, self.rich_style).crop(crop.x, crop.right) for line in lines[crop.y : crop.bottom]]

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
