"""The skin's two pigments and the tones of the Monk scale.

Light that comes back from skin has passed melanin in the epidermis and haemoglobin below it, each of which takes an exponential share:
skin = tone · exp(−melanin · a − haemoglobin · b), where melanin and haemoglobin are what a place has more than the cheek's average.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from capture.types import Floats

MONK_LIGHTNESS = np.array([94.2, 92.3, 93.1, 87.6, 77.9, 55.1, 42.5, 30.7, 21.1, 14.6])
"""CIELAB L* of the Monk Skin Tone scale's ten swatches, as published by Google in 2022. They are colours for a screen, from near white to near black."""
SKIN_LIGHTNESS = (27.0, 73.0)
"""L* of the deepest and the lightest skin under a spectrophotometer (Del Bino & Bernerd 2013: all people lie between about 25 and 75). The swatches are laid
into that span: as reflectances as they stand, the lightest would be chalk and the deepest coal."""
SKIN_AB = np.array([(9, 12), (10, 14), (10.5, 16), (11, 18), (12, 20), (12.5, 20), (12, 17), (11, 15), (9.5, 12.5), (8.5, 10.5)], np.float64)
"""CIELAB a*, b* of cheeks at those ten lightnesses: light skin is pinkest by its blood, middle tones yellowest, deep ones nearly neutral."""
MELANIN = np.array([1.0, 1.21, 1.61], np.float32)
"""Absorption falls with the wavelength's power 3.33 (Jacques 2013, "Optical properties of biological tissues"): 1, 1.46 and 2.58 at 605, 540 and 455 nm;
the light that scattering returns goes with about its square root."""
HAEMOGLOBIN = np.array([0.18, 1.0, 0.80], np.float32)
"""Square roots of oxygenated blood's absorption at those wavelengths (Prahl's tables) over green's; blue hardly reaches the vessels and is taken less."""


def lightness(monk: float) -> float:
    """Return the CIELAB L* 27..73 of a place on the Monk scale, 1 to 10."""
    deepest, lightest = SKIN_LIGHTNESS
    swatch = float(np.interp(monk, np.arange(1, 11), MONK_LIGHTNESS))
    return deepest + (lightest - deepest) * (swatch - float(MONK_LIGHTNESS.min())) / float(np.ptp(MONK_LIGHTNESS))


def tone(monk: float) -> Floats:
    """Return (3,) the linear reflectance of a place on the Monk scale, 1 to 10."""
    ab = [np.interp(monk, np.arange(1, 11), SKIN_AB[:, axis]) for axis in (0, 1)]
    lab = np.array([[[lightness(monk), *ab]]], np.float32)
    return np.asarray(cv2.cvtColor(lab, cv2.COLOR_Lab2LRGB)[0, 0], np.float32)


def melanin(monk: float) -> float:
    """Return the melanin that a tone has more than the lightest, in the exponent's unit: 0 in the lightest, 1.8 in the deepest."""
    return max(0.0, float(np.log(tone(1)[1] / tone(monk)[1]) / MELANIN[1]))


def haemoglobin_seen(monk: float) -> float:
    """Return the share of blood's colour that the melanin above it lets through again: 1 in the lightest tones, a third in the deepest."""
    return 1 / (1 + 1.1 * melanin(monk))


def skin(monk: float, more_melanin: Floats, more_haemoglobin: Floats) -> Floats:
    """Return (…, 3) linear reflectance of places with more (or less) of the pigments than the tone's cheek, (…) each."""
    seen = more_haemoglobin * np.float32(haemoglobin_seen(monk))
    returned = np.empty((*more_melanin.shape, 3), np.float32)
    # One colour after the other: numpy is several times faster on planes than on a last axis of three.
    for channel, level in enumerate(tone(monk)):
        taken = more_melanin * MELANIN[channel] + seen * HAEMOGLOBIN[channel]
        returned[..., channel] = np.clip(np.exp(-taken) * level, 0, 0.96)
    return returned
