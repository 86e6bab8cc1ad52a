"""One kept shot and one preset to finished files, with their receipts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from capture.export.crop import crop_for
from capture.export.files import SCREEN_DPI, jpeg, png, private_details
from capture.export.resize import FILTER_NAME, reduced
from capture.export.shortfall import effective_dpi, shortfall
from capture.provenance import FileReceipt, Operation, Origin, SourceType, xmp_packet
from capture.session import program_version, sha256_of

if TYPE_CHECKING:
    from capture.export.crop import Crop
    from capture.export.presets import Preset
    from capture.session import KeptShot, Picture
    from capture.types import Rgb

NOTHING_ELSE = "nothing was painted, smoothed, enlarged or merged"
_COMPUTED = "that frame was computed by the virtual studio: no camera took it, and it shows nobody"


@dataclass(frozen=True, slots=True, eq=False)
class Finished:
    """A finished file's bytes and its receipt."""

    data: bytes
    receipt: FileReceipt


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A kept shot with its picture, proved and decoded."""

    session: str
    shot: KeptShot
    picture: Picture

    @property
    def origin(self) -> Origin:
        """What a receipt says of it."""
        sidecar = self.shot.sidecar
        return Origin(
            session=self.session,
            shot=self.shot.id,
            index=sidecar.index,
            t_s=sidecar.t_s,
            image=sidecar.image,
            image_sha256=sidecar.image_sha256,
            pixels_sha256=sidecar.pixels_sha256,
        )

    @property
    def type(self) -> SourceType:
        """Where its pixels come from."""
        return SourceType.ALGORITHMIC if self.shot.sidecar.rendered else SourceType.CAPTURE

    def in_words(self, made: str) -> str:
        """Return the sentence that says how a file was made, and what the frame itself is where no camera took it."""
        return f"{made}; {_COMPUTED}." if self.shot.sidecar.rendered else f"{made}."

    @property
    def decoding(self) -> Operation:
        """The first operation on it."""
        kind = "JPEG" if self.picture.suffix == ".jpg" else "PNG"
        return Operation(name="decode", parameters={"file": self.shot.sidecar.image, "format": kind, "exif_orientation_honoured": True})

    def file_name(self, preset_name: str, suffix: str) -> str:
        """Return the finished file's name, such as `01_straight_linkedin.jpg`."""
        look = self.shot.id.split("_", 1)[1]
        return f"{self.shot.sidecar.number:02d}_{look}_{preset_name}{suffix}"


def finished(source: Source, preset_name: str, preset: Preset) -> list[Finished]:
    """Return the files that `preset` makes of a shot: one, or for the whole frame a PNG and, where the camera gave it, its own JPEG."""
    if not preset.whole:
        return [_cropped(source, preset_name, preset)]
    files = [_whole_frame(source, preset_name)]
    return [*files, _camera_file(source, preset_name)] if source.picture.suffix == ".jpg" else files


def cut(rgb: Rgb, crop: Crop, size_px: tuple[int, int]) -> tuple[Rgb, list[Operation]]:
    """Return the crop's pixels, reduced to `size_px` (width, height) where they are enough, else at their own size; and what was done."""
    pixels = rgb[crop.top_px : crop.top_px + crop.height_px, crop.left_px : crop.left_px + crop.width_px]
    place = {"left_px": crop.left_px, "top_px": crop.top_px, "width_px": crop.width_px, "height_px": crop.height_px}
    operations = [Operation(name="crop", parameters={**place, "head_top_from": crop.crown_from})]
    own_px = (crop.width_px, crop.height_px)
    if size_px == own_px or size_px[0] > own_px[0] or size_px[1] > own_px[1]:
        return pixels, operations
    operations.append(Operation(name="resize", parameters={"from_px": own_px, "to_px": size_px, "filter": FILTER_NAME}))
    return reduced(pixels, size_px), operations


def _cropped(source: Source, preset_name: str, preset: Preset) -> Finished:
    sidecar = source.shot.sidecar
    crop = crop_for(sidecar.features, preset, (sidecar.width_px, sidecar.height_px))
    pixels, operations = cut(source.picture.rgb, crop, preset.size_px)
    height_px, width_px = pixels.shape[:2]
    dpi = effective_dpi(preset, height_px)
    out = jpeg(pixels, dpi=dpi or SCREEN_DPI, xmp=_xmp(source.type), max_bytes=preset.max_bytes)
    smaller = " and made smaller" if len(operations) > 1 else " at its own pixels"
    return Finished(
        out.data,
        FileReceipt(
            name=source.file_name(preset_name, ".jpg"),
            preset=preset_name,
            made_of=(source.origin,),
            operations=(source.decoding, *operations, encoding_as_jpeg(out.quality, dpi or SCREEN_DPI)),
            sha256=sha256_of(out.data),
            width_px=width_px,
            height_px=height_px,
            effective_dpi=dpi,
            digital_source_type=source.type,
            in_plain_words=source.in_words(f"Cut out of the frame {sidecar.image}{smaller}; {NOTHING_ELSE}"),
            notes=crop.notes,
            missing_pixels=shortfall(crop, preset, sidecar),
        ),
    )


def _whole_frame(source: Source, preset_name: str) -> Finished:
    data = png(source.picture.rgb, dpi=SCREEN_DPI, xmp=_xmp(source.type))
    encoding = Operation(name="encode", parameters={"format": "PNG", "lossless": True, "colour": "sRGB", "dpi": SCREEN_DPI})
    words = f"Every pixel of the frame {source.shot.sidecar.image}, unchanged; {NOTHING_ELSE}"
    return Finished(data, _whole_receipt(source, preset_name, data, (source.decoding, encoding), words))


def _camera_file(source: Source, preset_name: str) -> Finished:
    data = source.picture.data
    told = private_details(data)
    notes = (f"The camera's own file tells {' and '.join(told)}: think before you share it.",) if told else ()
    copying = Operation(name="copy", parameters={"file": source.shot.sidecar.image, "bytes": len(data)})
    words = f"The camera's own file {source.shot.sidecar.image}, byte for byte"
    receipt = _whole_receipt(source, preset_name, data, (copying,), words)
    return Finished(data, msgspec.structs.replace(receipt, name=source.file_name(preset_name, ".jpg"), notes=notes))


def _whole_receipt(source: Source, preset_name: str, data: bytes, operations: tuple[Operation, ...], words: str) -> FileReceipt:
    """Return what the PNG and the camera's own file of a whole frame have in common."""
    sidecar = source.shot.sidecar
    return FileReceipt(
        name=source.file_name(preset_name, ".png"),
        preset=preset_name,
        made_of=(source.origin,),
        operations=operations,
        sha256=sha256_of(data),
        width_px=sidecar.width_px,
        height_px=sidecar.height_px,
        effective_dpi=None,
        digital_source_type=source.type,
        in_plain_words=source.in_words(words),
    )


def encoding_as_jpeg(quality: int, dpi: float) -> Operation:
    """Return the last operation on a JPEG."""
    return Operation(name="encode", parameters={"format": "JPEG", "quality": quality, "subsampling": "4:4:4", "colour": "sRGB", "dpi": round(dpi)})


def _xmp(source_type: SourceType) -> bytes:
    return xmp_packet(source_type, f"Northlight {program_version()}")
