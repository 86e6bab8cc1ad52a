"""What is installed: everything that the program reads beside its own code."""

from __future__ import annotations

from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel() -> set[str]:
    """Return the files that a wheel of this checkout holds, by their place in it."""
    return {Path(file.distribution_path).as_posix() for file in WheelBuilder(str(ROOT)).recurse_included_files()}


READ = ("prompts/*.toml", "voice/*/*.opus", "voice/*/manifest.json", "voice/engines/*.ps1", "profiles/*.toml")


@pytest.mark.parametrize("pattern", READ)
def test_catalogues_packs_and_profiles_are_in_it(wheel: set[str], pattern: str) -> None:
    here = {path.relative_to(ROOT).as_posix() for path in (ROOT / "guidance").glob(pattern)}
    assert here
    assert here - wheel == set()


def test_both_languages_are_in_it_whole(wheel: set[str]) -> None:
    for language in ("en", "de"):
        assert {f"guidance/prompts/{language}.toml", f"guidance/voice/{language}/manifest.json", f"guidance/voice/{language}/hold.1.opus"} <= wheel
