"""What is told of the eyes and of edges, each against the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.audit.finding import Finding, Sure, Weight, unjudged

if TYPE_CHECKING:
    from capture.audit import Audit
    from capture.types import Catchlight

CLOSED = 0.25
"""Lids under this openness cover what is looked for."""
SEEN_YAW_DEG = 35.0
"""Beyond it one eye is seen from its side."""
FAR_APART, SURELY_APART = 0.33, 0.5
"""Iris radii between the eyes' catchlights: 0.06 in the median of the studio's pictures, 0.25 in one of fifty."""
NO_ECHO = 0.45
"""An eye whose other one mirrors a lamp shows at least so much of it where it was overlooked."""
LARGER, OFF_ROUND = 0.2, 0.16
"""One iris larger than the other; an iris off its circle. The studio's pictures read 0.06 and 0.09 at most, real ones 0.16 and 0.13."""
VERGENCE_DEG, UP_APART_DEG = (-34.0, 20.0), 12.0
"""Of eyes that look into the lens the studio's read −11 to 12 degrees inwards, real ones −24 to 3: their eyeballs lie otherwise in their lids than drawn
ones.
"""
EDGE_RATIO = (0.45, 2.6)
"""Width of the jaw's or an ear's edge over that of the eyes' edges; in the studio 0.7 to 1.9."""


def _unseen(audit: Audit, smallest: str) -> str | None:
    """Return why the eyes can't be judged, None where they can; `smallest` is the reason left."""
    if audit.portrait.face is None:
        return "no face was found"
    lids, pose = audit.portrait.lids, audit.portrait.pose
    if lids is not None and min(lids.left_open_frac, lids.right_open_frac) < CLOSED:
        return "an eye is closed"
    if pose is not None and abs(pose.yaw_deg) > SEEN_YAW_DEG:
        return "the head is turned so far that one eye is seen from its side"
    return smallest or None


def catchlights(audit: Audit) -> Finding:
    """Return whether both eyes mirror the same lamps."""
    what, found = "Catchlights", audit.corneas
    why = _unseen(audit, "" if found is not None else "the eyes are too small in the picture")
    if why or found is None:
        return unjudged("catchlights", what, why or "")
    if not found.left and not found.right:
        return unjudged("catchlights", what, "neither eye shows a lamp")
    values = {"left": len(found.left), "right": len(found.right), "apart_radii": found.apart_radii, "echo_frac": found.echo_frac}
    open_ = "lamps that lids or glasses hide from one eye, and edits that were made to both eyes alike"
    number = f"left eye {_told(found.left)}, right eye {_told(found.right)}"
    if found.apart_radii is None:
        if found.echo_frac is None:
            return unjudged("catchlights", what, "a lid covers the place in the other eye")
        missing = found.echo_frac < NO_ECHO
        meaning = "one eye mirrors a lamp that the other, as open, does not" if missing else "both eyes mirror the same lamp, one of them faintly"
        return Finding("catchlights", what, Weight.REMARK if missing else Weight.PLAIN, number, meaning, open_, Sure.FAIRLY, values)
    apart = found.apart_radii >= FAR_APART
    far = apart and (found.echo_frac is None or found.echo_frac < NO_ECHO)
    meaning = "both eyes mirror the same lamp" + (", besides glints that one of them shows alone" if apart else "")
    if far:
        meaning = "the lamps are not in the same place of both eyes, as they would be for eyes in one room"
    sure = Sure.SURE if not far or found.apart_radii >= SURELY_APART else Sure.FAIRLY
    number += f"; {found.apart_radii:.2f} iris radii apart"
    return Finding("catchlights", what, Weight.REMARK if far else Weight.PLAIN, number, meaning, open_, sure, values)


def _told(spots: tuple[Catchlight, ...]) -> str:
    return " and ".join(f"{round(spot.clock_deg / 30) % 12 or 12} o'clock" for spot in spots) or "none"


def irises(audit: Audit) -> Finding:
    """Return whether the irises are round and alike."""
    what, found = "Iris shapes", audit.irises
    both = found is not None and found.larger_frac is not None
    why = _unseen(audit, "" if both else "the irises are too small in the picture, too pale, or covered by the lids")
    if why or found is None or found.left is None or found.right is None or found.larger_frac is None:
        return unjudged("irises", what, why or "")
    off = max(found.left.off_round_frac, found.right.off_round_frac)
    uneven, odd = found.larger_frac >= LARGER, off >= OFF_ROUND
    meaning = "round, and of one size"
    if uneven or odd:
        meaning = "the two irises differ in size" if uneven else "an iris is not round"
    return Finding(
        "irises",
        what,
        Weight.REMARK if uneven or odd else Weight.PLAIN,
        f"{100 * off:.0f} % off round at most, one {100 * found.larger_frac:.0f} % larger",
        meaning,
        "contact lenses, illness of an eye, and lashes before the iris's edge",
        Sure.HINT if uneven or odd else Sure.FAIRLY,
        {"left_radius_px": found.left.radius_px, "right_radius_px": found.right.radius_px, "off_round_frac": off, "larger_frac": found.larger_frac},
    )


def vergence(audit: Audit) -> Finding:
    """Return whether both eyes look at the same thing."""
    what, found = "Both eyes' gaze", audit.vergence
    why = _unseen(audit, "" if found is not None else "the eyes are too small, or turned away")
    if why or found is None:
        return unjudged("vergence", what, why or "")
    inwards, up = found.inwards_deg, found.apart_up_deg
    apart = not VERGENCE_DEG[0] <= inwards <= VERGENCE_DEG[1] or abs(up) > UP_APART_DEG
    return Finding(
        "vergence",
        what,
        Weight.REMARK if apart else Weight.PLAIN,
        f"reads {abs(inwards):.0f}° {'inwards' if inwards >= 0 else 'outwards'}, one {abs(up):.0f}° higher (usual: 24° outwards to 3° inwards)",
        "the eyes do not look at the same thing" if apart else "as the eyes of people who look at one thing read",
        "a squint, which many people have, and what they look at",
        Sure.HINT,
        {"inwards_deg": inwards, "apart_up_deg": up},
    )


def boundaries(audit: Audit) -> Finding:
    """Return whether jaw and ears end as sharply as the rest of the face."""
    what, found = "Edges of jaw and ears", audit.boundaries
    if audit.portrait.face is None:
        return unjudged("boundaries", what, "no face was found")
    if found is None or found.eyes_px is None:
        return unjudged("boundaries", what, "the face is too small in the picture")
    widths = {"jaw": found.jaw_px, "left ear": found.left_ear_px, "right ear": found.right_ear_px}
    seen = {name: width for name, width in widths.items() if width is not None}
    if not seen:
        return unjudged("boundaries", what, "jaw and ears have no clear edge against what is behind them")
    soft = [name for name, width in seen.items() if width > EDGE_RATIO[1] * found.eyes_px]
    sharp = [name for name, width in seen.items() if width < EDGE_RATIO[0] * found.eyes_px]
    meaning = "about as sharp as the eyes"
    if soft or sharp:
        meaning = f"the edge of the {' and the '.join(soft or sharp)} is much {'softer' if soft else 'sharper'} than the eyes are"
    hidden = [name for name, width in widths.items() if width is None]
    note = f"; {', '.join(hidden)} not seen" if hidden else ""
    return Finding(
        "boundaries",
        what,
        Weight.REMARK if soft or sharp else Weight.PLAIN,
        ", ".join(f"{name} {width:.1f} px" for name, width in seen.items()) + f" wide, eyes {found.eyes_px:.1f} px{note}",
        meaning,
        "a lens wide open, whose depth ends before the ears, from a blur that was added",
        Sure.HINT if soft or sharp else Sure.FAIRLY,
        {"eyes_px": found.eyes_px, "jaw_px": found.jaw_px, "left_ear_px": found.left_ear_px, "right_ear_px": found.right_ear_px},
    )
