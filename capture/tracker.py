"""What any face tracker promises: MediaPipe on real pixels, or the studio's own truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from types import TracebackType

    from capture.types import Frame, Tracking

BYSTANDER_AREA_FRAC = 0.12
"""A face smaller than this share of the sitter's is a passer-by, or a picture on the wall, and is not counted."""


class Tracker(Protocol):
    """Finds the sitter's face in each frame of a stream. Not to be shared between threads."""

    def track(self, frame: Frame) -> Tracking:
        """Return the sitter's face and every face's box in `frame`."""
        ...

    def close(self) -> None:
        """Free what the tracker holds; a second call does nothing."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
