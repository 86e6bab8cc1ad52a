"""Memory that was let go is kept for what comes next.

A picture's pages that were given back to the system, and were asked for again for the next one, took half a millisecond of each 1080p picture; at 720p and
with luck of where they lay, none.
"""

from __future__ import annotations

import ctypes
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""M_TRIM_THRESHOLD and M_MMAP_THRESHOLD of glibc's malloc.h."""
KEPT_BYTES = 64 << 20
"""So much may lie unused at the end of what malloc took: two pictures of 4K and what is made of them."""
_OWN_BYTES = 32 << 20
"""Only blocks from here on are the system's own ones, given back at once: the most that glibc takes."""


def keep() -> None:
    """Have malloc keep it, in all of this process; nothing where the C library is not glibc."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(_TRIM_THRESHOLD, KEPT_BYTES)
        mallopt(_MMAP_THRESHOLD, _OWN_BYTES)
