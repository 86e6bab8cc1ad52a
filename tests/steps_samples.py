"""Steps of a finished file of the drawn frame in `kept_shots`: a square round the head."""

from __future__ import annotations

from capture.develop import Development
from capture.export.formats import Encoding, Format
from capture.export.resize import FILTER_NAME
from capture.export.steps import EDGE, Behind, Cut, Decode, Resize
from capture.provenance import SourceType

DECODE = Decode(file="001_straight.png", format="PNG", exif_orientation_honoured=True)
ENCODING = Encoding(format=Format.JPEG, quality=95, dpi=72.0, source_type=SourceType.ENHANCED, tool="Northlight 1")
CUT = Cut(left_px=200, top_px=80, width_px=300, height_px=300, head_top_from=None, head_frac=0.5)
BLUR = Behind(kind="blur", colour=None, blur_px=6.0, edge=EDGE, face_middle_px=(310, 188, 370, 272), matte_png="AAAA")
PLAIN = Behind(kind="plain", colour="#306090", blur_px=None, edge=EDGE, face_middle_px=(310, 188, 370, 272), matte_png="AAAA")
SMALLER = Resize(from_px=(300, 300), to_px=(150, 150), filter=FILTER_NAME)
DEVELOPED = Development(exposure_ev=0.5, gain_red=0.95, gain_blue=1.1, contrast=1.06)
