"""From a sitting's folder to a finished set: crops, whole frames, a contact sheet and the receipt."""

from capture.export.formats import Format
from capture.export.order import Order
from capture.export.presets import Preset, presets, with_own
from capture.export.run import Progress, Summary, export

__all__ = ["Format", "Order", "Preset", "Progress", "Summary", "export", "presets", "with_own"]
