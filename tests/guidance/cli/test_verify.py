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


def test_an_honest_set_is_a_count_and_exit_0(made: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(made)]) == 0
    told = capfd.readouterr()
    assert told.out.splitlines()[0] == f"4 of 4 proven in {made}."
    assert told.out.count("\n") == 2
    assert told.err == "", "no counting where nobody looks on"


def test_all_lines_are_there_for_who_asks(made: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(made), "-v"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[0] == "proven      01_straight_wallet.jpg: made again from its frame, every byte is the same."
    assert [line.split(":")[0].split()[-1] for line in lines[:-2]] == ["01_straight_wallet.jpg", "contact_sheet.jpg", "contact_sheet.pdf", "receipt.html"]
    assert lines[-2] == f"4 of 4 proven in {made}."
    assert lines[-1].startswith(f"The frames in {made.parent} are what is trusted")


def test_what_is_not_proven_is_named_and_exit_2(made: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (made / "x\x1b[2J.jpg").write_bytes(b"x")
    assert run(["verify", str(made), "--session", str(made.parent)]) == 2
    out = capfd.readouterr().out
    assert "NOT PROVEN  x?[2J.jpg: is no file of this set: take it out. The receipt does not tell of it." in out
    assert f"4 of 4 proven in {made}.\n1 file is not of this set: take out what does not belong to it.\n" in out
    assert "anew" not in out, "the set itself is as it should be"
    assert run(["verify", str(made), "--json"]) == 2
    told = json.loads(capfd.readouterr().out)
    assert told["proven"] is False
    assert [file["name"] for file in told["files"] if not file["proven"]] == ["x\x1b[2J.jpg"]


def test_a_missing_file_is_named_once_and_the_set_is_to_be_made_anew(made: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (made / "01_straight_wallet.jpg").unlink()
    assert run(["verify", str(made)]) == 2
    lines = capfd.readouterr().out.splitlines()
    assert lines[0] == "NOT PROVEN  01_straight_wallet.jpg: is missing."
    assert lines[-3:-1] == [
        f"2 of 4 proven in {made}.",
        f"Hand over nothing of what is not proven: make the set anew with northlight export {made.parent}.",
    ]


def test_a_set_is_signed_on_the_command_line_and_its_signature_is_told(made: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("c2pa", reason=WHY)
    own = signer(tmp_path / "own")
    assert run(["export", str(made.parent), "--preset", "wallet", "--sign", str(own.certificate), str(own.key)]) == 0
    assert "2 of 3 files are signed by Ada Lovelace (C2PA); that counts until " in capfd.readouterr().out
    assert run(["verify", str(made), "--verbose"]) == 0
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
