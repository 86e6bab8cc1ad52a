from __future__ import annotations

import re
from pathlib import Path

import pytest

from guidance.cli.arguments import COMMANDS, UsageError, parse


def test_a_sitting_is_meant_where_no_command_is_named() -> None:
    assert parse([]).command == "sit"
    assert parse(["--headless", "--camera", "1"]).command == "sit"
    assert parse(["sit", "--headless"]).headless is True


def test_all_that_a_sitting_takes() -> None:
    options = parse(["sit", "--camera", "http://phone:8080/video", "--profile", "mine.toml", "--session", "there", "--no-voice", "--watch", "--hfov", "65"])
    assert (options.camera, options.profile, options.session) == ("http://phone:8080/video", "mine.toml", Path("there"))
    assert parse(["rehearse", "--profile", "team", "--like", "first"]).like == Path("first")
    assert (options.no_voice, options.watch, options.hfov, options.headless, options.go) == (True, True, 65.0, False, False)
    assert (parse(["--go"]).go, parse([]).profile, parse([]).camera) == (True, None, None)


def test_all_that_a_rehearsal_takes() -> None:
    options = parse(["rehearse"])
    assert (options.name, options.tracker, options.list, options.watch, options.hfov) == ("all-right", "mediapipe", False, False, None)
    options = parse(["rehearse", "talker", "--tracker", "studio", "--session", "there", "--headless", "--no-voice"])
    assert (options.name, options.tracker, options.session, options.headless, options.no_voice) == ("talker", "studio", Path("there"), True, True)


def test_analyse_and_export() -> None:
    options = parse(["analyse", "a.jpg", "b.mp4", "--json", "--every", "5"])
    assert (options.path, options.json, options.every, options.iso) == (["a.jpg", "b.mp4"], True, 5, False)
    assert parse(["analyse", "a.jpg", "--iso"]).iso is True
    options = parse(["export", "there", "--to", "here", "--preset", "linkedin", "--preset", "8x10"])
    assert (options.session, options.to, options.preset) == (Path("there"), Path("here"), ["linkedin", "8x10"])
    assert options.sign is None
    assert parse(["export", "there", "--sign", "cert.pem", "key.pem"]).sign == [Path("cert.pem"), Path("key.pem")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("analize a.jpg", "There is no command 'analize'. Did you mean 'analyse'?"),
        ("export there --sign cert.pem", "Argument --sign: expected 2 arguments. See: northlight export --help"),
        ("analyse", "The following arguments are required: PATH. See: northlight analyse --help"),
        ("analyse a.jpg --every 0", "Argument --every: '0' is not a whole number from 1. See: northlight analyse --help"),
        ("--hfov 400", "Argument --hfov: '400' is not an angle between 5 and 170 degrees. See: northlight sit --help"),
        ("--cammera 1", "Unrecognized arguments: --cammera 1. See: northlight --help"),
    ],
)
def test_what_cant_be_understood_is_one_line_with_the_remedy(line: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(line.split())
    assert str(caught.value) == said


def test_help_lists_what_exists(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(["--help"])
    assert caught.value.code == 0
    told = capsys.readouterr().out
    for command in COMMANDS:
        assert re.search(rf"^    {command}\s", told, re.MULTILINE)
