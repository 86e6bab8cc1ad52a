from __future__ import annotations

from io import BytesIO

import cv2
import numpy as np
import pytest
from kept_shots import cartoon, jpeg_of
from PIL import Image, ImageCms
from PIL.JpegImagePlugin import get_sampling

from capture.export.files import jpeg, png, private_details, srgb_profile
from capture.provenance import SourceType, xmp_packet

XMP = xmp_packet(SourceType.CAPTURE, "Northlight")


def test_a_jpeg_has_full_colour_resolution_profile_size_and_provenance() -> None:
    smooth = np.asarray(cv2.GaussianBlur(cartoon(), (0, 0), 3), np.uint8)
    made = jpeg(smooth, dpi=206.4, xmp=XMP)
    image = Image.open(BytesIO(made.data))
    assert image.format == "JPEG"
    assert get_sampling(image) == 0, "4:4:4"
    assert made.quality == 95
    assert image.info["icc_profile"] == srgb_profile()
    assert image.info["dpi"] == (206, 206)
    assert image.info["xmp"] == XMP
    assert not image.getexif()
    assert np.abs(np.asarray(image, int) - smooth).mean() < 0.7


def test_a_png_holds_the_pixels_and_the_provenance() -> None:
    data = png(cartoon(), dpi=72, xmp=XMP)
    image = Image.open(BytesIO(data))
    assert np.array_equal(np.asarray(image), cartoon())
    assert image.info["icc_profile"] == srgb_profile()
    assert image.info["XML:com.adobe.xmp"] == XMP.decode()
    assert b"iTXtXML:com.adobe.xmp" in data


def test_the_profile_is_srgb_and_the_same_every_time() -> None:
    profile = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    assert "sRGB" in ImageCms.getProfileDescription(profile)
    assert srgb_profile()[24:36] == bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    assert png(cartoon(), dpi=72, xmp=XMP) == png(cartoon(), dpi=72, xmp=XMP)


def test_a_sites_limit_lowers_the_quality_only_as_far_as_needed() -> None:
    free = len(jpeg(cartoon(), dpi=72, xmp=XMP).data)
    assert jpeg(cartoon(), dpi=72, xmp=XMP, max_bytes=free).quality == 95
    bound = jpeg(cartoon(), dpi=72, xmp=XMP, max_bytes=free - 1)
    assert bound.quality == 92
    assert len(bound.data) < free


@pytest.mark.parametrize(("tags", "words"), [({}, ()), ({"gps"}, ("the place",)), ({"gps", "serial"}, ("the place", "the camera's serial number"))])
def test_what_a_cameras_file_tells_is_found(tags: set[str], words: tuple[str, ...]) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    if "gps" in tags:
        exif.get_ifd(0x8825)[1] = "N"
    if "serial" in tags:
        exif.get_ifd(0x8769)[0xA431] = "12345"
    out = BytesIO()
    Image.fromarray(cartoon()).save(out, "JPEG", exif=exif)
    assert private_details(out.getvalue()) == words


def test_broken_exif_does_no_harm() -> None:
    plain = jpeg_of(cartoon())
    broken = plain[:2] + b"\xff\xe1\x00\x10Exif\x00\x00MM\x00\x2a\x7f\xff\xff\xff" + plain[2:]
    assert private_details(broken) == ()
    assert private_details(b"\xff\xd8\xff rubbish") == ()


def test_the_noisiest_picture_fits() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (900, 1200, 3), dtype=np.uint8)
    made = jpeg(noise, dpi=72, xmp=XMP)
    assert Image.open(BytesIO(made.data)).size == (1200, 900)
    assert len(made.data) > 1200 * 900 * 2
