"""Addresses of network cameras: their parts, and how they may be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

from capture.errors import CameraError

HTTP_SCHEMES = frozenset({"http", "https"})
STREAM_SCHEMES = frozenset({"rtsp", "rtsps", "rtmp", "rtp", "srt", "tcp", "udp"})


@dataclass(frozen=True, slots=True)
class Address:
    """A network camera's address. `url` holds no user and password, `whole` does; `shown` is what people and logs may see."""

    url: str = field(repr=False)
    scheme: str
    host: str
    port: int | None
    shown: str
    user: str | None = field(repr=False)
    password: str = field(repr=False)
    whole: str = field(repr=False)


def parse_address(url: str) -> Address:
    """Return the parts of `url`; `CameraError` when it is no address that a camera can have."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise CameraError("The camera's address can't be read: its host or port is wrong.", "Write it like http://192.168.1.7:8080/video.") from error
    if parts.scheme not in HTTP_SCHEMES | STREAM_SCHEMES:
        known = ", ".join(sorted(HTTP_SCHEMES | STREAM_SCHEMES))
        raise CameraError(f"“{parts.scheme}” is no kind of address that a camera has.", f"Known kinds: {known}.")
    if not host and parts.scheme not in {"udp", "rtp", "tcp"}:
        raise CameraError("The camera's address names no host.", "Write it like http://192.168.1.7:8080/video.")
    bare = _without_user(parts)
    user = unquote(parts.username) if parts.username is not None else None
    return Address(
        url=bare.geturl(),
        scheme=parts.scheme,
        host=host or "",
        port=port,
        # Some cameras take the password as a query, so that goes too.
        shown=bare._replace(query="", fragment="").geturl(),
        user=user,
        password=unquote(parts.password or ""),
        whole=url,
    )


def _without_user(parts: SplitResult) -> SplitResult:
    return parts._replace(netloc=parts.netloc.rpartition("@")[2])
