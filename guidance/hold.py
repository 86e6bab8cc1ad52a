"""Whether the bands hold: a short lapse is forgiven, since measures are noisy."""

from __future__ import annotations


class Hold:
    """Knows when all was last well, in the frames' own time, and takes a lapse of up to `slip_s` for none."""

    def __init__(self, slip_s: float) -> None:
        self._slip_s = slip_s
        self._well_s: float | None = None

    def begin(self, t_s: float) -> None:
        """All is well at `t_s`."""
        self._well_s = t_s

    def forget(self) -> None:
        """Begin anew: what was well before says nothing of now."""
        self._well_s = None

    def goes_on(self, t_s: float, *, well: bool) -> bool:
        """Return whether the bands hold at `t_s`, or lapsed only just now."""
        if well:
            self._well_s = t_s
        return self._well_s is not None and t_s - self._well_s <= self._slip_s

    def well_at(self, t_s: float) -> bool:
        """Return whether all was well at this very moment."""
        return self._well_s == t_s
