"""A whole person in one picture, in painter's order: what hangs behind, torso, head with its eyes and mouth, what hangs before, glasses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio import draw_head, draw_sheet, eyes, glasses, grid, mouth, parts
from capture.studio.draw_sheet import Depth, Exposed, LitSheet
from capture.studio.hair import Place, loose
from capture.studio.lighting import CLOTH_WRAP, SKIN_WRAP
from capture.studio.noise import smooth_step
from capture.studio.shadow import visible_frac

if TYPE_CHECKING:
    from capture.script.scene import Subject
    from capture.studio.hair import Hanging
    from capture.studio.lighting import Lamps
    from capture.studio.parts import Part
    from capture.studio.person import Person
    from capture.studio.sheet import Paint, Sheet
    from capture.studio.stage import Light, Stage, View
    from capture.types import Floats

HEAD_RADII_MM = np.array([76.0, 108.0, 92.0], np.float32)
"""An ellipsoid about mid-head, for how much of the sky the head hides from what is round it."""
NEAR_OPEN, NEAR, FAR = 0.35, 0.85, 2.1
"""Share of the sky left open at the head's surface, and between which distances (in its radii) that rises to all of it."""
REACH_MM = 260.0
"""How far down the head's shadow is followed: to the chest."""


@dataclass(frozen=True, slots=True, eq=False)
class _Sitting:
    """Who is drawn, where, in what light."""

    person: Person
    stage: Stage
    lamps: Lamps

    def near_head(self, sheet: Sheet, paint: Paint, open_frac: Floats | float, *, skin: bool) -> LitSheet:
        """Return a sheet in camera axes with its light, in the shadow of the head and with less sky near it."""
        in_head = self.stage.head.from_camera(sheet.points_mm)
        normals = np.asarray(sheet.normals @ self.stage.head.rotation.astype(np.float32), np.float32)
        visible = tuple(self._seen(in_head, normals, light) for light in self.lamps.lights)
        away = np.linalg.norm(in_head / HEAD_RADII_MM, axis=-1)
        sky = np.asarray(open_frac * (NEAR_OPEN + (1 - NEAR_OPEN) * smooth_step(NEAR, FAR, away)), np.float32)
        return draw_sheet.light_on(sheet, paint, self.stage, self.lamps, Exposed(visible, sky, SKIN_WRAP if skin else CLOTH_WRAP))

    def _seen(self, in_head: Floats, normals: Floats, light: Light) -> Floats:
        """Return (V, U) the share of a lamp that is seen past the head, evened out from point to point: far from the head rays step over its details."""
        share = visible_frac(self.person.head.occluder, in_head, normals, light, reach_mm=REACH_MM)
        return np.asarray(cv2.GaussianBlur(share, (5, 5), 1.2, borderType=cv2.BORDER_REPLICATE), np.float32)

    def hung(self, hanging: Hanging) -> LitSheet:
        """Return a hanging with its light: its upper part follows the head, its lower part the body it rests on."""
        lit = self.near_head(parts.posed_sheet(hanging.sheet, hanging.head_frac, self.stage), hanging.paint, 1.0, skin=False)
        return replace(lit, kept=draw_sheet.kept_points(hanging.sheet))

    def worn(self, part: Part) -> LitSheet:
        """Return a part of the clad body with its light."""
        rows, columns = draw_sheet.kept_points(part.sheet)
        if part.around_rad is not None:
            # Which columns are folded away depends on the lens: each is drawn.
            columns = np.arange(len(part.around_rad))
        return replace(self.near_head(parts.posed(part, self.stage), part.paint, part.open_frac, skin=part.skin), kept=(rows, columns))

    def before_head(self, hanging: Hanging) -> bool:
        """Return whether a hanging is drawn after the head: a lump is when it is nearer than mid-head."""
        if hanging.place is not Place.LUMP:
            return hanging.place is Place.AROUND
        middle = hanging.sheet.points_mm.mean(axis=(0, 1))
        return float(self.stage.head.to_camera(middle)[2]) < float(self.stage.head.place_mm[2])


def draw(picture: Floats, person: Person, stage: Stage, lamps: Lamps, subject: Subject) -> View | None:
    """Paint a person over linear light (H, W, 3); return the head's view, None where the head is out of the picture."""
    sitting = _Sitting(person, stage, lamps)
    hung = [(hanging, sitting.hung(hanging)) for hanging in person.hangings]
    _behind(picture, sitting, hung)
    for part in person.torso.parts:
        draw_sheet.draw(picture, sitting.worn(part), stage)
    for hanging, lit in hung:
        if hanging.place is Place.NECK:
            draw_sheet.draw(picture, lit, stage)
    view = _head(picture, sitting, subject)
    depth = None if view is None or not hung else _depth(view)
    for hanging, lit in hung:
        if sitting.before_head(hanging):
            draw_sheet.draw(picture, lit, stage, behind=depth)
    if view is not None:
        _over_head(picture, person, view)
    return view


def _behind(picture: Floats, sitting: _Sitting, hung: list[tuple[Hanging, LitSheet]]) -> None:
    """Paint the backs of what hangs round the head, and lumps that are behind it."""
    for hanging, lit in hung:
        if hanging.place is Place.AROUND:
            draw_sheet.draw(picture, lit, sitting.stage, facing=-1)
        elif hanging.place is Place.LUMP and not sitting.before_head(hanging):
            draw_sheet.draw(picture, lit, sitting.stage)


def _head(picture: Floats, sitting: _Sitting, subject: Subject) -> View | None:
    person = sitting.person
    seen = draw_head.see(person.head, sitting.stage, sitting.lamps, subject)
    if seen is None:
        return None
    view, colour = seen
    eyes.paint(colour, view, person.eyes)
    mouth.paint(colour, view, person.head.fields, person.mouth)
    x0, y0, x1, y1 = view.box
    draw_sheet.lay(picture[y0:y1, x0:x1], colour, view.alpha)
    return view


def _over_head(picture: Floats, person: Person, view: View) -> None:
    """Paint what stands off the head: loose hairs and glasses."""
    if person.loose is not None:
        loose.draw(picture, person.loose, view.head, view.lens, _at(view.irradiance, person.loose.root))
    if person.spectacles is not None:
        glasses.paint(picture, view, person.spectacles)


def _at(field: Floats, places: Floats) -> Floats:
    """Return (N, …) a field (V, U, …) of the head map at lattice coordinates (N, 2), by the nearest point."""
    rows, columns = grid.GEOMETRY
    column, row = np.round(places * np.array([columns - 1, rows - 1], np.float32)).astype(np.int64).T
    return np.asarray(field[row, column], np.float32)


def _depth(view: View) -> Depth:
    """Return how far the head is at its pixels."""
    rows, columns = grid.GEOMETRY
    lattice = np.ascontiguousarray(view.head.to_camera(view.points_mm)[..., 2])
    depth = cv2.remap(lattice, view.u * np.float32(columns - 1), view.v * np.float32(rows - 1), cv2.INTER_LINEAR)
    return Depth(view.box, np.asarray(np.where(view.alpha > 0.5, depth, np.inf), np.float32))
