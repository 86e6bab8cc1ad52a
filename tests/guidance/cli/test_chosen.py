from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from capture.errors import ProfileError
from guidance.cli import chosen as module
from guidance.cli.chosen import chosen_profile
from guidance.speech import Speech

if TYPE_CHECKING:
    from pathlib import Path


def test_the_command_line_has_the_last_word_on_the_language_and_the_users_values_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "own_folder", lambda: tmp_path)
    assert (chosen_profile().name, chosen_profile().language) == ("classic", "en")
    (tmp_path / "profile.toml").write_text('language = "de"\n[voice]\nvolume = 0.5\n', encoding="utf-8")
    team = chosen_profile("team")
    assert (team.name, team.language, team.voice) == ("team", "de", Speech(volume=0.5))
    assert chosen_profile("team", "en").language == "en"
    (tmp_path / "profile.toml").write_text('language = "xx"\n', encoding="utf-8")
    with pytest.raises(ProfileError, match=r"profile\.toml has 'xx' for its 'language'\. Known: de, en\."):
        chosen_profile()
