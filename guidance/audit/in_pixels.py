"""What is told of the pixels: whether there is as much in the picture as it has pixels, and whether skin looks like skin."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from guidance.audit.finding import Finding, Sure, Weight, unjudged
from guidance.audit.in_file import compressed_hard

if TYPE_CHECKING:
    from capture.audit import Audit
    from capture.audit.resolution import Resolution
    from capture.audit.texture import Texture

SHELF, SHELF_LONG = 0.28, 0.15
"""The spectrum's `fall` under which the finest detail is missing (`capture.audit.resolution`), where every second or third pixel repeats, and every fourth or
fifth. Photographs as they were taken read 0.16 and more, and those in which a camera's blocks feign a rhythm of four have no more than that."""
REPEATS, REPEATS_LONG = 0.012, 0.018
"""From so much on, pixels repeat as enlarging makes them: every second or third one; every fourth or fifth, which a grid of blocks feigns more easily."""
OVER_BLOCKS, OVER_BLOCKS_LONG = 0.11, 0.18
"""And so much of what repeats every 8 pixels it must be, since blocks repeat as well: at every second or third pixel; at every fourth or fifth."""
SURE_FALL, SURE_REPEATS, SURE_OVER_BLOCKS = 0.5, 0.05, 0.35
SURE_FALL_LONG, SURE_REPEATS_LONG, SURE_OVER_BLOCKS_LONG = 0.24, 0.06, 0.45
"""Weights that repeat so much more tell of an enlargement even where noise that was added later fills the shelf; of every fourth or fifth pixel, only a
part of it."""
SOFT_DETAIL = 0.5
SMOOTH, SURELY_SMOOTH = -0.70, -0.78
"""`texture` under which skin is smoother than any lens, noise or compression above quality 65 leaves it. The studio's exports, single frames and merged ones,
read −0.68 and more, real photographs −0.52 and more."""
ALONE = 0.5
"""Skin's fine texture over that of clothes and hair, under which skin alone is smooth."""


def resolution(audit: Audit) -> Finding:
    """Return whether the picture was enlarged."""
    what, found = "Real resolution", audit.resolution
    if found is None:
        return unjudged("resolution", what, "the picture is too small, or too plain, to tell")
    values = {"detail_frac": found.detail_frac, "fall": found.fall, "period_px": found.period_px, "repeats_frac": found.repeats_frac}
    if compressed_hard(audit):
        return unjudged("resolution", what, "compression took the finest detail, so that nothing tells whether it was there")
    shelf_at, least, over = (SHELF, REPEATS, OVER_BLOCKS) if found.period_px <= 3 else (SHELF_LONG, REPEATS_LONG, OVER_BLOCKS_LONG)
    shelf = found.fall < shelf_at
    repeats = found.repeats_frac >= max(least, over * found.blocks_frac)
    plainly = _repeats_plainly(found)
    enlarged = (shelf and repeats) or plainly
    height, width = audit.portrait.rgb.shape[:2]
    share = found.detail_frac
    number = f"detail for about {width * share:.0f} × {height * share:.0f} of {width} × {height} px"
    if plainly and not shelf:
        number = f"{width} × {height} px"
    meaning, sure = "as much detail as pixels", Sure.FAIRLY
    if enlarged:
        number += f", whose weights repeat every {found.period_px} px"
        meaning, sure = "it was enlarged from a smaller picture", Sure.SURE if found.repeats_frac >= 2 * least else Sure.FAIRLY
    elif share <= SOFT_DETAIL:
        meaning, sure = "softer than its pixels: a lens out of focus, noise taken away, or an enlargement without a trace", Sure.HINT
    return Finding(
        "resolution",
        what,
        Weight.REMARK if enlarged else Weight.PLAIN,
        number,
        meaning,
        "an enlargement by a program that draws detail of its own, or one that was made smaller again",
        sure,
        values,
    )


def _repeats_plainly(found: Resolution) -> bool:
    fall, least, over = SURE_FALL, SURE_REPEATS, SURE_OVER_BLOCKS
    if found.period_px > 3:
        fall, least, over = SURE_FALL_LONG, SURE_REPEATS_LONG, SURE_OVER_BLOCKS_LONG
    return found.fall < fall and found.repeats_frac >= max(least, over * found.blocks_frac)


def texture(audit: Audit) -> Finding:
    """Return whether the skin was smoothed."""
    what, found = "Skin texture", audit.texture
    if audit.portrait.face is None:
        return unjudged("texture", what, "no face was found")
    if found is None:
        return unjudged("texture", what, "the face is too small in the picture, or hidden")
    if compressed_hard(audit):
        return unjudged("texture", what, "the picture is compressed too hard: that smooths skin as well")
    smooth = found.texture < SMOOTH
    alone = smooth and _alone(found)
    share = math.exp(found.texture - TYPICAL)
    meaning = "as a lens and a sensor leave it"
    if smooth:
        meaning = "skin is smoother than the same picture's eyes and folds allow for: smoothed" + (", and skin alone" if alone else "")
    elsewhere = {"hair": found.hair_codes, "clothes": found.clothes_codes, "background": found.background_codes}
    seen = ", ".join(f"{name} {codes:.2f}" for name, codes in elsewhere.items() if codes is not None)
    return Finding(
        "texture",
        what,
        Weight.REMARK if smooth else Weight.PLAIN,
        f"{100 * share:.0f} % of what is usual ({found.skin_codes:.2f} codes{'; ' if seen else ''}{seen})",
        meaning,
        "make-up, very young skin, or a lamp straight before the face, which hide texture too; and texture that was painted on again",
        Sure.SURE if found.texture < SURELY_SMOOTH else Sure.FAIRLY,
        {"texture": found.texture, "skin_codes": found.skin_codes, "eyes_codes": found.eyes_codes}
        | {f"{name}_codes": codes for name, codes in elsewhere.items()},
    )


TYPICAL = -0.49
"""The median `texture` of the studio's exports: 100 %."""


def _alone(found: Texture) -> bool:
    others = [codes for codes in (found.hair_codes, found.clothes_codes) if codes is not None]
    return bool(others) and found.skin_codes < ALONE * min(others)
