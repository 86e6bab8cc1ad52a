from __future__ import annotations

from http.client import HTTPConnection
from typing import TYPE_CHECKING

import av
import numpy as np
from phone import BOUNDARY, Phone, basic, clip_jpegs

if TYPE_CHECKING:
    from pathlib import Path

JPEGS = [b"\xff\xd8\xff one", b"\xff\xd8\xff two"]


def asked(phone: Phone, path: str, **headers: str) -> tuple[int, str, bytes]:
    talk = HTTPConnection("127.0.0.1", phone.port, timeout=5)
    talk.request("GET", path, headers=headers)
    answer = talk.getresponse()
    body = answer.read()
    talk.close()
    return answer.status, answer.headers["Content-Type"] or "", body


def test_the_stream_is_multipart_with_each_picture_in_turn() -> None:
    with Phone(JPEGS, fps=500, loop=False) as phone:
        status, kind, body = asked(phone, "/video")
        assert phone.requests == ["/video"]
        assert phone.sent == 2
    assert (status, kind) == (200, f"multipart/x-mixed-replace; boundary={BOUNDARY}")
    head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(JPEGS[0])}\r\n\r\n".encode()
    assert body == head + JPEGS[0] + b"\r\n" + head + JPEGS[1] + b"\r\n"


def test_habits_change_the_stream() -> None:
    with Phone(JPEGS, fps=500, drop_after=1, dashes=False, headers=False, preamble=b"hello", cut={0}) as phone:
        assert asked(phone, "/video")[2] == b"hello" + BOUNDARY.encode() + b"\r\n\r\n" + JPEGS[0][:3] + b"\r\n"


def test_one_picture_and_a_page_and_nothing() -> None:
    with Phone(JPEGS) as phone:
        assert asked(phone, "/shot.jpg") == (200, "image/jpeg", JPEGS[0])
        assert asked(phone, "/")[1] == "text/html; charset=utf-8"
        assert asked(phone, "/nothing")[0] == 404


def test_login() -> None:
    with Phone(JPEGS, fps=500, loop=False, login=("anna", "secret")) as phone:
        assert asked(phone, "/video")[0] == 401
        assert asked(phone, "/video", Authorization=basic("anna", "secret"))[0] == 200


def test_a_clip_as_jpegs(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "a.mp4"), "w") as container:
        stream = container.add_stream("mpeg4", rate=12)
        stream.width, stream.height, stream.pix_fmt = 32, 16, "yuv420p"
        for level in (50, 200):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.full((16, 32, 3), level, np.uint8), format="rgb24")))
        container.mux(stream.encode())
    jpegs, fps = clip_jpegs(tmp_path / "a.mp4")
    assert fps == 12
    assert [jpeg[:3] for jpeg in jpegs] == [b"\xff\xd8\xff"] * 2
