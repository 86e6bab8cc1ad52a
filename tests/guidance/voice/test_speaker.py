from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from capture.errors import VoiceError
from guidance.voice.speaker import _find


@dataclass
class Machine:
    """What PortAudio says of a machine: its devices as (name, outputs), and which of them is the usual one."""

    devices: list[tuple[str, int]]
    usual: int = -1
    default: SimpleNamespace = field(init=False)

    def __post_init__(self) -> None:
        self.default = SimpleNamespace(device=(-1, self.usual))

    def query_devices(self) -> list[dict[str, object]]:
        return [{"index": index, "name": name, "max_output_channels": outputs} for index, (name, outputs) in enumerate(self.devices)]


DESK = Machine([("Webcam microphone", 0), ("Laptop speaker", 2), ("USB Headset", 1), ("Studio interface", 8)], usual=3)


def test_the_systems_own_device_is_used_with_at_most_two_channels() -> None:
    assert _find(DESK, "") == (3, "Studio interface", 2)


def test_a_device_is_found_by_part_of_its_name_in_any_case() -> None:
    assert _find(DESK, "headset") == (2, "USB Headset", 1)


def test_without_a_usual_device_the_first_that_plays_is_used() -> None:
    assert _find(Machine(DESK.devices), "") == (1, "Laptop speaker", 2)


def test_a_device_that_only_records_is_no_device() -> None:
    with pytest.raises(VoiceError, match="no sound device to play on"):
        _find(Machine([("Webcam microphone", 0)]), "")
    with pytest.raises(VoiceError, match="No sound device is named 'Webcam'"):
        _find(DESK, "Webcam")


def test_a_name_nearly_right_is_answered_with_the_right_one() -> None:
    with pytest.raises(VoiceError, match="Did you mean 'USB Headset'"):
        _find(DESK, "USB Hedset")
