"""Pixels to a finished file in one of five formats, with colour profile, print size and provenance inside; the same pixels give the same bytes.

Where each format keeps what belongs to it:

| format | profile | print size | XMP |
|---|---|---|---|
| JPEG | APP2 | JFIF, whole dots an inch | APP1 |
| PNG | iCCP | pHYs, dots a metre | iTXt, as the XMP specification's part 3 says |
| TIFF | tag 34675 | tags 282, 283, 296 | tag 700, as the same says |
| WebP | ICCP | EXIF: it has no field of its own | "XMP " |
| AVIF | colr | EXIF: it has no field of its own | an item of type application/rdf+xml |
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Self

import msgspec
from PIL import Image, ImageCms, TiffImagePlugin, features
from PIL.PngImagePlugin import PngInfo

from capture.errors import ExportError
from capture.provenance import Operation, SourceType, xmp_packet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from capture.provenance import Parameter
    from capture.types import Rgb

SCREEN_DPI = 72

_PNG_XMP = "XML:com.adobe.xmp"
_TIFF_XMP, _TIFF_BYTE = 700, 1
_TIFF_PREDICTOR, _HORIZONTAL = 317, 2
_X_RESOLUTION, _Y_RESOLUTION, _RESOLUTION_UNIT, _INCH = 282, 283, 296, 2


class Format(StrEnum):
    """A file format, by the word for it in presets and on the command line."""

    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    WEBP = "webp"
    AVIF = "avif"

    @property
    def suffix(self) -> str:
        """How its files' names end."""
        return ".jpg" if self is Format.JPEG else f".{self.value}"

    @property
    def always_lossless(self) -> bool:
        """Whether its files hold each pixel as it is, whatever is asked."""
        return self in {Format.PNG, Format.TIFF}

    @property
    def can_be_lossless(self) -> bool:
        """Whether its files can hold each pixel as it is."""
        return self.always_lossless or self is Format.WEBP

    @property
    def subsampling(self) -> str:
        """How densely colour is kept beside brightness. WebP that is not lossless knows nothing else than a quarter."""
        return "4:2:0" if self is Format.WEBP else "4:4:4"


_USUAL_EFFORT = {Format.PNG: 6, Format.WEBP: 4, Format.AVIF: 8}
"""PNG's level of compression, WebP's method, AVIF's speed: of the last 8 takes a quarter of the time of 6, for files 2 % larger."""


class Encoding(msgspec.Struct, frozen=True, kw_only=True):
    """All that turns pixels into a file's bytes."""

    format: Format
    quality: int | None
    """1..100; None keeps each pixel as it is, in PNG, TIFF and WebP."""
    dpi: float
    source_type: SourceType
    tool: str
    """The program that made the file, for its XMP packet."""
    effort: int | None = None
    """PNG's level of compression, WebP's method or AVIF's speed, the usual one where none is named; None where the format knows none."""

    def __post_init__(self) -> None:
        """Name the usual effort: a later version of the program may have another one."""
        if self.effort is None:
            msgspec.structs.force_setattr(self, "effort", _USUAL_EFFORT.get(self.format))

    @property
    def operation(self) -> Operation:
        """The encoding as the last step of a receipt, whole: `Encoding.of` gives it back."""
        colour: dict[str, Parameter] = {} if self.quality is None else {"quality": self.quality, "subsampling": self.format.subsampling}
        return Operation(
            name="encode",
            parameters={
                "format": self.format.name,
                **colour,
                "lossless": self.quality is None,
                **({} if self.effort is None else {"effort": self.effort}),
                "colour": "sRGB",
                "dpi": self.dpi,
                "xmp_source_type": self.source_type.value,
                "xmp_creator_tool": self.tool,
            },
        )

    @classmethod
    def of(cls, parameters: Mapping[str, Parameter]) -> Self:
        """Return the encoding that a receipt's last step tells. Raises ExportError where it tells none."""
        try:
            return cls(
                format=Format[str(parameters["format"])],
                quality=None if parameters["lossless"] else int(str(parameters["quality"])),
                dpi=float(str(parameters["dpi"])),
                source_type=SourceType(str(parameters["xmp_source_type"])),
                tool=str(parameters["xmp_creator_tool"]),
                effort=int(str(parameters["effort"])) if "effort" in parameters else None,
            )
        except (KeyError, ValueError) as error:
            raise ExportError(f"The receipt does not say how the file was encoded: {error}.", "Make the set anew: northlight export.") from error


def encoded(rgb: Rgb, encoding: Encoding) -> bytes:
    """Return the (H, W, 3) picture as a file's bytes. Raises ExportError where this installation can't write the format."""
    if encoding.format is Format.AVIF and not features.check("avif"):
        raise ExportError("AVIF can't be written: the installed Pillow was built without it.", "Choose another format: jpeg, png, tiff or webp.")
    out = BytesIO()
    xmp = xmp_packet(encoding.source_type, encoding.tool)
    Image.fromarray(rgb).save(out, encoding.format.name, icc_profile=srgb_profile(), **_options(encoding, xmp))
    return out.getvalue()


def _options(encoding: Encoding, xmp: bytes) -> dict[str, Any]:
    """Return what Pillow's writer of the format is told, the profile excepted."""
    dpi, quality = encoding.dpi, encoding.quality
    match encoding.format:
        case Format.JPEG:
            return {"quality": quality, "subsampling": 0, "dpi": (round(dpi), round(dpi)), "xmp": xmp}
        case Format.PNG:
            # Pillow takes `xmp=` for a PNG and leaves it out without a word.
            info = PngInfo()
            info.add_itxt(_PNG_XMP, xmp.decode())
            return {"compress_level": encoding.effort, "dpi": (dpi, dpi), "pnginfo": info}
        case Format.TIFF:
            tags = TiffImagePlugin.ImageFileDirectory_v2()
            tags[_TIFF_XMP], tags.tagtype[_TIFF_XMP] = xmp, _TIFF_BYTE
            tags[_TIFF_PREDICTOR] = _HORIZONTAL
            return {"compression": "tiff_adobe_deflate", "dpi": (dpi, dpi), "tiffinfo": tags}
        case Format.WEBP:
            kept = {"lossless": True} if quality is None else {"quality": quality}
            return {**kept, "method": encoding.effort, "exif": _print_size(dpi), "xmp": xmp}
        case Format.AVIF:
            # With more threads the bytes would depend on how many the machine has.
            how = {"quality": quality, "subsampling": "4:4:4", "speed": encoding.effort, "max_threads": 1}
            return {**how, "exif": _print_size(dpi), "xmp": xmp}


def _print_size(dpi: float) -> bytes:
    """Return an EXIF block that tells the dots an inch and nothing else."""
    exif = Image.Exif()
    exif[_X_RESOLUTION] = exif[_Y_RESOLUTION] = float(dpi)
    exif[_RESOLUTION_UNIT] = _INCH
    return exif.tobytes()


@cache
def srgb_profile() -> bytes:
    """Return an sRGB colour profile (ICC), the same bytes every time."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # Bytes 24 to 35 of the header are the time at which the profile was made (ICC.1, 7.2): a fixed one keeps equal pictures equal files.
    profile[24:36] = bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    return bytes(profile)
