"""Reads the skin: the light that each triangle of the mesh returns, and which way it faces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.axes import rotation
from capture.mean_face import TRIANGLES, VERTICES_MM
from capture.mean_face.skin import RELIEF, SKIN
from capture.pixels import LUMA_WEIGHTS, linear

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats, Rgb

MEAN_RELIEF, MEAN_PITCH_DEG = 1.2, -4.0
"""Depth and pitch of the mean face whose normals are averaged with the mesh's: that one knows the person, this one does not tremble. Chosen on labelled
people and in the studio together: directions err by 11.7 instead of 12.1 degrees at the 90th percentile there, and by a tenth less here."""
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
    """Return (468, most) the triangles at each vertex, filled up with the number after the last triangle."""
    at = [np.flatnonzero(np.isin(TRIANGLES, vertex).any(axis=1)) for vertex in range(int(TRIANGLES.max()) + 1)]
    most = max(len(found) for found in at)
    return np.array([np.pad(found, (0, most - len(found)), constant_values=len(TRIANGLES)) for found in at])


SAMPLES = _sample_weights(3)
AROUND = _around()


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
    chosen = SKIN[(normals[SKIN, 2] < -STEEP_COSINE) & (area_px[SKIN] > 0)]
    places = SAMPLES @ mesh_px[TRIANGLES[chosen], :2]
    seen = _inside(places, _content(rgb))
    if np.count_nonzero(seen) < FEWEST_TRIANGLES:
        return None
    chosen, places = chosen[seen], places[seen]
    codes = np.asarray(cv2.remap(rgb, places[..., 0], places[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)
    clipped = (codes.max(axis=2) >= CLIPPED_CODE).mean(axis=1)
    weights = np.sqrt(area_px[chosen]) * (1 - (1 - CLIPPED_WEIGHT) * clipped)
    weights = (weights / weights.sum()).astype(np.float32)
    rgb_light = linear(codes).mean(axis=1)
    light = rgb_light @ LUMA_WEIGHTS[0]
    mean_light = float(light @ weights)
    if mean_light < DARKEST:
        return None
    share = np.sqrt(area_px[chosen])
    facing_to = _unit(normals[chosen] @ turn + OF_MEAN_FACE[chosen])
    return Skin(chosen, light / np.float32(mean_light), rgb_light, weights, facing_to, float(clipped @ share / share.sum()), mean_light)


def facing(mesh_px: Floats) -> tuple[Floats, Floats]:
    """Return (854, 3) unit normals, smoothed over each triangle's neighbours, and (854,) areas in pixels (negative when seen from behind).

    The mesh is deepened by RELIEF first: the tracker sees heads too flat.
    """
    deep = mesh_px * np.array([1, 1, RELIEF], np.float32)
    a, b, c = (deep[TRIANGLES[:, corner]] for corner in range(3))
    across = np.cross(b - a, c - a)
    at_vertices = np.vstack([across, np.zeros((1, 3), np.float32)])[AROUND].sum(axis=1)
    at_vertices = _unit(at_vertices)
    return _unit(at_vertices[TRIANGLES].sum(axis=1)), (-across[:, 2] / 2).astype(np.float32)


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)


_DEPTH = np.array([1, 1, MEAN_RELIEF / RELIEF], np.float32)
OF_MEAN_FACE: Floats = np.asarray(facing(VERTICES_MM * _DEPTH)[0] @ rotation(0, MEAN_PITCH_DEG, 0).T, np.float32)
"""(854, 3) normals of the mean face in the face's own axes."""


def _inside(places: Floats, content: tuple[int, int, int, int]) -> NDArray[np.bool_]:
    """Return (T,) whether all samples (T, S, 2) of a triangle lie in the box (left, top, right, bottom)."""
    left, top, right, bottom = content
    x, y = places[..., 0], places[..., 1]
    return np.asarray(((x >= left) & (x <= right - 1) & (y >= top) & (y <= bottom - 1)).all(axis=1), np.bool_)


def _content(rgb: Rgb) -> tuple[int, int, int, int]:
    """Return the box (left, top, right, bottom) of the picture without bars of one flat colour round it (a letterbox, padding): those are not skin."""
    height, width = rgb.shape[:2]
    if not any(_flat(line, rgb[0, 0]).all() for line in (rgb[0], rgb[-1], rgb[:, 0], rgb[:, -1])):
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


def _flat(pixels: Rgb, colour: Rgb) -> NDArray[np.bool_]:
    """Return whether each pixel has `colour`, within the tolerance, with the last axis gone."""
    return np.asarray((np.abs(pixels.astype(np.int16) - colour.astype(np.int16)) <= BAR_TOLERANCE).all(axis=-1), np.bool_)
