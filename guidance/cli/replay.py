"""`northlight replay`: a past sitting judged again by another profile, as lines of text."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from capture.errors import SessionError
from capture.session import Session, read_decisions
from guidance.past import profile_of
from guidance.replay import replay as judged_again
from guidance.replay import unmet

if TYPE_CHECKING:
    from pathlib import Path

    from capture.session import Decision
    from guidance.profile import Profile
    from guidance.replay import Judged

COLUMNS = 110
_NAME, _LOOK = 24, 20


def replay(folder: Path, name: str | None) -> int:
    """Print what the profile of that name, else the sitting's own, says of each photograph in `folder`, and return the exit code."""
    session = Session.read(folder)
    if not session.shots:
        raise SessionError(f"The sitting in {folder} has no photograph to judge. {' '.join(session.damaged)}".rstrip(), "Take some first: northlight.")
    profile = profile_of(session.info, name)
    judged = judged_again(session.shots, profile)
    for line in lines(judged, profile, session.info.profile, read_decisions(folder)):
        print(line)
    for damaged in session.damaged:
        print(f"Left out: {damaged}")
    return 2 if session.damaged else 0


def lines(judged: tuple[Judged, ...], profile: Profile, before: str, decisions: dict[str, Decision]) -> list[str]:
    """Return the table, and below it what would have been kept."""
    kept = [each for each in judged if each.kept]
    table = [f"Judged by {profile.title}; the sitting was held by {before}.", f"{'photograph':{_NAME}}{'as look':{_LOOK}}{'was':>4}{'now':>5}  would be"]
    for each in judged:
        table += _row(each, decisions)
    lacking = ", ".join(look.title for look in unmet(judged, profile))
    told = [f"{len(kept)} of {len(judged)} would be kept."]
    told += [f"Not met by any of them: {lacking}."] if lacking else [f"Each of the {len(profile.looks)} looks is met."]
    return [*table, "", *told, "Only frames that were kept are judged: what was passed over then is not stored."]


def _row(each: Judged, decisions: dict[str, Decision]) -> list[str]:
    """Return a photograph's line, and more where the reasons need them."""
    sidecar, now = each.shot.sidecar, each.verdict.score
    decided = decisions[each.shot.id].mark if each.shot.id in decisions else None
    begin = f"{each.shot.id:{_NAME - 1}.{_NAME - 1}} {each.look.name:{_LOOK - 1}.{_LOOK - 1}} {sidecar.score * 100:4.0f}{now * 100:5.0f}  "
    words = "kept" if each.kept else f"passed over: {'; '.join(each.verdict.misses)}"
    told = textwrap.wrap(f"{words}{f' (you: {decided})' if decided else ''}", COLUMNS - len(begin))
    return [f"{begin}{told[0]}", *(" " * len(begin) + line for line in told[1:])]
