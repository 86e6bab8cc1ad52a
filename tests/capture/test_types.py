from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from capture.types import Reading

st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@given(st.builds(Reading))
def test_any_reading_survives_the_journal(reading: Reading) -> None:
    line = msgspec.json.encode(reading)
    assert b"\n" not in line
    assert msgspec.json.decode(line, type=Reading) == reading
