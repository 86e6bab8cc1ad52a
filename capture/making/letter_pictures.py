"""Pictures of writing, and of what is none, to learn from which way letters run; each from its own seed.

Words are drawn letter by letter as often as each is in English, German, French and Spanish, some in Greek and Cyrillic; in the faces that come with what the
program needs: Matplotlib's, and the pen strokes that OpenCV draws. Some are left to judge by: those that the studio sets its writing in
(`capture.studio.lettering`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Callable

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
PENS = (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_TRIPLEX)
PEN_SHARE = 0.12
SIZES_PX, FINER = (12, 16, 22, 30, 42, 58, 80), 1.15
"""Sizes in which lines are set before they are laid into a picture: small letters are about half as tall, and so many times as tall as in the picture."""
PEN_BODY_PX = 14.0
"""Height of the pens' small letters at their usual size."""
WEIGHT_OF_BODY = 16.0
"""Strokes are made as much bolder, or finer, as a share of the small letters' height, for a weight of 1."""
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
ANOTHER_SHARE = 0.6
"""Of the lines of a picture so many are in another face than the one above."""
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
    long = round(2.2 * SIZE_PX[0] / (how.body_px * how.width)) + 4
    setter = _setter(rng, long, known=known)
    y = float(rng.uniform(0.5, 2)) * how.body_px
    indent = float(rng.uniform(0, 0.3)) * SIZE_PX[0]
    while y < SIZE_PX[1]:
        if rng.random() < ANOTHER_SHARE:
            setter = _setter(rng, long, known=known)
            how = replace(how, width=float(np.exp(rng.normal(0, 0.14))), shear=float(rng.normal(0, 0.12)), weight=float(rng.normal(0, 0.8)))
        _lay(cover, setter(how.body_px), (indent + float(rng.normal(0, 4)), y), how)
        y += how.body_px * float(rng.uniform(1.9, 3))
    return seen(cover, how, rng)


def _setter(rng: Generator, letters_long: int, *, known: bool) -> Callable[[float], Set]:
    """Return what sets a new line, its small letters so tall, in a face and an alphabet drawn by lot."""
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

    def line(body_px: float) -> Set:
        words: list[str] = []
        while sum(map(len, words)) + len(words) < letters_long:
            words.append(_word(alphabet, case, DIGITS_SHARE if known else 0.0, rng))
        text = " ".join(words)
        return _penned(text, pen, body_px, rng) if pen is not None else _typeset(text, name, body_px)

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


@dataclass(frozen=True, slots=True, eq=False)
class Set:
    """A line as it was set: its `ink` (h, w), 0 to 255, the row that is the `middle` of its small letters, and how tall these are."""

    ink: Codes
    middle: float
    body_px: float


@cache
def face(name: str, size_px: int) -> ImageFont.FreeTypeFont:
    """Return one of Matplotlib's faces, which the face tracker brings along."""
    spec = find_spec("matplotlib")
    origin = "" if spec is None or spec.origin is None else spec.origin
    return ImageFont.truetype(str(Path(origin).parent / "mpl-data" / "fonts" / "ttf" / f"{name}.ttf"), size_px)


def _typeset(text: str, name: str, body_px: float) -> Set:
    """Return a line in one of the faces, its small letters at least so tall."""
    font = face(name, next((size for size in SIZES_PX if 0.5 * size >= FINER * body_px), SIZES_PX[-1]))
    if name.startswith("cm"):  # these have English letters alone
        text = text.encode("ascii", "ignore").decode()
    box = font.getbbox(text)
    page = Image.new("L", (round(box[2]) + 4, round(box[3]) + 4))
    ImageDraw.Draw(page).text((0, 0), text, fill=255, font=font)
    _, top, _, bottom = font.getbbox("x")
    return Set(np.asarray(page), (top + bottom) / 2, max(3.0, bottom - top))


def _penned(text: str, pen: int, body_px: float, rng: Generator) -> Set:
    """Return a line in strokes of a pen."""
    scale = max(0.5, FINER * body_px / PEN_BODY_PX)
    thick = max(1, round(scale * float(rng.uniform(0.6, 4))))
    text = text.encode("ascii", "ignore").decode()
    (width, height), below = cv2.getTextSize(text, pen, scale, thick)
    ink = np.zeros((height + below + 30, width + 20), np.uint8)
    cv2.putText(ink, text, (8, height + 8), pen, scale, (255,), thick, cv2.LINE_AA)
    return Set(ink, height + 8 - PEN_BODY_PX * scale / 2, PEN_BODY_PX * scale)


def _lay(cover: Floats, line: Set, place_px: tuple[float, float], how: Look) -> None:
    """Lay a line into a picture's cover (H, W), its small letters `how.body_px` tall, from a place (x, y) on."""
    scale = how.body_px / line.body_px
    ink = line.ink
    reach = round(abs(how.weight) * line.body_px / WEIGHT_OF_BODY)
    if reach:
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach + 1, reach + 1))
        ink = np.asarray((cv2.dilate if how.weight > 0 else cv2.erode)(ink, kernel), np.uint8)
    cos, sin = np.cos(how.turn_rad), np.sin(how.turn_rad)
    form = np.array([[cos, -sin], [sin, cos]]) @ np.array([[how.width, how.shear], [0, 1]]) * scale
    rise = abs(sin) * cover.shape[1] + 3 * how.body_px
    top, bottom = max(0, int(place_px[1] - rise)), min(cover.shape[0], int(place_px[1] + rise))
    place = np.column_stack([form, np.array((place_px[0], place_px[1] - top)) - form @ (0, line.middle)])
    laid = cv2.warpAffine(ink, place, (cover.shape[1], max(1, bottom - top)), flags=cv2.INTER_AREA).astype(np.float32) / 255
    if bottom > top:
        np.maximum(cover[top:bottom], laid, out=cover[top:bottom])


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
    """Return a picture (H, W) through a JPEG of that quality; 0 leaves it as it is."""
    if not quality:
        return codes
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", codes, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_GRAYSCALE), np.uint8)
