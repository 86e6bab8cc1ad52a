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
from capture.export.source import NOTHING_ELSE, NOTHING_MADE_UP
from capture.provenance import FileReceipt, Operation
from capture.session import program_version, sha256_of

if TYPE_CHECKING:
    from capture.export.crop import Crop
    from capture.export.merged import MergedShot
    from capture.export.order import Job
    from capture.export.source import Source
    from capture.provenance import SourceType
    from capture.types import Rgb


@dataclass(frozen=True, slots=True, eq=False)
class Finished:
    """A finished file's bytes and its receipt."""

    data: bytes
    receipt: FileReceipt


def finished(source: Source, job: Job) -> list[Finished]:
    """Return the files that the job makes of a shot: one crop, or for the whole frame one without loss, one of all frames merged, and the camera's own JPEG."""
    if not job.preset.whole:
        return [_cropped(source, job)]
    files = [_whole_frame(source, job)]
    if source.merged is not None:
        files.append(_whole_merged(source, source.merged, job))
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
    pixels, operations = cut(source.rgb, crop, preset.size_px)
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
            made_of=source.made_of,
            operations=(*source.operations, *operations, made.encoding.operation),
            sha256=sha256_of(made.data),
            width_px=width_px,
            height_px=height_px,
            effective_dpi=dpi,
            digital_source_type=source.type,
            in_plain_words=source.cut_in_words(smaller),
            notes=(*source.notes, *crop.notes, *beside, *document_notes(preset, crop, source.shot), *made.notes),
            missing_pixels=shortfall(crop, preset, sidecar),
        ),
    )


def _whole_frame(source: Source, job: Job) -> Finished:
    made = within(source.picture.rgb, _without_loss(job, source.single_type), job.preset.max_bytes)
    words = f"Every pixel of the frame {source.shot.sidecar.image}, unchanged; {NOTHING_ELSE}"
    receipt = _whole_receipt(source, job, job.preset.format.suffix, made.data, (source.decoding, made.encoding.operation), words)
    return Finished(made.data, msgspec.structs.replace(receipt, notes=made.notes))


def _whole_merged(source: Source, merged: MergedShot, job: Job) -> Finished:
    made = within(merged.rgb, _without_loss(job, source.type), job.preset.max_bytes)
    suffix = job.preset.format.suffix
    receipt = _whole_receipt(source, job, suffix, made.data, (*source.operations, made.encoding.operation), f"{merged.in_words}; {NOTHING_MADE_UP}")
    own = {"name": source.file_name(job, suffix, "-merged"), "made_of": source.made_of, "digital_source_type": source.type, "notes": made.notes}
    return Finished(made.data, msgspec.structs.replace(receipt, **own))


def _without_loss(job: Job, source_type: SourceType) -> Encoding:
    return msgspec.structs.replace(encoding(job.preset.format, 100, SCREEN_DPI, source_type), quality=None)


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
        digital_source_type=source.single_type,
        in_plain_words=source.in_words(words),
    )
