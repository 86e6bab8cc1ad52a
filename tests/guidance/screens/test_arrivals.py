from __future__ import annotations

import asyncio
from threading import Thread, get_ident
from typing import TYPE_CHECKING

from textual.app import App
from textual.screen import Screen

from capture.mailbox import Latest
from guidance.screens.arrivals import Arrivals

if TYPE_CHECKING:
    from collections.abc import Callable


class Watching(Screen[None]):
    def __init__(self, latest: Latest[int], take: Callable[[Watching], None]) -> None:
        super().__init__()
        self._latest, self._taken = latest, take

    def on_mount(self) -> None:
        self.arrivals = Arrivals(self, self._latest, lambda: self._taken(self))


class Broken(App[None]):
    broken: Exception | None = None

    def _handle_exception(self, error: Exception) -> None:
        self.broken = error
        self.exit()


async def watching(latest: Latest[int], take: Callable[[Watching], None], app: App[None]) -> Watching:
    screen = Watching(latest, take)
    await app.push_screen(screen)
    return screen


async def settled() -> None:
    for _ in range(3):
        await asyncio.sleep(0)


async def test_what_is_there_and_what_comes_from_other_threads_is_taken_on_the_screens_own() -> None:
    latest: Latest[int] = Latest()
    latest.put(1)
    taken: list[tuple[int | None, int, App[object]]] = []
    app: App[None] = App()
    async with app.run_test():
        await watching(latest, lambda screen: taken.append((latest.peek()[1], get_ident(), screen.app)), app)
        assert taken == [(1, get_ident(), app)]
        for value in (2, 3):
            other = Thread(target=latest.put, args=(value,))
            other.start()
            other.join()
        await settled()
        assert taken[1:] == [(3, get_ident(), app)], "two that came while the screen was busy are one call"
        latest.close()
        await settled()
        assert len(taken) == 3, "the end is told as well"


async def test_nothing_is_taken_any_more_once_it_stopped_nor_when_the_app_has_gone() -> None:
    latest: Latest[int] = Latest()
    taken: list[int | None] = []
    app: App[None] = App()
    async with app.run_test():
        screen = await watching(latest, lambda _: taken.append(latest.peek()[1]), app)
        latest.put(1)
        screen.arrivals.stop()
        latest.put(2)
        await settled()
    assert taken == [None]


def test_whoever_gives_something_after_the_apps_end_is_not_held_up() -> None:
    latest: Latest[int] = Latest()
    taken: list[int | None] = []

    async def run() -> None:
        app: App[None] = App()
        async with app.run_test():
            await watching(latest, lambda _: taken.append(latest.peek()[1]), app)

    asyncio.run(run())
    latest.put(1)
    assert taken == [None]


async def test_what_breaks_goes_through_the_apps_own_door() -> None:
    latest: Latest[int] = Latest()

    def take(_: Watching) -> None:
        if latest.peek()[1] is not None:
            raise ZeroDivisionError

    app = Broken()
    async with app.run_test():
        await watching(latest, take, app)
        latest.put(1)
        await settled()
    assert isinstance(app.broken, ZeroDivisionError)
