from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.errors import ExportError
from capture.export.names import LONGEST_BYTES, RESERVED, file_stem


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Ada Lovelace", "ada-lovelace"),
        ("  Ada   Lovelace\n", "ada-lovelace"),
        ("Zoë Müller-Großmann", "zoe-muller-grossmann"),
        ("Seán O’Connor", "sean-oconnor"),
        ("Łukasz Øre", "lukasz-ore"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Users\\ada", "c-users-ada"),
        ("Dr. Ada, PhD.", "dr-ada-phd"),
        ("\u202egnp.exe", "gnp-exe"),
        ("a\u200bda", "ada"),
        ("Ada 🙂", "ada"),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER A}da", "ada"),
        ("李雷", "李雷"),
        ("Ирина", "ирина"),
        ("अनिता", "अनिता"),
        ("CON", "con-"),
        ("com1", "com1-"),
        ("-rf *", "rf"),
        (".hidden", "hidden"),
    ],
)
def test_a_name_becomes_the_beginning_of_a_file_s_name(name: str, stem: str) -> None:
    assert file_stem(name) == stem


@pytest.mark.parametrize("name", ["", "   ", "///", "🙂", "...", "\u202e", "\u0301"])
def test_a_name_of_nothing_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(ExportError, match="no letter and no digit"):
        file_stem(name)


def test_a_very_long_name_is_cut_between_characters() -> None:
    assert file_stem("Ada " * 100).startswith("ada-ada-")
    assert len(file_stem("李" * 300).encode()) == LONGEST_BYTES // 3 * 3


@given(st.text())
def test_whatever_is_typed_a_file_s_name_is_safe_or_refused(name: str) -> None:
    try:
        stem = file_stem(name)
    except ExportError:
        return
    assert len(stem.encode()) <= LONGEST_BYTES + 1
    assert stem not in RESERVED
    assert stem.isprintable()
    assert not set(stem) & set('/\\:*?"<>|. ')
    assert stem[0] != "-"
    assert file_stem(stem.removesuffix("-")) == stem
