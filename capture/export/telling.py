"""What a finished file is, by what was done to it: IPTC's word for it, and a sentence for everybody.

IPTC's definitions (https://cv.iptc.org/newscodes/digitalsourcetype/): digitalCapture is "captured from a real-life source using a digital camera";
algorithmicallyEnhanced is "modification or correction by algorithm without changing the main content of the media, initiated or configured by a human". Cutting
and making smaller are no such modification; a tone curve and another background are.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from capture.illuminant import LOGS_OF_MIRED
from capture.provenance import SourceType

if TYPE_CHECKING:
    from capture.develop import Development
    from capture.export.source import Source
    from capture.export.steps import Behind, Steps
    from capture.session import SessionInfo

NOTHING_ELSE = "nothing was painted, smoothed, enlarged or merged"
NOTHING_MADE_UP = "nothing was painted, smoothed or enlarged, and no pixel was invented"
_GREEN_SEEN = 0.1
"""Stops of green from which on it is worth a word."""
_NOTHING_RESHAPED = "no skin was smoothed and nothing was reshaped"
_COMPUTED = "that frame was computed by the virtual studio: no camera took it, and it shows nobody"


def type_of(source: Source, steps: Steps) -> SourceType:
    """Return what kind of picture the steps make of a shot."""
    frame = source.single_type if steps.merge is None else source.type
    return SourceType.ENHANCED if steps.touched and frame is not SourceType.ALGORITHMIC else frame


def files_of(info: SessionInfo) -> str | None:
    """Return what is to be said of a sitting whose frames were files before, without the full stop; None for a camera's."""
    match info.made_of:
        case "video":
            return f"taken from the video file {info.source}; what that file went through before is not known"
        case "picture":
            return f"taken from the picture file {info.source}; what that file went through before is not known"
        case "folder":
            return f"taken from a file in the folder {info.source}; what that file went through before is not known"
        case None:
            return None


def copied(source: Source) -> str:
    """Return the sentence for the camera's own file."""
    whose = "camera" if source.files is None else "source"
    return _whole(source, f"The {whose}'s own file {source.shot.sidecar.image}, byte for byte")


def in_words(source: Source, steps: Steps) -> str:
    """Return the sentences that say how a file was made, and what the frame itself is where no camera took it."""
    merged = None if steps.merge is None or source.merged is None else source.merged.in_words
    image = source.shot.sidecar.image
    if steps.crop is None:
        return _whole(source, f"Every pixel of the frame {image}, unchanged; {NOTHING_ELSE}" if merged is None else f"{merged}; {NOTHING_MADE_UP}")
    size = "and made smaller" if steps.resize is not None else "at its own pixels"
    parts = [f"Cut out of the frame {image} {size}" if merged is None else f"{merged}. Cut out of that {size}"]
    if steps.development is not None:
        parts.append(f"developed ({_development(steps.development)})")
    if steps.background is not None:
        parts.append(_background(steps.background))
    else:
        parts.append(NOTHING_ELSE if merged is None else NOTHING_MADE_UP)
    if steps.touched:
        parts.append(_NOTHING_RESHAPED)
    return _whole(source, "; ".join(parts))


def _whole(source: Source, said: str) -> str:
    if source.shot.sidecar.rendered:
        return f"{said}; {_COMPUTED}."
    return f"{said}." if source.files is None else f"{said}; {source.files}."


def _background(behind: Behind) -> str:
    if behind.kind == "blur":
        return "what is behind the person was blurred by a program, which also judged where the person ends"
    return f"what is behind the person was painted over in plain {behind.colour} by a program, which also judged where the person ends"


def _development(development: Development) -> str:
    """Return what happened to the tones, as everybody would say it."""
    said = []
    ev = development.exposure_ev
    if ev:
        said.append(f"{abs(ev):.2g} stops {'brighter' if ev > 0 else 'darker'}")
    if development.gain_blue != development.gain_red:
        said.append("colours cooler" if development.gain_blue > development.gain_red else "colours warmer")
    green = _green(development)
    if abs(green) > _GREEN_SEEN:
        said.append("less magenta" if green > 0 else "less green")
    if development.contrast != 1:
        said.append(f"contrast {abs(development.contrast - 1):.0%} {'higher' if development.contrast > 1 else 'lower'}")
    return ", ".join(said) or "tones as they were"


def _green(development: Development) -> float:
    """Return by how much green is raised beside red and blue, in stops, once what a warmer or a cooler light does to all three is left out."""
    red, blue = (math.log2(gain / development.gain_green) for gain in (development.gain_red, development.gain_blue))
    along_red, along_blue = LOGS_OF_MIRED.tolist()
    return float((red * along_blue - blue * along_red) / math.hypot(along_red, along_blue))
