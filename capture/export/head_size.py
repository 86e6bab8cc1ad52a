"""One head size for all crops of a preset in a set, as on a page of people who shall look alike.

The preset's own share is held wherever every photograph has room for it. Where some have not, all are cut a little tighter, as far as nobody minds;
a photograph that is tighter still stays the odd one, and says so. Another set can be taken as the pattern (a team's second sitting): then its share is
held instead of the preset's own. Documents are measured, each for itself.
"""

from __future__ import annotations

from statistics import median_low
from typing import TYPE_CHECKING

from capture.export.crop import crop_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.export.crop import Crop
    from capture.export.presets import Preset
    from capture.provenance import Receipt
    from capture.session import KeptShot

A_LITTLE = 1.15
"""Heads may be so many times larger than wanted for the sake of one size."""

SAME = 1.02
"""Heads that differ by no more than this look equally large."""


def common_share(preset: Preset, shots: Sequence[KeptShot], pattern: float | None = None) -> float:
    """Return the share of the crop's height that every head of `shots` is to have; `pattern` is another set's."""
    wanted = pattern or preset.head_frac
    if preset.document:
        return preset.head_frac
    shares = [share for shot in shots if (share := _attained(preset, shot, wanted)) is not None]
    if not shares:
        return wanted
    usual = median_low(shares)
    return max([share for share in shares if share <= A_LITTLE * usual], default=usual)


def share_notes(preset: Preset, crop: Crop, share: float, pattern: float | None = None) -> tuple[str, ...]:
    """Return what is to be said of a crop's head beside the others', each of which is to have `share`."""
    if crop.head_frac is None or preset.document:
        return ()
    if crop.head_frac > SAME * share:
        return (f"Its head is {crop.head_frac / share - 1:.0%} larger than in the other photographs: this one has no more room.",)
    wanted = pattern or preset.head_frac
    if share > SAME * wanted and not crop.limited:
        return (f"Cut {share / wanted - 1:.0%} tighter, as the whole set is, so that all heads are equally large: one photograph has no more room.",)
    return ()


def pattern_of(receipt: Receipt, preset_name: str) -> float | None:
    """Return the share that most heads of another set have in its files of that preset; None where it has none."""
    crops = (operation.parameters for file in receipt.files if file.preset == preset_name for operation in file.operations if operation.name == "crop")
    shares = [float(share) for crop in crops if isinstance(share := crop.get("head_frac"), int | float)]
    return median_low(shares) if shares else None


def _attained(preset: Preset, shot: KeptShot, wanted: float) -> float | None:
    """Return the share that the shot's head gets if `wanted` is asked for, None without a face; high hair, which makes it less, is the shot's own affair."""
    sidecar = shot.sidecar
    crop = crop_for(sidecar.features, preset, (sidecar.width_px, sidecar.height_px), wanted)
    if crop.head_frac is None:
        return None
    return crop.head_frac if crop.head_frac > SAME * wanted else wanted
