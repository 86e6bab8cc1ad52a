"""Pictures turned upright and closed to change, and what a photograph's EXIF block says of how it was taken."""

from __future__ import annotations

import math
import struct
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from PIL import Image

    from capture.types import Rgb

_EXIF_MARK = b"Exif\x00\x00"
_EXIF_WITHIN_BYTES = 4096
"""The EXIF block is among a JPEG's first segments; looking no further keeps this cheap for each frame of a stream."""

_ORIENTATION_TAG = 0x0112
_SHORT = 3
_EXIF_BLOCK_TAG = 0x8769
_FOCAL_35MM_TAG = 0xA405
_FILM_DIAGONAL_MM = math.hypot(36, 24)

BROKEN_EXIF = (OSError, SyntaxError, ValueError, KeyError, TypeError, struct.error, EOFError, ZeroDivisionError)
"""What Pillow raises on EXIF blocks that break the standard."""


def frozen(rgb: Rgb) -> Rgb:
    """Return `rgb` (H, W, 3) as one C-contiguous block that nobody can write to."""
    block = np.ascontiguousarray(rgb)
    block.setflags(write=False)
    return block


def by_exif(rgb: Rgb, orientation: int) -> Rgb:
    """Return `rgb` turned as EXIF's Orientation 1..8 asks (EXIF 2.32, tag 0x0112); any other number changes nothing."""
    if orientation in {2, 5, 7}:
        rgb = np.asarray(cv2.flip(rgb, 1), np.uint8)
    elif orientation == 4:
        return np.asarray(cv2.flip(rgb, 0), np.uint8)
    # 5 is mirrored, then turned a quarter left; 7 mirrored, then a quarter right.
    left, right = cv2.ROTATE_90_COUNTERCLOCKWISE, cv2.ROTATE_90_CLOCKWISE
    turn = {3: cv2.ROTATE_180, 5: left, 6: right, 7: right, 8: left}
    return np.asarray(cv2.rotate(rgb, turn[orientation]), np.uint8) if orientation in turn else rgb


def by_display_matrix(rgb: Rgb, rotation_deg: int) -> Rgb:
    """Return `rgb` turned counter-clockwise by the rotation that a video's display matrix asks for, to the nearest quarter."""
    quarter = round(rotation_deg / 90) % 4
    turn = {1: cv2.ROTATE_90_COUNTERCLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_CLOCKWISE}
    return np.asarray(cv2.rotate(rgb, turn[quarter]), np.uint8) if quarter else rgb


def jpeg_orientation(jpeg: bytes) -> int:
    """Return EXIF's Orientation of a JPEG, 1 (upright) where it has none or a broken one."""
    start = jpeg.find(_EXIF_MARK, 0, _EXIF_WITHIN_BYTES)
    if start < 4:
        return 1
    # Read by hand: this runs for each frame of a stream, and Pillow prints warnings about blocks that break the standard.
    block = jpeg[start + len(_EXIF_MARK) : start - 2 + int.from_bytes(jpeg[start - 2 : start], "big")]
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(block[:4])
    if order is None:
        return 1
    try:
        (first,) = struct.unpack_from(f"{order}I", block, 4)
        (entries,) = struct.unpack_from(f"{order}H", block, first)
        for entry in range(entries):
            tag, kind, count, value = struct.unpack_from(f"{order}HHIH", block, first + 2 + 12 * entry)
            if tag == _ORIENTATION_TAG and kind == _SHORT and count == 1:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def orientation_of(exif: Image.Exif) -> int:
    """Return the Orientation 1..8 in an EXIF block, 1 where there is none that makes sense."""
    try:
        value = exif.get(_ORIENTATION_TAG, 1)
    except BROKEN_EXIF:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def fov_deg_of(exif: Image.Exif, width_px: int, height_px: int) -> float | None:
    """Return the horizontal field of view in degrees of an uncropped, upright picture; None where EXIF does not tell.

    By FocalLengthIn35mmFilm (tag 0xA405): the focal length at which a 36×24 mm frame has the same diagonal field of view (CIPA DCG-001).
    """
    try:
        focal_mm = float(exif.get_ifd(_EXIF_BLOCK_TAG).get(_FOCAL_35MM_TAG, 0))
    except BROKEN_EXIF:
        return None
    if not 1 <= focal_mm < 3000:
        return None
    width_mm = _FILM_DIAGONAL_MM * width_px / math.hypot(width_px, height_px)
    return math.degrees(2 * math.atan(width_mm / (2 * focal_mm)))
