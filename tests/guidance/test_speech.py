from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from capture.errors import ProfileError
from guidance.profile import load, parse
from guidance.profile_files import own_values
from guidance.speech import Speech

if TYPE_CHECKING:
    from pathlib import Path


def test_every_profile_speaks_as_clips_are_until_somebody_says_otherwise() -> None:
    assert (load("passport").language, load("passport").voice) == ("en", Speech())


def test_single_values_of_the_users_count_in_every_profile(tmp_path: Path) -> None:
    own_values(tmp_path).write_text('language = "de"\n[voice]\npack = "anna"\nspeed = 1.1\n', encoding="utf-8")
    team = load("team", tmp_path)
    assert (team.language, team.voice) == ("de", Speech(pack="anna", speed=1.1))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[voice]\nvolume = 1.5", "mine.toml: 'voice.volume' should be 1 or less. Mend that value."),
        ("[voice]\nvolume = -1", "mine.toml: 'voice.volume' should be 0 or more. Mend that value."),
        ("[voice]\nspeed = 0.5", "mine.toml: 'voice.speed' should be 0.8 or more. Mend that value."),
        ("[voice]\nspeed = 2", "mine.toml: 'voice.speed' should be 1.3 or less. Mend that value."),
        ("[voice]\npack = 3", "mine.toml: 'voice.pack' should be text, not a whole number. Mend that value."),
        ("[voice]\nvolum = 1.0", "mine.toml has an unknown key 'voice.volum'. Did you mean 'volume'?"),
        ("voice = 3", "mine.toml: 'voice' should be a table, not a whole number. Mend that value."),
        ('language = "dee"', "mine.toml has 'dee' for its 'language'. Did you mean 'de'?"),
    ],
)
def test_what_can_not_be_is_named_with_the_file_and_the_key(text: str, said: str) -> None:
    with pytest.raises(ProfileError) as caught:
        parse(f'extends = "classic"\n{text}\n', path="mine.toml")
    assert str(caught.value) == said
