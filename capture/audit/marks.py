"""What a file says of where it comes from: programs, cameras, the source type that IPTC asks for, a C2PA manifest, and the notes of picture generators.

Everything here is a claim that anyone can write or take away; no signature is checked. Sources: EXIF 3.0 and its tags, XMP part 3, IPTC's
DigitalSourceType (https://cv.iptc.org/newscodes/digitalsourcetype/), C2PA 2.1 section 11.3 (JUMBF in JPEG's APP11, in PNG's caBX, in WebP's C2PA chunk, in
TIFF's tag 52545 and in a uuid box of AVIF and HEIF), and the text chunks that Stable Diffusion's web interfaces, ComfyUI, InvokeAI and NovelAI write into PNG,
and into EXIF's UserComment.
"""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass

from PIL import Image

from capture.audit.containers import bmff_boxes, jpeg_segments, png_chunks, png_texts, tiff_tags, webp_chunks
from capture.camera.still import BROKEN_FILE

SOFTWARE, MAKE, MODEL, DATE, EXIF_IFD, EXPOSURE_S, USER_COMMENT = 0x0131, 0x010F, 0x0110, 0x0132, 0x8769, 0x829A, 0x9286
GENERATOR_KEYWORDS = frozenset({"parameters", "prompt", "workflow", "invokeai_metadata", "sd-metadata", "Dream", "dream_metadata"})
"""Keywords of PNG text chunks that only picture generators are known to write."""
GENERATORS = (
    "stable diffusion", "midjourney", "dall-e", "dall·e", "openai", "comfyui", "automatic1111", "invokeai", "novelai", "adobe firefly", "imagen", "flux.1",
    "ideogram", "leonardo.ai", "playground ai", "bing image creator", "google ai", "made with google ai", "grok", "stability ai",
)  # fmt: skip
"""Names of picture generators as they stand in Software, CreatorTool, Credit, Comment and Description."""
_STEPS = re.compile(r"\bSteps: \d+, Sampler: ", re.ASCII)
"""How Stable Diffusion's web interfaces write down what they did, whatever the field."""
_SOURCE_TYPE = re.compile(rb"digitalsourcetype/([A-Za-z]{3,40})")
_TOOL = re.compile(rb"""xmp:CreatorTool(?:=["']|>)([^"'<]{1,200})""")
_CREDIT = re.compile(rb"""photoshop:Credit(?:=["']|>)([^"'<]{1,200})""")
_XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\0"
_IPTC_HEAD = b"Photoshop 3.0\0"
_IPTC_PROGRAM = re.compile(rb"\x1c\x02\x41(..)", re.DOTALL)
"""IPTC-IIM 2:65, Originating Program, and the length of what follows."""
_C2PA_TAG, _C2PA_UUID = 52545, bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
APP1, APP11, APP13, COMMENT = 0xE1, 0xEB, 0xED, 0xFE


@dataclass(frozen=True, slots=True)
class Marks:
    """What the file says; every field is empty or None where it says nothing."""

    camera: str | None
    """EXIF's make and model."""
    exposed: bool
    """EXIF has an exposure time, which cameras write."""
    software: tuple[str, ...]
    """Programs that are named, in EXIF, XMP or IPTC, each once."""
    source_type: str | None
    """The last part of IPTC's DigitalSourceType, such as "digitalCapture"."""
    c2pa: bool
    """A C2PA manifest (JUMBF) is inside; it is not checked."""
    generators: tuple[str, ...]
    """What is known of picture generators only: text keywords, names, and their settings."""
    any_metadata: bool
    """The file has an EXIF, XMP or IPTC block or a text chunk at all."""


def measure(data: bytes) -> Marks:
    """Return what a picture's file (its bytes) says of itself."""
    exif = _exif(data)
    xmp, iptc, texts = _xmp(data), _iptc(data), png_texts(data)
    comment = _comment(data)
    programs = [exif.get(SOFTWARE), *_found(_TOOL, xmp), _iptc_program(iptc), texts.get("Software")]
    software = tuple(dict.fromkeys(cleaned for text in programs if (cleaned := _clean(text))))
    said = [*software, *_found(_CREDIT, xmp), comment, exif.get(USER_COMMENT, ""), *(f"{key} {text[:2000]}" for key, text in texts.items())]
    source = _SOURCE_TYPE.search(xmp)
    camera = " ".join(dict.fromkeys(_clean(exif.get(tag)) for tag in (MAKE, MODEL))).strip()
    return Marks(
        camera=camera or None,
        exposed=EXPOSURE_S in exif,
        software=software,
        source_type=source[1].decode() if source else None,
        c2pa=_has_c2pa(data),
        generators=_generators(texts, said),
        any_metadata=bool(exif or xmp or iptc or texts or comment),
    )


def _generators(texts: dict[str, str], said: list[str]) -> tuple[str, ...]:
    keywords = [f"the text “{key}”" for key in texts if key in GENERATOR_KEYWORDS]
    names = [name for name in GENERATORS if any(name in text.casefold() for text in said)]
    settings = ["a sampler's settings"] if any(_STEPS.search(text) for text in said) else []
    return (*keywords, *names, *settings)


def _exif(data: bytes) -> dict[int, str]:
    """Return the tags that are looked at, as text; empty where there are none or the block is broken."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            block = Image.open(io.BytesIO(data)).getexif()
            found = {**dict(block), **dict(block.get_ifd(EXIF_IFD))}
    except BROKEN_FILE:
        return {}
    return {tag: _text(value) for tag, value in found.items() if tag in {SOFTWARE, MAKE, MODEL, DATE, EXPOSURE_S, USER_COMMENT}}


def _text(value: object) -> str:
    if isinstance(value, bytes):
        # UserComment begins with the name of its encoding in eight bytes.
        coding = "utf-16-be" if value.startswith(b"UNICODE") else "utf-8"
        return value[8:].decode(coding, "replace")
    return str(value)


def _xmp(data: bytes) -> bytes:
    """Return the XMP packet, wherever this kind of file keeps it; empty without one."""
    for marker, payload in jpeg_segments(data):
        if marker == APP1 and payload.startswith(_XMP_HEAD):
            return payload[len(_XMP_HEAD) :]
    for kind, payload in webp_chunks(data):
        if kind == b"XMP ":
            return payload
    text = png_texts(data).get("XML:com.adobe.xmp")
    if text:
        return text.encode()
    start = data.find(b"<x:xmpmeta")
    return data[start : data.find(b"</x:xmpmeta>", start) + 12] if start >= 0 else b""


def _iptc(data: bytes) -> bytes:
    return b"".join(payload for marker, payload in jpeg_segments(data) if marker == APP13 and payload.startswith(_IPTC_HEAD))


def _iptc_program(block: bytes) -> str | None:
    found = _IPTC_PROGRAM.search(block)
    return None if found is None else block[found.end() : found.end() + int.from_bytes(found[1], "big")].decode("utf-8", "replace")


def _comment(data: bytes) -> str:
    return " ".join(payload[:2000].decode("utf-8", "replace") for marker, payload in jpeg_segments(data) if marker == COMMENT)


def _has_c2pa(data: bytes) -> bool:
    if any(marker == APP11 and b"jumb" in payload and b"c2pa" in payload for marker, payload in jpeg_segments(data)):
        return True
    if any(kind == b"uuid" and payload.startswith(_C2PA_UUID) for kind, payload in bmff_boxes(data)):
        return True
    return _C2PA_TAG in tiff_tags(data) or any(kind == b"caBX" for kind, _ in png_chunks(data)) or any(kind == b"C2PA" for kind, _ in webp_chunks(data))


def _found(pattern: re.Pattern[bytes], block: bytes) -> list[str]:
    return [match.decode("utf-8", "replace") for match in pattern.findall(block)]


def _clean(text: str | None) -> str:
    """Return one short printable line."""
    return "".join(letter for letter in (text or "") if letter.isprintable()).strip()[:120]
