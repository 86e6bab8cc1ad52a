from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from studio_views import EVEN, SKIN, fields, head, polygon, skin, view

from capture.script.scene import Lamp, Subject
from capture.studio import expression, mouth

if TYPE_CHECKING:
    from capture.studio.stage import View

SMILE, OPEN = Subject(smile_frac=1.0), Subject(mouth_open_frac=0.4)


def painted(subject: Subject, lamps: tuple[Lamp, ...] = (Lamp(),)) -> tuple[View, np.ndarray]:
    seen = view(subject, lamps=lamps)
    out = skin(seen)
    mouth.paint(out, seen, fields(), mouth.build(head(), EVEN))
    return seen, out


def between_lips(seen: View, subject: Subject, grow_px: int) -> np.ndarray:
    upper, lower = expression.lips(fields(), subject)
    return polygon(seen, np.concatenate([upper, lower[::-1]]), grow_px)


@pytest.mark.parametrize("subject", [Subject(), Subject(smile_frac=0.5), Subject(smile_frac=-0.8)], ids=["neutral", "smile", "frown"])
def test_closed_lips_hide_the_mouth(subject: Subject) -> None:
    seen, out = painted(subject)
    assert np.array_equal(out, skin(seen))


def test_a_full_smile_shows_the_upper_teeth() -> None:
    seen, out = painted(SMILE)
    inside = out[between_lips(seen, SMILE, 0)]
    white = inside.min(axis=1) / inside.max(axis=1) > 0.5
    assert white.mean() > 0.3
    assert inside[white].mean() > 0.5 * SKIN.mean()


def test_an_open_mouth_is_dark_between_rows_of_teeth() -> None:
    seen, out = painted(OPEN)
    inside = between_lips(seen, OPEN, -1)
    assert np.median(out[inside].mean(axis=1)) < 0.25 * SKIN.mean()
    upper, lower = expression.lips(fields(), OPEN)
    top, bottom = (seen.project(edge[20])[1] - seen.box[1] for edge in (upper, lower))
    column = int(seen.project(upper[20])[0] - seen.box[0]) + 4
    light = out[:, column].mean(axis=1)
    rows = np.arange(len(light))
    high = light[(rows > top + 2) & (rows < top + 12)].max()
    middle = light[(rows > (top + bottom) / 2 - 6) & (rows < (top + bottom) / 2 + 6)].mean()
    assert high > 3 * middle, "upper teeth over the dark"


def test_only_the_opening_and_the_lips_edge_are_painted() -> None:
    for subject in (SMILE, OPEN):
        seen, out = painted(subject)
        apart = np.abs(out - skin(seen)).max(axis=2)
        assert apart[~between_lips(seen, subject, 18)].max() < 1e-3
        assert apart[between_lips(seen, subject, -2)].min() > 0.02


def test_the_corners_are_darker_than_the_front_teeth() -> None:
    seen, out = painted(SMILE)
    inside = between_lips(seen, SMILE, -1)
    columns = np.nonzero(inside.any(axis=0))[0]
    left, width = columns[0], columns[-1] - columns[0]
    light = np.where(inside, out.mean(axis=2), np.nan)
    corner = np.nanmean(light[:, left : left + width // 8])
    front = np.nanmean(light[:, left + 3 * width // 8 : left + 5 * width // 8])
    assert corner < 0.5 * front


def test_a_mouth_out_of_the_picture_is_no_error() -> None:
    painted(Subject(smile_frac=1.0, y_mm=-170))
    painted(Subject(smile_frac=1.0, yaw_deg=95))


def test_a_wide_open_mouth_has_round_corners() -> None:
    wide = Subject(mouth_open_frac=0.8)
    seen, out = painted(wide)
    upper, _ = expression.lips(fields(), wide)
    for corner, inwards in ((upper[0], 1), (upper[-1], -1)):
        x, y = np.round(seen.project(corner) - np.array(seen.box[:2])).astype(int)
        px_per_mm = 2.9
        tip, within = (out[y + round(1.5 * px_per_mm), x + inwards * round(aside_mm * px_per_mm)].mean() for aside_mm in (1.4, 8.0))
        assert tip > 0.5 * SKIN.mean() > within


def test_a_lamp_behind_does_not_light_the_mouths_inside() -> None:
    seen, behind = painted(OPEN, (Lamp(azimuth_deg=150, elevation_deg=10),))
    _, room = painted(OPEN, ())
    inside = between_lips(seen, OPEN, -3)
    assert behind[inside] == pytest.approx(room[inside], rel=1e-3)
