"""What a finished file has to be: read back by readers that did not write it, and made again from its source picture and its receipt alone."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import av
import numpy as np
from kept_shots import pixels_of
from picture_files import xmp_in
from PIL import Image

from capture.export import with_own
from capture.export.formats import Encoding, encoded, srgb_profile
from capture.export.resize import reduced
from capture.provenance import xmp_packet
from capture.session import program_version

if TYPE_CHECKING:
    from pathlib import Path

    from capture.provenance import FileReceipt, Operation
    from capture.types import Rgb

TINY = """
[tiny]
title = "Tiny"
width_px = 64
height_px = 80
[tiny-print]
title = "Stamp"
width_mm = 8
height_mm = 10
dpi = 200
"""
KNOWN = with_own(TINY, path="own.toml")
"""Every preset of the program, and two that any picture has the pixels for."""


def seen(data: bytes) -> Rgb:
    """Return a file's pixels as OpenCV reads them, AVIF's as FFmpeg does: never by the library that wrote them."""
    if data[4:8] == b"ftyp":
        with av.open(BytesIO(data)) as file:
            return np.asarray(next(file.decode(video=0)).to_ndarray(format="rgb24"), np.uint8)
    return pixels_of(data)


def made_again(shots: Path, operations: tuple[Operation, ...]) -> tuple[Rgb, bytes]:
    """Return the pixels and the bytes that the source picture and a receipt's steps give."""
    decode, *between, encode = operations
    assert (decode.name, encode.name) == ("decode", "encode")
    rgb = np.asarray(Image.open(shots / str(decode.parameters["file"])).convert("RGB"), np.uint8)
    for step in between:
        if step.name == "crop":
            left, top, width, height = (int(str(step.parameters[key])) for key in ("left_px", "top_px", "width_px", "height_px"))
            rgb = rgb[top : top + height, left : left + width]
        else:
            assert step.name == "resize"
            to_px = step.parameters["to_px"]
            assert isinstance(to_px, list | tuple)
            rgb = reduced(rgb, (int(to_px[0]), int(to_px[1])))
    return rgb, encoded(rgb, Encoding.of(encode.parameters))


def check(file: FileReceipt, data: bytes, shots: Path) -> float:
    """Assert all that a finished file has to be, and return how far its pixels are off what its receipt says, in codes of 255, on average."""
    pixels, again = made_again(shots, file.operations)
    assert data == again, "source picture and receipt alone give this very file"
    read, image = seen(data), Image.open(BytesIO(data))
    assert read.shape == (file.height_px, file.width_px, 3)
    off = float(np.abs(read.astype(int) - pixels).mean())
    assert off == 0 if file.operations[-1].parameters["lossless"] else off < 3, file.name
    assert image.info["icc_profile"] == srgb_profile()
    dpi = image.info["dpi"][0] if "dpi" in image.info else image.getexif()[282]
    assert abs(dpi - (file.effective_dpi or 72)) <= 0.51, "JFIF holds whole dots"
    assert xmp_in(data) == xmp_packet(file.digital_source_type, f"Northlight {program_version()}")
    if file.preset != "original":
        want = KNOWN[file.preset].size_px
        assert (file.width_px, file.height_px) == want if file.missing_pixels is None else file.width_px < want[0] or file.height_px < want[1]
        assert abs(file.width_px * want[1] / want[0] - file.height_px) <= 2, "of the preset's shape"
    return off


