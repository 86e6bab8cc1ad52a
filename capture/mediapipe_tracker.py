"""The sitter's face by MediaPipe: the only module that opens MediaPipe's models and knows their colours and classes.

FaceMesh with iris (`capture.face_mesh`) runs on every frame, inside a square window round the sitter, since its own detector sees the whole
frame in 128×128 pixels: a window finds small faces and finds large ones at once. FaceDetection (full range) chooses the
most prominent face, counts bystanders, and gives a box where a face is too small for the mesh; people whom the picture's
edge cuts off are looked for apart (`capture.edge_faces`). These, the person's matte and the shoulders change slowly: they are
renewed a few times a second, by the frames' own time, beside the frames (`capture.beside`).

All models are in the wheel; no solution opened here loads anything else (`Pose` only with complexity 1). Hands are looked for only where one can be
(`capture.hands`).
"""

from __future__ import annotations

import math
import warnings
from contextlib import ExitStack, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from capture import edge_faces, shoulders
from capture.beside import Beside
from capture.face_mesh import LEFT_IRIS, MESH_SIZE, RIGHT_IRIS, MeshFinder
from capture.hands import HandWatch
from capture.matting import Matting
from capture.mean_face import features
from capture.mediapipe_calls import MEDIAPIPE_ERRORS, REINSTALL, process, translated, without_plots
from capture.tracker import BYSTANDER_AREA_FRAC
from capture.types import FaceBox, Tracking

if TYPE_CHECKING:
    from types import TracebackType

    from capture.face_mesh import Window
    from capture.types import Face, Floats, Frame, Rgb

DETECT_EVERY_S = 0.4
EDGES_EVERY_S = 1.8
MATTE_EVERY_S = 0.2
SHOULDERS_EVERY_S = 0.8
WINDOW_FACES = 2.6
"""Side of the window in face-box sizes: FaceMesh's detector wants a face of a third to a half of its picture."""


class MediapipeTracker:
    """A `Tracker` on real pixels. `stills=True` treats each frame as a picture of its own: nothing is carried from one to the next.

    Stills are looked at in the mirror as well; with `mirrored_too=False` they get the mesh that a frame of a stream would. With `hands` a stream's frames
    are looked at for a raised hand.

    Raises TrackerError when MediaPipe can't be loaded or started, and from `track` when it breaks off.
    """

    def __init__(self, *, stills: bool = False, mirrored_too: bool = True, hands: bool = False) -> None:
        self._stills = stills
        self._mirrored_too = mirrored_too
        solutions = _solutions()
        with translated("can't be started", REINSTALL), ExitStack() as opened:
            keep = opened.enter_context
            meshes = solutions.face_mesh.FaceMesh
            mesh = keep(meshes(max_num_faces=1, refine_landmarks=True, min_detection_confidence=0.3, min_tracking_confidence=0.5))
            self._mesh = MeshFinder(mesh)
            self._detection = keep(solutions.face_detection.FaceDetection(model_selection=1, min_detection_confidence=0.4))
            self._near_detection = keep(solutions.face_detection.FaceDetection(model_selection=0, min_detection_confidence=edge_faces.SURE_FRAC))
            self._matting = keep(Matting(solutions.selfie_segmentation.SelfieSegmentation))
            self._pose = keep(solutions.pose.Pose(model_complexity=1, static_image_mode=stills))
            # Each look at a hand stands alone: between two of them it moves farther than following it would bear.
            hand = keep(solutions.hands.Hands(static_image_mode=True, max_num_hands=2, model_complexity=0)) if hands and not stills else None
            self._hands = None if hand is None else HandWatch(hand)
            self._beside = keep(Beside("models", at_once=stills))
            self._opened = opened.pop_all()
        self._forget()

    def _forget(self) -> None:
        self._beside.forget()
        self._window: Window | None = None
        self._boxes: tuple[FaceBox, ...] = ()
        self._at_edges: tuple[FaceBox, ...] = ()
        self._matte: Floats | None = None
        self._shoulders: tuple[Floats, float] | None = None
        self._due_s = {"detect": -math.inf, "edges": -math.inf, "matte": -math.inf, "shoulders": -math.inf}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Free the models; a second call does nothing."""
        with suppress(*MEDIAPIPE_ERRORS):  # a model that broke off says so again when it is closed; the others are closed all the same
            self._opened.close()

    def track(self, frame: Frame) -> Tracking:
        """Return the most prominent face, and every face's box with the sitter's first. Raises TrackerError when MediaPipe breaks off."""
        if self._stills:
            self._forget()
        rgb = frame.rgb
        self._beside.hand_on(frame.t_s)
        lost = self._due_s["detect"] == -math.inf
        if self._due("detect", DETECT_EVERY_S, frame.t_s):
            self._beside.do(partial(self._detected, rgb), partial(self._take_boxes, rgb), at_once=lost)
        if self._boxes and self._due("edges", EDGES_EVERY_S, frame.t_s):
            self._beside.do(partial(self._detected_at_edges, rgb), partial(self._take_edges, rgb.shape[1]))
        points = self._landmarks(rgb)
        if points is None:
            self._beside.start()
            return Tracking(None, self._everybody())
        first = self._matte is None
        if self._due("matte", MATTE_EVERY_S, frame.t_s):
            self._beside.do(partial(self._matting.of, rgb), self._take_matte, at_once=first)
        if self._due("shoulders", SHOULDERS_EVERY_S, frame.t_s):
            self._beside.do(partial(shoulders.find, self._pose, rgb, mirrored_too=self._stills and self._mirrored_too), self._take_shoulders, at_once=first)
        self._beside.start()
        face = self._face(points)
        gesture = None if self._hands is None else self._hands.look(frame.rgb, face, frame.t_s)
        return Tracking(face, self._everybody() or (_box_of(face),), gesture)

    def _everybody(self) -> tuple[FaceBox, ...]:
        """Return the boxes of all who count beside the sitter, who comes first."""
        whole = self._boxes
        return whole + tuple(box for box in self._at_edges if whole and _area(box) >= BYSTANDER_AREA_FRAC * _area(whole[0]))

    def _due(self, task: str, every_s: float, t_s: float) -> bool:
        """Return whether `task` should run at `t_s`; a time that ran backwards means a new stream."""
        if not self._due_s[task] - every_s <= t_s < self._due_s[task]:
            self._due_s[task] = t_s + every_s
            return True
        return False

    def _detected(self, rgb: Rgb) -> list[FaceBox]:
        """Return all faces, the most prominent one first."""
        height, width = rgb.shape[:2]
        found = process(self._detection, rgb).detections or []
        boxes = [box for box in (_box(detection, width, height) for detection in found) if box.width_px > 0]
        return sorted(boxes, key=lambda box: _prominence(box, width, height), reverse=True)

    def _take_boxes(self, rgb: Rgb, boxes: list[FaceBox]) -> None:
        """Take all faces in a picture; move the window when the most prominent one is not the one in it."""
        height, width = rgb.shape[:2]
        self._boxes = tuple(box for box in boxes if _area(box) >= BYSTANDER_AREA_FRAC * _area(boxes[0]))
        self._at_edges = edge_faces.cut_off(self._at_edges, self._boxes, width)  # who came in whole counts once
        if self._boxes and not (self._window and _fits(self._boxes[0], self._window, width, height)):
            self._move(_window_round(self._boxes[0], width, height))

    def _detected_at_edges(self, rgb: Rgb) -> list[FaceBox]:
        """Return people whom the left or right edge cuts off."""
        found = []
        for view in edge_faces.mirrored(rgb):
            height, width = view.rgb.shape[:2]
            detections = process(self._near_detection, view.rgb).detections or []
            found += [edge_faces.placed(_box(detection, width, height), view) for detection in detections]
        return found

    def _take_edges(self, width_px: int, found: list[FaceBox]) -> None:
        self._at_edges = edge_faces.cut_off(found, self._boxes, width_px)

    def _take_matte(self, matte: Floats) -> None:
        self._matte = matte

    def _take_shoulders(self, shoulders: tuple[Floats, float] | None) -> None:
        self._shoulders = shoulders

    def _move(self, window: Window | None) -> None:
        """Look elsewhere: FaceMesh follows a face in the window's own coordinates, so it must start anew."""
        if window != self._window:
            self._window = window
            self._mesh.start_anew()

    def _landmarks(self, rgb: Rgb) -> Floats | None:
        """Return (478, 3) points in pixels of the frame; None when no face is large enough."""
        if self._stills:
            return self._mesh.study(rgb, self._window, mirrored_too=self._mirrored_too)
        points = self._mesh.follow(rgb, self._window)
        if points is None:
            self._window = None
            self._due_s["detect"] = -math.inf
        return points

    def _face(self, points: Floats) -> Face:
        """Name the landmarks."""
        return features.name(
            points[:MESH_SIZE],
            (_iris(points, LEFT_IRIS), _iris(points, RIGHT_IRIS)),
            confidence_frac=self._boxes[0].score_frac if self._boxes else 0.5,
            shoulders=self._shoulders,
            matte=self._matte,
        )


def open_matting() -> Matting:
    """Return what tells the person from the background in pictures, each by itself. Raises TrackerError when MediaPipe can't be loaded or started."""
    solutions = _solutions()
    with translated("can't be started", REINSTALL):
        return Matting(solutions.selfie_segmentation.SelfieSegmentation)


def _solutions() -> Any:  # noqa: ANN401 - MediaPipe ships no types
    with translated("can't be loaded", REINSTALL), warnings.catch_warnings(), without_plots():
        warnings.simplefilter("ignore")  # MediaPipe's own imports warn about protobuf.
        import mediapipe as mp  # noqa: PLC0415 - large: only those who track pay

        return mp.solutions


def tessellation() -> list[tuple[int, int]]:
    """Return the edges of FaceMesh's surface as vertex pairs: what the mean face's triangles are made from."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from mediapipe.python.solutions import face_mesh_connections  # noqa: PLC0415 - see the constructor

    return sorted({(min(a, b), max(a, b)) for a, b in face_mesh_connections.FACEMESH_TESSELATION})


def _iris(points: Floats, centre: int) -> features.Iris:
    rim = (points[centre + 1 : centre + 5, :2] - points[centre, :2]).tolist()
    return features.Iris(points[centre, :2], sum(math.hypot(*way) for way in rim) / len(rim))


def _box(detection: Any, width: int, height: int) -> FaceBox:  # noqa: ANN401 - MediaPipe ships no types
    box = detection.location_data.relative_bounding_box
    right, left = detection.location_data.relative_keypoints[:2]
    eyes = np.array([(left.x * width, left.y * height), (right.x * width, right.y * height)], np.float32)
    return FaceBox(box.xmin * width, box.ymin * height, box.width * width, box.height * height, eyes, float(detection.score[0]))


def _box_of(face: Face) -> FaceBox:
    """Return the box of a face that only the mesh found."""
    low, high = face.outline_px.min(axis=0), face.outline_px.max(axis=0)
    eyes = np.stack([face.left_eye.iris_px, face.right_eye.iris_px])
    return FaceBox(float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1]), eyes, face.confidence_frac)


def _area(box: FaceBox) -> float:
    return box.width_px * box.height_px


def _centre(box: FaceBox) -> tuple[float, float]:
    return box.left_px + box.width_px / 2, box.top_px + box.height_px / 2


def _prominence(box: FaceBox, width: int, height: int) -> float:
    """Return the box's area, halved at the frame's edge: the sitter is large and near the middle."""
    x, y = _centre(box)
    off = math.hypot((x - width / 2) / width, (y - height / 2) / height)
    return _area(box) * (1 - min(off, 0.5))


def _window_round(box: FaceBox, width: int, height: int) -> Window | None:
    """Return the square round `box` that FaceMesh should look at, moved into the frame; None for the whole frame."""
    side = round(WINDOW_FACES * max(box.width_px, box.height_px))
    x, y = _centre(box)
    if side >= max(width, height):
        return None
    span_x, span_y = min(side, width), min(side, height)
    left = round(min(max(x - span_x / 2, 0), width - span_x))
    top = round(min(max(y - span_y / 2, 0), height - span_y))
    return left, top, left + span_x, top + span_y


def _fits(box: FaceBox, window: Window, width: int, height: int) -> bool:
    """Return whether the face is well inside `window` and fills it about as it should."""
    left, top, right, bottom = window
    x, y = _centre(box)
    reach_x, reach_y = 0.8 * box.width_px, 0.8 * box.height_px
    inside = max(left, 1) <= max(x - reach_x, 1) and min(right, width - 1) >= min(x + reach_x, width - 1)
    inside = inside and max(top, 1) <= max(y - reach_y, 1) and min(bottom, height - 1) >= min(y + reach_y, height - 1)
    ideal = WINDOW_FACES * max(box.width_px, box.height_px)
    return inside and 0.6 < ideal / max(right - left, bottom - top) < 1.5
