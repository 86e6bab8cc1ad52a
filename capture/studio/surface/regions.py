"""Where on a face skin has more or less of its pigments than on the cheek's average: zones, blotches, freckles, spots, moles, blemishes.

Amounts are judged by eye from the zones that portrait painters and atlases of skin colour agree on: rosy cheeks, nose, ears and chin, a yellower forehead,
brownish and bluish lids; in deep skin also a darker forehead and a darker ring around the mouth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.mean_face import features
from capture.studio import grid
from capture.studio.noise import smooth_step
from capture.studio.surface import pigment
from capture.studio.surface.plan import TEXELS_PER_MM, softened, stretched

if TYPE_CHECKING:
    from numpy.random import Generator

    from capture.studio.surface.plan import Plan
    from capture.types import Floats

CHEEKS, WINGS, APPLES = (50, 280), (129, 358), (205, 425)
"""Vertices on the subject's (right, left): cheekbones, wings of the nose, apples of the cheeks."""
FRECKLES_MOST, SPOTS_MOST, BLEMISHES_MOST = 700, 26, 16
MOLES = 4
"""At most; most people have some on their face."""
TEMPLES = (21, 251)
LESS_LIGHT = {"lower face": 0.28, "temples": 0.28, "beside the cheeks": 0.10}
"""Share of light that these zones return less than the cheeks do, lit alike, in the mean of people: fine hairs, folds and the roots of a beard take it. Seen in
evenly lit portraits of eight people; half to one and a half times as much in each of ours
who has `Skin.zones` of 1."""
_FLAT, _BLOTCHY, _FRECKLES, _SPOTS, _MOLES, _BLEMISHES, _ZONES = range(7)


def melanin(plan: Plan) -> Floats:
    """Return (`grid.TEXTURE`) melanin beyond the cheek's."""
    skin = plan.persona.skin
    own = pigment.melanin(skin.monk)
    spread = 0.05 + 0.14 * own
    zones = _sockets(plan) + 0.35 * (own / 3) * (_around_mouth(plan) + 0.7 * _forehead(plan))
    total = stretched((zones - _mean_of(plan, zones)) * np.float32(spread))
    total += np.float32(spread * (0.25 + 0.6 * skin.blotches)) * _even(plan, plan.noise(_BLOTCHY, 9.0, octaves=4)) * np.float32(0.6)
    total += np.float32(0.5 * (0.5 + 0.5 * skin.freckles)) * _freckles(plan)
    total += np.float32(0.22) * _age_spots(plan)
    total += np.float32(0.9 + 0.5 * own) * _moles(plan)
    return total


def haemoglobin(plan: Plan) -> Floats:
    """Return (`grid.TEXTURE`) haemoglobin beyond the cheek's; redness and blush raise all of it."""
    skin = plan.persona.skin
    rosy = 1 + 1.2 * skin.redness
    zones = (0.10 * _cheeks(plan) + 0.13 * _nose(plan) + 0.09 * _wings(plan)) * rosy + 0.16 * plan.shape.ear_frac + 0.05 * _chin(plan)
    zones += (0.09 + 0.05 * skin.age) * _sockets(plan) - 0.05 * _forehead(plan) - 0.04 * _around_mouth(plan)
    zones = zones - _mean_of(plan, zones) * (1 if skin.redness == 0 else 0.6) + 0.05 * skin.redness
    total = stretched(np.asarray(zones, np.float32))
    blotches = _even(plan, plan.noise(_FLAT, 5.0, octaves=4)) * stretched(0.35 + _cheeks(plan) + _nose(plan) + _chin(plan))
    total += blotches * np.float32(0.012 + 0.05 * skin.blotches * rosy)
    total += np.float32(0.22) * _blemishes(plan)
    return total


def returned_frac(plan: Plan) -> Floats:
    """Return (`grid.TEXTURE`) the share of light that a place returns against the cheeks, pigments apart."""
    lower, temples, beside = plan.persona.skin.zones * plan.rng(_ZONES).uniform(0.5, 1.5, 3) * list(LESS_LIGHT.values())
    around_lips = plan.near(plan.mesh_mm[features.OUTER_LIPS].mean(axis=0) + np.array([0, 8, 0], np.float32), (27, 29))
    broad_cheeks = plan.both(*CHEEKS, (19, 19), (0, 4))
    taken = lower * around_lips + temples * plan.both(*TEMPLES, (22, 26), (-3, -4)) + beside * (1 - broad_cheeks)
    return stretched(np.asarray(1 - (taken - _mean_of(plan, taken)), np.float32))


def _mean_of(plan: Plan, field: Floats) -> float:
    """Return a field's mean on the cheeks, where the tone is meant to hold."""
    weight = cheeks(plan)
    return float((field * weight).sum() / weight.sum())


def cheeks(plan: Plan) -> Floats:
    """Return (`grid.GEOMETRY`) the weight of the cheeks, whose mean colour the Monk tone is."""
    weight = plan.both(*CHEEKS, (11, 10), (0, 4))
    return np.asarray(np.where(weight > 0.4, weight, 0), np.float32)


def _even(plan: Plan, noise: Floats) -> Floats:
    """Return noise whose mean on the cheeks is 0."""
    rows, columns = grid.GEOMETRY
    coarse = np.asarray(cv2.resize(noise, (columns, rows), interpolation=cv2.INTER_AREA), np.float32)
    return np.asarray(noise - np.float32(_mean_of(plan, coarse)), np.float32)


def _cheeks(plan: Plan) -> Floats:
    return np.maximum(plan.both(*CHEEKS, (14, 11), (-1, 3)), 0.8 * plan.both(*APPLES, (11, 11)))


def _nose(plan: Plan) -> Floats:
    return plan.near(plan.mesh_mm[features.NOSE_TIP], (10, 9))


def _wings(plan: Plan) -> Floats:
    return plan.both(*WINGS, (5, 7))


def _chin(plan: Plan) -> Floats:
    return plan.near(plan.mesh_mm[features.CHIN] - np.array([0, 12, 0], np.float32), (13, 9))


def _forehead(plan: Plan) -> Floats:
    middle = (plan.mesh_mm[features.FOREHEAD] + plan.mesh_mm[9]) / 2
    return plan.near(middle, (38, 17))


def _around_mouth(plan: Plan) -> Floats:
    lips = plan.mesh_mm[features.OUTER_LIPS]
    return plan.near(lips.mean(axis=0), (27, 19))


def _sockets(plan: Plan) -> Floats:
    """Return (`grid.GEOMETRY`) lids and what is under the eyes, darkest by the nose."""
    spots = []
    for socket in (plan.shape.left_eye, plan.shape.right_eye):
        middle = (socket.outer_mm + socket.inner_mm) / 2
        lids = plan.near(middle + np.array([0, -2, 0], np.float32), (13, 6.5))
        under = plan.near(0.6 * socket.inner_mm + 0.4 * socket.lower_mm + np.array([0, 6, 0], np.float32), (10, 5))
        spots.append(np.maximum(0.8 * lids, (0.75 + 0.4 * plan.persona.skin.age) * under))
    return np.asarray(np.maximum(*spots), np.float32)


def _scattered(plan: Plan, rng: Generator, where: Floats, count: int, radius_mm: tuple[float, float]) -> Floats:
    """Return (`grid.TEXTURE`) up to `count` irregular round spots with radii between two, 0..1, as dense as `where` (`grid.GEOMETRY`)."""
    canvas = np.zeros(grid.TEXTURE, np.uint8)
    if count == 0:
        return np.zeros(grid.TEXTURE, np.float32)
    weight = (where * (plan.shape.points_mm[..., 2] < 0)).ravel()
    cells = rng.choice(weight.size, count, p=weight / weight.sum())
    places = plan.texels(plan.shape.points_mm.reshape(-1, 3)[cells]) + rng.uniform(-3, 3, (count, 2))
    low, high = np.log(radius_mm)
    radii = np.exp(rng.uniform(low, high, count)) * TEXELS_PER_MM
    looks = np.stack([rng.uniform(50, 255, count), rng.uniform(0.7, 1, count), rng.uniform(0, 180, count)], -1)
    for (x, y), radius, (strength, squash, turn_deg) in zip(places, radii, looks, strict=True):
        axes = (round(radius * 16), round(radius * squash * 16))
        cv2.ellipse(canvas, (round(x * 16), round(y * 16)), axes, turn_deg, 0, 360, (round(strength),), -1, cv2.LINE_AA, 4)
    return softened(canvas, 0.25) / np.float32(255)


def _freckles(plan: Plan) -> Floats:
    skin = plan.persona.skin
    where = 0.06 + _cheeks(plan) + 0.9 * _nose(plan) + 0.25 * _forehead(plan)
    count = round(FRECKLES_MOST * skin.freckles**1.3)
    return _scattered(plan, plan.rng(_FRECKLES), where, count, (0.22, 0.62))


def _age_spots(plan: Plan) -> Floats:
    where = 0.1 + plan.both(*CHEEKS, (14, 12), (8, -2)) + 0.8 * _forehead(plan) + plan.both(127, 356, (12, 20))
    count = round(SPOTS_MOST * float(smooth_step(0.4, 1.0, plan.persona.skin.age)))
    return softened(_scattered(plan, plan.rng(_SPOTS), where, count, (0.8, 3.0)), 0.4)


def _moles(plan: Plan) -> Floats:
    rng = plan.rng(_MOLES)
    everywhere = smooth_step(-20, -40, plan.shape.points_mm[..., 2]) * (1 - np.minimum(_sockets(plan) + _nose(plan), 1)) ** 2
    count = int(rng.integers(0, MOLES + 1))
    return _scattered(plan, rng, np.asarray(everywhere, np.float32), count, (0.5, 1.0))


def _blemishes(plan: Plan) -> Floats:
    skin = plan.persona.skin
    where = _chin(plan) + 0.6 * _forehead(plan) + 0.7 * _cheeks(plan)
    count = round(BLEMISHES_MOST * skin.blotches * float(smooth_step(0.6, 0.1, skin.age)))
    return softened(_scattered(plan, plan.rng(_BLEMISHES), where, count, (0.6, 1.6)), 0.5)
