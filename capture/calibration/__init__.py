"""What a tape and a bank card tell of a camera and of a sitter, once: from then on distances are told in metres.

- A tape gives the distance. The face's size in pixels times that distance is the focal length times the face's true size, and that product is what
  distances come from: for this sitter they are right at once, whatever the size of the face; for others within people's spread.
- A card at the face gives the face's true size: the sitter's `face_scale`. It says nothing of the lens, so alone it makes a range narrower, no more.
- Both together give the field of view itself, right for everybody.
"""

from capture.calibration.card import Card, find
from capture.calibration.lens import Calibration, Sighting, calibrate
from capture.calibration.store import load, names, save

__all__ = ["Calibration", "Card", "Sighting", "calibrate", "find", "load", "names", "save"]
