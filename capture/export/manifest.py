"""What a signed file claims, in C2PA's words: who made it, where its pixels come from, and what was done to them; all of it is taken from its receipt.

Source of the actions' names: C2PA 2.2, 18.15, the table of predefined actions (`c2pa.color_adjustments` is its older word for `c2pa.adjustedColor`). Nothing
here tells a place, a device, a name or a file's title, and there is no small picture inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from capture.provenance import SourceType
from capture.session import program_version

if TYPE_CHECKING:
    from capture.provenance import FileReceipt

ACTIONS_LABEL = "c2pa.actions.v2"

_ACTIONS = {
    "merge": ("c2pa.enhanced", "Frames of one moment were laid over each other and averaged where they agree, so that noise falls."),
    "crop": ("c2pa.cropped", "A box was cut out of the frame."),
    "background": ("c2pa.edited", "What is behind the person was blurred or painted over by a program."),
    "resize": ("c2pa.resized", "Made smaller, in linear light."),
    "develop": ("c2pa.adjustedColor", "Exposure, white balance and contrast, by one curve for every pixel."),
    "caption": ("c2pa.addedText", "Small pictures have words below them."),
    "encode": ("c2pa.transcoded", "Written in this format."),
}
"""By the receipt's operation. What is left out is told by the first action, `c2pa.created`: reading the frame, and laying small pictures out."""

_ALTERING = frozenset({"background", "develop"})
"""IPTC calls what these do "algorithmically altered"."""


def claim_of(file: FileReceipt) -> dict[str, Any]:
    """Return what the signature is put under, as the C2PA library takes it."""
    return {
        "claim_generator_info": [{"name": "Northlight", "version": program_version()}],
        "assertions": [{"label": ACTIONS_LABEL, "created": True, "data": {"actions": actions_of(file), "allActionsIncluded": True}}],
    }


def actions_of(file: FileReceipt) -> list[dict[str, Any]]:
    """Return what was done, in order, each kind of step once: on a contact sheet it was done to each small picture."""
    created = {"action": "c2pa.created", "digitalSourceType": file.digital_source_type.value, "description": file.in_plain_words}
    names = dict.fromkeys(operation.name for operation in file.made_by)
    return [created, *(_action(name) for name in names if name in _ACTIONS)]


def _action(name: str) -> dict[str, str]:
    action, description = _ACTIONS[name]
    altered = {"digitalSourceType": SourceType.ENHANCED.value} if name in _ALTERING else {}
    return {"action": action, **altered, "description": description}
