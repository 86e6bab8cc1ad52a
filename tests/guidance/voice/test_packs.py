from __future__ import annotations

import shutil
from pathlib import Path

import platformdirs
import pytest

import guidance.voice
from capture.errors import VoiceError
from guidance.prompts import languages, sentences
from guidance.voice.packs import bundled_names, find, own_folder, own_names, speaking

GERMAN = Path(guidance.voice.__file__).parent / "de"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the user's folder of packs, which holds one that speaks German."""
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda *_names, **_more: str(tmp_path))
    shutil.copytree(GERMAN, tmp_path / "voices" / "anna")
    return tmp_path / "voices"


def test_every_language_has_a_pack_of_its_own_that_is_complete() -> None:
    assert bundled_names() == languages()
    for name in bundled_names():
        found = find(name)
        assert (found.manifest.language, found.missing, found.own) == (name, [], False)
        assert found.pack().names == sentences(name).keys()


def test_a_pack_of_ones_own_is_found_by_the_name_of_its_folder(own: Path) -> None:
    (own / "no pack").mkdir()
    assert own_folder() == own
    assert own_names() == ["anna"]
    anna = find("anna")
    assert (anna.manifest.language, anna.own, anna.missing) == ("de", True, [])
    assert anna.size_kb == pytest.approx(sum(file.stat().st_size for file in GERMAN.iterdir()) / 1000)
    assert anna.pack().samples("hold.1").size == find("de").pack().samples("hold.1").size


def test_what_a_pack_lacks_or_says_otherwise_is_named(own: Path) -> None:
    manifest = own / "anna" / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"text": "Hab ich."', '"text": "Ist im Kasten."'), encoding="utf-8")
    assert find("anna").missing == ["kept.1"]
    assert "kept.1" not in find("anna").pack().names


def test_a_name_that_is_none_is_answered_with_the_nearest(own: Path) -> None:
    assert own.is_dir()
    with pytest.raises(VoiceError, match=r"There is no voice 'ana'\. Did you mean 'anna'\?"):
        find("ana")


def test_a_damaged_pack_is_refused(own: Path) -> None:
    (own / "anna" / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(VoiceError, match=r"manifest\.json is damaged"):
        find("anna")


def test_a_pack_speaks_its_own_language_only(own: Path) -> None:
    assert own.is_dir()
    assert speaking("de", "anna").name == "anna"
    assert speaking("en", "anna").name == "en"
    assert speaking("de").name == "de"
    with pytest.raises(VoiceError, match="'ana'"):
        speaking("en", "ana")
