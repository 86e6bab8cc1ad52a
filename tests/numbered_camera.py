"""A camera of numbers stands in for a device: V4L2's controls, with the habits that real cameras have."""

from __future__ import annotations

from capture.camera import controls

APERTURE_PRIORITY = 3


class Device:
    """Has the controls that it is made with. Automatics move their values at each `tick`, until they are switched off."""

    def __init__(self, **found: int) -> None:
        names = {
            "auto_exposure": controls.AUTO_EXPOSURE,
            "exposure": controls.EXPOSURE,
            "auto_wb": controls.AUTO_WHITE_BALANCE,
            "wb": controls.WHITE_BALANCE,
            "autofocus": controls.AUTO_FOCUS,
            "focus": controls.FOCUS,
            "autogain": controls.AUTO_GAIN,
            "gain": controls.GAIN,
        }
        self.values = {names[name]: value for name, value in found.items()}
        self.stubborn: set[int] = set()
        self.closed = False

    def get(self, control: int, /) -> int | None:
        return self.values.get(control)

    def set(self, control: int, value: int, /) -> bool:
        if control not in self.values:
            return False
        if control not in self.stubborn:
            self.values[control] = value
        return True

    def close(self) -> None:
        self.closed = True

    def tick(self) -> None:
        for switch, on, value in ((controls.AUTO_EXPOSURE, APERTURE_PRIORITY, controls.EXPOSURE), (controls.AUTO_FOCUS, 1, controls.FOCUS)):
            if self.values.get(switch) == on:
                self.values[value] += 7

    def exposure(self) -> int:
        return self.values[controls.EXPOSURE]


def webcam() -> Device:
    return Device(auto_exposure=APERTURE_PRIORITY, exposure=157, auto_wb=1, wb=4600, autofocus=1, focus=35, autogain=1, gain=12)
