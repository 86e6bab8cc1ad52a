"""Opening a camera's HTTP address: what it answers, or in words why it does not."""

from __future__ import annotations

import http.client
import socket
import ssl
from typing import IO, TYPE_CHECKING, Any
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from capture.errors import CameraError

if TYPE_CHECKING:
    from capture.camera.address import Address

_LONGEST_HOST = 253
"""In letters (RFC 1035)."""
_SEE_APP = "See that the camera's app is running and serving, and that both devices are on the same network."

FOREIGN_ERRORS = (OSError, http.client.HTTPException, ValueError)
"""All that reading HTTP raises: ValueError comes from digest schemes that Python does not know, and from where a camera leads."""


_FAILURES: tuple[tuple[tuple[type[Exception], ...], str, str], ...] = (
    ((TimeoutError,), "{shown} has given no picture for {timeout_s:.0f} s.", _SEE_APP),
    ((ssl.SSLError,), "{shown} has no certificate that this computer trusts.", "Switch HTTPS off in the camera's app and use http://."),
    (
        (socket.gaierror,),
        "No computer or camera is called “{host}”.",
        "Check the address for typing errors, or use the numbers that the app shows.",
    ),
    (
        (ConnectionRefusedError,),
        "{shown} refused the connection: nothing serves there.",
        "Start the server in the camera's app, and check the port.",
    ),
    (
        (http.client.HTTPException, ConnectionError),
        "{shown} broke the connection off.",
        "Start the camera's stream again, and check the port and whether it is http or https.",
    ),
    ((OSError,), "{shown} can't be reached ({cause}).", _SEE_APP),
    (
        (ValueError,),
        "{shown} leads to an address that is none, or wants a kind of login that is not known here.",
        "Set the camera to Basic or Digest login, or to none.",
    ),
)
"""What went wrong, the special before the general: the kinds of error, what is said, and what to do."""


def open_http(address: Address, timeout_s: float) -> http.client.HTTPResponse:
    """Return the open answer of `address`, logged in by Basic or Digest where the address holds a user.

    Raises `CameraError` when nothing answers within `timeout_s`, or the answer is a refusal.
    """
    # A camera is on the local network: a proxy for the wide world would not find it.
    refusals = _Refusals()
    opener = request.build_opener(request.ProxyHandler({}), refusals, _AtHome(address), *_logins(address))
    try:
        answer = opener.open(request.Request(address.url, headers={"User-Agent": "northlight"}), timeout=timeout_s)  # noqa: S310 - parse_address let only http and https through
    except HTTPError as error:
        with error:
            raise _refused(address, error.code) from None
    except FOREIGN_ERRORS as error:
        raise unreachable(address, error, timeout_s) from None
    finally:
        refusals.close()
    if not isinstance(answer, http.client.HTTPResponse):
        answer.close()
        raise CameraError(f"{address.shown} led away from HTTP.", "Give the stream's own address.")
    return answer


def unreachable(address: Address, error: Exception, timeout_s: float) -> CameraError:
    """Return in words why a connection failed. The foreign error's own text is never shown: it may hold the address with its password."""
    reason = error.reason if isinstance(error, URLError) and isinstance(error.reason, Exception) else error
    for kinds, what, remedy in _FAILURES:
        if isinstance(reason, kinds):
            cause = getattr(reason, "strerror", None) or "network error"
            return CameraError(what.format(shown=address.shown, host=address.host, timeout_s=timeout_s, cause=cause), remedy)
    return CameraError(f"{address.shown} can't be read.", _SEE_APP)


class _Refusals(request.BaseHandler):
    """Keeps the answers that ask for a login, to close them: urllib logs in over a new connection and forgets the old one open."""

    handler_order = 100

    def __init__(self) -> None:
        self._answers: list[IO[bytes]] = []

    def http_error_401(self, _asked: request.Request, answer: IO[bytes], *_: object) -> None:
        """Keep `answer` and leave the rest to the handlers that log in."""
        self._answers.append(answer)

    def close(self) -> None:
        """Close all that was kept."""
        for answer in self._answers:
            answer.close()


class _AtHome(request.HTTPRedirectHandler):
    """Follows a camera that leads to another address of its own, and none that leads to another computer: nobody named that one."""

    def __init__(self, address: Address) -> None:
        self._address = address

    def redirect_request(self, *asked: Any) -> request.Request | None:  # noqa: ANN401 - urllib's own six, the new address last
        """Return what to ask next. Raises CameraError where that is another computer."""
        host = urlsplit(asked[-1]).hostname
        if host != self._address.host.lower():
            elsewhere = f"another computer, {host}" if host and host.isprintable() and len(host) <= _LONGEST_HOST else "an address that is none"
            raise CameraError(f"{self._address.shown} leads to {elsewhere}.", "Give the address that is meant, if you know it and trust it.")
        return super().redirect_request(*asked)


def _logins(address: Address) -> list[request.BaseHandler]:
    if address.user is None:
        return []
    passwords = request.HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, address.url, address.user, address.password)
    return [request.HTTPBasicAuthHandler(passwords), request.HTTPDigestAuthHandler(passwords)]


def _refused(address: Address, status: int) -> CameraError:
    meaning = http.client.responses.get(status, "unknown")
    remedy = _SEE_APP
    if status in {401, 403}:
        given = "a user and password that the camera takes" if address.user is not None else "the camera's user and password"
        remedy = f"Put {given} into the address: {address.scheme}://user:password@{address.host}/…"
    elif status in {404, 410}:
        remedy = "Check the path: IP Webcam and DroidCam serve /video, other apps /stream or /mjpg/video.mjpg."
    return CameraError(f"{address.shown} answered {status} ({meaning}).", remedy)
