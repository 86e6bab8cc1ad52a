"""What a set's photographs are worth for an identity document, where the sitting was scored for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from capture.session import IsoScore, KeptShot

NO_GUARANTEE = "no guarantee of acceptance"


def scored(shots: Iterable[KeptShot]) -> tuple[str, ...]:
    """Return a line for each shot that was scored: every score that was asked for, those that are short of it first, and that it guarantees nothing."""
    return tuple(_line(shot.id, asked) for shot in shots if (asked := [score for score in shot.sidecar.iso if score.asked is not None]))


def _line(name: str, asked: list[IsoScore]) -> str:
    short, enough = ([_told(score) for score in asked if score.short is is_short] for is_short in (True, False))
    parts = [f"short: {', '.join(short)}"] * bool(short) + [f"as asked: {', '.join(enough)}"] * bool(enough)
    return f"{name} by ISO/IEC 29794-5: {'; '.join(parts)}; {NO_GUARANTEE}."


def _told(score: IsoScore) -> str:
    return f"{score.measure} {'–' if score.score is None else score.score} of {score.asked}"
