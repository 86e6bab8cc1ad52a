"""Whether a network camera is there at all, found out in a moment: one that is away lets a connection hang for many seconds."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from capture.camera.address import Address

KNOCK_S = 0.5
"""In the same house a connection is taken within a few hundredths of a second; a network that sends a packet again does so after a second."""

_PORTS = {"http": 80, "https": 443, "rtsp": 554, "rtsps": 322}
"""Of the kinds that serve more than one connection: others would take the knock for the one that they wait for."""


def answers(address: Address) -> bool:
    """Return whether somebody takes connections at `address` within `KNOCK_S`; True where that can't be asked."""
    port = address.port or _PORTS.get(address.scheme)
    if port is None or address.scheme not in _PORTS:
        return True
    try:
        socket.create_connection((address.host, port), KNOCK_S).close()
    except OSError:
        return False
    return True
