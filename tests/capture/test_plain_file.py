from __future__ import annotations

import os
import tomllib
from pathlib import Path

import msgspec
import pytest

from capture.plain_file import from_json, from_toml, read_plain, read_text


def test_a_files_bytes_are_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\x00abc")
    (tmp_path / "link").symlink_to("a")
    assert read_plain(tmp_path / "a") == read_plain(tmp_path / "link") == b"\x00abc"


@pytest.mark.timeout(10)
def test_a_pipe_a_device_and_a_folder_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, why in ((tmp_path / "pipe", "no plain file"), (Path("/dev/zero"), "no plain file"), (tmp_path, "a folder")):
        with pytest.raises(OSError, match=why):
            read_plain(path)


def test_a_loop_of_links_and_a_name_that_is_none_are_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OSError, match="symbolic links"):
        read_plain(tmp_path / "loop")
    with pytest.raises(OSError, match="no name of a file"):
        read_plain(tmp_path / "a\x00b")


def test_what_is_larger_than_such_a_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_plain(tmp_path / "a", most_bytes=5) == b"12345"
    with pytest.raises(OSError, match="larger than"):
        read_plain(tmp_path / "a", most_bytes=4)


def test_text_is_utf_8(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("é".encode())
    assert read_text(tmp_path / "a") == "é"
    (tmp_path / "a").write_bytes(b"\xff")
    with pytest.raises(UnicodeDecodeError):
        read_text(tmp_path / "a")


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"a":' * 100_000, b'"\xff\xfe"', b"{", b'{"a": "\xed\xa0\x80"}'])
def test_json_that_is_wrong_in_whatever_way_is_one_kind_of_error(data: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        from_json(data, dict[str, object])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a = " + "[" * 5000, "nested"),
        ("a = " + "[" * 30 + "]" * 30, "nested"),
        (".".join("a" * 3000) + " = 1", "nested"),
        ("a = " + "9" * 5000, "value that is none"),
        ("a", "Expected"),
    ],
)
def test_toml_that_is_wrong_in_whatever_way_is_one_kind_of_error(text: str, why: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError, match=why):
        from_toml(text)


def test_tables_as_people_write_them_are_read() -> None:
    assert from_toml('[a.b]\nc = [1, [2.5, "x"]]') == {"a": {"b": {"c": [1, [2.5, "x"]]}}}
