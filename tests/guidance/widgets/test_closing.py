from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from screen_samples import LOOKS, snapshot
from textual.app import App, ComposeResult

from guidance.snapshot import LookState, Phase
from guidance.widgets.closing import Closing

if TYPE_CHECKING:
    from guidance.snapshot import Snapshot

FOLDER = "/home/ada/Pictures/Northlight/2026-11-22_14-03-12"


class ClosingApp(App[None]):
    CSS = "Closing { width: 1fr; height: 1fr; text-align: center; }"

    def __init__(self, *, set_follows: bool) -> None:
        super().__init__()
        self._set_follows = set_follows

    def compose(self) -> ComposeResult:
        yield Closing(FOLDER, set_follows=self._set_follows)


async def words(of: Snapshot, columns: int = 70, *, set_follows: bool = False) -> list[str]:
    app = ClosingApp(set_follows=set_follows)
    async with app.run_test(size=(columns, 14)) as pilot:
        closing = app.query_one(Closing)
        assert not closing.display, "there is nothing to say before the end"
        closing.show(of)
        await pilot.pause()
        return [strip.text.strip() for strip in app.screen._compositor.render_strips()]


@pytest.mark.parametrize("columns", [40, 50, 70])
async def test_the_folder_is_told_from_home_and_broken_between_folders_only(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/ada"))
    lines = await words(snapshot(phase=Phase.DONE), columns)
    text = "".join(lines)
    assert "~/Pictures/Northlight/2026-11-22_14-03-12" in text
    assert "northlight export ~/Pictures/Northlight/2026-11-22_14-03-12" in text
    assert "/home/ada" not in text
    assert all(line.endswith(("/", "12")) for line in lines if "~/" in line or "Northlight/" in line)


async def test_what_follows_is_not_asked_for_twice() -> None:
    met = snapshot(phase=Phase.DONE, looks=tuple(replace(look, state=LookState.DONE) for look in LOOKS))
    text = "\n".join(await words(met, set_follows=True))
    assert "Done: 4 photographs kept in" in text
    assert "the finished set is made" in text
    assert "northlight export" not in text


async def test_nothing_kept_and_not_saved_are_said_first() -> None:
    nothing = snapshot(phase=Phase.DONE, looks=tuple(replace(look, shots=0) for look in LOOKS))
    assert "No photograph was kept." in await words(nothing)
    assert "1 photograph is not saved there." in await words(snapshot(phase=Phase.DONE, unsaved=1))
    still = snapshot(phase=Phase.DONE, looks=tuple(replace(look, shots=0) for look in LOOKS))
    assert "The last photograph is being written…" in await words(replace(still, writing=1))
    assert "2 photographs are being written…" in await words(replace(still, writing=2))
