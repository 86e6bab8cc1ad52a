from __future__ import annotations

import socket
import ssl
from hashlib import md5
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.error import URLError
from urllib.parse import quote, unquote
from urllib.request import parse_keqv_list

import pytest

from capture.camera.address import parse_address
from capture.camera.http_answer import open_http, unreachable
from capture.errors import CameraError

ADDRESS = parse_address("http://anna:s3cret@cam.local/video?key=s3cret")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (TimeoutError("timed out"), "given no picture for 5 s"),
        (URLError(TimeoutError()), "given no picture for 5 s"),
        (URLError(ssl.SSLCertVerificationError("self-signed")), "certificate"),
        (URLError(socket.gaierror(-2, "unknown")), "called “cam.local”"),
        (URLError(ConnectionRefusedError()), "refused the connection"),
        (ConnectionResetError(), "broke the connection off"),
        (URLError(OSError(113, "No route to host")), "No route to host"),
        (URLError("strange"), "can't be reached"),
        (ValueError("s3cret scheme"), "kind of login"),
    ],
)
def test_each_failure_in_words_without_the_password(error: Exception, words: str) -> None:
    told = unreachable(ADDRESS, error, 5)
    assert words in told.what
    assert told.remedy.endswith(".")
    assert "s3cret" not in str(told)


class DigestCamera(BaseHTTPRequestHandler):
    """Lets in who knows the password, by RFC 2617 digest without qop."""

    def do_GET(self) -> None:
        told = self.headers.get("Authorization", "")
        given = parse_keqv_list(told.removeprefix("Digest ").split(", ")) if told.startswith("Digest ") else {}
        who = md5(b"anna:cam:s3cret", usedforsecurity=False).hexdigest()
        what = md5(f"GET:{self.path}".encode(), usedforsecurity=False).hexdigest()
        right = md5(f"{who}:n0nce:{what}".encode(), usedforsecurity=False).hexdigest()
        self.send_response(200 if given.get("response") == right else 401)
        if given.get("response") != right:
            self.send_header("WWW-Authenticate", 'Digest realm="cam", nonce="n0nce"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def digest_camera() -> HTTPServer:
    server = HTTPServer(("127.0.0.1", 0), DigestCamera)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server


def test_login_by_digest() -> None:
    with digest_camera() as server:
        with open_http(parse_address(f"http://anna:s3cret@127.0.0.1:{server.server_port}/video?a=1"), 2) as answer:
            assert answer.status == 200
        with pytest.raises(CameraError, match="401"):
            open_http(parse_address(f"http://anna:wrong@127.0.0.1:{server.server_port}/video"), 2)
        server.shutdown()


class MovedCamera(BaseHTTPRequestHandler):
    """Leads wherever the path says, and answers at /here."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/here" else 302)
        if self.path != "/here":
            self.send_header("Location", unquote(self.path.removeprefix("/to/")))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def test_a_camera_may_lead_elsewhere_on_itself_and_to_no_other_computer() -> None:
    with HTTPServer(("127.0.0.1", 0), MovedCamera) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        camera = f"http://127.0.0.1:{server.server_port}/to/"
        with open_http(parse_address(f"{camera}/here"), 2) as answer:
            assert answer.status == 200
        for there, words in (
            ("http://cam.invalid/here", "leads to another computer, cam.invalid"),
            ("//localhost/here", "leads to another computer, localhost"),
            ("file:///etc/hostname", "answered 302"),
            ("http://[::1/", "leads to an address that is none"),
            ("http://a%1b[31m/", "leads to an address that is none"),
            (f"http://{'x' * 300}/", "leads to an address that is none"),
        ):
            with pytest.raises(CameraError, match=words):
                open_http(parse_address(camera + quote(there, safe="")), 2)
        server.shutdown()
