"""Past sittings for tests: drawn heads with made-up readings, no two alike unless asked."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from stat import S_IMODE
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from kept_shots import shot
from readings import reading

from capture.session import KeptShot, Session, Sidecar
from capture.types import Cause

if TYPE_CHECKING:
    from capture.types import Shot


def taken(look: str, *, index: int = 7, score: float = 0.875, misses: tuple[str, ...] = (), **parts: Any) -> Shot:  # noqa: ANN401 - as `reading` takes them
    """Return a photograph of that look, of a good reading with parts changed."""
    one = shot(look, index=index)
    observation = replace(one.observation, reading=reading(index, index / 4, **parts))
    return replace(one, observation=observation, score=score, misses=misses, cause=Cause.ASKED if misses else Cause.MOMENT)


def a_sitting(folder: Path, profile: str = "classic") -> Path:
    """Write a sitting of four photographs, of three looks, the second nearly the same as the first, and return its folder."""
    for name, mode, content in _written(profile):
        path = folder / name
        if content is None:
            path.mkdir(parents=True)
        else:
            path.write_bytes(content)
        path.chmod(mode)
    return folder


@lru_cache
def _written(profile: str) -> list[tuple[Path, int, bytes | None]]:
    """Return every folder and file of the sitting with its mode, a folder before what is in it: its pictures are drawn and packed once."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "sitting"
        with Session.open(folder, source="Camera 0", profile=profile) as session:
            session.keep(taken("straight", index=1, score=0.95))
            session.keep(taken("straight", index=2, score=0.91, pose={"yaw_deg": 1.0}))
            session.keep(taken("smile", index=3, score=0.93, expression={"smile_frac": 0.7}))
            misses = ("Turn 12° where 17 to 38 was asked",)
            session.keep(taken("three-quarter-left", index=4, score=0.82, misses=misses, pose={"yaw_deg": 12.0}))
        return [
            (path.relative_to(folder), S_IMODE(path.stat().st_mode), None if path.is_dir() else path.read_bytes())
            for path in [folder, *sorted(folder.rglob("*"))]
        ]


def kept(number: int, look: str, score: float, **parts: Any) -> KeptShot:  # noqa: ANN401 - as `reading` takes them
    """Return a photograph as if it were on the disk, without a file."""
    name = f"{number:03d}_{look}"
    sidecar = Sidecar(
        format=1, number=number, look=look, cause=Cause.MOMENT, score=score, reasons=(), misses=(), index=number, t_s=float(number),
        reading=reading(number, **parts), features=None, image=f"{name}.png", image_sha256="", pixels_sha256="", width_px=64, height_px=48,
    )
    return KeptShot(Path(f"{name}.json"), sidecar)
