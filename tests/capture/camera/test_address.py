from __future__ import annotations

import pytest

from capture.camera import open_source
from capture.camera.address import parse_address
from capture.errors import CameraError


def test_user_and_password_are_kept_apart_from_what_is_shown() -> None:
    address = parse_address("http://anna:p%40ss@cam.local:8080/video?token=s3cret")
    assert (address.user, address.password) == ("anna", "p@ss")
    assert address.url == "http://cam.local:8080/video?token=s3cret"
    assert address.shown == "http://cam.local:8080/video"
    assert (address.scheme, address.host, address.port) == ("http", "cam.local", 8080)
    assert "p%40ss" not in repr(address)
    assert "s3cret" not in repr(address)


def test_no_user() -> None:
    address = parse_address("rtsp://[fe80::1]:554/live")
    assert (address.user, address.password, address.host) == (None, "", "fe80::1")
    assert address.whole == address.url == address.shown == "rtsp://[fe80::1]:554/live"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("gopher://host/", "gopher"),
        ("http:///video", "names no host"),
        ("http://user:secret@host:99999/", "can't be read"),
        ("http://[::1/", "can't be read"),
    ],
)
def test_what_is_no_cameras_address(url: str, words: str) -> None:
    with pytest.raises(CameraError, match=words) as caught:
        open_source(url)
    assert "secret" not in str(caught.value)
