from __future__ import annotations

import pytest

from capture.camera.closing import Closing


def test_closed_at_the_end_of_with_also_when_it_fails() -> None:
    source = Closing()
    with source as same:
        assert same is source
        assert not source._closed.is_set()
    assert source._closed.is_set()
    source.close()


def test_closed_when_what_used_it_fails() -> None:
    source = Closing()
    with pytest.raises(ZeroDivisionError), source:
        _ = 1 / 0
    assert source._closed.is_set()
