"""Cameras at an address that answer what no camera does: for a live source, over loopback."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from fuzz.bombs import many_scans, png_of, sized_jpeg, whole_grey_jpeg
from fuzz.case import STREAM, Case
from fuzz.hostile import damaged
from fuzz.pictures import a_jpeg, plain
from fuzz.videos import clip

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from fuzz.case import Place

MARK = b"frame"
KIND = b"multipart/x-mixed-replace; boundary=" + MARK
HERE = b"@@HERE@@"
"""Stands for the server's own host and port in what it answers."""


def stream(chance: Random, place: Place) -> Case:
    """Return a camera whose pictures are damaged or bombs, whose answer's head is odd, or that speaks of something else; what it sends lies in a file."""
    way = chance.choice(("damaged", "damaged", "damaged", "parts", "parts", "head", "head", "other", "rtsp"))
    scheme = "http"
    match way:
        case "damaged":
            what, data = damaged(chance, answer(KIND, parts([a_jpeg()] * 4)))
        case "parts":
            names = chance.sample(sorted(PARTS), 2)
            what, data = " and ".join(names), answer(KIND, parts([a_jpeg(), *(PARTS[name]() for name in names), a_jpeg()]))
        case "head":
            what, head = chance.choice(HEADS)
            data = head + b"\r\n\r\n" + parts([a_jpeg()] * 2)
        case "other":
            what, kind, body = chance.choice(OTHERS)
            whole = body()
            if chance.random() < 0.3:
                done, whole = damaged(chance, whole)
                what = f"{what}, {done}"
            data = answer(kind, whole)
        case _:
            scheme, (what, data) = "rtsp", chance.choice(RTSP)
    path = place.inputs / "answer"
    path.write_bytes(data)
    return Case(what=f"{way}: {what}", arguments=[STREAM, scheme, str(path)], names="127.0.0.1")


def answer(kind: bytes, body: bytes) -> bytes:
    """Return an HTTP answer of that content type."""
    return b"HTTP/1.0 200 OK\r\nContent-Type: " + kind + b"\r\n\r\n" + body


def parts(pictures: list[bytes]) -> bytes:
    """Return the pictures as a camera's server sends them."""
    return b"".join(b"--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n" % (MARK, len(each), each) for each in pictures)


PARTS: dict[str, Callable[[], bytes]] = {
    "a picture that claims 65500×65500": lambda: sized_jpeg(65_500, 65_500),
    "a picture that claims 13300×13300": lambda: sized_jpeg(13_300, 13_300),
    "a picture that claims 0×0": lambda: sized_jpeg(0, 0),
    "20000×20000 grey": whole_grey_jpeg,
    "a thousand scans": lambda: many_scans(1000),
    "a PNG": lambda: png_of(64, 64),
    "nothing": bytes,
    "zeroes": lambda: bytes(1 << 20),
    "marks": lambda: b"\xff\xd8\xff" * 100_000,
    "heads without end": lambda: b"\xff\xd8\xff\xe0\x00\x02" + b"\xff\xe0\x00\x02" * 100_000,
    "a picture of CMYK": lambda: plain(".jpg", mode="CMYK"),
    "a picture of grey": lambda: plain(".jpg", mode="L"),
    "the boundary": lambda: (b"--" + MARK + b"\r\n") * 50_000,
    "70 MB without an end": cache(lambda: a_jpeg()[:-2] + b"\x55" * (70 << 20)),
}

HEADS: tuple[tuple[str, bytes], ...] = (
    ("nothing at all", b""),
    ("no HTTP", b"hello"),
    ("many lines", b"HTTP/1.0 200 OK\r\n" + b"X: y\r\n" * 200),
    ("one long line", b"HTTP/1.0 200 OK\r\nContent-Type: " + KIND + b"\r\nX: " + b"y" * 100_000),
    ("status 999", b"HTTP/1.0 999 \x1b[31mred\x07"),
    ("status x", b"HTTP/1.0 x OK"),
    ("no status", b"HTTP/1.1"),
    ("version 9", b"HTTP/9.9 200 OK\r\nContent-Type: " + KIND),
    ("negative length", b"HTTP/1.0 200 OK\r\nContent-Length: -5\r\nContent-Type: " + KIND),
    ("length of letters", b"HTTP/1.0 200 OK\r\nContent-Length: many\r\nContent-Type: " + KIND),
    ("broken chunks", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: " + KIND),
    ("a long boundary", b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=" + b"b" * 50_000),
    ("an empty boundary", b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary="),
    ("an odd boundary", b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary*=utf-8''%ff%00"),
    ("a kind that colours", b"HTTP/1.0 200 OK\r\nContent-Type: text/\x1b[31mred\x07\xe2\x80\xae"),
    ("a kind in UTF-8", "HTTP/1.0 200 OK\r\nContent-Type: text/\u202egpj\u0301".encode()),
    ("a long kind", b"HTTP/1.0 200 OK\r\nContent-Type: text/" + b"x" * 60_000),
    ("a picture", b"HTTP/1.0 200 OK\r\nContent-Type: image/\x1b[2J"),
    ("round in a circle", b"HTTP/1.0 302 Found\r\nLocation: http://" + HERE + b"/"),
    ("leads elsewhere", b"HTTP/1.0 302 Found\r\nLocation: http://elsewhere.invalid/\x1b[31m"),
    ("leads to a file", b"HTTP/1.0 302 Found\r\nLocation: file:///etc/passwd"),
    ("leads nowhere", b"HTTP/1.0 302 Found\r\nLocation: http://[::"),
    ("leads by FTP", b"HTTP/1.0 302 Found\r\nLocation: ftp://" + HERE + b"/x"),
    ("wants an odd login", b"HTTP/1.0 401 No\r\nWWW-Authenticate: Digest \x1b[31m"),
    ("wants no known login", b"HTTP/1.0 401 No\r\nWWW-Authenticate: NTLM realm=x"),
    ("packed", b"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: " + KIND),
)

_LIST = b"#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n%s\n#EXT-X-ENDLIST\n"

OTHERS: tuple[tuple[str, bytes, Callable[[], bytes]], ...] = (
    ("an MP4", b"video/mp4", lambda: clip(".mp4")),
    ("an MKV", b"video/x-matroska", lambda: clip(".mkv")),
    ("noise", b"application/octet-stream", lambda: bytes(range(256)) * 400),
    ("no kind", b"", lambda: clip(".mjpeg")),
    ("a list of a file", b"application/vnd.apple.mpegurl", lambda: _LIST % b"file:///etc/passwd"),
    ("a list of itself", b"application/vnd.apple.mpegurl", lambda: _LIST % (b"http://" + HERE + b"/")),
    ("a list of nothing", b"application/vnd.apple.mpegurl", lambda: _LIST % b""),
    ("text", b"text/plain", lambda: b"hello\n" * 1000),
    ("JSON", b"application/json", lambda: b'{"a": 1}'),
)

_SDP = b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:track1\r\n"
RTSP: tuple[tuple[str, bytes], ...] = (
    ("nothing", b""),
    ("HTTP", answer(KIND, b"")),
    ("noise", bytes(range(256)) * 40),
    ("fine, and nothing more", b"RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n"),
    ("what nobody asked", b"RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 4000000000\r\nContent-Type: application/sdp\r\n\r\n" + _SDP),
    ("a login", b"RTSP/1.0 401 No\r\nCSeq: 1\r\nWWW-Authenticate: Digest realm=\x1b[31m\r\n\r\n"),
    ("elsewhere", b"RTSP/1.0 302 Moved\r\nCSeq: 1\r\nLocation: rtsp://elsewhere.invalid/\r\n\r\n"),
)
