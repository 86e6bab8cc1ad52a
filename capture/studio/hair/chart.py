"""A flat chart of a part of the head on which strands can be drawn with a pen: azimuthal and equidistant, so that lengths from its middle are true.

The head map's own lattice is no paper to draw on: it is torn at the seam behind and squeezed at the crown, both of them under hair.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from capture.studio import grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats


@dataclass(frozen=True, slots=True)
class Chart:
    """Directions within `radius_deg` of a middle that lies `middle_deg` above the horizon in front (90 the vertex, more is behind it), at `px_per_deg`.

    In the chart the subject's left is right and the face is below.
    """

    middle_deg: float
    radius_deg: float
    px_per_deg: float

    @property
    def side_px(self) -> int:
        """Width and height."""
        return int(2 * self.radius_deg * self.px_per_deg) + 1

    @property
    def middle(self) -> Floats:
        """Its middle's direction (3,)."""
        cosine, sine = self._rise()
        return np.array([0, -sine, -cosine], np.float32)

    def _rise(self) -> tuple[np.float32, np.float32]:
        """Return the middle's (cosine, sine) of latitude: by them y and z turn into the chart's down and middle, and back, for the turn is its own inverse."""
        rise = np.radians(self.middle_deg)
        return np.float32(np.cos(rise)), np.float32(np.sin(rise))

    def place_px(self, directions: NDArray[Any]) -> Floats:
        """Return (…, 2) chart pixels (x, y) of unit vectors (…, 3)."""
        # No matrix product here: which of its kernels sums up depends on where the array lies in memory, and with it the last digit.
        cosine, sine = self._rise()
        right, y, z = (np.asarray(directions[..., axis], np.float32) for axis in range(3))
        down, ahead = cosine * y - sine * z, -sine * y - cosine * z
        across = np.hypot(right, down)
        away_deg = np.degrees(np.arctan2(across, ahead))
        scale = away_deg / np.maximum(across, 1e-6) * np.float32(self.px_per_deg)
        return np.asarray(np.stack([right * scale, down * scale], -1) + (self.side_px - 1) / 2, np.float32)

    def directions(self, side_px: int) -> Floats:
        """Return (side, side, 3) unit vectors of the chart's points on a lattice of any size that spans it."""
        line_deg = np.linspace(-self.radius_deg, self.radius_deg, side_px, dtype=np.float32)
        return self.at_deg(*np.meshgrid(line_deg, line_deg))

    def at_deg(self, right_deg: Floats, down_deg: Floats) -> Floats:
        """Return (…, 3) unit vectors of points so many degrees right of and below the chart's middle."""
        away = np.radians(np.hypot(right_deg, down_deg))
        share = np.radians(np.sinc(away / np.pi))
        cosine, sine = self._rise()
        right, down, ahead = right_deg * share, down_deg * share, np.cos(away)
        return np.asarray(np.stack([right, cosine * down - sine * ahead, -sine * down - cosine * ahead], -1), np.float32)

    def to_map(self, image: NDArray[Any], shape: tuple[int, int], *, beyond: float = 0.0) -> NDArray[Any]:
        """Return an image of the chart (any square size) on the head map's lattice of `shape`; `beyond` where the chart does not reach."""
        places = _places_px(self, shape) * np.float32((image.shape[0] - 1) / (self.side_px - 1))
        across, down = places[..., 0], places[..., 1]
        return np.asarray(cv2.remap(image, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(beyond,) * 4))

    def sample(self, image: Floats, directions: NDArray[Any]) -> Floats:
        """Return (N,) or (N, K): the values of a chart's image (any square size) in directions (N, 3) or (N, K, 3)."""
        places = self.place_px(directions) * np.float32((image.shape[0] - 1) / (self.side_px - 1))
        across, down = (places[..., axis].reshape(len(places), -1) for axis in range(2))
        found = cv2.remap(image, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(found, np.float32).reshape(places.shape[:-1])


@lru_cache(maxsize=4)
def _places_px(chart: Chart, shape: tuple[int, int]) -> Floats:
    return chart.place_px(grid.directions(shape))


SCALP = Chart(middle_deg=110, radius_deg=128, px_per_deg=5)
"""From the eyes over the crown to the nape; drawn at the pitch of a texel on the face."""
FACE = Chart(middle_deg=0, radius_deg=110, px_per_deg=3)
"""From the vertex over the face to the throat."""
FIELD_PX = 513
"""Side of the lattice for smooth fields on a chart: half a degree."""
