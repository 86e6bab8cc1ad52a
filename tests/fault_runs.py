"""A small sitting on a disk that fails at a chosen operation, and what was lost by it."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from faults import BROKEN, Disk, on
from kept_shots import camera_shot, shot
from whole_folder import flaws

from capture.errors import SessionError
from capture.session import Kept, Session, SessionWriter

if TYPE_CHECKING:
    from pathlib import Path

    from capture.session import Unsaved
    from capture.types import Shot

SMALL = np.random.default_rng(5).integers(0, 255, (36, 48, 3)).astype(np.uint8)


def taken() -> list[Shot]:
    """Return what the sitting keeps: a photograph with a burst, one as the camera's own bytes, and one more."""
    burst = tuple(shot(index=index, rgb=SMALL).observation.frame for index in (11, 13))
    return [replace(shot("straight", index=12, rgb=SMALL), burst=burst), camera_shot("smile", index=20), shot("left", index=30, rgb=SMALL)]


def hold(folder: Path, disk: Disk, shots: list[Shot], told: list[Shot]) -> list[Unsaved]:
    """Hold a sitting that keeps `shots`; `told` gets what is announced, and `disk` notes when. Return what found no room."""
    writer = SessionWriter(Session.open(folder, source="x", profile="y"), retry_s=0.002)
    writer.log("prompt", t_s=0.1, prompt="chin_up")
    for one in shots:
        writer.keep(one)
        writer.settle()
        for outcome in writer.poll():
            if isinstance(outcome, Kept):
                told.append(outcome.shot)
                disk.fails("announced", f"{outcome.kept.sidecar.image} {outcome.kept.path.name}")
        writer.log("prompt", t_s=1.0, prompt="kept")
    unsaved = writer.close()
    told += [outcome.shot for outcome in writer.poll() if isinstance(outcome, Kept)]
    return unsaved


def operations(folder: Path) -> int:
    """Return how many operations that sitting takes on a good disk."""
    with on(Disk(folder)) as disk:
        assert hold(folder / "sitting", disk, taken(), []) == []
    assert flaws(folder / "sitting", leftovers=False) == []
    return len(disk.done)


def lost(place: Path, number: int, code: int, *, for_good: bool) -> list[str]:
    """Hold the sitting on a disk that fails at operation `number`, in the empty folder `place`, and return a line for whatever was lost or is broken by it.

    What finds no room is rescued into another folder in `place`, whose disk is good.
    """
    (place / "disk").mkdir()
    shots: list[Shot] = taken()
    told: list[Shot] = []
    folder = place / "disk" / "sitting"
    with pytest.MonkeyPatch.context() as patched, on(Disk(place / "disk", number, code, for_good)) as disk:
        patched.setattr(tempfile, "tempdir", str(place))
        try:
            unsaved = hold(folder, disk, shots, told)
        except SessionError as error:
            refused = [] if str(place) in str(error) else [f"this does not say which file: {error}"]
            return refused + ["photographs were announced in a sitting that did not begin"] * bool(told)
    found = flaws(folder, leftovers=code == BROKEN)
    there = {one.sidecar.index for one in Session.read(folder).shots}
    elsewhere = {one.shot.observation.frame.index for one in unsaved if one.rescued is not None}
    found += [f"{one.look} was announced and is not there" for one in told if one.observation.frame.index not in there]
    found += [f"{one.look} is nowhere" for one in shots if one.observation.frame.index not in there | elsewhere]
    with Session.open(folder, source="x", profile="y") as again:
        again.keep(shot("right", index=40, rgb=SMALL))
    found += flaws(folder, leftovers=False)
    if len({one.sidecar.number for one in Session.read(folder).shots}) != len(there) + 1:
        found.append("a number was given twice")
    return found
