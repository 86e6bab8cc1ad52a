from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reviewed import taken
from textual.app import App, ComposeResult
from textual.events import MouseScrollUp

from capture.session import Session
from guidance.review import Review
from guidance.widgets.shot_list import ShotList

if TYPE_CHECKING:
    from pathlib import Path


class Listing(App[None]):
    CSS = "ShotList { height: 5; }"

    def __init__(self, review: Review) -> None:
        super().__init__()
        self.review = review
        self.pointed: list[int] = []

    def compose(self) -> ComposeResult:
        yield ShotList(self.review)

    def on_shot_list_pointed(self, message: ShotList.Pointed) -> None:
        self.pointed.append(message.place)


@pytest.fixture
def review(tmp_path: Path) -> Review:
    with Session.open(tmp_path, source="x", profile="classic") as session:
        for index in range(12):
            session.keep(taken("straight", index=index))
    return Review(tmp_path)


async def test_the_one_that_is_looked_at_is_always_in_view(review: Review) -> None:
    app = Listing(review)
    async with app.run_test(size=(40, 10)) as pilot:
        for place in range(12):
            review.go_to(place)
            await pilot.pause()
            lines = app.query_one(ShotList).render().plain.split("\n")
            assert len(lines) == 5
            assert [line[0] for line in lines].count("▶") == 1
            assert f"{place + 1:03d}" in next(line for line in lines if line.startswith("▶"))
    review.close()


async def test_the_mouse_points_at_what_stands_there(review: Review) -> None:
    app = Listing(review)
    async with app.run_test(size=(40, 10)) as pilot:
        review.go_to(11)
        await pilot.click(ShotList, offset=(4, 0))
        await pilot._post_mouse_events([MouseScrollUp], ShotList, offset=(4, 1))
        await pilot.pause()
    assert app.pointed == [7, 10]
    review.close()
