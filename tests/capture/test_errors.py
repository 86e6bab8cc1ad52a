from __future__ import annotations

from capture.errors import CameraError, NorthlightError, ProfileError, nearest


def test_an_error_reads_as_what_then_what_to_do() -> None:
    error = CameraError("Camera 1 is busy.", "Close other camera programs.")
    assert isinstance(error, NorthlightError)
    assert str(error) == "Camera 1 is busy. Close other camera programs."
    assert (error.what, error.remedy) == ("Camera 1 is busy.", "Close other camera programs.")


def test_a_settings_error_carries_where_it_is() -> None:
    error = ProfileError("x.toml has an unknown key 'a'.", "Did you mean 'b'?", path="x.toml", key="a")
    assert (error.path, error.key) == ("x.toml", "a")


def test_the_nearest_word_or_all_of_them() -> None:
    assert nearest("clasic", ["classic", "team"]) == "Did you mean 'classic'?"
    assert nearest("zzz", ["team", "classic"]) == "Known: classic, team."
