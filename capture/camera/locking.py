"""Exposure, white balance and focus of a webcam, held still for a moment and given back to its automatics afterwards.

Most cameras keep the values that their automatics had found. Some fall back on values that somebody once set by hand: there the picture's brightness jumps,
the automatics are given back at once, and that camera is never locked again.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

import cv2

JUMP_FRAC = 0.12
"""A picture whose mean changes by more than this share within `SETTLING_FRAMES` of the lock, a third of a stop in light, was changed by it."""
SETTLING_FRAMES = 8


class Controls(Protocol):
    """What is needed of a device; `cv2.VideoCapture` is one."""

    def get(self, prop: int, /) -> float:
        """Return a control's value; below 0 where the device has none."""
        ...

    def set(self, prop: int, value: float, /) -> bool:
        """Change a control; return whether the device took it."""
        ...


class Automatic(NamedTuple):
    """One automatic of V4L2: its control, the value that switches it off, and the control that it moves."""

    switch: int
    by_hand: float
    value: int


AUTOMATICS = (
    Automatic(cv2.CAP_PROP_AUTO_EXPOSURE, 1, cv2.CAP_PROP_EXPOSURE),
    Automatic(cv2.CAP_PROP_AUTO_WB, 0, cv2.CAP_PROP_WB_TEMPERATURE),
    Automatic(cv2.CAP_PROP_AUTOFOCUS, 0, cv2.CAP_PROP_FOCUS),
)


class Locking:
    """Locks and restores one device. What is wanted may be said from any thread; `carry_out()` is for the one that reads the device."""

    def __init__(self) -> None:
        self._wanted = False
        self._given_up = False
        self._before: list[tuple[int, float]] = []
        self._level: float | None = None
        self._since = 0

    @property
    def locked(self) -> bool:
        """Whether an automatic is switched off now."""
        return bool(self._before)

    def lock(self) -> None:
        """Ask for the automatics to be switched off."""
        self._wanted = not self._given_up

    def restore(self) -> None:
        """Ask for them to be switched on again."""
        self._wanted = False

    def note(self, level: float) -> None:
        """Take in a picture's mean level: where it jumps right after the lock, the lock is given up for good."""
        if not self.locked:
            self._level, self._since = level, 0
            return
        self._since += 1
        if self._since <= SETTLING_FRAMES and self._level is not None and abs(level - self._level) > JUMP_FRAC * max(self._level, 1.0):
            self._given_up, self._wanted = True, False

    def carry_out(self, device: Controls) -> None:
        """Do what is wanted, if it is not done already."""
        if self._wanted and not self.locked:
            self._before = [(each.switch, before) for each in AUTOMATICS if (before := _switched_off(device, each)) is not None]
            self._wanted = self.locked
        elif not self._wanted and self.locked:
            for switch, before in self._before:
                device.set(switch, before)
            self._before = []


def _switched_off(device: Controls, automatic: Automatic) -> float | None:
    """Switch one automatic off where it is on, leaving its value as it is; return how it was, None where nothing was changed."""
    before, value = device.get(automatic.switch), device.get(automatic.value)
    if before < 0 or before == automatic.by_hand or not device.set(automatic.switch, automatic.by_hand):
        return None
    if device.get(automatic.switch) != automatic.by_hand:
        device.set(automatic.switch, before)
        return None
    if value >= 0:
        device.set(automatic.value, value)
    return before
