"""Exposure, white balance, focus and gain of a webcam, held still for a moment and given back to its automatics afterwards.

Most cameras keep the values that their automatics had found. Some fall back on values that somebody once set by hand: there the picture's brightness jumps,
the automatics are given back at once, and that camera is never locked again. That a camera may take longer over a frame in the dark
(`exposure_dynamic_framerate`) needs no lock: its exposure is held, and with it the pace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from capture.camera import controls
from capture.camera.controls import Change, give_back

if TYPE_CHECKING:
    from capture.camera.controls import Held

JUMP_FRAC = 0.12
"""A picture whose mean changes by more than this share within `SETTLING_FRAMES` of the lock, a third of a stop in light, was changed by it."""
SETTLING_FRAMES = 8


class Promise(Protocol):
    """Promises that changes will be undone, whatever happens to this program; `Pledge` does."""

    def give(self, changes: list[Change]) -> bool:
        """Return whether that can be promised."""
        ...


class Automatic(NamedTuple):
    """One automatic of V4L2: its name, its control, the value that switches it off, and the control that it moves."""

    name: str
    switch: int
    held: int
    value: int


AUTOMATICS = (
    Automatic("exposure", controls.AUTO_EXPOSURE, 1, controls.EXPOSURE),
    Automatic("white balance", controls.AUTO_WHITE_BALANCE, 0, controls.WHITE_BALANCE),
    Automatic("focus", controls.AUTO_FOCUS, 0, controls.FOCUS),
    Automatic("gain", controls.AUTO_GAIN, 0, controls.GAIN),
)


class Locking:
    """Locks and restores one device. What is wanted may be said from any thread; `carry_out()` is for the one that reads the device."""

    def __init__(self) -> None:
        self._wanted = False
        self._given_up = False
        self._changed: list[Change] = []
        self._level: float | None = None
        self._since = 0

    @property
    def locked(self) -> bool:
        """Whether an automatic is switched off now."""
        return bool(self._changed)

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

    def carry_out(self, device: Held, promise: Promise) -> None:
        """Do what is wanted, if it is not done already; nothing is changed that can't be promised to be given back."""
        if self._wanted and not self.locked:
            found = [(each, device.get(each.switch)) for each in AUTOMATICS]
            on = {each: Change(each.switch, before, each.held) for each, before in found if before is not None and before != each.held}
            if on and promise.give(list(on.values())):
                self._changed = [change for each, change in on.items() if _switched_off(device, each, change)]
            self._wanted = self.locked
        elif not self._wanted and self.locked:
            give_back(device, self._changed)
            self._changed = []


def holdable(device: Held) -> tuple[str, ...]:
    """Return the names of what moves by itself in a camera and can be told not to."""
    return tuple(each.name for each in AUTOMATICS if device.get(each.switch) is not None)


def _switched_off(device: Held, automatic: Automatic, change: Change) -> bool:
    """Switch one automatic off, leaving its value as it is; return whether that was done."""
    value = device.get(automatic.value)
    if not device.set(automatic.switch, automatic.held):
        return False
    if device.get(automatic.switch) != automatic.held:
        device.set(automatic.switch, change.before)
        return False
    if value is not None:
        device.set(automatic.value, value)
    return True
