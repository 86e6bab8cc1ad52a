"""`receipt.html`: the receipt as a page for people. It holds its own pictures and style, needs no script and no connection, and can be printed.

Everything that stands in it is escaped: names, notes and looks are other people's text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.export.measures import measures
from capture.export.page_pictures import AMPLIFIED, Pictures
from capture.export.page_steps import merge_of, merge_told, steps, text_of, words
from capture.export.page_style import STYLE
from capture.provenance import SourceType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from capture.export.page_pictures import Shown
    from capture.provenance import FileReceipt, Origin, Receipt
    from capture.session import KeptShot, Session

PAGE_NAME = "receipt.html"

_KINDS = {
    SourceType.CAPTURE: "one frame",
    SourceType.ENHANCED: "one frame, altered by a program",
    SourceType.MERGED: "several frames of one moment, merged by a program",
    SourceType.COMPOSITE: "several frames side by side",
    SourceType.ALGORITHMIC: "a picture computed by the virtual studio: no camera took it, and it shows nobody",
    SourceType.COMPOSITE_MIXED: "pictures side by side of which at least one was computed, or altered by a program",
}


def page_of(receipt: Receipt, folder: Path, session: Session) -> bytes:
    """Return the page of the set in `folder`, as its files are there: the same receipt, files and sitting give the same bytes."""
    return "".join(_page(receipt, Pictures(folder, session), {shot.id: shot for shot in session.shots})).encode()


def _page(receipt: Receipt, pictures: Pictures, shots: dict[str, KeptShot]) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n"
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{text_of(receipt.name or receipt.title)}: how these pictures were made</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    yield from _head(receipt)
    single = [file for file in receipt.files if len({origin.shot for origin in file.made_of}) == 1]
    for shot in _in_order(receipt, single):
        files = [file for file in single if file.made_of[0].shot == shot]
        yield from _shot(files, receipt, shots.get(shot), pictures)
    sheets = [file for file in receipt.files if file not in single]
    if sheets:
        yield "<section>\n<h2>Contact sheet</h2>\n"
        for file in sheets:
            yield from _file(file, pictures.of(file), None)
        yield "</section>\n"
    yield from _list("Not in the set", (*receipt.left_out, *receipt.refused))
    yield "</body>\n</html>\n"


def _head(receipt: Receipt) -> Iterator[str]:
    programs = ", ".join(f"{name} {version}" for name, version in receipt.programs.items())
    unfinished = "" if receipt.complete else '<p class="warn">This set was not finished.</p>\n'
    yield f"<header>\n<h1>{text_of(receipt.name or receipt.title)}</h1>\n"
    yield f"<p>How each picture of this set was made. Made {text_of(receipt.made)} with {text_of(programs)}.</p>\n"
    yield unfinished
    yield (
        "<p>Beside each picture stands what differs between it and its single frame, cut and made smaller in the same way and nothing else: black is no "
        f"difference, and differences are drawn {AMPLIFIED} times as bright as they are. A file format that loses something shows as a faint grain, "
        "and so does a merge of several frames.</p>\n"
        "<p>This page can be written by anybody. <code>northlight verify</code>, run on this folder beside its sitting, makes each file again "
        "from the sitting’s own frames and compares the pixels.</p>\n</header>\n"
    )


def _in_order(receipt: Receipt, files: Sequence[FileReceipt]) -> list[str]:
    """Return the shots that have files, first those of the set in its order."""
    return list(dict.fromkeys(shot for shot in (*(chosen.shot for chosen in receipt.chosen), *(file.made_of[0].shot for file in files)) if _has(files, shot)))


def _has(files: Sequence[FileReceipt], shot: str) -> bool:
    return any(file.made_of[0].shot == shot for file in files)


def _shot(files: Sequence[FileReceipt], receipt: Receipt, shot: KeptShot | None, pictures: Pictures) -> Iterator[str]:
    origin = files[0].made_of[0]
    chosen = next((each for each in receipt.chosen if each.shot == origin.shot), None)
    place = "" if chosen is None else f"{chosen.place}. "
    yield f"<section>\n<h2>{place}{text_of(origin.shot)}</h2>\n"
    if chosen is not None:
        said = [chosen.reason, "a favourite" if chosen.favourite else "", f"“{chosen.note}”" if chosen.note else ""]
        yield f"<p>{text_of(' · '.join(part for part in said if part))}</p>\n"
    if shot is not None and shot.sidecar.rendered:
        yield '<p class="warn">Rendered by the virtual studio: no camera took this frame, and it shows nobody.</p>\n'
    yield from _origin(origin)
    if shot is None:
        yield "<p>The frame is not in the sitting any more, so there are no measures and no differences to show.</p>\n"
    merged = merge_of(files)
    if merged is not None:
        yield from merge_told(merged)
    for file in files:
        yield from _file(file, pictures.of(file), merged)
    if shot is not None:
        yield from _measures(shot)
    yield "</section>\n"


def _origin(origin: Origin) -> Iterator[str]:
    rows = (
        ("Source frame", f"{origin.image}, frame {origin.index} of its source, at {origin.t_s:.2f} s"),
        ("SHA-256 of its file", origin.image_sha256),
        ("SHA-256 of its pixels", origin.pixels_sha256),
    )
    yield '<details><summary>The source frame</summary><dl class="origin">'
    yield from (f"<dt>{text_of(name)}</dt><dd>{text_of(value)}</dd>" for name, value in rows)
    yield "</dl></details>\n"


def _file(file: FileReceipt, shown: Shown, merged: FileReceipt | None) -> Iterator[str]:
    yield f'<article>\n<h3>{text_of(file.name)}</h3>\n<div class="row"><div class="pictures">'
    if shown.picture is not None:
        yield f'<figure><img src="{shown.picture}" alt="the picture"><figcaption>the picture</figcaption></figure>'
    if shown.difference is not None:
        told = f"difference ×{AMPLIFIED}: {shown.mean_codes:.2f} of 255 on the average, {shown.most_codes} at most"
        yield f'<figure><img src="{shown.difference}" alt="the difference to its frame"><figcaption>{told}</figcaption></figure>'
    yield '</div>\n<div class="told">'
    yield f"<p>{text_of(words(file, merged))}</p>"
    kind = _KINDS.get(file.digital_source_type, file.digital_source_type.name.lower())
    dpi = "" if file.effective_dpi is None else f", {file.effective_dpi:.0f} dpi in print"
    yield f"<p>{file.width_px} × {file.height_px} px{dpi}. This is {text_of(kind)}.</p>"
    yield from (f'<p class="note">{text_of(note)}</p>' for note in (*file.notes, *([file.missing_pixels] if file.missing_pixels else [])))
    yield from steps(file, merged)
    yield "</div></div>\n</article>\n"


def _measures(shot: KeptShot) -> Iterator[str]:
    yield '<details><summary>What was measured in the frame</summary><dl class="measures">'
    for group, rows in measures(shot.sidecar.reading):
        yield f"<div><dt>{text_of(group)}</dt>"
        yield from (f"<dd>{text_of(name)} <b>{text_of(value)}</b></dd>" for name, value in rows)
        yield "</div>"
    yield "</dl></details>\n"


def _list(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"<section>\n<h2>{text_of(title)}</h2>\n<ul>"
        yield from (f"<li>{text_of(line)}</li>" for line in lines)
        yield "</ul>\n</section>\n"
