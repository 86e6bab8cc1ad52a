"""Pictures of what is no writing and may be taken for it, each from its own seed.

Patterns, strokes, strands, rooms of the studio with people in them, writing on its side, and letters of which the program knows no side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.making import letter_pictures
from capture.making.letter_pictures import SIZE_PX, compressed
from capture.script import people
from capture.script.scene import Backdrop, Camera, Lamp, Room, Scene, Subject
from capture.studio import render

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from capture.types import Floats

    Codes = NDArray[np.uint8]

PEOPLE = 40
INK, PAPER = (255,), (0,)


def no_writing(rng: Generator) -> Codes:
    """Return a picture (H, W) without upright writing of known letters."""
    lot = rng.random()
    if lot < 0.16:
        turned = np.rot90(letter_pictures.writing(rng), int(rng.choice([1, 3])))
        return np.ascontiguousarray(turned if rng.random() < 0.5 else turned[:, ::-1])
    if lot < 0.26:
        picture = letter_pictures.writing(rng, known=False)
        return np.ascontiguousarray(picture if rng.random() < 0.5 else picture[:, ::-1])
    kinds = (_bars, _checks, _blobs, _strands, _ovals, _strokes_in_rows, _strokes_in_rows, _blocks, _noise)
    cover = np.zeros(SIZE_PX[::-1], np.float32)
    for _ in range(int(rng.integers(1, 3))):
        np.maximum(cover, kinds[int(rng.integers(len(kinds)))](rng), out=cover)
    return letter_pictures.seen(cover, letter_pictures.look(rng), rng)


def room(rng: Generator) -> Codes:
    """Return a stranger in a room of the studio, before some camera."""
    size_px = ((640, 360), (960, 540), (1280, 720))[int(rng.choice([0, 1, 1, 2]))]
    scene = Scene(
        persona=people.random(5000 + int(rng.integers(PEOPLE))),
        size_px=size_px,
        seed=int(rng.integers(1 << 30)),
        subject=Subject(distance_mm=float(rng.uniform(550, 900)), x_mm=float(rng.normal(0, 60)), y_mm=-60, yaw_deg=float(rng.normal(0, 12))),
        lamps=(Lamp(azimuth_deg=float(rng.uniform(-70, 70)), elevation_deg=float(rng.uniform(5, 45))),),
        camera=Camera(noise=float(rng.uniform(0, 3)), exposure_ev=float(rng.uniform(-0.5, 0.7)), aperture_mm=float(rng.choice([1, 2, 4, 12]))),
        backdrop=Backdrop(
            room=list(Room)[int(rng.choice([0, 2, 2, 3, 4, 4]))], strength_ev=float(rng.uniform(-2, 0)), distance_mm=float(rng.uniform(1500, 4000))
        ),
    )
    grey = cv2.cvtColor(render(scene), cv2.COLOR_RGB2GRAY)
    if rng.random() < 0.5:
        grey = grey[:, ::-1]
    return compressed(np.ascontiguousarray(grey), int(rng.choice([0, 0, 60, 85])))


def _canvas() -> Codes:
    return np.zeros(SIZE_PX[::-1], np.uint8)


def _turned(cover: Codes, rng: Generator, most_deg: float) -> Floats:
    """Return a cover turned about its middle, as 0..1."""
    place = cv2.getRotationMatrix2D((SIZE_PX[0] / 2, SIZE_PX[1] / 2), float(rng.uniform(-most_deg, most_deg)), float(rng.uniform(1, 1.4)))
    return cv2.warpAffine(cover, place, SIZE_PX, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101).astype(np.float32) / 255


def _bars(rng: Generator) -> Floats:
    """Blinds, stripes of shirts, fences: bars with one rhythm, whole or cut into rows."""
    cover, pitch = _canvas(), float(rng.uniform(5, 36))
    share = float(rng.uniform(0.2, 0.7))
    for x in np.arange(0, SIZE_PX[0], pitch):
        wide = max(1, round(share * pitch * float(rng.uniform(0.9, 1.1))))
        cv2.rectangle(cover, (round(x), 0), (round(x) + wide - 1, SIZE_PX[1]), INK, -1)
    if rng.random() < 0.6:
        tall = float(rng.uniform(8, 60))
        for y in np.arange(0, SIZE_PX[1], tall * float(rng.uniform(1.3, 2.2))):
            cv2.rectangle(cover, (0, round(y)), (SIZE_PX[0], round(y + 0.5 * tall)), PAPER, -1)
    return _turned(cover, rng, 90 if rng.random() < 0.5 else 10)


def _checks(rng: Generator) -> Floats:
    cover, side = _canvas(), int(rng.integers(5, 40))
    rows, columns = np.indices(cover.shape) // side
    cover[(rows + columns) % 2 == 0] = 255
    return _turned(cover, rng, 45)


def _blobs(rng: Generator) -> Floats:
    """Foliage, stones, fur: a noise's peaks."""
    size = float(np.exp(rng.uniform(np.log(1.5), np.log(14))))
    stretch = float(np.exp(rng.normal(0, 0.6)))
    noise = cv2.GaussianBlur(rng.standard_normal(SIZE_PX[::-1], np.float32), (0, 0), size * stretch, sigmaY=size / stretch)
    level = float(np.quantile(noise[::4, ::4], rng.uniform(0.5, 0.9)))
    return np.clip((noise - level) / (float(noise.std()) * float(rng.uniform(0.1, 0.8))), 0, 1).astype(np.float32)


def _strands(rng: Generator) -> Floats:
    """Hair, wires, twigs: bundles of curves that run nearly alike."""
    cover = _canvas()
    turn, bend = float(rng.uniform(0, np.pi)), float(rng.uniform(0, 0.02))
    for _ in range(int(rng.integers(20, 160))):
        x, y = rng.uniform(0, SIZE_PX[0]), rng.uniform(0, SIZE_PX[1])
        way = turn + float(rng.normal(0, 0.25))
        angle = way + np.cumsum(rng.normal(bend * 4, 0.08, 20))
        points = np.cumsum(np.stack([np.cos(angle), np.sin(angle)], -1) * float(rng.uniform(3, 14)), axis=0) + np.array([x, y])
        shade, thick = (int(rng.integers(90, 256)),), int(rng.integers(1, 4))
        cv2.polylines(cover, [np.rint(points).astype(np.int32)], isClosed=False, color=shade, thickness=thick, lineType=cv2.LINE_AA)
    return cover.astype(np.float32) / 255


def _ovals(rng: Generator) -> Floats:
    """Buttons, beads, leaves, lamps: ovals strewn, or in rows."""
    cover, size = _canvas(), float(np.exp(rng.uniform(np.log(3), np.log(20))))
    in_rows, hollow = rng.random() < 0.5, rng.random() < 0.4
    long, lean = float(np.exp(rng.normal(0, 0.5))), float(rng.uniform(0, 180))
    if in_rows:
        down, across = np.mgrid[size : SIZE_PX[1] : size * float(rng.uniform(2.5, 5)), size : SIZE_PX[0] : size * float(rng.uniform(1.8, 4))]
        places = np.stack([across.ravel(), down.ravel()], -1)
    else:
        places = rng.uniform(0, 1, (int(rng.integers(40, 400)), 2)) * SIZE_PX
    for x, y in places.tolist():
        axes = (max(1, round(size * long)), max(1, round(size / long)))
        turn = lean if in_rows else float(rng.uniform(0, 180))
        cv2.ellipse(cover, (round(x), round(y)), axes, turn, 0, 360, INK, max(1, round(size / 4)) if hollow else -1, cv2.LINE_AA)
    return cover.astype(np.float32) / 255


def _strokes_in_rows(rng: Generator) -> Floats:
    """Ornament, and scripts that nobody reads: signs of a few strokes each, one like the next in size, in rows."""
    cover = _canvas()
    tall = float(np.exp(rng.uniform(np.log(8), np.log(44))))
    thick = max(1, round(tall * float(rng.uniform(0.06, 0.22))))
    kinds = [_sign(rng) for _ in range(int(rng.integers(1, 24)))]
    y = tall
    while y < SIZE_PX[1]:
        x = float(rng.uniform(0, 2 * tall))
        while x < SIZE_PX[0]:
            for stroke in kinds[int(rng.integers(len(kinds)))]:
                points = np.rint((stroke * tall + (x, y)) * 16).astype(np.int32)
                cv2.polylines(cover, [points], isClosed=False, color=INK, thickness=thick, lineType=cv2.LINE_AA, shift=4)
            x += tall * float(rng.choice([0.8, 1.0, 1.0, 1.7]))
        y += tall * float(rng.uniform(1.5, 2.4))
    return _turned(cover, rng, 8)


def _sign(rng: Generator) -> list[Floats]:
    """Return the strokes of a sign: straight, or bent through three points; a third of the signs are their own mirror image."""
    strokes = []
    for _ in range(int(rng.integers(1, 5))):
        ends = rng.uniform((0, 0), (0.75, 1), (3, 2))
        if rng.random() < 0.5:
            ends[1] = (ends[0] + ends[2]) / 2
        share = np.linspace(0, 1, 8)[:, None]
        strokes.append(((1 - share) ** 2 * ends[0] + 2 * share * (1 - share) * ends[1] + share**2 * ends[2]).astype(np.float32))
    if rng.random() < 0.33:
        strokes += [stroke * np.array([-1, 1], np.float32) + np.array([0.75, 0], np.float32) for stroke in strokes]
    return strokes


def _blocks(rng: Generator) -> Floats:
    """Keys, windows of houses, spines of books: upright blocks of many widths on lines."""
    cover, tall = _canvas(), float(np.exp(rng.uniform(np.log(8), np.log(90))))
    y = 0.0
    while y < SIZE_PX[1]:
        x = 0.0
        while x < SIZE_PX[0]:
            wide = tall * float(rng.uniform(0.12, 0.9))
            top = y + tall * float(rng.choice([0, 0, 0.2, 0.35]))
            cv2.rectangle(cover, (round(x), round(top)), (round(x + wide), round(y + tall)), (int(rng.integers(120, 256)),), -1)
            x += wide + tall * float(rng.choice([0.05, 0.15, 0.15, 0.5]))
        y += tall * float(rng.uniform(1.1, 1.8))
    return _turned(cover, rng, 8)


def _noise(rng: Generator) -> Floats:
    grain = cv2.GaussianBlur(rng.standard_normal(SIZE_PX[::-1], np.float32), (0, 0), float(rng.uniform(0.4, 2)))
    return np.asarray(np.clip(0.5 + grain / (4 * grain.std()), 0, 1), np.float32)
