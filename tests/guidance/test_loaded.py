from __future__ import annotations

import gc
from typing import TYPE_CHECKING, cast

import pytest

from guidance.loaded import LeftAlone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guidance.snapshot import Snapshot


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_garbage_is_looked_for_among_what_came_after_the_first_step() -> None:
    gc.collect()
    before, loaded = gc.get_freeze_count(), [[] for _ in range(20_000)]
    left_alone, any_step = LeftAlone(), cast("Snapshot", None)
    left_alone.step(any_step)
    frozen = gc.get_freeze_count()
    assert frozen >= before + len(loaded)
    later = [[] for _ in range(20_000)]
    left_alone.step(any_step)
    assert gc.get_freeze_count() < frozen + len(later), "what comes later can be garbage"
