from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from kept_shots import cartoon, shot

from capture.errors import ExportError
from capture.export import Order, export
from capture.export.making import made as made_by
from capture.export.sheet_steps import sheet_again
from capture.export.sheet_words import Kind
from capture.provenance import FileReceipt, Operation, read_receipt
from capture.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from capture.export.steps import Steps
    from capture.types import Rgb

CAPTURED = Kind(computed=False, merged=False, developed=False, set_before=False)
SEEDS = {"001_straight": 7, "002_smile": 3}


def small(name: str, steps: Steps) -> tuple[Rgb, Kind]:
    return made_by(steps, cartoon(seed=SEEDS[name])), CAPTURED


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sitting = tmp_path_factory.mktemp("sheet")
    with Session.open(sitting, source="x", profile="classic") as session:
        session.keep(shot("straight", index=7))
        session.keep(shot("smile", index=3))
    export(sitting, order=Order(("wallet",), name="Ada Lovelace"))
    return sitting / "set"


def receipt_of(folder: Path, ending: str) -> FileReceipt:
    receipt = read_receipt((folder / "receipt.json").read_bytes())
    assert receipt is not None
    return next(file for file in receipt.files if file.name.endswith(ending))


@pytest.mark.parametrize("ending", ["contact_sheet.jpg", "contact_sheet.pdf"])
def test_a_sheet_is_made_again_to_the_byte(made: Path, ending: str) -> None:
    file = receipt_of(made, ending)
    again = sheet_again(file.operations, small)
    assert again.data == (made / file.name).read_bytes()
    assert again.size_px == (file.width_px, file.height_px)
    assert again.kinds == (CAPTURED, CAPTURED)


def changed(operations: tuple[Operation, ...], place: int, **new: object) -> list[Operation]:
    found = list(operations)
    found[place] = Operation(name=found[place].name, parameters={**found[place].parameters, **new})
    return found


@pytest.mark.parametrize(
    ("lie", "word"),
    [
        (lambda told: changed(told, 0, shot="002_smile"), "made of one shot"),
        (lambda told: changed(told, -2, pictures=3), "not arranged like this"),
        (lambda told: changed(told, -2, sticker="x"), "words are"),
        (lambda told: changed(told, -2, foot="Each picture is perfect."), "does not say what its pictures are"),
        (lambda told: changed(told, -1, quality="x"), "how the file was encoded"),
        (lambda told: [*told[:-2], told[-1]], "not those that are told"),
        (lambda told: [*told[:-2], told[0], *told[-2:]], "not arranged like this"),
    ],
)
def test_what_is_no_sheet_is_named(made: Path, lie: Callable[[tuple[Operation, ...]], list[Operation]], word: str) -> None:
    with pytest.raises(ExportError, match=word):
        sheet_again(lie(receipt_of(made, "contact_sheet.jpg").operations), small)
