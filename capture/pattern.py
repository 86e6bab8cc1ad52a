"""The name of a key light's place: a pure function of where it strikes the face.

The borders part the whole sphere, so every direction has exactly one name. Source: portrait lighting's usual table (butterfly 0 to 15 degrees round, loop
20 to 50, Rembrandt about 45 to 60, split about 90; 25 to 65 up), with its gaps and overlaps shared out halfway.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from capture.types import Pattern

if TYPE_CHECKING:
    from capture.types import Floats

FLAT_BELOW_EV = 0.26
"""A key of less than 1.2 : 1 over the fill models nothing, wherever it is."""
EVEN_BELOW_EV = 0.58
"""Rembrandt and split are named by their dark side: below 1.5 : 1 there is none, and light from the side is an even one."""
OVERHEAD_ABOVE_DEG = 65.0
"""Above this the eye sockets go dark."""
BACK_BEYOND_DEG = 110.0
"""Beyond this the key no longer reaches the face's front."""
BELOW_UNDER_DEG = -10.0
"""The table's border is 0, where a light at the lens stands; that light is harmless, and elevations are measured to about 5 degrees."""
MODELS_ABOVE_DEG = 20.0
"""Under this a frontal key draws no shadow of the nose."""
BUTTERFLY_TO_DEG, LOOP_TO_DEG, REMBRANDT_TO_DEG = 18.0, 45.0, 65.0
HYSTERESIS_DEG, HYSTERESIS_EV = 5.0, 0.1
"""A pattern keeps its name until the light is past its border by this much: about what a direction and a ratio waver by."""
CENTRED_SINE = 0.26
"""The sine of 15 degrees: a key less to the side than this lights both cheeks alike."""
BEHIND_SINE = 0.34
"""The sine of 20 degrees past the face's own plane, which is `BACK_BEYOND_DEG`: cheeks face outwards, and up to there a key still rakes one of them."""
STRAIGHT_YAW_DEG, CENTRED_KEY_DEG = 8.0, 10.0
"""Within these, short and broad mean nothing."""


def name(face_azimuth_deg: float, face_elevation_deg: float, key_to_fill_ev: float | None) -> Pattern:
    """Return the pattern of a key at these angles in the face's own axes (azimuth −180..180, elevation −90..90).

    `key_to_fill_ev` is what the key adds over the fill, (key + fill) : fill as log2; None where it is not known. The cheeks' ratio tells it only for a key
    from the side: one from straight above or behind lights both alike.
    """
    away_deg = abs(face_azimuth_deg)
    if key_to_fill_ev is not None and key_to_fill_ev < FLAT_BELOW_EV:
        return Pattern.FLAT
    if face_elevation_deg > OVERHEAD_ABOVE_DEG:
        return Pattern.OVERHEAD
    if away_deg > BACK_BEYOND_DEG:
        return Pattern.BACK
    if face_elevation_deg < BELOW_UNDER_DEG:
        return Pattern.BELOW
    if away_deg > LOOP_TO_DEG and key_to_fill_ev is not None and key_to_fill_ev < EVEN_BELOW_EV:
        return Pattern.FLAT
    return _from_before(away_deg, face_elevation_deg)


def kept_name(before: Pattern | None, face_azimuth_deg: float, face_elevation_deg: float, key_to_fill_ev: float | None) -> Pattern:
    """Return the pattern's `name`, or the one that it had a moment `before` where that is only just left; angles and ratio as `name` has them."""
    if before is not None:
        offs_ev = (0.0,) if key_to_fill_ev is None else (0.0, -HYSTERESIS_EV, HYSTERESIS_EV)
        for right_deg, up_deg, more_ev in product((0.0, -HYSTERESIS_DEG, HYSTERESIS_DEG), (0.0, -HYSTERESIS_DEG, HYSTERESIS_DEG), offs_ev):
            ratio_ev = None if key_to_fill_ev is None else key_to_fill_ev + more_ev
            if name(face_azimuth_deg + right_deg, face_elevation_deg + up_deg, ratio_ev) is before:
                return before
    return name(face_azimuth_deg, face_elevation_deg, key_to_fill_ev)


def _from_before(away_deg: float, face_elevation_deg: float) -> Pattern:
    """Return the pattern of a key on the face's own half of the sphere, between the borders of below and overhead."""
    if away_deg > REMBRANDT_TO_DEG:
        return Pattern.SPLIT
    if face_elevation_deg < MODELS_ABOVE_DEG:
        return Pattern.FLAT if away_deg <= BUTTERFLY_TO_DEG else Pattern.LOW
    if away_deg <= BUTTERFLY_TO_DEG:
        return Pattern.BUTTERFLY
    return Pattern.LOOP if away_deg <= LOOP_TO_DEG else Pattern.REMBRANDT


def told_by_cheeks(towards: Floats) -> bool:
    """Return whether the cheeks' ratio tells the strength of a key in the direction `towards` (3,) of the face's own axes.

    Of one nearly before the face it says nothing, since that lights both cheeks alike; nor of one from behind, which lights neither.
    """
    return bool(abs(towards[0]) > CENTRED_SINE and towards[2] < BEHIND_SINE)


def is_short(face_azimuth_deg: float, yaw_deg: float) -> bool | None:
    """Return True for short light: the key on the cheek turned away from the camera, which is where azimuth and yaw have the same sign.

    False is broad light, None a nearly straight look or a nearly centred key.
    """
    if abs(yaw_deg) < STRAIGHT_YAW_DEG or abs(face_azimuth_deg) < CENTRED_KEY_DEG:
        return None
    return (face_azimuth_deg > 0) == (yaw_deg > 0)
