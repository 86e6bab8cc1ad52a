"""How the tests are run: one thread for each library, as in the program, and what takes longest first."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from guidance.__main__ import THREADS_OF

if TYPE_CHECKING:
    import pytest

HERE = Path(__file__).parent

# Two workers on two cores: a thread more for each would only wait for them.
os.environ |= {name: os.environ.get(name, "1") for name in THREADS_OF}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put whole sittings before the modules' own tests: a worker that begins one last leaves the other idle."""
    items.sort(key=lambda item: item.path.parent != HERE)
