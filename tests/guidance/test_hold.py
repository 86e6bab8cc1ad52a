from __future__ import annotations

from guidance.hold import Hold


def test_a_short_lapse_is_forgiven_and_a_long_one_is_not() -> None:
    hold = Hold(0.25)
    assert not hold.goes_on(0.0, well=False), "nothing was ever well"
    hold.begin(1.0)
    assert hold.well_at(1.0)
    assert hold.goes_on(1.2, well=False)
    assert not hold.well_at(1.2)
    assert not hold.goes_on(1.3, well=False)
    assert hold.goes_on(1.4, well=True)
    assert hold.goes_on(1.6, well=False)
    hold.forget()
    assert not hold.goes_on(1.6, well=False)
