"""A shot's picture merged from the frames of its moment, for the export: what came out, what was done, in numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from capture import burst
from capture.errors import SessionError
from capture.provenance import Operation
from capture.session import pictures, read_burst

if TYPE_CHECKING:
    from typing import Any

    from capture.burst import Merged
    from capture.session import Burst, Features, KeptShot, Picture
    from capture.types import Floats, Rgb


@dataclass(frozen=True, slots=True, eq=False)
class MergedShot:
    """The merged picture (H, W, 3), the kept frames that it was made of, in order, and the merge with all its numbers."""

    rgb: Rgb
    list: Burst
    images: tuple[str, ...]
    """The frames' files, from the folder of shots on."""
    made: Merged

    @property
    def operation(self) -> Operation:
        """How it was made: with the frames and these numbers anybody makes it again, to the pixel."""
        record = self.made.record
        numbers = {name: value for name, value in msgspec.structs.asdict(record.recipe).items() if isinstance(value, int | float)}
        own = {"frames": ", ".join(self.images), "reference": self.images[record.reference], "face_box_px": record.face_box_px}
        used = ", ".join(self.images[index] for index in self.made.used)
        return Operation(name="merge", parameters={**own, "used": used, **numbers, "pixels_sha256": record.picture_sha256})

    @property
    def beside(self) -> tuple[dict[str, Any], ...]:
        """What a receipt says of each of the frames beside the shot: the fields of an `Origin`, the shot's own left out."""
        folder = self.images[0 if self.made.record.reference else 1].partition("/")[0]
        return tuple({**msgspec.structs.asdict(frame), "image": f"{folder}/{frame.image}"} for frame in self.list.frames)

    @property
    def in_words(self) -> str:
        """What was done, for laymen, without the full stop."""
        count, worth = len(self.made.used), self.made.worth_frames
        return f"{count} frames of one moment were laid over each other and averaged where they agree, so that noise falls (as by {worth:.1f} still ones)"


def merged_of(shot: KeptShot, own: Picture) -> tuple[MergedShot | None, str | None]:
    """Return a shot merged from the frames of its moment, `own` being its own picture; or None, with the reason where it has such frames."""
    try:
        listed = read_burst(shot)
        if listed is None or not listed.frames:
            return None, None
        found = pictures(shot, listed, own)
    except SessionError as error:
        return None, f"The single frame is used. {error}"
    made = burst.merge(found.rgbs, found.reference, _corners(shot.sidecar.features))
    if made.fell_back is not None:
        return None, f"The single frame is used. {made.fell_back}"
    return MergedShot(made.picture, listed, found.images, made), None


def _corners(features: Features | None) -> Floats | None:
    """Return two corners of the face's box, (2, 2)."""
    return None if features is None else np.array(features.outline_box_px, np.float32).reshape(2, 2)
