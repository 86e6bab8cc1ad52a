"""Real faces for measuring, in a folder `shared` beside the checkout; they are no part of the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"

needs_shared = pytest.mark.skipif(not (SHARED / "faces").is_dir(), reason="no folder 'shared' with real faces beside the checkout")
