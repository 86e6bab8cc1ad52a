from __future__ import annotations

import threading
import time
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pytest

from capture.camera.pump import Pump, Seen, decoded_frames
from capture.errors import CameraError

if TYPE_CHECKING:
    from collections.abc import Callable


LONG_S = 30
"""For what should come at once, on a machine that others use too."""


class Device:
    """A device whose `read` gives what the test puts in, and blocks while there is nothing."""

    def __init__(self, *items: object) -> None:
        self.items = list(items)
        self.more = threading.Event()
        self.released: list[str] = []

    def read(self) -> list[object]:
        if self.items:
            item = self.items.pop(0)
            if isinstance(item, Exception):
                raise item
            return [item]
        self.more.wait(LONG_S)
        self.more.clear()
        return []

    def release(self) -> None:
        self.released.append(threading.current_thread().name)


def pumped(device: Device, silence_s: float = 5.0) -> Pump[object]:
    return Pump("Camera 7", device.read, device.release, silence_s=silence_s)


def until(condition: Callable[[], bool]) -> bool:
    deadline_s = time.monotonic() + LONG_S
    while not condition() and time.monotonic() < deadline_s:
        time.sleep(0.005)
    return condition()


def test_the_newest_wins_and_numbers_tell_what_was_lost() -> None:
    device = Device("a", "b", "c")
    pump = pumped(device)
    arrivals = pump.arrivals()
    pump._start()
    assert until(lambda: not device.items and pump._latest.peek()[0] == 3)
    newest = next(arrivals)
    assert (newest.index, newest.item) == (2, "c")
    pump.close()


def test_time_counts_from_the_first() -> None:
    device = Device("a")
    pump = pumped(device)
    arrivals = pump.arrivals()
    assert next(arrivals).t_s == 0
    time.sleep(0.05)
    device.items.append("b")
    device.more.set()
    second = next(arrivals)
    assert 0.05 <= second.t_s < LONG_S
    assert second.index == 1
    pump.close()


def test_silence_is_an_error_even_while_the_device_blocks() -> None:
    pump = pumped(Device("a"), silence_s=0.6)
    arrivals = pump.arrivals()
    next(arrivals)
    start_s = time.monotonic()
    with pytest.raises(CameraError, match="Camera 7 has given no picture"):
        next(arrivals)
    assert time.monotonic() - start_s > 0.5
    assert pump._thread.is_alive(), "the device still blocks"
    pump.close()


def test_a_slow_reader_is_no_silence() -> None:
    device = Device("a")
    pump = pumped(device, silence_s=0.6)
    arrivals = pump.arrivals()
    next(arrivals)
    time.sleep(0.7)
    device.items.append("b")
    device.more.set()
    assert until(lambda: pump._latest.peek()[0] == 2)
    assert next(arrivals).item == "b"
    pump.close()


def test_what_the_device_raised_reaches_the_reader() -> None:
    device = Device("a", CameraError("It was unplugged.", "Plug it in."))
    pump = pumped(device)
    with pytest.raises(CameraError, match="unplugged"):
        list(pump.arrivals())
    assert until(lambda: device.released == ["read Camera 7"])


def test_close_lets_the_reader_go_and_the_thread_frees_the_device() -> None:
    device = Device("a")
    pump = pumped(device)
    arrivals = pump.arrivals()
    next(arrivals)
    pump.close()
    assert list(arrivals) == []
    assert device.released == []  # the device still blocks, so nothing may touch it
    device.more.set()
    pump.join(LONG_S)
    assert device.released == ["read Camera 7"]


def test_the_last_thing_is_given_before_the_end() -> None:
    device = Device("a", "b", CameraError("It was unplugged.", "Plug it in."))
    pump = pumped(device)
    pump._start()
    assert until(lambda: pump._latest.closed)
    arrivals = pump.arrivals()
    assert next(arrivals).item == "b"
    with pytest.raises(CameraError, match="unplugged"):
        next(arrivals)


def test_close_before_the_first_look_frees_the_device_once() -> None:
    device = Device("a")
    pump = pumped(device)
    pump.close()
    pump.close()
    assert device.released == [threading.current_thread().name]
    assert list(pump.arrivals()) == []


def test_broken_pictures_are_left_out_and_keep_their_number() -> None:
    device = Device(b"1")
    pump = pumped(device)

    def decode(item: object) -> Seen | None:
        device.items.append(b"%d" % (int(item) + 1))  # the next one comes when this one was seen
        device.more.set()
        return None if item in {b"1", b"3"} else Seen(np.full((1, 1, 3), int(item), np.uint8), item)

    frames = list(islice(decoded_frames(pump, decode), 3))
    assert [(frame.index, int(frame.rgb[0, 0, 0]), frame.encoded) for frame in frames] == [(1, 2, b"2"), (3, 4, b"4"), (4, 5, b"5")]
    pump.close()
