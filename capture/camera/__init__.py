"""Sources of frames: webcams, phones, streams, videos, pictures and folders, all behind one protocol."""

from __future__ import annotations

from capture.camera.folder import pictures_in
from capture.camera.jpeg import with_pixels
from capture.camera.listing import CameraInfo, list_cameras, recover_cameras
from capture.camera.live import LiveFrames, frames
from capture.camera.liveness import Liveness
from capture.camera.mode import Mode
from capture.camera.source import Source, is_away, kind_of_files, open_source

__all__ = [
    "CameraInfo",
    "LiveFrames",
    "Liveness",
    "Mode",
    "Source",
    "frames",
    "is_away",
    "kind_of_files",
    "list_cameras",
    "open_source",
    "pictures_in",
    "recover_cameras",
    "with_pixels",
]
