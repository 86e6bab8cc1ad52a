from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from capture import audit
from capture.audit import portrait
from capture.errors import CameraError, SessionError
from capture.types import Tracking
from tests.audited import studio_portrait

if TYPE_CHECKING:
    from pathlib import Path

    from capture.types import Face, Frame


class Knows:
    """A tracker that knows where the face is, where there is one."""

    def __init__(self, face: Face | None = None) -> None:
        self._face = face

    def track(self, _: Frame) -> Tracking:
        return Tracking(self._face)

    def close(self) -> None:
        """Nothing is held."""


NOISE = np.random.default_rng(3).integers(0, 255, (240, 320, 3), np.uint8)


def test_every_kind_of_picture_is_audited_without_a_face(tmp_path: Path) -> None:
    picture = Image.fromarray(NOISE)
    kinds = {
        "cmyk.jpg": lambda file: picture.convert("CMYK").save(file),
        "deep.png": lambda file: Image.fromarray(NOISE[..., 0].astype(np.uint16) * 257).save(file),
        "moves.webp": lambda file: picture.save(file, save_all=True, append_images=[picture.rotate(90)], duration=100),
        "one.png": lambda file: Image.new("RGB", (1, 1)).save(file),
        "clear.png": lambda file: picture.convert("RGBA").save(file),
        "grey.jpg": lambda file: picture.convert("L").save(file),
        "flat.tiff": lambda file: Image.new("RGB", (400, 400), (80, 80, 80)).save(file),
    }
    found = {}
    for name, make in kinds.items():
        make(tmp_path / name)
        (line,) = audit.audit([str(tmp_path / name)], tracker=Knows())
        assert line.error is None, name
        assert line.audit is not None
        found[name] = line.audit
    assert found["cmyk.jpg"].portrait.converted_from == "CMYK"
    assert found["deep.png"].portrait.converted_from == "I;16"
    assert found["moves.webp"].portrait.pictures == 2
    assert found["one.png"].resolution is None
    assert found["grey.jpg"].quality is not None
    assert found["grey.jpg"].quality.subsampling == "grey"


def test_a_turned_jpegs_blocks_are_looked_for_as_it_is_stored(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(NOISE).save(tmp_path / "turned.jpg", exif=exif)
    taken = portrait.read(tmp_path / "turned.jpg", Knows())
    assert taken.rgb.shape[:2] == (320, 240)
    assert taken.luma.shape == (240, 320)


def test_what_cannot_be_read_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.fromarray(NOISE).save(out, "JPEG")
    (tmp_path / "cut.jpg").write_bytes(out.getvalue()[:400])
    (tmp_path / "words.png").write_text("words")
    (tmp_path / "good.jpg").write_bytes(out.getvalue())
    names = [str(tmp_path / name) for name in ("cut.jpg", "words.png", "not there.jpg", "", "good.jpg")]
    lines = list(audit.audit(names, tracker=Knows()))
    assert [line.error is None for line in lines] == [False, False, False, False, True]
    assert "no picture or is cut off" in str(lines[0].error)
    assert "is a folder" in str(lines[3].error)


def test_a_picture_too_large_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portrait, "MOST_PIXELS", 1000)
    Image.fromarray(NOISE).save(tmp_path / "large.png")
    with pytest.raises(CameraError, match="million pixels"):
        portrait.read(tmp_path / "large.png", Knows())


def test_a_face_gets_every_measure() -> None:
    found = audit.measured(studio_portrait())
    for part in ("texture", "corneas", "irises", "vergence", "boundaries", "proportions", "resolution", "blocks", "earlier"):
        assert getattr(found, part) is not None, part
    assert found.quality is None
    assert found.compared == ()


def test_no_sitting_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SessionError):
        list(audit.audit([], against=tmp_path / "nowhere", tracker=Knows()))
