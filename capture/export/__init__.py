"""From a sitting's folder to a finished set: crops, whole frames, a contact sheet and the receipt."""

from capture.export.presets import Preset, presets
from capture.export.run import Progress, Summary, export

__all__ = ["Preset", "Progress", "Summary", "export", "presets"]
