from __future__ import annotations

from capture.errors import CameraError, NorthlightError, ProfileError, nearest, visible


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


def test_what_a_terminal_would_obey_is_shown_instead() -> None:
    assert visible("A\x1b[31m b\r\udcff\u202egpj") == "A\\x1b[31m b\\r\\udcff\\u202egpj"
    assert visible("Zoë 中文 \U0001f469\u200d\U0001f467\n") == "Zoë 中文 \U0001f469\u200d\U0001f467\n"


def test_an_error_is_one_line_of_some_length_whatever_it_names() -> None:
    error = CameraError(f"There is no “a\nb\x07{'x' * 100_000}end”.", "Look.")
    assert "\n" not in str(error)
    assert "\x07" not in str(error)
    assert str(error).startswith("There is no “a\\nb\\x07xxx")
    assert error.what.endswith("xxxend”.")
    assert len(error.what) < 600
