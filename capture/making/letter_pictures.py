"""Pictures of writing, and of what is none, to learn from which way letters run; each from its own seed.

Words are drawn letter by letter as often as each is in English, German, French and Spanish, some in Greek and Cyrillic; in the faces that come with what the
program needs: Matplotlib's, and the pen strokes that OpenCV draws. Those of `HELD_OUT` are left to judge by, and Pillow's own is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from capture.types import Floats

    Codes = NDArray[np.uint8]

SIZE_PX = (480, 320)
FACES = (
    *("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSans-BoldOblique", "DejaVuSansMono", "DejaVuSansMono-Bold"),
    *("DejaVuSerif", "DejaVuSerif-Bold", "DejaVuSerif-Italic", "DejaVuSerif-BoldItalic"),
    *("cmr10", "cmb10", "cmti10", "cmtt10"),
)
HELD_OUT = ("STIXGeneral", "STIXGeneralBol", "STIXGeneralItalic", "cmss10")
SIGNS = "cmsy10"
"""A face of signs that are no letters."""
PENS = (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_TRIPLEX)
PEN_SHARE = 0.12
SET_PX = 44
"""Size in which lines are set before they are laid into a picture."""
ALPHABETS = (
    "e127t91a82o75i70n67s63h61r60d43l40c28u28m24w24f22g20y20p19b15v10k8j2x2q1z1",
    "e164n98s73r70i66a65t62d51h48u42l34g30c27o26m25w19b19f17k14z11p8v8ü7ä6ö4ß3j3y1x1q1",
    "e147s79a76i75t72n71r66u63l55o58d37c33p25m30é19v18q14f11b9g9h7j6à5x4z3è3ê2y2ç1k1w1",
    "e122a115o87s80n67r69i62l50d50t46u29c40m32p25b22g18v11y10q9h7f7z5j5ó8í7á5é4ñ3x2ú2k1w1",
)
"""Letters, each with how many there are of it in a thousand."""
FOREIGN = (
    "о110е85а80и74н67т63с55р47в45л44к35м32д30п28у26я20ы19ь17г17з16б16ч14й12х10ж9ш7ю6ц5щ4э3ф3",
    "α120ο98ι94ε87τ79σ49ν79η71υ68ρ50π50κ42μ44λ33ς49δ17γ20ω16χ14θ13φ12β8ξ6ζ5ψ2",
)
FOREIGN_SHARE = 0.06
UNREAD = ("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "אבגדהוזחטיכלמנסעפצקרשת", "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხ", "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտր")
"""Letters of which the program knows no side."""
DIGITS_SHARE, UPPER_SHARE, CAPITAL_SHARE = 0.07, 0.3, 0.4


@dataclass(frozen=True, slots=True)
class Look:
    """How one picture's writing looks: its height in pixels, and how it was bent, inked and seen."""

    body_px: float
    width: float
    shear: float
    turn_rad: float
    weight: float
    blur: float
    noise_codes: float
    jpeg_quality: int


def look(rng: Generator) -> Look:
    """Return a look drawn by lot."""
    return Look(
        body_px=float(np.exp(rng.uniform(np.log(5.5), np.log(34)))),
        width=float(np.exp(rng.normal(0, 0.14))),
        shear=float(rng.normal(0, 0.12)),
        turn_rad=float(np.clip(rng.normal(0, 0.07), -0.25, 0.25)),
        weight=float(rng.normal(0, 0.8)),
        blur=float(rng.uniform(0.05, 0.3) ** 1.3),
        noise_codes=float(rng.choice([0, 1, 2, 4, 7])),
        jpeg_quality=int(rng.choice([0, 0, 45, 65, 80, 92])),
    )


def writing(rng: Generator, *, known: bool = True) -> Codes:
    """Return a picture (H, W) with lines of upright writing that runs from left to right; of letters without a side where not `known`."""
    how = look(rng)
    cover = np.zeros(SIZE_PX[::-1], np.float32)
    setter = _setter(rng, round(2.4 * SIZE_PX[0] / (how.body_px * how.width)) + 4, known=known)
    y = float(rng.uniform(0.5, 2)) * how.body_px
    indent = float(rng.uniform(0, 0.3)) * SIZE_PX[0]
    while y < SIZE_PX[1]:
        _lay(cover, setter(), (indent + float(rng.normal(0, 4)), y), how)
        y += how.body_px * float(rng.uniform(1.9, 3))
    return seen(cover, how, rng)


def _setter(rng: Generator, letters_long: int, *, known: bool):  # noqa: ANN202
    alphabet = _alphabet(FOREIGN[int(rng.integers(2))] if known and rng.random() < FOREIGN_SHARE else ALPHABETS[int(rng.integers(4))])
    pen = PENS[int(rng.integers(len(PENS)))] if known and alphabet[0][0].isascii() and rng.random() < PEN_SHARE else None
    name = FACES[int(rng.integers(len(FACES)))]
    if not known:
        letters = UNREAD[int(rng.integers(len(UNREAD)))]
        alphabet = (tuple(letters), np.full(len(letters), 1 / len(letters)))
        name = "DejaVuSans" if rng.random() < 0.6 else "DejaVuSans-Bold"
    elif not alphabet[0][0].isascii():
        name = FACES[int(rng.integers(10))]
    case = rng.random()

    def line() -> Floats:
        words = []
        while sum(map(len, words)) + len(words) < letters_long:
            words.append(_word(alphabet, case, DIGITS_SHARE if known else 0.0, rng))
        text = " ".join(words)
        return _penned(text, pen, rng) if pen is not None else _set(text, name)

    return line


def _word(alphabet: tuple[tuple[str, ...], Floats], case: float, digits_share: float, rng: Generator) -> str:
    if rng.random() < digits_share:
        return "".join(rng.choice(list("0123456789"), int(rng.integers(1, 6))))
    word = "".join(rng.choice(alphabet[0], int(rng.integers(2, 11)), p=alphabet[1]))
    if case < UPPER_SHARE:
        return word.upper()
    return word.capitalize() if case > 1 - CAPITAL_SHARE or rng.random() < 0.12 else word


@cache
def _alphabet(spelt: str) -> tuple[tuple[str, ...], Floats]:
    letters = tuple(each for each in spelt if not each.isdecimal())
    counts = np.array([float(each) for each in "".join(each if each.isdecimal() else " " for each in spelt).split()])
    return letters, counts / counts.sum()


@cache
def face(name: str, size_px: int = SET_PX) -> ImageFont.FreeTypeFont:
    """Return one of Matplotlib's faces, which the face tracker brings along."""
    spec = find_spec("matplotlib")
    origin = "" if spec is None or spec.origin is None else spec.origin
    return ImageFont.truetype(str(Path(origin).parent / "mpl-data" / "fonts" / "ttf" / f"{name}.ttf"), size_px)


@cache
def _body_px(name: str) -> float:
    left, top, right, bottom = face(name).getbbox("x")
    return max(8.0, bottom - top)


def _set(text: str, name: str) -> Floats:
    """Return a line's ink (h, w) 0..1, so large that small letters are 24 tall, its rows' middle that of the small letters."""
    font = face(name)
    if name.startswith("cm"):  # these have English letters alone
        text = text.encode("ascii", "ignore").decode()
    box = font.getbbox(text)
    page = Image.new("L", (round(box[2]) + 4, round(box[3]) + 4))
    ImageDraw.Draw(page).text((0, 0), text, fill=255, font=font)
    ink = np.asarray(page)
    _, top, _, bottom = font.getbbox("x")
    middle = (top + bottom) / 2
    scale = 24 / _body_px(name)
    return _centred(ink, middle, scale)


def _penned(text: str, pen: int, rng: Generator) -> Floats:
    thick = int(rng.integers(1, 6))
    text = text.encode("ascii", "ignore").decode()
    (width, height), below = cv2.getTextSize(text, pen, 1.6, thick)
    ink = np.zeros((height + below + 30, width + 20), np.uint8)
    cv2.putText(ink, text, (8, height + 8), pen, 1.6, 255, thick, cv2.LINE_AA)
    body = 1.6 * 14
    return _centred(ink, height + 8 - body / 2, 24 / body)


def _centred(ink: Codes, middle: float, scale: float) -> Floats:
    rows = 96
    back = np.array([[1 / scale, 0, -8.0], [0, 1 / scale, middle - rows / 2 / scale]])
    width = round(ink.shape[1] * scale) + 16
    return cv2.warpAffine(ink, back, (width, rows), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP).astype(np.float32) / 255


def _lay(cover: Floats, ink: Floats, place_px: tuple[float, float], how: Look) -> None:
    """Lay a line into a picture's cover (H, W), its small letters `how.body_px` tall, from a place (x, y) on."""
    if abs(how.weight) > 0.5:
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3) if abs(how.weight) < 1.6 else (5, 5))
        ink = np.asarray((cv2.dilate if how.weight > 0 else cv2.erode)(ink, kernel), np.float32)
    scale = how.body_px / 24
    if scale < 1:
        ink = cv2.GaussianBlur(ink, (0, 0), 0.45 / scale)
    cos, sin = np.cos(how.turn_rad), np.sin(how.turn_rad)
    form = np.array([[cos, -sin], [sin, cos]]) @ np.array([[how.width, how.shear], [0, 1]]) * scale
    place = np.column_stack([form, np.array(place_px) - form @ (0, 48)])
    laid = cv2.warpAffine(ink, place, (cover.shape[1], cover.shape[0]), flags=cv2.INTER_LINEAR)
    np.maximum(cover, laid, out=cover)


def seen(cover: Floats, how: Look, rng: Generator) -> Codes:
    """Return a cover (H, W) as a camera shows it: ink on paper, lit unevenly, through a lens, with noise and JPEG."""
    height, width = cover.shape
    paper, ink = rng.uniform(25, 235, 2)
    while abs(paper - ink) < 45:
        paper, ink = rng.uniform(25, 235, 2)
    across, down = np.meshgrid(np.linspace(-1, 1, width, dtype=np.float32), np.linspace(-1, 1, height, dtype=np.float32))
    tilt = rng.normal(0, 0.12, 2)
    grey = (paper + (ink - paper) * cover) * (1 + np.float32(tilt[0]) * across + np.float32(tilt[1]) * down)
    sigma = how.blur * how.body_px
    if sigma > 0.3:
        grey = cv2.GaussianBlur(grey, (0, 0), sigma)
    grey = grey + rng.standard_normal(grey.shape, np.float32) * np.float32(how.noise_codes)
    codes = np.clip(grey + 0.5, 0, 255).astype(np.uint8)
    return compressed(codes, how.jpeg_quality)


def compressed(codes: Codes, quality: int) -> Codes:
    if not quality:
        return codes
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", codes, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_GRAYSCALE), np.uint8)
