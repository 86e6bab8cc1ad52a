"""What a set's files are made of: a kept shot, proved and decoded, as the single frame that it is or merged from the frames of its moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from capture.export.merged import MergedShot, merged_of
from capture.provenance import Operation, Origin, SourceType

if TYPE_CHECKING:
    from typing import Self

    from capture.export.order import Job
    from capture.session import KeptShot, Picture
    from capture.types import Rgb

_COMPUTED = "that frame was computed by the virtual studio: no camera took it, and it shows nobody"
NOTHING_ELSE = "nothing was painted, smoothed, enlarged or merged"
NOTHING_MADE_UP = "nothing was painted, smoothed or enlarged, and no pixel was invented"


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A kept shot with its picture, and the picture merged from its moment where that is wanted and can be; `notes` say why where it can't."""

    session: str
    shot: KeptShot
    picture: Picture
    merged: MergedShot | None = None
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, session: str, shot: KeptShot, *, merging: bool) -> Self:
        """Return the shot's source. Raises SessionError where its picture is missing or was changed."""
        picture = shot.picture()
        merged, why_not = merged_of(shot, picture) if merging else (None, None)
        return cls(session, shot, picture, merged, () if why_not is None else (why_not,))

    @property
    def rgb(self) -> Rgb:
        """The pixels (H, W, 3) that crops are cut from."""
        return self.picture.rgb if self.merged is None else self.merged.rgb

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
        """Where the pixels of `rgb` come from."""
        return SourceType.MERGED if self.merged is not None and not self.shot.sidecar.rendered else self.single_type

    @property
    def decoding(self) -> Operation:
        """The first operation on the shot."""
        kind = "JPEG" if self.picture.suffix == ".jpg" else "PNG"
        return Operation(name="decode", parameters={"file": self.shot.sidecar.image, "format": kind, "exif_orientation_honoured": True})

    @property
    def operations(self) -> tuple[Operation, ...]:
        """What was done until there was `rgb`."""
        return (self.decoding,) if self.merged is None else (self.decoding, self.merged.operation)

    def in_words(self, made: str) -> str:
        """Return the sentence that says how a file was made, and what the frame itself is where no camera took it."""
        return f"{made}; {_COMPUTED}." if self.shot.sidecar.rendered else f"{made}."

    def cut_in_words(self, how: str) -> str:
        """Return the sentences for a crop of `rgb` that was cut out as `how` says."""
        if self.merged is None:
            return self.in_words(f"Cut out of the frame {self.shot.sidecar.image}{how}; {NOTHING_ELSE}")
        return self.in_words(f"{self.merged.in_words}. Cut out of that{how}; {NOTHING_MADE_UP}")

    def file_name(self, job: Job, suffix: str, kind: str = "") -> str:
        """Return the finished file's name, such as `01_straight_linkedin.jpg`, or `ada-lovelace_linkedin_01.jpg` where a name was given."""
        number = f"{self.shot.sidecar.number:02d}"
        if job.stem is not None:
            return f"{job.stem}_{job.name}{kind}_{number}{suffix}"
        look = self.shot.id.split("_", 1)[1]
        return f"{number}_{look}_{job.name}{kind}{suffix}"
