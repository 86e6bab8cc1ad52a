"""One kept shot and one preset to finished files, with their receipts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from capture.export.crop import crop_for
from capture.export.documents import document_notes
from capture.export.formats import SCREEN_DPI, Encoding, Format
from capture.export.head_size import share_notes
from capture.export.limit import within
from capture.export.private import private_details
from capture.export.resize import FILTER_NAME, reduced
from capture.export.shortfall import effective_dpi, shortfall
from capture.provenance import FileReceipt, Operation, Origin, SourceType
from capture.session import program_version, sha256_of

if TYPE_CHECKING:
    from capture.export.crop import Crop
    from capture.export.order import Job
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

    def file_name(self, job: Job, suffix: str) -> str:
        """Return the finished file's name, such as `01_straight_linkedin.jpg`, or `ada-lovelace_linkedin_01.jpg` where a name was given."""
        number = f"{self.shot.sidecar.number:02d}"
        if job.stem is not None:
            return f"{job.stem}_{job.name}_{number}{suffix}"
        look = self.shot.id.split("_", 1)[1]
        return f"{number}_{look}_{job.name}{suffix}"


def finished(source: Source, job: Job) -> list[Finished]:
    """Return the files that the job makes of a shot: one, or for the whole frame one without loss and, where the camera gave it, its own JPEG."""
    if not job.preset.whole:
        return [_cropped(source, job)]
    files = [_whole_frame(source, job)]
    return [*files, _camera_file(source, job)] if source.picture.suffix == ".jpg" else files


def cut(rgb: Rgb, crop: Crop, size_px: tuple[int, int]) -> tuple[Rgb, list[Operation]]:
    """Return the crop's pixels, reduced to `size_px` (width, height) where they are enough, else at their own size; and what was done."""
    pixels = rgb[crop.top_px : crop.top_px + crop.height_px, crop.left_px : crop.left_px + crop.width_px]
    place = {"left_px": crop.left_px, "top_px": crop.top_px, "width_px": crop.width_px, "height_px": crop.height_px}
    framed_by = {"head_top_from": crop.crown_from, "head_frac": None if crop.head_frac is None else round(crop.head_frac, 4)}
    operations = [Operation(name="crop", parameters={**place, **framed_by})]
    own_px = (crop.width_px, crop.height_px)
    if size_px == own_px or size_px[0] > own_px[0] or size_px[1] > own_px[1]:
        return pixels, operations
    operations.append(Operation(name="resize", parameters={"from_px": own_px, "to_px": size_px, "filter": FILTER_NAME}))
    return reduced(pixels, size_px), operations


def encoding(format_: Format, quality: int, dpi: float, source_type: SourceType) -> Encoding:
    """Return how a file of that format is written, by this program; `quality` counts where the format knows it."""
    lossy = None if format_.always_lossless else quality
    # JFIF holds whole dots only: what is told is what is in the file.
    dots = float(round(dpi)) if format_ is Format.JPEG else round(dpi, 2)
    return Encoding(format=format_, quality=lossy, dpi=dots, source_type=source_type, tool=f"Northlight {program_version()}")


def _cropped(source: Source, job: Job) -> Finished:
    sidecar, preset = source.shot.sidecar, job.preset
    crop = crop_for(sidecar.features, preset, (sidecar.width_px, sidecar.height_px), job.head_frac)
    pixels, operations = cut(source.picture.rgb, crop, preset.size_px)
    height_px, width_px = pixels.shape[:2]
    dpi = effective_dpi(preset, height_px)
    made = within(pixels, encoding(preset.format, preset.quality, dpi or SCREEN_DPI, source.type), preset.max_bytes)
    smaller = " and made smaller" if len(operations) > 1 else " at its own pixels"
    beside = () if job.head_frac is None else share_notes(preset, crop, job.head_frac, job.pattern)
    return Finished(
        made.data,
        FileReceipt(
            name=source.file_name(job, preset.format.suffix),
            preset=job.name,
            made_of=(source.origin,),
            operations=(source.decoding, *operations, made.encoding.operation),
            sha256=sha256_of(made.data),
            width_px=width_px,
            height_px=height_px,
            effective_dpi=dpi,
            digital_source_type=source.type,
            in_plain_words=source.in_words(f"Cut out of the frame {sidecar.image}{smaller}; {NOTHING_ELSE}"),
            notes=(*crop.notes, *beside, *document_notes(preset, crop, source.shot), *made.notes),
            missing_pixels=shortfall(crop, preset, sidecar),
        ),
    )


def _whole_frame(source: Source, job: Job) -> Finished:
    how = msgspec.structs.replace(encoding(job.preset.format, 100, SCREEN_DPI, source.type), quality=None)
    made = within(source.picture.rgb, how, job.preset.max_bytes)
    words = f"Every pixel of the frame {source.shot.sidecar.image}, unchanged; {NOTHING_ELSE}"
    receipt = _whole_receipt(source, job, job.preset.format.suffix, made.data, (source.decoding, made.encoding.operation), words)
    return Finished(made.data, msgspec.structs.replace(receipt, notes=made.notes))


def _camera_file(source: Source, job: Job) -> Finished:
    data = source.picture.data
    told = private_details(data)
    notes = (f"The camera's own file tells {' and '.join(told)}: think before you share it.",) if told else ()
    copying = Operation(name="copy", parameters={"file": source.shot.sidecar.image, "bytes": len(data)})
    words = f"The camera's own file {source.shot.sidecar.image}, byte for byte"
    return Finished(data, msgspec.structs.replace(_whole_receipt(source, job, ".jpg", data, (copying,), words), notes=notes))


def _whole_receipt(source: Source, job: Job, suffix: str, data: bytes, operations: tuple[Operation, ...], words: str) -> FileReceipt:  # noqa: PLR0913, PLR0917 - a receipt is that much
    """Return what the file of every pixel and the camera's own file of a whole frame have in common."""
    sidecar = source.shot.sidecar
    return FileReceipt(
        name=source.file_name(job, suffix),
        preset=job.name,
        made_of=(source.origin,),
        operations=operations,
        sha256=sha256_of(data),
        width_px=sidecar.width_px,
        height_px=sidecar.height_px,
        effective_dpi=None,
        digital_source_type=source.type,
        in_plain_words=source.in_words(words),
    )
