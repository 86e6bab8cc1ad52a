from __future__ import annotations

from threading import Event
from threading import enumerate as enumerate_threads
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest
from a_camera import EvenCamera
from small_session import small_session

from capture.errors import CameraError
from guidance.preview import Preview

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE = small_session(0.5, 4, (160, 90))


@pytest.fixture(autouse=True)
def _free() -> None:
    EvenCamera.held.clear()


def until(seen: Callable[[], bool]) -> None:
    give_up_s = monotonic() + 30
    while not seen():
        assert monotonic() < give_up_s
        sleep(0.01)


def test_it_shows_a_picture_and_lets_the_camera_go() -> None:
    preview = Preview("Camera 0", EvenCamera)
    until(lambda: preview.ready)
    assert (preview.name, preview.description) == ("Camera 0", "640×360 MJPG at 20 fps")
    began_s = monotonic()
    preview.close()
    assert monotonic() - began_s < 0.05, "whoever closes it does not wait for the device"
    preview.join()
    assert EvenCamera.held == set()
    assert preview.frames.closed
    assert preview.error is None


def test_the_next_one_waits_until_the_same_camera_is_free() -> None:
    first = Preview("Camera 0", EvenCamera)
    until(lambda: first.ready)
    first.close()
    second = Preview("Camera 0", EvenCamera, first)
    until(lambda: second.ready)
    second.close()
    second.join()
    assert EvenCamera.held == set()


def test_a_camera_that_opens_after_it_was_closed_is_let_go_again() -> None:
    may_open = Event()

    def slow(spec: str) -> EvenCamera:
        may_open.wait(20)
        return EvenCamera(spec)

    preview = Preview("Camera 0", slow)
    preview.close()
    may_open.set()
    preview.join(10)
    assert EvenCamera.held == set()
    assert not preview.ready


def test_what_can_not_be_opened_is_said() -> None:
    preview = Preview("none.mp4")
    preview.join(10)
    assert isinstance(preview.error, CameraError)
    assert not preview.ready


def test_a_camera_that_breaks_off_has_no_picture_any_more() -> None:
    class Breaking(EvenCamera):
        def __iter__(self):  # noqa: ANN204 - as its parent's
            yield next(super().__iter__())
            raise CameraError("It went away.", "Plug it in again.")

    preview = Preview("Camera 0", Breaking)
    preview.join(10)
    assert preview.frames.peek()[0] == 1
    assert str(preview.error) == "It went away. Plug it in again."
    assert not preview.ready


def test_files_are_shown_at_their_own_speed(tmp_path) -> None:  # noqa: ANN001 - pytest's own
    path = tmp_path / "small.toml"
    path.write_text(SAMPLE, encoding="utf-8")
    preview = Preview(str(path))
    until(lambda: preview.ready)
    began_s = monotonic()
    preview.join(10)
    assert monotonic() - began_s > 0.15
    assert preview.ready, "the last picture stays"


def test_its_feed_is_looked_at_beside_it_and_no_longer_than_it_is_open() -> None:
    preview = Preview("OBS Virtual Camera", EvenCamera, looked_at=True)
    until(lambda: preview.feed != "")
    assert preview.feed == "virtual camera: effects may be on", "there is no face to see more of"
    preview.close()
    preview.finish(10)
    assert "feed" not in {thread.name for thread in enumerate_threads()}
