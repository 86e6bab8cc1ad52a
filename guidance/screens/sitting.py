"""What the screen needs of a running sitting, whoever runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from queue import SimpleQueue

    from capture.mailbox import Latest
    from capture.types import Frame
    from guidance.snapshot import Command, Snapshot


class Sitting(Protocol):
    """What the screen is given of a running sitting. Other threads fill the two `Latest`; commands go the other way."""

    @property
    def frames(self) -> Latest[Frame]:
        """The camera's newest frame."""
        ...

    @property
    def screen(self) -> Latest[Snapshot]:
        """The coach's newest step; closed when the sitting is over, with the error if it broke."""
        ...

    @property
    def commands(self) -> SimpleQueue[Command]:
        """Where keys go."""
        ...

    @property
    def title(self) -> str:
        """What is shot with and how: "Camera 0 · classic"."""
        ...

    @property
    def folder(self) -> str:
        """Where photographs are kept, as the sitter would type it."""
        ...

    @property
    def set_follows(self) -> bool:
        """Whether the finished set is made as soon as the screen is left, without being asked for."""
        ...
