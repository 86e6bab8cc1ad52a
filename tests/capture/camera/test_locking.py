"""A camera of numbers stands in for a device: V4L2's controls, with the habits that real cameras have."""

from __future__ import annotations

import cv2
import pytest

from capture.camera.locking import SETTLING_FRAMES, Locking

APERTURE_PRIORITY, MANUAL = 3.0, 1.0


class Device:
    """Has the controls that it is made with. Automatics move their values at each `tick`, until they are switched off."""

    def __init__(self, **controls: float) -> None:
        names = {
            "auto_exposure": cv2.CAP_PROP_AUTO_EXPOSURE,
            "exposure": cv2.CAP_PROP_EXPOSURE,
            "auto_wb": cv2.CAP_PROP_AUTO_WB,
            "wb": cv2.CAP_PROP_WB_TEMPERATURE,
            "autofocus": cv2.CAP_PROP_AUTOFOCUS,
            "focus": cv2.CAP_PROP_FOCUS,
        }
        self.values = {names[name]: value for name, value in controls.items()}
        self.stubborn: set[int] = set()

    def get(self, prop: int, /) -> float:
        return self.values.get(prop, -1.0)

    def set(self, prop: int, value: float, /) -> bool:
        if prop not in self.values:
            return False
        if prop not in self.stubborn:
            self.values[prop] = value
        return True

    def tick(self) -> None:
        for switch, on, value in ((cv2.CAP_PROP_AUTO_EXPOSURE, APERTURE_PRIORITY, cv2.CAP_PROP_EXPOSURE), (cv2.CAP_PROP_AUTOFOCUS, 1, cv2.CAP_PROP_FOCUS)):
            if self.values.get(switch) == on:
                self.values[value] += 7

    def exposure(self) -> float:
        return self.values[cv2.CAP_PROP_EXPOSURE]


def webcam() -> Device:
    return Device(auto_exposure=APERTURE_PRIORITY, exposure=157, auto_wb=1, wb=4600, autofocus=1, focus=35)


def test_all_three_stay_as_they_were_found_and_go_on_afterwards() -> None:
    device, locking = webcam(), Locking()
    device.tick()
    locking.lock()
    locking.carry_out(device)
    assert locking.locked
    held = dict(device.values)
    assert held[cv2.CAP_PROP_EXPOSURE] == 164
    device.tick()
    locking.carry_out(device)
    assert device.values == held
    locking.restore()
    locking.carry_out(device)
    assert not locking.locked
    assert device.values == webcam().values | {cv2.CAP_PROP_EXPOSURE: 164, cv2.CAP_PROP_FOCUS: 42}
    device.tick()
    assert device.exposure() == 171


def test_what_the_sitter_set_by_hand_stays_by_hand() -> None:
    device, locking = webcam(), Locking()
    device.values[cv2.CAP_PROP_AUTO_EXPOSURE] = MANUAL
    before = dict(device.values)
    for wish in (locking.lock, locking.restore):
        wish()
        locking.carry_out(device)
    assert device.values == before


@pytest.mark.parametrize("device", [Device(), Device(exposure=100.0, focus=3.0)], ids=["nothing", "no automatics"])
def test_a_camera_without_automatics_is_left_alone(device: Device) -> None:
    before, locking = dict(device.values), Locking()
    locking.lock()
    locking.carry_out(device)
    assert not locking.locked
    assert device.values == before


def test_a_switch_that_only_pretends_is_no_lock() -> None:
    device, locking = Device(auto_exposure=APERTURE_PRIORITY, exposure=157), Locking()
    device.stubborn = {cv2.CAP_PROP_AUTO_EXPOSURE}
    locking.lock()
    locking.carry_out(device)
    assert not locking.locked


def test_a_lock_that_makes_the_picture_jump_is_given_back_for_good() -> None:
    device, locking = webcam(), Locking()
    locking.note(100.0)
    locking.lock()
    locking.carry_out(device)
    locking.note(101.0)
    locking.note(60.0)
    locking.carry_out(device)
    assert not locking.locked
    assert device.values == webcam().values
    locking.lock()
    locking.carry_out(device)
    assert not locking.locked


def test_light_that_changes_later_is_the_rooms_own() -> None:
    device, locking = webcam(), Locking()
    locking.note(100.0)
    locking.lock()
    locking.carry_out(device)
    for _ in range(SETTLING_FRAMES):
        locking.note(103.0)
    locking.note(60.0)
    locking.carry_out(device)
    assert locking.locked
