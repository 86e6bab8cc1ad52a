from __future__ import annotations

import os
import resource
import stat
from typing import TYPE_CHECKING

import numpy as np
import pytest
from picture_terminal import Command, kitty_commands

from guidance.widgets.kitty import SHARED_MEMORY, UNREAD_MOST, Kitty

if TYPE_CHECKING:
    from pathlib import Path

CANVAS = np.random.default_rng(5).integers(0, 256, (90, 160, 3), np.uint8)
linux = pytest.mark.skipif(not SHARED_MEMORY.is_dir(), reason="shared memory is a folder on Linux only")


def shown(text: str) -> Command:
    (command,) = kitty_commands(text)
    return command


def test_a_picture_in_pieces_is_the_picture() -> None:
    command = shown(Kitty(shared=False).draw(CANVAS, 40, 12))
    assert command.picture is not None
    assert (command.picture == CANVAS).all()
    assert {key: command.keys[key] for key in "acrpC"} == {"a": "T", "c": "40", "r": "12", "p": "1", "C": "1"}


def test_a_picture_of_one_piece_is_whole() -> None:
    small = CANVAS[:4, :4].copy()
    command = shown(Kitty(shared=False).draw(small, 2, 1))
    assert command.picture is not None
    assert (command.picture == small).all()


@linux
def test_a_picture_in_shared_memory_is_the_picture_and_for_its_owner_alone() -> None:
    kitty = Kitty(shared=True)
    text = kitty.draw(CANVAS, 40, 12)
    (memory,) = SHARED_MEMORY.glob(f"northlight-{os.getpid()}-*")
    assert stat.S_IMODE(memory.stat().st_mode) == 0o600
    command = shown(text)
    assert len(text) < 200
    assert command.keys["t"] == "s"
    assert command.picture is not None
    assert (command.picture == CANVAS).all()


def test_every_picture_replaces_the_one_before() -> None:
    kitty = Kitty(shared=False)
    commands = [shown(kitty.draw(CANVAS, 40, 12)) for _ in range(3)]
    assert len({(command.keys["i"], command.keys["p"]) for command in commands}) == 1
    gone = shown(kitty.remove())
    assert gone.keys == {"a": "d", "d": "I", "q": "2", "i": commands[0].keys["i"]}


def test_a_terminal_that_reads_no_shared_memory_gets_pieces_instead(tmp_path: Path) -> None:
    kitty = Kitty(shared=True, folder=tmp_path)
    shared = [kitty.draw(CANVAS, 40, 12) for _ in range(UNREAD_MOST)]
    assert all(",t=s;" in text for text in shared)
    assert len(list(tmp_path.iterdir())) == UNREAD_MOST
    command = shown(kitty.draw(CANVAS, 40, 12))
    assert command.picture is not None
    assert (command.picture == CANVAS).all()
    assert not list(tmp_path.iterdir())
    assert ",t=s;" not in kitty.draw(CANVAS, 40, 12)


def test_a_terminal_that_is_behind_is_sent_no_more_until_it_reads_on(tmp_path: Path) -> None:
    kitty = Kitty(shared=True, folder=tmp_path)
    kitty.draw(CANVAS, 40, 12)
    for path in tmp_path.iterdir():
        path.unlink()
    for _ in range(UNREAD_MOST):
        assert kitty.draw(CANVAS, 40, 12)
    assert kitty.draw(CANVAS, 40, 12) == ""
    next(tmp_path.iterdir()).unlink()
    assert ",t=s;" in kitty.draw(CANVAS, 40, 12)


def test_removing_leaves_no_memory_behind(tmp_path: Path) -> None:
    kitty = Kitty(shared=True, folder=tmp_path)
    kitty.draw(CANVAS, 40, 12)
    kitty.remove()
    assert not list(tmp_path.iterdir())


def test_where_memory_can_not_be_shared_it_goes_through_the_line(tmp_path: Path) -> None:
    kitty = Kitty(shared=True, folder=tmp_path)
    foreign = tmp_path / f"northlight-{os.getpid()}-1"
    foreign.touch()
    command = shown(kitty.draw(CANVAS, 40, 12))
    assert command.picture is not None
    assert (command.picture == CANVAS).all()
    assert list(tmp_path.iterdir()) == [foreign]


def test_half_a_picture_is_not_left_where_there_is_no_room(tmp_path: Path) -> None:
    kitty = Kitty(shared=True, folder=tmp_path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        text = kitty.draw(CANVAS, 40, 12)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    command = shown(text)
    assert "t" not in command.keys
    assert command.picture is not None
    assert (command.picture == CANVAS).all()
    assert not list(tmp_path.iterdir())


def test_without_shared_memory_pictures_are_smaller(tmp_path: Path) -> None:
    assert Kitty(shared=True, folder=tmp_path).most_px == (960, 540)
    assert Kitty(shared=True, folder=tmp_path / "missing").most_px == (640, 360)
