from __future__ import annotations

import socket
import time
from contextlib import closing

import pytest

from capture.camera import is_away
from capture.camera.address import parse_address
from capture.camera.knock import KNOCK_S, answers


def test_whoever_listens_is_there_and_else_nobody_is() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
        for scheme in ("http", "rtsp"):
            assert answers(parse_address(f"{scheme}://anna:s3cret@127.0.0.1:{port}/video"))
            assert not is_away(f"{scheme}://127.0.0.1:{port}/video")
    assert not answers(parse_address(f"http://127.0.0.1:{port}/video"))
    assert is_away(f"http://127.0.0.1:{port}/video")


def test_one_that_never_answers_costs_a_moment() -> None:
    with closing(socket.socket()) as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        callers = [socket.socket() for _ in range(4)]
        for caller in callers:  # whoever calls now is not heard: there is no room to wait in
            caller.setblocking(False)
            caller.connect_ex(full.getsockname())
        began_s = time.monotonic()
        assert not answers(parse_address(f"http://127.0.0.1:{full.getsockname()[1]}/video"))
        assert KNOCK_S <= time.monotonic() - began_s < KNOCK_S + 1
        for caller in callers:
            caller.close()


@pytest.mark.parametrize("spec", ["tcp://127.0.0.1:9/", "udp://0.0.0.0:9000", "0", "Integrated Camera", "clip.mp4", "file:///clip.mp4"])
def test_where_it_can_not_be_asked_it_may_be_there(spec: str) -> None:
    assert not is_away(spec)
