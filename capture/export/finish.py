"""One kept shot and one preset to finished files, with their receipts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from capture.export.crop import crop_for
from capture.export.documents import document_notes
from capture.export.formats import SCREEN_DPI, Encoding, Format
from capture.export.head_size import share_notes
from capture.export.limit import within
from capture.export.making import made
from capture.export.private import private_details
from capture.export.resize import FILTER_NAME
from capture.export.shortfall import effective_dpi, shortfall
from capture.export.steps import Cut, Resize, Steps
from capture.export.telling import copied, in_words, type_of
from capture.export.touch import UNTOUCHED, Touch
from capture.provenance import FileReceipt, Operation
from capture.session import program_version, sha256_of

if TYPE_CHECKING:
    from capture.export.crop import Crop
    from capture.export.order import Job
    from capture.export.source import Source
    from capture.provenance import SourceType


_OFFICES = "Neither developed nor given another background: offices take no altered picture."


@dataclass(frozen=True, slots=True, eq=False)
class Finished:
    """A finished file's bytes and its receipt."""

    data: bytes
    receipt: FileReceipt


def finished(source: Source, job: Job, touch: Touch = UNTOUCHED) -> list[Finished]:
    """Return the files that the job makes of a shot: one crop, or for the whole frame one without loss, one of all frames merged, and the camera's own JPEG.

    Whole frames stay untouched, whatever is asked for. A camera's own JPEG that tells a place or a serial number stays in the sitting, and that is told.
    """
    if not job.preset.whole:
        return [_cropped(source, job, touch)]
    own = source.picture.suffix == ".jpg"
    told = private_details(source.picture.data) if own else ()
    notes = (f"The camera's own file is not in the set, since it tells {' and '.join(told)}; it stays in the sitting.",) * bool(told)
    files = [_whole_frame(source, job, notes=notes)]
    if source.merged is not None:
        files.append(_whole_frame(source, job, source.merged.operation))
    return [*files, _camera_file(source, job)] if own and not told else files


def framed(crop: Crop, size_px: tuple[int, int]) -> tuple[Cut, Resize | None]:
    """Return the steps that cut the crop out and reduce it to `size_px` (width, height) where its pixels are enough; else it stays at its own size."""
    cut = Cut(
        left_px=crop.left_px,
        top_px=crop.top_px,
        width_px=crop.width_px,
        height_px=crop.height_px,
        head_top_from=crop.crown_from,
        head_frac=None if crop.head_frac is None else round(crop.head_frac, 4),
    )
    own_px = (crop.width_px, crop.height_px)
    if size_px == own_px or size_px[0] > own_px[0] or size_px[1] > own_px[1]:
        return cut, None
    return cut, Resize(from_px=own_px, to_px=size_px, filter=FILTER_NAME)


def encoding(format_: Format, quality: int, dpi: float, source_type: SourceType) -> Encoding:
    """Return how a file of that format is written, by this program; `quality` counts where the format knows it."""
    lossy = None if format_.always_lossless else quality
    # JFIF holds whole dots only: what is told is what is in the file.
    dots = float(round(dpi)) if format_ is Format.JPEG else round(dpi, 2)
    return Encoding(format=format_, quality=lossy, dpi=dots, source_type=source_type, tool=f"Northlight {program_version()}")


def _cropped(source: Source, job: Job, touch: Touch) -> Finished:
    sidecar, preset = source.shot.sidecar, job.preset
    untouched = preset.document is not None
    crop = crop_for(sidecar.features, preset, (sidecar.width_px, sidecar.height_px), job.head_frac)
    cut, resize = framed(crop, preset.size_px)
    dpi = effective_dpi(preset, cut.height_px if resize is None else resize.to_px[1])
    merge = None if source.merged is None else source.merged.operation
    how = encoding(preset.format, preset.quality, dpi or SCREEN_DPI, source.type)
    done = UNTOUCHED if untouched else touch
    steps = Steps(source.decoding, how, merge, cut, done.background, resize, done.development)
    beside = () if job.head_frac is None else share_notes(preset, crop, job.head_frac, job.pattern)
    left = (_OFFICES,) * (untouched and touch != UNTOUCHED)
    notes = (*done.notes, *source.notes, *crop.notes, *beside, *document_notes(preset, crop, source.shot), *preset.format_notes, *left)
    file = _file(source, job, steps, notes)
    return Finished(file.data, msgspec.structs.replace(file.receipt, effective_dpi=dpi, missing_pixels=shortfall(crop, preset, sidecar)))


def _whole_frame(source: Source, job: Job, merge: Operation | None = None, notes: tuple[str, ...] = ()) -> Finished:
    how = msgspec.structs.replace(encoding(job.preset.format, 100, SCREEN_DPI, source.type), quality=None)
    return _file(source, job, Steps(source.decoding, how, merge), notes, kind="-merged" if merge else "")


def _file(source: Source, job: Job, steps: Steps, notes: tuple[str, ...], kind: str = "") -> Finished:
    """Return the file that the steps make of a shot, within the preset's limit."""
    kind_of_source = type_of(source, steps)
    pixels = made(steps, source.frame(merged=steps.merge is not None))
    fitted = within(pixels, msgspec.structs.replace(steps.encoding, source_type=kind_of_source), job.preset.max_bytes, job.room_bytes)
    done = replace(steps, encoding=fitted.encoding)
    receipt = FileReceipt(
        name=source.file_name(job, job.preset.format.suffix, kind),
        preset=job.name,
        made_of=(source.origin,) if steps.merge is None else source.made_of,
        operations=done.operations,
        sha256=sha256_of(fitted.data),
        width_px=pixels.shape[1],
        height_px=pixels.shape[0],
        effective_dpi=None,
        digital_source_type=kind_of_source,
        in_plain_words=in_words(source, done),
        notes=(*notes, *fitted.notes),
    )
    return Finished(fitted.data, receipt)


def _camera_file(source: Source, job: Job) -> Finished:
    data, sidecar = source.picture.data, source.shot.sidecar
    receipt = FileReceipt(
        name=source.file_name(job, ".jpg"),
        preset=job.name,
        made_of=(source.origin,),
        operations=(Operation(name="copy", parameters={"file": sidecar.image, "bytes": len(data)}),),
        sha256=sha256_of(data),
        width_px=sidecar.width_px,
        height_px=sidecar.height_px,
        effective_dpi=None,
        digital_source_type=source.single_type,
        in_plain_words=copied(source),
    )
    return Finished(data, receipt)
