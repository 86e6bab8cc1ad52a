from __future__ import annotations

import io

from PIL import Image, TiffImagePlugin
from PIL.PngImagePlugin import PngInfo

from capture.audit import marks
from capture.provenance import SourceType, xmp_packet

GREY = Image.new("RGB", (32, 32), (90, 90, 90))


def made(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    GREY.save(out, kind, **options)
    return out.getvalue()


def test_a_bare_file_says_nothing() -> None:
    found = marks.measure(made("PNG"))
    assert found == marks.Marks(None, False, (), None, False, (), False)


def test_our_own_xmp_is_read_from_jpeg_png_and_webp() -> None:
    packet = xmp_packet(SourceType.CAPTURE, "Northlight 1")
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", packet.decode())
    for data in (made("JPEG", xmp=packet), made("PNG", pnginfo=info), made("WEBP", xmp=packet)):
        found = marks.measure(data)
        assert (found.source_type, found.software) == ("digitalCapture", ("Northlight 1",))


def test_a_generators_text_chunk_is_known_by_its_keyword_and_its_settings() -> None:
    info = PngInfo()
    info.add_text("parameters", "a portrait\nSteps: 20, Sampler: Euler a, CFG scale: 7")
    assert marks.measure(made("PNG", pnginfo=info)).generators == ("the text “parameters”", "a sampler's settings")


def test_a_camera_is_told_and_a_programs_name_once() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0131] = "ACME", "One", "Midjourney"
    exif.get_ifd(0x8769)[0x829A] = 0.01
    found = marks.measure(made("JPEG", exif=exif, xmp=xmp_packet(SourceType.CAPTURE, "Midjourney")))
    assert (found.camera, found.exposed, found.software, found.generators) == ("ACME One", True, ("Midjourney",), ("midjourney",))


def test_a_c2pa_manifest_is_seen_in_a_jpegs_app11() -> None:
    data = made("JPEG")
    box = b"JP\0\1\0\0\0\1\0\0\0\x30jumb\0\0\0\x28jumdc2pa" + bytes(20)
    with_box = data[:2] + b"\xff\xeb" + (len(box) + 2).to_bytes(2, "big") + box + data[2:]
    assert marks.measure(with_box).c2pa
    assert not marks.measure(data).c2pa


def test_a_c2pa_manifest_is_seen_in_a_tiffs_tag_and_in_an_avifs_box() -> None:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[52545], tags.tagtype[52545] = b"jumb", 7
    assert marks.measure(made("TIFF", tiffinfo=tags)).c2pa
    assert not marks.measure(made("TIFF")).c2pa
    data = made("AVIF")
    head = int.from_bytes(data[:4], "big")
    for named, seen in (("d8fec3d61b0e483c92975828877ec481", True), ("be7acfcb97a942e89c71999491e3afac", False)):
        box = bytes.fromhex(named) + b"manifest"
        assert marks.measure(data[:head] + (len(box) + 8).to_bytes(4, "big") + b"uuid" + box + data[head:]).c2pa is seen


def test_a_tiff_and_an_avif_that_are_cut_off_anywhere_raise_nothing() -> None:
    for data in (made("TIFF"), made("AVIF")):
        assert not any(marks.measure(data[:length]).c2pa for length in range(0, len(data), 7))


def test_broken_blocks_raise_nothing() -> None:
    data = made("JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff")
    assert marks.measure(data).camera is None
    assert not marks.measure(b"").any_metadata
