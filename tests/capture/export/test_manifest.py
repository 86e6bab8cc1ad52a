from __future__ import annotations

import msgspec
import pytest

from capture.export.manifest import actions_of, claim_of
from capture.provenance import SIGN, FileReceipt, Operation, SourceType
from capture.session import program_version

PLAIN = FileReceipt(
    name="ada-lovelace_wallet_01.jpg",
    preset="wallet",
    made_of=(),
    operations=(Operation(name="decode"), Operation(name="encode")),
    sha256="",
    width_px=1,
    height_px=1,
    effective_dpi=None,
    digital_source_type=SourceType.CAPTURE,
    in_plain_words="Every pixel of the frame.",
)


def told(*names: str) -> list[str]:
    """Return the actions that are claimed of a file made by these operations."""
    receipt = msgspec.structs.replace(PLAIN, operations=tuple(Operation(name=name) for name in names))
    return [str(action["action"]) for action in actions_of(receipt)]


def test_every_step_of_an_export_has_its_action_in_order() -> None:
    assert told("decode", "merge", "crop", "background", "resize", "develop", "encode") == [
        "c2pa.created",
        "c2pa.enhanced",
        "c2pa.cropped",
        "c2pa.edited",
        "c2pa.resized",
        "c2pa.adjustedColor",
        "c2pa.transcoded",
    ]


def test_what_was_not_done_is_not_claimed() -> None:
    assert told("decode", "encode") == ["c2pa.created", "c2pa.transcoded"]
    assert told("decode", "encode", SIGN) == ["c2pa.created", "c2pa.transcoded"]


def test_a_contact_sheet_tells_each_kind_of_step_once() -> None:
    assert told(*["decode", "crop", "resize", "caption"] * 3, "arrange", "encode") == [
        "c2pa.created",
        "c2pa.cropped",
        "c2pa.resized",
        "c2pa.addedText",
        "c2pa.transcoded",
    ]


@pytest.mark.parametrize("source_type", list(SourceType))
def test_it_is_created_as_what_its_receipt_calls_it_in_the_receipts_words(source_type: SourceType) -> None:
    created = actions_of(msgspec.structs.replace(PLAIN, digital_source_type=source_type))[0]
    assert created == {"action": "c2pa.created", "digitalSourceType": source_type.value, "description": "Every pixel of the frame."}


def test_what_alters_a_picture_says_so_itself() -> None:
    receipt = msgspec.structs.replace(PLAIN, operations=tuple(Operation(name=name) for name in ("crop", "background", "develop")))
    types = {action["action"]: action.get("digitalSourceType") for action in actions_of(receipt)[1:]}
    assert types == {"c2pa.cropped": None, "c2pa.edited": SourceType.ENHANCED.value, "c2pa.adjustedColor": SourceType.ENHANCED.value}


def test_the_claim_names_the_program_and_no_file() -> None:
    claim = claim_of(PLAIN)
    assert claim["claim_generator_info"] == [{"name": "Northlight", "version": program_version()}]
    assert set(claim) == {"claim_generator_info", "assertions"}
    assert "ada" not in str(claim)
