"""What is told of a file: what it says of itself, how it was saved, and how it was saved before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.audit.finding import Finding, Sure, Weight, unjudged

if TYPE_CHECKING:
    from capture.audit import Audit
    from capture.audit.recompression import Earlier

HARD_QUALITY = 65
"""JPEG qualities under this cost skin its texture, and every later measure its ground."""
SURE_STRENGTH, SURE_COMB, SURE_OWN_COMB = 6.0, 0.22, 0.6
"""From here on an earlier JPEG is a fact: by chance strengths reach 4, and combs 0.1. On the grid of the file's own compression, whose steps feign combs of
up to 0.45, more is asked."""
BLOCKS_SEEN = 1.2
"""Grid steps so far over the others are seen as squares. A camera's own JPEG, cropped and saved again, reads up to 0.9."""
SOURCE_TYPES = {
    "digitalCapture": "one exposure of a camera",
    "computationalCapture": "several exposures of a camera, merged",
    "negativeFilm": "a scanned negative",
    "positiveFilm": "a scanned slide",
    "print": "a scanned print",
    "humanEdits": "a photograph that a person edited",
    "minorHumanEdits": "a photograph that a person edited a little",
    "compositeCapture": "several photographs put together",
    "algorithmicallyEnhanced": "a photograph that a program altered",
    "dataDrivenMedia": "made by a program from data",
    "digitalArt": "drawn by a person with a program",
    "digitalCreation": "drawn by a person with a program",
    "virtualRecording": "a recording of a virtual event",
    "composite": "several pictures put together, at least one of them computed",
    "algorithmicMedia": "computed by an algorithm that learned from no pictures; no camera took it",
    "trainedAlgorithmicMedia": "made by a model that was trained on pictures; no camera took it",
    "compositeSynthetic": "put together with computed parts",
    "compositeWithTrainedAlgorithmicMedia": "put together with parts made by a trained model",
}
"""IPTC's DigitalSourceType in words."""
FROM_CAMERAS = frozenset({"digitalCapture", "computationalCapture", "negativeFilm", "positiveFilm", "print", "humanEdits", "minorHumanEdits"})


def provenance(audit: Audit) -> Finding:
    """Return what the file says of where it comes from."""
    marks = audit.marks
    says = []
    if marks.source_type is not None:
        says.append(f"source type “{marks.source_type}”")
    if marks.camera:
        says.append(f"camera {marks.camera}")
    says += [f"program {name}" for name in marks.software]
    says += [f"generator's mark: {name}" for name in marks.generators]
    says += ["a C2PA manifest"] * marks.c2pa
    told = marks.source_type is not None and marks.source_type not in FROM_CAMERAS
    remark = bool(marks.generators) or told
    meaning = "the file says nothing of where it comes from, as most files from the web"
    if marks.generators:
        meaning = "the file carries what picture generators write"
    elif marks.source_type is not None:
        meaning = f"the file says: {SOURCE_TYPES.get(marks.source_type, 'a source type that is not known here')}"
    elif marks.camera or marks.exposed:
        meaning = "the file names a camera"
    elif says:
        meaning = "the file names no camera"
    return Finding(
        "provenance",
        "What the file says of itself",
        Weight.REMARK if remark else Weight.PLAIN,
        ", ".join(says) or "nothing",
        meaning,
        "whether it is true: anyone can write or remove such notes, and no signature was checked",
        Sure.FAIRLY if says else Sure.SURE,
        {
            "source_type": marks.source_type,
            "camera": marks.camera,
            "software": ", ".join(marks.software),
            "generators": ", ".join(marks.generators),
            "c2pa": marks.c2pa,
        },
    )


def quality(audit: Audit) -> Finding:
    """Return how the file was saved."""
    found, kind = audit.quality, audit.portrait.kind
    if found is None and kind == "JPEG":
        return unjudged("quality", "JPEG quality", "the file's tables can't be read")
    if found is None:
        lossless = "without loss" if kind in {"PNG", "BMP", "PPM", "GIF"} else "with or without loss; its strength is not read"
        return Finding("quality", "JPEG quality", Weight.PLAIN, f"a {kind} file", f"stored {lossless}", "what it was stored as before", values={"kind": kind})
    hard = found.quality < HARD_QUALITY
    tables = "the usual tables" if found.standard else f"tables of its own, {found.error_octaves:.2f} octaves off the nearest usual ones"
    return Finding(
        "quality",
        "JPEG quality",
        Weight.REMARK if hard else Weight.PLAIN,
        f"about {found.quality} of 100 ({tables}, colour {found.subsampling})",
        "saved so hard that fine texture is lost" if hard else "saved gently",
        "who saved it, and how often before",
        Sure.SURE if found.standard else Sure.FAIRLY,
        {"quality": found.quality, "error_octaves": found.error_octaves, "standard": found.standard, "subsampling": found.subsampling},
    )


def traced(earlier: Earlier | None) -> Earlier | None:
    """Return the trace of an earlier JPEG where it is one beyond chance."""
    if earlier is None or earlier.strength < SURE_STRENGTH:
        return None
    least = SURE_OWN_COMB if (earlier.right_px, earlier.down_px) == (0, 0) else SURE_COMB
    return earlier if earlier.comb >= least else None


def compressed_hard(audit: Audit) -> bool:
    """Return whether compression, now or before, took so much that texture can't be judged any more."""
    before = traced(audit.earlier)
    hard_now = audit.quality is not None and audit.quality.quality < HARD_QUALITY
    return hard_now or (before is not None and before.quality < HARD_QUALITY) or _squares(audit)


def _squares(audit: Audit) -> bool:
    """Return whether squares show that a gentle compression can't have made.

    The steps on its own grid are a code at most: in dark and even pictures that is much against the rest, and nobody sees it.
    """
    found, own = audit.blocks, audit.quality
    if found is None or found.excess_frac < BLOCKS_SEEN:
        return False
    return own is None or own.quality < HARD_QUALITY or (found.right_px, found.down_px) != (0, 0)


def earlier(audit: Audit) -> Finding:
    """Return whether the pixels were a JPEG before."""
    what, open_ = "Saved as JPEG before", "an earlier JPEG that was resized since, or saved harder afterwards: such traces are gone"
    found = traced(audit.earlier)
    if found is None:
        if audit.earlier is None:
            return unjudged("earlier", what, "the picture is too small or too plain to tell")
        return Finding("earlier", what, Weight.PLAIN, "no trace", "nothing is left of an earlier JPEG", open_, Sure.FAIRLY, {"quality": None})
    moved = (found.right_px, found.down_px) != (0, 0)
    where = f"its grid now begins at {found.right_px}, {found.down_px} px: it was cropped since" if moved else "its grid still lies where it was"
    hard = found.quality < HARD_QUALITY
    return Finding(
        "earlier",
        what,
        Weight.REMARK if hard else Weight.PLAIN,
        f"at a quality of about {found.quality} ({where})",
        "it once was saved so hard that fine texture is lost" if hard else "as a camera's own JPEG that was edited and saved again",
        open_,
        Sure.SURE,
        {"quality": found.quality, "right_px": found.right_px, "down_px": found.down_px, "strength": found.strength, "comb": found.comb},
    )


def blocks(audit: Audit) -> Finding:
    """Return whether the squares of a compression show."""
    what, found = "Squares of compression", audit.blocks
    if found is None:
        return unjudged("blocks", what, "the picture is too small or too plain to tell")
    seen = _squares(audit)
    return Finding(
        "blocks",
        what,
        Weight.REMARK if seen else Weight.PLAIN,
        f"steps {100 * found.excess_frac:.0f} % higher on a grid of 8 px",
        "squares show in smooth parts" if seen else "no squares to be seen",
        "other codecs' traces: WebP, AVIF and video have other squares, or smooth them away",
        Sure.SURE if seen else Sure.FAIRLY,
        {"excess_frac": found.excess_frac, "right_px": found.right_px, "down_px": found.down_px},
    )
