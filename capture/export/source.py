"""What a set's files are made of: a kept shot, proved and decoded, as the single frame that it is or merged from the frames of its moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from capture.export.merged import MergedShot, merged_of
from capture.export.steps import Decode
from capture.provenance import Origin, SourceType

if TYPE_CHECKING:
    from typing import Self

    from capture.export.order import Job
    from capture.session import KeptShot, Picture
    from capture.types import Rgb


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A kept shot with its picture, and the picture merged from its moment where that is wanted and can be; `notes` say why where it can't."""

    session: str
    shot: KeptShot
    picture: Picture
    merged: MergedShot | None = None
    notes: tuple[str, ...] = ()
    files: str | None = None
    """What is to be said where the frames were files before; None for a camera's."""

    @classmethod
    def of(cls, session: str, shot: KeptShot, *, merging: bool, files: str | None = None) -> Self:
        """Return the shot's source. Raises SessionError where its picture is missing or was changed."""
        single = cls(session, shot, shot.picture(), files=files)
        return single.with_merge() if merging else single

    def with_merge(self) -> Self:
        """Return the same shot with the picture merged from its moment, where that can be."""
        merged, why_not = merged_of(self.shot, self.picture)
        return replace(self, merged=merged, notes=() if why_not is None else (why_not,))

    @property
    def origin(self) -> Origin:
        """What a receipt says of the shot itself."""
        sidecar = self.shot.sidecar
        return Origin(
            session=self.session,
            shot=self.shot.id,
            index=sidecar.index,
            t_s=sidecar.t_s,
            image=sidecar.image,
            image_sha256=sidecar.image_sha256,
            pixels_sha256=sidecar.pixels_sha256,
        )

    @property
    def made_of(self) -> tuple[Origin, ...]:
        """What a receipt says of all frames that crops are made of, the shot first."""
        beside = () if self.merged is None else self.merged.beside
        return (self.origin, *(Origin(session=self.session, shot=self.shot.id, **frame) for frame in beside))

    @property
    def single_type(self) -> SourceType:
        """Where the pixels of the shot itself come from."""
        return SourceType.ALGORITHMIC if self.shot.sidecar.rendered else SourceType.CAPTURE

    @property
    def type(self) -> SourceType:
        """Where the pixels of the merged picture come from; of the shot itself where there is none."""
        return SourceType.MERGED if self.merged is not None and not self.shot.sidecar.rendered else self.single_type

    def frame(self, *, merged: bool) -> Rgb:
        """Return the pixels (H, W, 3) of the merged picture, where there is one, or of the shot itself."""
        return self.merged.rgb if merged and self.merged is not None else self.picture.rgb

    @property
    def decoding(self) -> Decode:
        """The first step on the shot."""
        return Decode(file=self.shot.sidecar.image, format="JPEG" if self.picture.suffix == ".jpg" else "PNG", exif_orientation_honoured=True)

    def file_name(self, job: Job, suffix: str, kind: str = "") -> str:
        """Return the finished file's name, such as `01_straight_linkedin.jpg`, or `ada-lovelace_linkedin_01.jpg` where a name was given."""
        number = f"{self.shot.sidecar.number:02d}"
        if job.stem is not None:
            return f"{job.stem}_{job.name}{kind}_{number}{suffix}"
        look = self.shot.id.split("_", 1)[1]
        return f"{number}_{look}_{job.name}{kind}{suffix}"
