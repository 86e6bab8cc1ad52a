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

MIRRORED, SURELY_MIRRORED = 0.25, 0.4
"""Coherence of the spectrum with its copy (`capture.audit.resolution`) from which on a picture was enlarged. Enlarged twice, the studio's exports read 0.30 and
more and real photographs 0.44 and more; as they were, real ones read 0.15 at most."""
OVER_CHANCE = 1.2
"""And so many times what blocks and chance make in the same picture, as much as 0.35 where it is dark or plain."""
SOFT_DETAIL = 0.5
SMOOTH, SURELY_SMOOTH = -0.70, -0.78
"""`texture` under which skin is smoother than any lens, noise or compression above quality 65 leaves it. The studio's exports, single frames and merged ones,
read −0.68 and more, real photographs −0.52 and more."""
SMOOTH_ENLARGED = SURELY_SMOOTH
"""And in a picture that was enlarged, which takes a little off the fine texture as well: down to −0.72 in the studio."""
ALONE = 0.5
"""Skin's fine texture over that of clothes and hair, under which skin alone is smooth."""


def resolution(audit: Audit) -> Finding:
    """Return whether the picture was enlarged."""
    what, found = "Real resolution", audit.resolution
    if found is None:
        return unjudged("resolution", what, "the picture is too small, or too plain, to tell")
    values = {"detail_frac": found.detail_frac, "fall": found.fall, "times": found.times, "mirrored_frac": found.mirrored_frac}
    if compressed_hard(audit):
        return unjudged("resolution", what, "compression took the finest detail, so that nothing tells whether it was there")
    enlarged = _enlarged(found)
    height, width = audit.portrait.rgb.shape[:2]
    share = 1 / found.times if enlarged else found.detail_frac
    number = f"detail for about {width * share:.0f} × {height * share:.0f} of {width} × {height} px"
    meaning, sure = "as much detail as pixels", Sure.FAIRLY
    if enlarged:
        number += f"; what is finer agrees by {100 * found.mirrored_frac:.0f} % with a copy of it"
        meaning = f"it was enlarged, about {found.times:g} times"
        sure = Sure.SURE if found.mirrored_frac >= max(SURELY_MIRRORED, 2 * found.chance_frac) else Sure.FAIRLY
    elif share <= SOFT_DETAIL:
        meaning, sure = "softer than its pixels: a lens out of focus, noise taken away, or an enlargement without a trace", Sure.HINT
    return Finding(
        "resolution",
        what,
        Weight.REMARK if enlarged else Weight.PLAIN,
        number,
        meaning,
        "an enlargement by other shares than 1.25, 1.5, 2, 2.5, 3 and 4, by a program that draws detail of its own, or one that was made smaller again",
        sure,
        values,
    )


def _enlarged(found: Resolution | None) -> bool:
    return found is not None and found.mirrored_frac >= max(MIRRORED, OVER_CHANCE * found.chance_frac)


def texture(audit: Audit) -> Finding:
    """Return whether the skin was smoothed."""
    what, found = "Skin texture", audit.texture
    if audit.portrait.face is None:
        return unjudged("texture", what, "no face was found")
    if found is None:
        return unjudged("texture", what, "the face is too small in the picture, or hidden")
    if compressed_hard(audit):
        return unjudged("texture", what, "the picture is compressed too hard: that smooths skin as well")
    smooth = found.texture < (SMOOTH_ENLARGED if _enlarged(audit.resolution) else SMOOTH)
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
