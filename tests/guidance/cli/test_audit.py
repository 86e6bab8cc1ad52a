from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from guidance.cli import run
from tests.audited import studio_portrait
from tests.doctored import saved

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_lines_for_people_and_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "hard.jpg").write_bytes(saved(studio_portrait().rgb, 40))
    assert run(["audit", str(tmp_path / "hard.jpg"), "--html", str(tmp_path / "page.html")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "! JPEG quality → about 40 of 100" in "\n".join(lines)
    assert any(line.startswith("  – Skin texture → can't be judged: the picture is compressed too hard") for line in lines)
    assert "says whether a picture is true" in lines[-2]
    assert not any(word in line.casefold() for line in lines for word in ("fake", " ai ", "authentic"))
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_json_and_files_that_cannot_be_read(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Image.fromarray(np.full((200, 200, 3), 90, np.uint8)).save(tmp_path / "grey.png")
    (tmp_path / "cut.png").write_bytes((tmp_path / "grey.png").read_bytes()[:60])
    assert run(["audit", str(tmp_path / "cut.png"), str(tmp_path / "grey.png"), "--json"]) == 2
    out = capfd.readouterr()
    found = json.loads(out.out)
    assert found["notes"] == ["No face was found: only the file and its pixels are looked at."]
    assert {each["id"] for each in found["findings"]} >= {"provenance", "quality", "texture"}
    assert "no picture or is cut off" in out.err
    assert "Traceback" not in out.err


def test_a_sitting_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", "any.jpg", "--against", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
