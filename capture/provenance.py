"""What was done to the pixels of a finished picture, for people, for programs, and inside the picture itself.

The picture carries an XMP packet with IPTC's DigitalSourceType (https://cv.iptc.org/newscodes/digitalsourcetype/) and nothing that tells where or
with which device it was taken. The receipt beside the pictures lists every operation, so that anyone can repeat them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias
from xml.sax.saxutils import quoteattr

import msgspec

from capture.feed import FeedNote  # noqa: TC001 - msgspec reads the types
from capture.plain_file import from_json

RECEIPT_FORMAT = 1

SIGN = "sign"
"""The operation that comes after the file was made: a C2PA signature was put into it."""

Parameter: TypeAlias = str | int | float | bool | tuple[int, ...] | None


class SourceType(StrEnum):
    """IPTC's word for where a picture's pixels come from, with its address."""

    CAPTURE = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
    """One frame of a camera, at most cropped and reduced."""
    MERGED = "http://cv.iptc.org/newscodes/digitalsourcetype/computationalCapture"
    """Several frames of one moment made into one picture."""
    ENHANCED = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced"
    """A frame whose tones were developed, or that has another background. The file's address kept its older name: IPTC calls it "algorithmically-altered"."""
    COMPOSITE = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeCapture"
    """Several frames of a camera side by side, as on a contact sheet."""
    ALGORITHMIC = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
    """A frame of the virtual studio: made by an algorithm that was not trained on samples. (`virtualRecording` is a recording of an event that somebody
    takes part in, `softwareImage` is no longer in use.)"""
    COMPOSITE_MIXED = "http://cv.iptc.org/newscodes/digitalsourcetype/composite"
    """Pictures side by side of which at least one was computed, or altered by a program."""


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One step from the kept picture to the finished one."""

    name: str
    parameters: dict[str, Parameter] = {}


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """The kept frame that a finished picture was made of."""

    session: str
    """The sitting's id."""
    shot: str
    index: int
    """The frame's number in its source."""
    t_s: float
    image: str
    image_sha256: str
    pixels_sha256: str
    """SHA-256 of the ASCII text "HEIGHTxWIDTHx3", a line end, and the RGB bytes row by row."""


class FileReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """One finished file."""

    name: str
    preset: str
    made_of: tuple[Origin, ...]
    operations: tuple[Operation, ...]
    sha256: str
    width_px: int
    height_px: int
    effective_dpi: float | None
    """Pixels an inch at the preset's print size; None for screens."""
    digital_source_type: SourceType
    in_plain_words: str
    notes: tuple[str, ...] = ()
    """What had to give."""
    missing_pixels: str | None = None
    """How far it is off the preset's size, and what would help; None when nothing is missing."""

    @property
    def made_by(self) -> tuple[Operation, ...]:
        """The operations that make the file, without the signature that may have been put into it."""
        return self.operations if self.signature is None else self.operations[:-1]

    @property
    def signature(self) -> Operation | None:
        """The last operation where it is a signature; None for a file that was not signed."""
        return self.operations[-1] if self.operations and self.operations[-1].name == SIGN else None


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """One shot of the set: its place, the first being 1, why it is there, and what was noted about it."""

    place: int
    shot: str
    favourite: bool
    reason: str
    note: str


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """`receipt.json`: all files of a set."""

    format: int
    session: str
    """The sitting's id."""
    title: str
    made: str
    """The wall clock's time, ISO 8601."""
    complete: bool
    """False while the set is being made, or when that was cut off."""
    programs: dict[str, str]
    """Names and versions of what touched the pixels."""
    files: tuple[FileReceipt, ...]
    chosen: tuple[Chosen, ...] = ()
    """The shots of the set, the first one first."""
    left_out: tuple[str, ...] = ()
    """Shots that are not in the set because of what they are, or were rejected."""
    refused: tuple[str, ...] = ()
    """Shots that can't be used, and why."""
    feed: tuple[FeedNote, ...] = ()
    """What was found of the camera's picture itself, at each beginning of the sitting: whether a program had changed it."""
    name: str | None = None
    """Whose pictures they are, where that was ordered; the page bears it instead of the sitting's title."""


def xmp_packet(source_type: SourceType, tool: str) -> bytes:
    """Return an XMP packet (UTF-8) that says what kind of picture this is and which program made the file."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about=""'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        f" Iptc4xmpExt:DigitalSourceType={quoteattr(source_type.value)}"
        f" xmp:CreatorTool={quoteattr(tool)}/>"
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def receipt_file(receipt: Receipt) -> bytes:
    """Return the receipt as its file's bytes: indented JSON, for people to read."""
    return msgspec.json.format(msgspec.json.encode(receipt), indent=2) + b"\n"


def read_receipt(data: bytes) -> Receipt | None:
    """Return the receipt that a file's bytes hold; None when they hold none that this version knows."""
    try:
        receipt = from_json(data, Receipt)
    except msgspec.DecodeError:
        return None
    return receipt if receipt.format <= RECEIPT_FORMAT else None
