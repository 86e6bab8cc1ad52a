"""The colour of the light, by what it makes of skin and of the whites of the eyes.

Illuminant: the linear R/G and B/G of the cheeks and the forehead, over those of skin under the picture's white, is
the light as rendered (after Bianco & Schettini 2014, "Adaptive color constancy using faces"). The whites of the eyes
say the same with another error, since they do not tan: where they are seen the two are averaged as logarithms. What is told
of it (formulas: `capture.illuminant`):

- `warmth_k` and `tint`: its place along and beside the daylight locus. Between people warmth is uncertain by about
  800 K, so judge changes, and large departures.
- `mixed_light_deg`: what the ratio of the two cheeks' linear R, G, B does to the hue of a reference skin. Ratios cancel
  the sitter's own skin.

None where the picture has no colour, or skin is too dark, too bright or too small to tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.illuminant import SKIN_LOGS, hue_difference_deg, logs, warmth
from capture.mean_face import VERTICES_MM
from capture.pixels import LINEAR_OF_CODE
from capture.types import ColourReading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.closeup import Closeup
    from capture.types import Face, Floats, Rgb

    Logs = NDArray[np.float64]

WHITE_OF_EYE_LOGS = np.array([0.45, -0.10])
"""The same of the white of an eye, vessels and the light that lids throw on it included."""
WHITE_MARGIN = 0.15
"""An eye's white is less red than the skin by at least this in log2 R/G, or else it is a lid."""
DARKEST_CODE, BRIGHTEST_CODE = 24, 250
MIN_PX, MIN_WHITE_PX = 24, 24
GREY_CODES = 1.0
"""Mean difference of the channels, in codes, under which a picture is grey."""
WHITEST_SHARE = 0.4
HIDDEN_SHARE = 0.25
"""A cheek seen under less than this share of the other's area is turned away."""

_ASIDE, _DOWN = np.abs(VERTICES_MM[:, 0]), VERTICES_MM[:, 1]
_CHEEK = (_ASIDE > 20) & (_ASIDE < 52) & (_DOWN > 22) & (_DOWN < 62)
LEFT_CHEEK, RIGHT_CHEEK = _CHEEK & (VERTICES_MM[:, 0] > 0), _CHEEK & (VERTICES_MM[:, 0] < 0)
FOREHEAD = (_ASIDE < 36) & (_DOWN < -31) & (_DOWN > -50)
"""(468,) vertices each, by their place on the mean face."""


def measure(close: Closeup, face: Face) -> ColourReading:
    """Return the colour of the light on `face`."""
    left, right = _patch(close, face, LEFT_CHEEK), _patch(close, face, RIGHT_CHEEK)
    patches = [light for light, _ in (left, right, _patch(close, face, FOREHEAD)) if light is not None]
    if not patches:
        return ColourReading(None, None, None)
    light_logs = _light_logs(close, np.asarray(np.mean([logs(patch) for patch in patches], axis=0)))
    warmth_k, tint = warmth(np.array([2 ** light_logs[0], 1.0, 2 ** light_logs[1]]))
    return ColourReading(warmth_k, tint, _mixed_light_deg(left, right))


def _patch(close: Closeup, face: Face, vertices: NDArray[np.bool_]) -> tuple[Floats | None, float]:
    """Return the median linear R, G, B of the skin that `vertices` span and that area in pixels; None where it can't be judged."""
    hull = np.asarray(cv2.convexHull(face.mesh_px[vertices, :2])[:, 0], np.float32)
    return _judged(close.rgb[close.inside(hull) > 0]), float(cv2.contourArea(hull))


def _judged(codes: Rgb) -> Floats | None:
    """Return the median linear colour of (N, 3) pixels that are neither sunk nor burnt; None when most are, or when they have no colour."""
    brightest = codes.max(axis=1, initial=0)
    good = codes[(brightest >= DARKEST_CODE) & (brightest <= BRIGHTEST_CODE)]
    if len(good) < max(MIN_PX, len(codes) // 2):
        return None
    # The mean of each channel: noise alone parts the channels of a pixel, but not of hundreds.
    if float(np.ptp(good.mean(axis=0))) < GREY_CODES:
        return None
    # A median code holds half steps, which is finer than a code near black: worth having in shadows.
    middle = np.median(good, axis=0)
    low = np.floor(middle).astype(np.uint8)
    high = np.ceil(middle).astype(np.uint8)
    return np.asarray((LINEAR_OF_CODE[low] + LINEAR_OF_CODE[high]) / 2, np.float32)


def _light_logs(close: Closeup, skin_logs: Logs) -> Logs:
    """Return log2 of the light's R/G and B/G by the skin, and by the whites of the eyes where they are seen."""
    by_skin = np.asarray(skin_logs - SKIN_LOGS, np.float64)
    codes = np.concatenate([_whitest(white) for white in close.whites])
    if len(codes) < MIN_WHITE_PX:
        return by_skin
    white_logs = logs(LINEAR_OF_CODE[codes].mean(axis=0))
    if white_logs[0] > skin_logs[0] - WHITE_MARGIN:
        return by_skin
    return np.asarray((by_skin + white_logs - WHITE_OF_EYE_LOGS) / 2, np.float64)


def _whitest(codes: Rgb) -> Rgb:
    """Return the brightest part of an eye's codes (N, 3) that is not burnt: lids, lashes and corners are darker."""
    codes = codes[codes.max(axis=1, initial=0) <= BRIGHTEST_CODE]
    sums = codes.sum(axis=1, dtype=np.int32)
    least = len(codes) - round(len(codes) * WHITEST_SHARE)
    return np.asarray(codes[np.argpartition(sums, least)[least:]] if least < len(codes) else codes[:0], np.uint8)


def _mixed_light_deg(left: tuple[Floats | None, float], right: tuple[Floats | None, float]) -> float | None:
    """Return the hue difference 0..180 of the two cheeks; None when one is not seen."""
    (left_light, left_px), (right_light, right_px) = left, right
    if left_light is None or right_light is None or min(left_px, right_px) < HIDDEN_SHARE * max(left_px, right_px):
        return None
    return hue_difference_deg(left_light, right_light)
