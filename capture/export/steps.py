"""A finished file's way from its frame as the receipt tells it: seven kinds of steps in one order, each with bounds that are all the program can do.

What an export does is told by `Steps.operations`; what a receipt tells is read back by `Steps.of`, strictly: a step that is not known, a parameter too many,
too few or out of its bounds, and any other order is named, and nothing is done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence  # noqa: TC003 - msgspec reads the fields' types when the program runs
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, TypeVar

import msgspec

from capture.develop import Development
from capture.errors import ExportError
from capture.export.formats import Encoding
from capture.export.resize import FILTER_NAME
from capture.provenance import Operation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from capture.types import Rgb

EDGE = "guided filter in linear light; the old background's light taken out of half-covered pixels"
CURVE = "in linear light u = 0.18 (2^exposure gain x / 0.18)^contrast for each channel, from 0.5 on rolled off so that white stays white"
ORDER = ("decode", "merge", "crop", "background", "resize", "develop", "encode")

_Place = Annotated[int, msgspec.Meta(ge=0)]
_Length = Annotated[int, msgspec.Meta(ge=1)]
_Struct = TypeVar("_Struct", bound=msgspec.Struct)


class Decode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The kept frame is read."""

    file: str
    format: Literal["JPEG", "PNG"]
    exif_orientation_honoured: bool


class Cut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A box is cut out of it; the last two say how it was framed."""

    left_px: _Place
    top_px: _Place
    width_px: _Length
    height_px: _Length
    head_top_from: str | None
    head_frac: float | None


class Behind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something else is put behind the person."""

    kind: Literal["blur", "plain"]
    colour: Annotated[str, msgspec.Meta(pattern="^#[0-9a-f]{6}$")] | None
    """Of a plain one, as it is shown in the end."""
    blur_px: Annotated[float, msgspec.Meta(gt=0, le=1000)] | None
    """The deviation of a blur, in the frame's pixels."""
    edge: str
    face_middle_px: tuple[int, int, int, int] | None
    """Left, top, right, bottom of the middle of the face in the frame's pixels: the ellipse in it is never touched."""
    matte_png: Annotated[str, msgspec.Meta(max_length=400_000)]
    """The person's coarse outline over the whole frame: an 8-bit grey PNG in base64."""

    @property
    def colour_codes(self) -> tuple[int, int, int] | None:
        """The colour's sRGB codes."""
        if self.colour is None:
            return None
        red, green, blue = bytes.fromhex(self.colour[1:])
        return red, green, blue


class Resize(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """It is made smaller."""

    from_px: tuple[_Length, _Length]
    to_px: tuple[_Length, _Length]
    filter: str


@dataclass(frozen=True, slots=True)
class Steps:
    """All that is done to one frame; None for a step that is left out."""

    decode: Decode
    encoding: Encoding
    merge: Operation | None = None
    """The frames of its moment are laid over it; whoever checks it makes the merge again, with the program's own numbers."""
    crop: Cut | None = None
    background: Behind | None = None
    resize: Resize | None = None
    development: Development | None = None

    @property
    def touched(self) -> bool:
        """Whether tones or background are other than the camera's."""
        return self.background is not None or self.development is not None

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The steps as a receipt tells them."""
        told = [
            _told("decode", self.decode),
            *([] if self.merge is None else [self.merge]),
            *([] if self.crop is None else [_told("crop", self.crop)]),
            *([] if self.background is None else [_told("background", self.background)]),
            *([] if self.resize is None else [_told("resize", self.resize)]),
        ]
        if self.development is not None:
            told.append(Operation(name="develop", parameters={**msgspec.structs.asdict(self.development), "curve": CURVE}))
        return (*told, self.encoding.operation)

    @classmethod
    def of(cls, operations: Sequence[Operation]) -> Self:
        """Return the steps that a receipt tells. Raises ExportError that names what is wrong with them."""
        names = [operation.name for operation in operations]
        for name in names:
            if name not in ORDER:
                raise _wrong(f"an export has no operation '{_shown(name)}'")
        if len(set(names)) < len(names) or names != sorted(names, key=ORDER.index) or not {"decode", "encode"} <= set(names):
            raise _wrong(f"an export does not do {', '.join(names) or 'nothing'}, in this order")
        found = {operation.name: operation.parameters for operation in operations}
        steps = cls(
            decode=_read("decode", found["decode"], Decode),
            encoding=_encoding(operations[-1]),
            merge=next((operation for operation in operations if operation.name == "merge"), None),
            crop=_read("crop", found["crop"], Cut) if "crop" in found else None,
            background=_read("background", found["background"], Behind) if "background" in found else None,
            resize=_read("resize", found["resize"], Resize) if "resize" in found else None,
            development=_development(found["develop"]) if "develop" in found else None,
        )
        steps.check_names()
        return steps

    def check_names(self) -> None:
        """Raise ExportError where a step claims to be done by another method, or a background is neither of the two."""
        if self.resize is not None and self.resize.filter != FILTER_NAME:
            raise _wrong(f"an export makes nothing smaller by '{_shown(self.resize.filter)}'")
        behind = self.background
        if behind is not None and behind.edge != EDGE:
            raise _wrong(f"an export finds no edge by '{_shown(behind.edge)}'")
        if behind is not None and ((behind.kind == "plain") != (behind.colour is not None) or (behind.kind == "blur") != (behind.blur_px is not None)):
            raise _wrong("a plain background has a colour, a blurred one has a width of the blur")

    def check_fit(self, rgb: Rgb) -> None:
        """Raise ExportError where the steps do not fit a frame (H, W, 3): a box beyond its edge, a picture made larger."""
        height_px, width_px = rgb.shape[:2]
        crop = self.crop
        if crop is not None and (crop.left_px + crop.width_px > width_px or crop.top_px + crop.height_px > height_px):
            raise _wrong(f"the crop goes beyond the frame of {width_px} by {height_px} px")
        own_px = (width_px, height_px) if crop is None else (crop.width_px, crop.height_px)
        if self.resize is not None and (self.resize.from_px != own_px or any(to > own for to, own in zip(self.resize.to_px, own_px, strict=True))):
            raise _wrong(f"a picture of {own_px[0]} by {own_px[1]} px is not made smaller from {self.resize.from_px} to {self.resize.to_px}")


def _told(name: str, step: msgspec.Struct) -> Operation:
    return Operation(name=name, parameters=msgspec.structs.asdict(step))


def _read(name: str, parameters: Mapping[str, Any], kind: type[_Struct]) -> _Struct:
    try:
        return msgspec.convert(dict(parameters), kind)
    except msgspec.ValidationError as error:
        raise _wrong(f"operation '{name}': {error}") from error


def _development(parameters: Mapping[str, Any]) -> Development:
    numbers = dict(parameters)
    if numbers.pop("curve", None) != CURVE:
        raise _wrong("operation 'develop': an export knows one curve only, and this is another")
    return _read("develop", numbers, Development)


def _encoding(operation: Operation) -> Encoding:
    """Return the encoding, once it is proved that the program would tell it in the same words."""
    encoding = Encoding.of(operation.parameters)
    ours, told = encoding.operation.parameters, operation.parameters
    if ours != told:
        odd = sorted(key for key in {*ours, *told} if ours.get(key) != told.get(key))
        raise _wrong(f"operation 'encode': an export would not tell {', '.join(_shown(key) for key in odd)} so")
    if (encoding.quality is not None and not 1 <= encoding.quality <= 100) or not 1 <= encoding.dpi <= 100_000:
        raise _wrong("operation 'encode': quality is 1 to 100, dpi above 0")
    return encoding


def _wrong(what: str) -> ExportError:
    return ExportError(f"The receipt tells what no export does: {what}.", "Make the set anew: northlight export.")


def _shown(text: str) -> str:
    """Return a stranger's text for a message of one line."""
    return re.sub(r"[^\x20-\x7e]", "?", text[:60])
