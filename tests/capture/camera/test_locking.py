from __future__ import annotations

import pytest
from numbered_camera import APERTURE_PRIORITY, Device, webcam

from capture.camera import controls
from capture.camera.controls import Change
from capture.camera.locking import SETTLING_FRAMES, Locking, holdable

MANUAL = 1


class Promises:
    """Keeps what was promised; `kept` says whether a promise is given at all."""

    def __init__(self, *, kept: bool = True) -> None:
        self.kept = kept
        self.given: list[list[Change]] = []

    def give(self, changes: list[Change]) -> bool:
        self.given.append(changes)
        return self.kept


def test_all_four_stay_as_they_were_found_and_go_on_afterwards() -> None:
    device, locking = webcam(), Locking()
    device.tick()
    locking.lock()
    locking.carry_out(device, Promises())
    assert locking.locked
    held = dict(device.values)
    assert held[controls.EXPOSURE] == 164
    device.tick()
    locking.carry_out(device, Promises())
    assert device.values == held
    locking.restore()
    locking.carry_out(device, Promises())
    assert not locking.locked
    assert device.values == webcam().values | {controls.EXPOSURE: 164, controls.FOCUS: 42}
    device.tick()
    assert device.exposure() == 171


def test_what_the_sitter_set_by_hand_stays_by_hand() -> None:
    device, locking = webcam(), Locking()
    device.values[controls.AUTO_EXPOSURE] = MANUAL
    before = dict(device.values)
    for wish in (locking.lock, locking.restore):
        wish()
        locking.carry_out(device, Promises())
    assert device.values == before


@pytest.mark.parametrize("device", [Device(), Device(exposure=100, focus=3)], ids=["nothing", "no automatics"])
def test_a_camera_without_automatics_is_left_alone(device: Device) -> None:
    before, locking = dict(device.values), Locking()
    locking.lock()
    locking.carry_out(device, Promises())
    assert not locking.locked
    assert device.values == before


def test_a_switch_that_only_pretends_is_no_lock() -> None:
    device, locking = Device(auto_exposure=APERTURE_PRIORITY, exposure=157), Locking()
    device.stubborn = {controls.AUTO_EXPOSURE}
    locking.lock()
    locking.carry_out(device, Promises())
    assert not locking.locked


def test_a_lock_that_makes_the_picture_jump_is_given_back_for_good() -> None:
    device, locking = webcam(), Locking()
    locking.note(100.0)
    locking.lock()
    locking.carry_out(device, Promises())
    locking.note(101.0)
    locking.note(60.0)
    locking.carry_out(device, Promises())
    assert not locking.locked
    assert device.values == webcam().values
    locking.lock()
    locking.carry_out(device, Promises())
    assert not locking.locked


def test_light_that_changes_later_is_the_rooms_own() -> None:
    device, locking = webcam(), Locking()
    locking.note(100.0)
    locking.lock()
    locking.carry_out(device, Promises())
    for _ in range(SETTLING_FRAMES):
        locking.note(103.0)
    locking.note(60.0)
    locking.carry_out(device, Promises())
    assert locking.locked


def test_what_will_be_changed_is_promised_to_be_undone_before_it_is_changed() -> None:
    device, locking, promises = webcam(), Locking(), Promises()
    device.values[controls.AUTO_FOCUS] = 0
    locking.lock()
    locking.carry_out(device, promises)
    changes = [Change(controls.AUTO_EXPOSURE, 3, 1), Change(controls.AUTO_WHITE_BALANCE, 1, 0), Change(controls.AUTO_GAIN, 1, 0)]
    assert promises.given == [changes]
    locking.carry_out(device, promises)
    assert len(promises.given) == 1


def test_nothing_is_locked_that_can_not_be_promised_to_be_given_back() -> None:
    device, locking = webcam(), Locking()
    locking.lock()
    locking.carry_out(device, Promises(kept=False))
    assert not locking.locked
    assert device.values == webcam().values


def test_what_can_be_held_is_named() -> None:
    assert holdable(webcam()) == ("exposure", "white balance", "focus", "gain")
    assert holdable(Device(exposure=100, auto_wb=0)) == ("white balance",)
