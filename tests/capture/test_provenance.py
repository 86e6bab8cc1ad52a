from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from capture.provenance import RECEIPT_FORMAT, FileReceipt, Operation, Origin, Receipt, SourceType, read_receipt, receipt_file, xmp_packet

IPTC = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def receipt(**changes: object) -> Receipt:
    origin = Origin(session="s", shot="001_straight", index=7, t_s=1.75, image="001_straight.jpg", image_sha256="a", pixels_sha256="b")
    file = FileReceipt(
        name="01_straight_square.jpg",
        preset="square",
        made_of=(origin,),
        operations=(Operation(name="resize", parameters={"from_px": (400, 400), "to_px": (200, 200), "filter": "Lanczos"}), Operation(name="copy")),
        sha256="c",
        width_px=200,
        height_px=200,
        effective_dpi=None,
        digital_source_type=SourceType.CAPTURE,
        in_plain_words="Cut out.",
    )
    return Receipt(**{"format": RECEIPT_FORMAT, "session": "s", "title": "Ada", "made": "now", "complete": True, "programs": {}, "files": (file,), **changes})


@pytest.mark.parametrize("source_type", list(SourceType))
def test_the_packet_is_xml_that_names_the_kind_of_source(source_type: SourceType) -> None:
    text = xmp_packet(source_type, 'Northlight <"0.1">').decode()
    description = ET.fromstring(text.split("?>", 1)[1].rsplit("<?", 1)[0]).find(f".//{RDF}Description")  # noqa: S314 - our own text
    assert description is not None
    assert description.attrib[f"{IPTC}DigitalSourceType"] == source_type.value
    assert description.attrib["{http://ns.adobe.com/xap/1.0/}CreatorTool"] == 'Northlight <"0.1">'
    assert len(description.attrib) == 3, "and nothing else, no place and no device"


def test_a_single_frame_is_a_digital_capture() -> None:
    assert SourceType.CAPTURE.value == "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"


def test_a_computed_frame_is_neither_a_capture_nor_trained_on_anything() -> None:
    assert SourceType.ALGORITHMIC.value == "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"


def test_a_receipt_is_read_back_and_readable() -> None:
    data = receipt_file(receipt())
    assert read_receipt(data) == receipt()
    plain = json.loads(data)
    assert plain["files"][0]["operations"][0] == {
        "name": "resize",
        "parameters": {"from_px": [400, 400], "to_px": [200, 200], "filter": "Lanczos"},
    }
    assert data.count(b"\n") > 20


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", receipt_file(receipt(format=RECEIPT_FORMAT + 1))])
def test_what_is_no_receipt_of_ours_is_none(data: bytes) -> None:
    assert read_receipt(data) is None
