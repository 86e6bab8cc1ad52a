from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from kept_shots import shot
from signers import WHY, signer

from capture.session import Session
from guidance.cli import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def made(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    with Session.open(tmp_path / "ada", source="x", profile="classic") as session:
        session.keep(shot("straight"))
    assert run(["export", str(tmp_path / "ada"), "--preset", "wallet", "--develop"]) == 0
    capfd.readouterr()
    return tmp_path / "ada" / "set"


def test_an_honest_set_is_a_line_for_each_file_and_exit_0(made: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(made)]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[0] == "proven      01_straight_wallet.jpg: made again from its frame, every byte is the same."
    assert lines[-2] == f"All of {made} is proven."
    assert lines[-1].startswith(f"The frames in {made.parent} are what is trusted")


def test_what_is_not_proven_is_named_and_exit_2(made: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (made / "x\x1b[2J.jpg").write_bytes(b"x")
    assert run(["verify", str(made), "--session", str(made.parent)]) == 2
    out = capfd.readouterr().out
    assert "NOT PROVEN  x?[2J.jpg: is in the folder, and the receipt does not tell of it." in out
    assert "1 of 5 are not proven" in out
    assert run(["verify", str(made), "--json"]) == 2
    told = json.loads(capfd.readouterr().out)
    assert told["proven"] is False
    assert [file["name"] for file in told["files"] if not file["proven"]] == ["x\x1b[2J.jpg"]


def test_a_set_is_signed_on_the_command_line_and_its_signature_is_told(made: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("c2pa", reason=WHY)
    own = signer(tmp_path / "own")
    assert run(["export", str(made.parent), "--preset", "wallet", "--sign", str(own.certificate), str(own.key)]) == 0
    assert "2 of 3 files are signed by Ada Lovelace (C2PA); that counts until " in capfd.readouterr().out
    assert run(["verify", str(made)]) == 0
    line = capfd.readouterr().out.splitlines()[0]
    assert line.startswith("proven      01_straight_wallet.jpg: made again from its frame, all but the signature is the same. Its signature by Ada Lovelace is")


def test_who_can_not_sign_gets_one_line_and_no_set(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(tmp_path), "--sign", str(tmp_path / "none.pem"), str(tmp_path / "none.pem")]) == 2
    told = capfd.readouterr().err
    assert told.count("\n") == 1
    assert "none.pem can't be read: " in told or "pip install 'northlight[c2pa]'" in told
    assert not list(tmp_path.iterdir())


def test_no_set_is_one_line_and_exit_2(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(tmp_path)]) == 2
    assert run(["verify", str(tmp_path / "none")]) == 2
    told = capfd.readouterr().err
    assert told.count("\n") == 2
    assert "has no receipt to go by: receipt.json is missing." in told
    assert "Traceback" not in told


@pytest.mark.parametrize("background", ["blurr", "plain:red", "blur:#ffffff", "plain:"])
def test_a_background_that_is_none_is_told(background: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(tmp_path), "--background", background]) == 2
    assert "is none of blur, plain, and plain with a colour such as plain:#d9dadc" in capfd.readouterr().err
