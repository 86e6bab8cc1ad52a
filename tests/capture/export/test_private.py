from __future__ import annotations

from io import BytesIO

import pytest
from kept_shots import cartoon, jpeg_of
from PIL import Image

from capture.export.private import private_details


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
