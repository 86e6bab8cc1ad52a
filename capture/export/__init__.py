"""From a sitting's folder to a finished set: crops, whole frames, a contact sheet and the receipt."""

from capture.export.formats import Format
from capture.export.order import Order
from capture.export.presets import Preset, presets, with_own
from capture.export.proof import Proof
from capture.export.run import Progress, Summary, export
from capture.export.signing import Signing
from capture.export.touch import Background
from capture.export.verify import Verification, verify

__all__ = [
    "Background",
    "Format",
    "Order",
    "Preset",
    "Progress",
    "Proof",
    "Signing",
    "Summary",
    "Verification",
    "export",
    "presets",
    "verify",
    "with_own",
]
