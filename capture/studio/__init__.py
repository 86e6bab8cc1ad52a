"""The virtual studio: an invented person before a virtual camera, as a picture and as exact truth about it."""

from __future__ import annotations

from capture.studio.picture import linear, render

__all__ = ["linear", "render"]
