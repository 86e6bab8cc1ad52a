"""The points of FaceMesh with iris in a window of a picture, from one frame to the next or for a picture that stands alone.

FaceMesh is not quite fair to left and right: a face and its mirror image get meshes that differ by about a degree of yaw. There is time on a picture that
stands alone, so it is looked at in the mirror as well and both meshes are averaged, which takes that away and some of the trembling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from capture.mean_face import VERTICES_MM
from capture.mediapipe_calls import START_AGAIN, points_of, process, translated

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats, Rgb

    Window = tuple[int, int, int, int]

MESH_SIZE = 468
RIGHT_IRIS, LEFT_IRIS = 468, 473
"""Centres; the four points after each are on its rim."""
SAME_FACE_FRAC = 0.1
"""Mean distance, of the mesh's width, up to which both looks are at one face: about 0.01 between a face and its mirror image, 1 and more to the next face."""


def _mirrored_points() -> NDArray[np.int64]:
    """Return (478,) the number of each point's mirror image."""
    apart = np.linalg.norm(VERTICES_MM[:, None] - VERTICES_MM[None] * np.array([-1, 1, 1], np.float32), axis=2)
    # The rim starts on the subject's left of either iris and goes round by the top.
    rim = np.array([0, 3, 2, 1, 4])
    return np.concatenate([apart.argmin(axis=1), LEFT_IRIS + rim, RIGHT_IRIS + rim])


MIRRORED_POINTS = _mirrored_points()


class MeshFinder:
    """MediaPipe's `solution`, which follows a face in the coordinates of the window that it looks through."""

    def __init__(self, solution: Any) -> None:  # noqa: ANN401 - MediaPipe ships no types
        self._solution = solution

    def start_anew(self) -> None:
        """Forget the face that is followed."""
        with translated("broke off", START_AGAIN):
            self._solution.reset()

    def follow(self, rgb: Rgb, window: Window | None) -> Floats | None:
        """Return (478, 3) points in pixels of the picture (H, W, 3); None without a face in the `window` (left, top, right, bottom), None for all of it."""
        left, top, right, bottom = window or (0, 0, rgb.shape[1], rgb.shape[0])
        found = process(self._solution, np.ascontiguousarray(rgb[top:bottom, left:right])).multi_face_landmarks
        if not found:
            return None
        return points_of(found[0]) * np.array([right - left, bottom - top, right - left], np.float32) + np.array([left, top, 0], np.float32)

    def study(self, rgb: Rgb, window: Window | None, *, mirrored_too: bool) -> Floats | None:
        """Return the points of a picture that stands alone; None when there is no face in the window nor anywhere else."""
        points = self._settled(rgb, window)
        if points is None and window is not None:
            window, points = None, self._settled(rgb, None)
        if points is None or not mirrored_too:
            return points
        width = rgb.shape[1]
        there = window and (width - window[2], window[1], width - window[0], window[3])
        image = self._settled(rgb[:, ::-1], there)
        if image is None:
            return points
        back = (image * np.array([-1, 1, 1], np.float32) + np.array([width, 0, 0], np.float32))[MIRRORED_POINTS]
        apart_px = float(np.linalg.norm((back - points)[:, :2], axis=1).mean())
        return (points + back) / 2 if apart_px < SAME_FACE_FRAC * float(np.ptp(points[:, 0])) else points

    def _settled(self, rgb: Rgb, window: Window | None) -> Floats | None:
        self.start_anew()
        points = self.follow(rgb, window)
        # The second look starts from the first one's points instead of the detector's box, as it does in a stream.
        again = None if points is None else self.follow(rgb, window)
        return points if again is None else again
