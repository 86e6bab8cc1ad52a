from __future__ import annotations

import base64
from io import BytesIO
from typing import TYPE_CHECKING

import cv2
import msgspec
import numpy as np
from kept_shots import shot
from PIL import Image

from capture.export import Order, export
from capture.export.page_pictures import LONGEST_PX, Pictures, Shown
from capture.provenance import read_receipt
from capture.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from capture.provenance import FileReceipt

NAME = "01_straight_square.png"


def made(tmp_path: Path) -> tuple[Path, FileReceipt, Session]:
    with Session.open(tmp_path / "ada", source="x", profile="classic") as session:
        session.keep(shot("straight"))
    folder = tmp_path / "ada" / "set"
    from capture.export.formats import Format  # noqa: PLC0415 - beside its one use

    export(tmp_path / "ada", order=Order(("square",), format=Format.PNG))
    receipt = read_receipt((folder / "receipt.json").read_bytes())
    assert receipt is not None
    return folder, next(file for file in receipt.files if file.name == NAME), Session.read(tmp_path / "ada")


def seen(address: str | None) -> np.ndarray:
    assert address is not None
    return np.asarray(Image.open(BytesIO(base64.b64decode(address.removeprefix("data:image/jpeg;base64,")))), int)


def test_an_untouched_file_has_a_black_difference_and_a_smoothed_one_has_not(tmp_path: Path) -> None:
    folder, file, session = made(tmp_path)
    honest = Pictures(folder, session).of(file)
    assert max(seen(honest.picture).shape) == LONGEST_PX
    assert seen(honest.difference).max() <= 2
    assert (honest.mean_codes, honest.most_codes) == (0, 0)
    smooth = cv2.GaussianBlur(np.asarray(Image.open(folder / NAME)), (0, 0), 2)
    Image.fromarray(smooth).save(folder / NAME)
    shown = Pictures(folder, session).of(file)
    assert seen(shown.difference).mean() > 8
    assert shown.mean_codes > 1


def test_what_can_not_be_read_has_no_picture(tmp_path: Path) -> None:
    folder, file, session = made(tmp_path)
    for wrong in (
        msgspec.structs.replace(file, name="../x.png"),
        msgspec.structs.replace(file, operations=()),
        msgspec.structs.replace(file, width_px=7),
    ):
        assert Pictures(folder, session).of(wrong) == Shown()
    hidden = msgspec.structs.replace(file, operations=(*file.operations[::-1], file.operations[-1]))
    assert Pictures(folder, session).of(hidden).difference is None
