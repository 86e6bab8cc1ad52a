"""Pictures of large cameras, which are read small while they are live, at their own size again.

A 4K camera's JPEG is read at half its size for everything that happens at thirty frames a second (`capture.camera.jpeg.LIVE_SPAN_PX`); what is kept, scored
or looked at for what programs do to it is read whole. Places are in pixels of the picture that they were found in, and go with it. Readings are always in
the camera's own pixels.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from capture.camera import jpeg
from capture.types import Eye, Mouth

if TYPE_CHECKING:
    from capture.types import Face, FaceBox, Frame, Observation, Reading

Placed = TypeVar("Placed", bound="Face | FaceBox | Eye | Mouth")


def whole(seen: Observation) -> Observation:
    """Return an observation with its picture at the camera's own size, and the faces where they are in that; as it is where its JPEG can't be read."""
    frame = whole_frame(seen.frame)
    if frame.shrunk_by == seen.frame.shrunk_by:
        return seen
    times = seen.frame.shrunk_by
    face = None if seen.face is None else enlarged(seen.face, times)
    return replace(seen, frame=frame, face=face, boxes=tuple(enlarged(box, times) for box in seen.boxes))


def whole_frame(frame: Frame) -> Frame:
    """Return a frame at the camera's own size; as it is where it has that, or its JPEG can't be read."""
    if frame.shrunk_by == 1:
        return frame
    rgb = None if frame.encoded is None else jpeg.decode(frame.encoded)
    return frame if rgb is None else replace(frame, rgb=rgb, shrunk_by=1)


def enlarged(placed: Placed, times: float) -> Placed:
    """Return a face, or its box, in a picture that is so many `times` as large: all that is in pixels, and nothing else."""
    changed: dict[str, Any] = {}
    for field in fields(placed):
        value = getattr(placed, field.name)
        if isinstance(value, Eye | Mouth):
            changed[field.name] = enlarged(value, times)
        elif field.name.endswith("_px") and value is not None:
            changed[field.name] = value * times
    return replace(placed, **changed)


def in_camera_px(reading: Reading, shrunk_by: int) -> Reading:
    """Return a reading off a picture that was read at one `shrunk_by`th of the camera's size, in the camera's own pixels."""
    if shrunk_by == 1:
        return reading
    changed: dict[str, Any] = {}
    for field in fields(reading):
        part = getattr(reading, field.name)
        if is_dataclass(part) and not isinstance(part, type):
            px = {each.name: getattr(part, each.name) for each in fields(part) if each.name.endswith("_px")}
            changed[field.name] = replace(part, **{name: value if value is None else value * shrunk_by for name, value in px.items()})
    return replace(reading, **changed)
