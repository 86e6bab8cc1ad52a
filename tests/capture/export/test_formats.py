from __future__ import annotations

from io import BytesIO

import av
import cv2
import numpy as np
import pytest
from kept_shots import cartoon
from picture_files import xmp_in
from PIL import Image, ImageCms
from PIL.JpegImagePlugin import get_sampling

from capture.errors import ExportError
from capture.export import formats
from capture.export.formats import Encoding, Format, encoded, srgb_profile
from capture.provenance import SourceType, xmp_packet
from guidance.cli.arguments import FORMATS

XMP = xmp_packet(SourceType.CAPTURE, "Northlight")
SMOOTH = np.asarray(cv2.GaussianBlur(cartoon(), (0, 0), 3), np.uint8)


def encoding(format_: Format, *, dpi: float = 206, quality: int | None = 95) -> Encoding:
    return Encoding(format=format_, quality=None if format_.always_lossless else quality, dpi=dpi, source_type=SourceType.CAPTURE, tool="Northlight")


def image(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


@pytest.mark.parametrize("format_", Format)
def test_every_format_holds_pixels_profile_size_and_provenance(format_: Format) -> None:
    data = encoded(SMOOTH, encoding(format_))
    read = image(data)
    assert read.format == format_.name
    assert read.info["icc_profile"] == srgb_profile()
    assert xmp_in(data) == XMP, "read by a walk through the file's own structure"
    dpi = read.info["dpi"][0] if "dpi" in read.info else read.getexif()[282]
    assert dpi == pytest.approx(206, abs=0.02)
    off = np.abs(np.asarray(read.convert("RGB"), int) - SMOOTH).mean()
    assert off == 0 if format_.always_lossless else off < 1.5


@pytest.mark.parametrize("format_", Format)
def test_another_reader_sees_the_same_pixels(format_: Format) -> None:
    data = encoded(SMOOTH, encoding(format_))
    if format_ is Format.AVIF:  # OpenCV's wheels know no AVIF
        with av.open(BytesIO(data)) as file:
            frame = next(file.decode(video=0))
        assert frame.format.name == "yuv444p"
        seen = frame.to_ndarray(format="rgb24")
    else:
        seen = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)[:, :, ::-1]
    assert seen.shape == SMOOTH.shape
    assert np.abs(seen.astype(int) - np.asarray(image(data).convert("RGB"), int)).mean() < 0.5


@pytest.mark.parametrize("format_", Format)
def test_the_last_step_of_a_receipt_is_the_whole_encoding(format_: Format) -> None:
    how = encoding(format_, quality=88)
    parameters = how.operation.parameters
    assert Encoding.of(parameters) == how
    assert encoded(SMOOTH, Encoding.of(parameters)) == encoded(SMOOTH, how)
    assert parameters["xmp_source_type"] == SourceType.CAPTURE.value
    assert ("quality" in parameters) is not format_.always_lossless


def test_a_receipt_of_another_effort_is_followed() -> None:
    for format_, other in ((Format.PNG, 1), (Format.WEBP, 0), (Format.AVIF, 10)):
        parameters = encoding(format_).operation.parameters
        assert Encoding.of({**parameters, "effort": other}).effort == other
        assert encoded(SMOOTH, Encoding.of({**parameters, "effort": other})) != encoded(SMOOTH, encoding(format_))
    assert "effort" not in encoding(Format.JPEG).operation.parameters


def test_a_receipt_that_does_not_tell_the_encoding_is_refused() -> None:
    for spoilt in ({}, {"format": "BMP", "lossless": True, "dpi": 72}, {**encoding(Format.PNG).operation.parameters, "xmp_source_type": "x"}):
        with pytest.raises(ExportError, match="does not say how the file was encoded"):
            Encoding.of(spoilt)


def test_a_jpeg_has_full_colour_resolution_and_no_exif() -> None:
    read = image(encoded(SMOOTH, encoding(Format.JPEG)))
    assert get_sampling(read) == 0, "4:4:4"
    assert not read.getexif()


def test_webp_without_loss_is_every_pixel() -> None:
    assert np.array_equal(np.asarray(image(encoded(cartoon(), encoding(Format.WEBP, quality=None)))), cartoon())


def test_what_exif_tells_is_the_print_size_and_nothing_else() -> None:
    for format_ in (Format.WEBP, Format.AVIF):
        assert set(image(encoded(SMOOTH, encoding(format_))).getexif()) == {282, 283, 296}


def test_without_the_coder_avif_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats.features, "check", lambda _: False)
    with pytest.raises(ExportError, match=r"AVIF can't be written.*Choose another format"):
        encoded(SMOOTH, encoding(Format.AVIF))


def test_the_profile_is_srgb_and_the_same_every_time() -> None:
    profile = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    assert "sRGB" in ImageCms.getProfileDescription(profile)
    assert srgb_profile()[24:36] == bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    assert encoded(cartoon(), encoding(Format.PNG)) == encoded(cartoon(), encoding(Format.PNG))


def test_the_noisiest_picture_fits() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (900, 1200, 3), dtype=np.uint8)
    data = encoded(noise, encoding(Format.JPEG))
    assert image(data).size == (1200, 900)
    assert len(data) > 1200 * 900 * 2


def test_the_command_line_knows_each_format() -> None:
    assert tuple(Format) == FORMATS
