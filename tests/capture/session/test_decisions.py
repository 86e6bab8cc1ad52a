from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kept_shots import no_file_larger_than, shot

from capture.errors import SessionError
from capture.session import UNDECIDED, Decision, Decisions, Mark, Session, read_decisions
from capture.session.decisions import DECISIONS_NAME

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def sitting(tmp_path: Path) -> Path:
    folder = tmp_path / "sitting"
    with Session.open(folder, source="Camera 0", profile="classic") as session:
        session.keep(shot("straight"))
        session.keep(shot("smile", index=9))
    return folder


def test_nothing_is_decided_before_anybody_decides(sitting: Path) -> None:
    assert read_decisions(sitting) == {}
    assert not (sitting / DECISIONS_NAME).exists(), "who only looks leaves nothing behind"


def test_marks_and_notes_stay_and_photographs_are_not_touched(sitting: Path) -> None:
    before = {path.name: path.read_bytes() for path in (sitting / "shots").iterdir()}
    with Decisions(sitting) as decisions:
        decisions.mark("001_straight", Mark.REJECTED)
        decisions.note("002_smile", "  for the\nwebsite ")
        decisions.mark("002_smile", Mark.FAVOURITE)
    expected = {"001_straight": Decision(Mark.REJECTED), "002_smile": Decision(Mark.FAVOURITE, "for the website")}
    assert read_decisions(sitting) == expected
    with Decisions(sitting) as decisions:
        assert decisions.now == expected
        assert decisions.about("003_never") is UNDECIDED
    assert {path.name: path.read_bytes() for path in (sitting / "shots").iterdir()} == before


def test_undoing_goes_back_to_the_beginning_even_another_day(sitting: Path) -> None:
    with Decisions(sitting) as decisions:
        decisions.mark("001_straight", Mark.KEPT)
        decisions.mark("001_straight", Mark.KEPT)  # the same again is no second step
        decisions.mark("001_straight", Mark.REJECTED)
        decisions.note("002_smile", "crooked collar")
    with Decisions(sitting) as decisions:
        assert decisions.undo() == "002_smile"
        assert decisions.about("002_smile") == UNDECIDED
        assert decisions.undo() == "001_straight"
        assert decisions.about("001_straight").mark is Mark.KEPT
        assert decisions.undo() == "001_straight"
        assert decisions.undo() is None
        decisions.mark("002_smile", Mark.FAVOURITE)
    assert read_decisions(sitting) == {"002_smile": Decision(Mark.FAVOURITE)}


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("mark"), st.sampled_from(["a", "b"]), st.sampled_from([None, *Mark])),
        st.tuples(st.just("note"), st.sampled_from(["a", "b"]), st.text(max_size=8)),
        st.just(("undo", "", None)),
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(moves=MOVES)
def test_undo_is_the_inverse_of_whatever_came_before(sitting: Path, moves: list[tuple[str, str, object]]) -> None:
    (sitting / DECISIONS_NAME).unlink(missing_ok=True)
    history: list[dict[str, Decision]] = [{}]
    with Decisions(sitting) as decisions:
        for kind, name, value in moves:
            if kind == "undo":
                undone = decisions.undo()
                assert (undone is None) == (len(history) == 1)
                history = history[:-1] or history
            else:
                getattr(decisions, kind)(name, value)
                if decisions.now != history[-1]:
                    history.append(dict(decisions.now))
            assert decisions.now == history[-1]
    assert read_decisions(sitting) == history[-1]


def test_a_second_program_is_refused_and_may_read(sitting: Path) -> None:
    script = "import sys; from pathlib import Path; from capture.session import Decisions, read_decisions\nprint(read_decisions(Path(sys.argv[1])))\n"
    with Decisions(sitting) as decisions:
        decisions.mark("001_straight", Mark.KEPT)
        done = subprocess.run(
            [sys.executable, "-c", f"{script}Decisions(Path(sys.argv[1]))", str(sitting)], capture_output=True, text=True, check=False, timeout=60
        )
    assert "001_straight" in done.stdout
    assert "Another Northlight is writing to the sitting" in done.stderr
    with Decisions(sitting):
        pass


def test_a_sitting_under_way_can_not_be_decided_about(sitting: Path) -> None:
    with Session.open(sitting, source="Camera 0", profile="classic"), pytest.raises(SessionError, match="Another Northlight"):
        Decisions(sitting)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_what_was_decided_survives_a_kill(sitting: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from capture.session import Decisions, Mark\n"
        "decisions = Decisions(Path(sys.argv[1])); decisions.mark('001_straight', Mark.REJECTED); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(sitting)], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert read_decisions(sitting) == {"001_straight": Decision(Mark.REJECTED)}
    with Decisions(sitting) as decisions:
        assert decisions.undo() == "001_straight"


def test_a_line_that_was_cut_off_is_left_out_at_every_length(sitting: Path) -> None:
    path = sitting / DECISIONS_NAME
    with Decisions(sitting) as decisions:
        decisions.mark("001_straight", Mark.KEPT)
        first = path.stat().st_size
        decisions.mark("001_straight", Mark.REJECTED)
    whole = path.read_bytes()
    for length in range(first, len(whole)):
        path.write_bytes(whole[:length])
        assert read_decisions(sitting) == {"001_straight": Decision(Mark.KEPT)}
    with Decisions(sitting) as decisions:
        decisions.mark("002_smile", Mark.KEPT)
    assert read_decisions(sitting) == {"001_straight": Decision(Mark.KEPT), "002_smile": Decision(Mark.KEPT)}


def test_a_damaged_line_is_named(sitting: Path) -> None:
    (sitting / DECISIONS_NAME).write_text('{"event":"decided","shot":"001_straight","mark":"superb"}\n', encoding="utf-8")
    with pytest.raises(SessionError, match=r"Line 1 of .*decisions\.jsonl is damaged: .*superb"):
        read_decisions(sitting)
    with pytest.raises(SessionError, match=r"Line 1 of .*decisions\.jsonl is damaged"):
        Decisions(sitting)
    (sitting / DECISIONS_NAME).unlink()
    with Decisions(sitting):
        pass  # the refusal before let the folder go


@pytest.mark.skipif(sys.platform == "win32" or os.name != "posix", reason="size limits are POSIX")
def test_a_full_disk_is_told_and_what_was_refused_never_comes_back(sitting: Path) -> None:
    with Decisions(sitting) as decisions:
        decisions.mark("001_straight", Mark.KEPT)
        with no_file_larger_than((sitting / DECISIONS_NAME).stat().st_size + 10), pytest.raises(SessionError, match=DECISIONS_NAME):
            decisions.mark("001_straight", Mark.REJECTED)
        assert decisions.about("001_straight").mark is Mark.KEPT
        decisions.mark("002_smile", Mark.FAVOURITE)
    assert read_decisions(sitting) == {"001_straight": Decision(Mark.KEPT), "002_smile": Decision(Mark.FAVOURITE)}


def test_no_sitting_no_decisions(tmp_path: Path) -> None:
    with pytest.raises(SessionError, match="There is no sitting in"):
        Decisions(tmp_path)
    assert list(tmp_path.iterdir()) == []
