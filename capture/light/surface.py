"""Reads the skin: the light that each triangle of the mesh returns, and which way it faces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.axes import rotation
from capture.mean_face import TRIANGLES, VERTICES_MM
from capture.mean_face.skin import RELIEF, SKIN
from capture.pixels import LUMA_WEIGHTS, linear, picked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats, Rgb

MEAN_RELIEF, MEAN_PITCH_DEG = 1.2, -4.0
"""Depth and pitch of the mean face whose normals are averaged with the mesh's: that one knows the person, this one does not tremble. Chosen on labelled
people and in the studio together."""
CLIPPED_CODE = 250
"""A code from here up may have lost light to the top of the scale."""
CLIPPED_WEIGHT = 0.1
"""What a wholly clipped triangle still counts: that it is bright is true, how bright is not known."""
STEEP_COSINE = 0.25
"""Triangles turned further than 75 degrees from the camera are too thin to read."""
FEWEST_TRIANGLES = 120
"""A fifth of the skin; with fewer, the direction is a guess."""
DARKEST = 0.002
"""Mean linear light under which an 8-bit picture has too few codes to tell light from noise."""
BAR_TOLERANCE = 2
"""Codes by which a bar round the picture may differ from its corner."""


def _sample_weights(parts: int) -> Floats:
    """Return (parts², 3) weights of a triangle's corners: the centres of the small triangles into which it is cut."""
    upright = [(i + 1 / 3, j + 1 / 3) for i in range(parts) for j in range(parts - i)]
    inverted = [(i + 2 / 3, j + 2 / 3) for i in range(parts) for j in range(parts - i - 1)]
    shares = np.array(upright + inverted) / parts
    return np.column_stack([shares, 1 - shares.sum(axis=1)]).astype(np.float32)


def _around() -> NDArray[np.int64]:
    """Return (most, 468) the triangles at each vertex, filled up with the number after the last triangle."""
    at: list[list[int]] = [[] for _ in range(int(TRIANGLES.max()) + 1)]
    for triangle, corners in enumerate(TRIANGLES.tolist()):
        for vertex in corners:
            at[vertex].append(triangle)
    most = max(len(found) for found in at)
    return np.array([found + [len(TRIANGLES)] * (most - len(found)) for found in at]).T


SAMPLES = _sample_weights(3)
_ROUND = np.array([0, 1, 2, 0, 1])
_DEEPER = np.array([1, 1, RELIEF], np.float32).take(_ROUND)[:, None]
CORNERS = np.pad(TRIANGLES.T.astype(np.int64), ((0, 0), (0, 1)))
"""(3, 855) the vertices of each triangle, and of one more that is a point: `AROUND` is filled up with it."""
AROUND = _around()
_EACH_CHANNEL = np.ones(3, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Skin:
    """The skin triangles that can be read. `triangles` (N,) are their numbers in the mean face.

    `light` (N,) is linear luminance over its weighted mean, `rgb` (N, 3) linear light 0..1; `weights` (N,) sum to 1; `normals` (N, 3) are in the face's own
    axes; `clipped_frac` is the weighted share of clipped samples, `mean_light` the linear luminance 0..1 that `light` is relative to.
    """

    triangles: NDArray[np.int64]
    light: Floats
    rgb: Floats
    weights: Floats
    normals: Floats
    clipped_frac: float
    mean_light: float


def read(rgb: Rgb, mesh_px: Floats, turn: Floats) -> Skin | None:
    """Return the skin of a face with mesh (468, 3) whose head pose is the rotation `turn` (3, 3); None when too little is seen.

    Off the picture, turned away and steep triangles are left out. Weights are the square root of the area in pixels, since one patch's error (a mole, hair,
    a wrong normal) is the same however large it is, and low for clipped ones.
    """
    normals, area_px = facing(mesh_px)
    chosen = SKIN.compress(((normals[:, 2] < -STEEP_COSINE) & (area_px > 0)).take(SKIN))
    # Samples come first, triangles second: sums over a leading axis are several times faster.
    corners = mesh_px[:, :2].take(CORNERS.take(chosen, axis=1), axis=0)
    places = (SAMPLES @ corners.reshape(3, -1)).reshape(len(SAMPLES), -1, 2)
    seen = _inside(places, _content(rgb))
    if seen is not None:
        chosen, places = chosen[seen], np.ascontiguousarray(places[:, seen])
    if len(chosen) < FEWEST_TRIANGLES:
        return None
    codes = picked(rgb, places)
    share = np.sqrt(area_px.take(chosen))
    share /= share.sum()
    clipped = _clipped_frac(codes)
    weights, clipped_frac = share, 0.0
    if clipped is not None:
        weights, clipped_frac = share * (1 - np.float32(1 - CLIPPED_WEIGHT) * clipped), float(clipped @ share)
        weights /= weights.sum()
    rgb_light = linear(codes).sum(axis=0) * np.float32(1 / len(SAMPLES))
    light = rgb_light @ LUMA_WEIGHTS[0]
    mean_light = float(light @ weights)
    if mean_light < DARKEST:
        return None
    facing_to = _of_length_1(turn.T @ normals.T.take(chosen, axis=1) + OF_MEAN_FACE.T.take(chosen, axis=1))
    return Skin(chosen, light / np.float32(mean_light), rgb_light, weights, facing_to.T, clipped_frac, mean_light)


def _clipped_frac(codes: Rgb) -> Floats | None:
    """Return (T,) the share of each triangle's samples (S, T, 3) that may have lost light to the top of the scale; None where no sample of any has."""
    if int(codes.max()) < CLIPPED_CODE:
        return None
    lost = (codes >= CLIPPED_CODE).astype(np.float32) @ _EACH_CHANNEL > 0
    return np.asarray(lost.mean(axis=0), np.float32)


def facing(mesh_px: Floats) -> tuple[Floats, Floats]:
    """Return (854, 3) unit normals, smoothed over each triangle's neighbours, and (854,) areas in pixels (negative when seen from behind).

    The mesh is deepened by RELIEF first: the tracker sees heads too flat.
    """
    # Axes come first, as x, y, z, x, y: whatever a cross product multiplies is then a block of three rows, for all triangles at once.
    corners = (mesh_px.T.take(_ROUND, axis=0) * _DEEPER).take(CORNERS, axis=1)
    a, b = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    across = np.asarray(a[1:4] * b[2:5] - a[2:5] * b[1:4], np.float32)
    at_vertices = _of_length_1(across.take(AROUND, axis=1).sum(axis=1))
    normals = _of_length_1(at_vertices.take(CORNERS[:, :-1], axis=1).sum(axis=1))
    return normals.T, across[2, :-1] * np.float32(-0.5)


def _of_length_1(vectors: Floats) -> Floats:
    """Return the vectors (3, N) of length 1."""
    return np.asarray(vectors / np.maximum(np.sqrt((vectors * vectors).sum(axis=0)), 1e-9), np.float32)


_DEPTH = np.array([1, 1, MEAN_RELIEF / RELIEF], np.float32)
OF_MEAN_FACE: Floats = np.ascontiguousarray((facing(VERTICES_MM * _DEPTH)[0] @ rotation(0, MEAN_PITCH_DEG, 0).T).T, np.float32).T
"""(854, 3) normals of the mean face in the face's own axes."""


def _inside(places: Floats, content: tuple[int, int, int, int]) -> NDArray[np.bool_] | None:
    """Return (T,) whether all samples (S, T, 2) of a triangle lie in the box (left, top, right, bottom); None where those of all triangles do."""
    left, top, right, bottom = content
    low, high = places.min(axis=0), places.max(axis=0)
    (left_most, top_most), (right_most, bottom_most) = low.min(axis=0, initial=np.inf).tolist(), high.max(axis=0, initial=-np.inf).tolist()
    if left_most >= left and top_most >= top and right_most <= right - 1 and bottom_most <= bottom - 1:
        return None
    return np.asarray((low[:, 0] >= left) & (high[:, 0] <= right - 1) & (low[:, 1] >= top) & (high[:, 1] <= bottom - 1), np.bool_)


def _content(rgb: Rgb) -> tuple[int, int, int, int]:
    """Return the box (left, top, right, bottom) of the picture without bars of one flat colour round it (a letterbox, padding): those are not skin."""
    height, width = rgb.shape[:2]
    if not any(_is_bar(line, rgb[0, 0]) for line in (rgb[0], rgb[-1], rgb[:, 0], rgb[:, -1])):
        return 0, 0, width, height
    coarse = rgb[:: max(1, height // 120), :: max(1, width // 120)]
    busy = ~_flat(coarse, rgb[0, 0])
    rows, columns = np.flatnonzero(busy.any(axis=1)), np.flatnonzero(busy.any(axis=0))
    if not len(rows):
        return 0, 0, width, height
    step_y, step_x = max(1, height // 120), max(1, width // 120)
    # One coarse step inwards: the border itself was mixed by whatever scaled the picture.
    left, top = ((int(first[0]) + 1) * step for first, step in ((columns, step_x), (rows, step_y)))
    right, bottom = int(columns[-1]) * step_x, int(rows[-1]) * step_y
    return (
        left if columns[0] else 0,
        top if rows[0] else 0,
        right if columns[-1] < coarse.shape[1] - 1 else width,
        bottom if rows[-1] < coarse.shape[0] - 1 else height,
    )


def _is_bar(line: Rgb, colour: Rgb) -> bool:
    """Return whether all of a line (N, 3) has `colour` (3,)."""
    red, green, blue = colour.tolist()
    # A few pixels tell already that a line is none, in nearly every picture: the first that differs ends the search.
    for r, g, b in line[len(line) // 2 :: max(1, len(line) // 16)].tolist():
        if max(abs(r - red), abs(g - green), abs(b - blue)) > BAR_TOLERANCE:
            return False
    return bool(_flat(line, colour).all())


def _flat(pixels: Rgb, colour: Rgb) -> NDArray[np.bool_]:
    """Return whether each pixel has `colour`, within the tolerance, with the last axis gone."""
    return np.asarray((np.abs(pixels.astype(np.int16) - colour.astype(np.int16)) <= BAR_TOLERANCE).all(axis=-1), np.bool_)
