"""A script: who sits, what happens when, and the scene at any instant."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from capture.script.expectations import Expect
from capture.script.life import Life, enlivened
from capture.script.persona import Persona  # noqa: TC001 - msgspec reads the types
from capture.script.scene import Ambient, Backdrop, Bystander, Camera, Hand, Held, Lamp, Part, Scene, Subject
from capture.script.tracks import Track  # noqa: TC001 - as above

_DIFFERENCE_S = 0.01
"""Half the span over which a speed is taken: shorter than any move, longer than rounding."""
LAMP_OFF_EV = -10.0
"""A lamp at or below this is left out where others burn: a thousandth of full light is less than the sensor's last code."""

_Part = TypeVar("_Part", bound=Part)


class Script(msgspec.Struct, frozen=True, kw_only=True):
    """A sample sitting. Its parts are those at the beginning; `tracks` holds, by part and field, those that change: `tracks["lamps.window"]["strength_ev"]`.

    `size` is (width, height) in pixels. A bystander, hand or held sheet is in the picture unless the track `here` of its part says otherwise.
    """

    name: str
    title: str
    lesson: str
    seconds: float
    persona: Persona
    fps: float = 15.0
    size: tuple[int, int] = (1280, 720)
    seed: int = 1
    subject: Subject = Subject()
    life: Life = Life()
    lamps: dict[str, Lamp] = {}
    ambient: Ambient = Ambient()
    camera: Camera = Camera()
    backdrop: Backdrop = Backdrop()
    bystander: Bystander | None = None
    hand: Hand | None = None
    held: Held | None = None
    tracks: dict[str, dict[str, Track]] = {}
    expect: Expect = Expect()

    @property
    def frames(self) -> int:
        """How many frames it has."""
        return max(1, round(self.seconds * self.fps))

    def at(self, t_s: float) -> Scene:
        """Return the scene at `t_s`, 0 to `seconds`: the same for the same time, whatever was asked before."""
        return Scene(
            persona=self.persona,
            size_px=self.size,
            seed=self.seed,
            t_s=t_s,
            subject=self._moving_subject(t_s),
            lamps=self._lamps(t_s),
            ambient=self._part("ambient", self.ambient, t_s),
            camera=self._part("camera", self.camera, t_s),
            backdrop=self._part("backdrop", self.backdrop, t_s),
            bystander=self._guest("bystander", self.bystander, t_s),
            hand=self._guest("hand", self.hand, t_s),
            held=self._guest("held", self.held, t_s),
        )

    def _moving_subject(self, t_s: float) -> Subject:
        """Return the sitter with the speeds that their own movement gives."""
        before, after = _place(self._subject(t_s - _DIFFERENCE_S)), _place(self._subject(t_s + _DIFFERENCE_S))
        speeds = [(later - earlier) / (2 * _DIFFERENCE_S) for earlier, later in zip(before, after, strict=True)]
        right, down, away, yaw, pitch, roll = speeds
        return msgspec.structs.replace(self._subject(t_s), speed_mm_s=(right, down, away), turn_deg_s=(yaw, pitch, roll))

    def _subject(self, t_s: float) -> Subject:
        return enlivened(self._part("subject", self.subject, t_s), self._part("life", self.life, t_s), self.seed, t_s)

    def _lamps(self, t_s: float) -> tuple[Lamp, ...]:
        lamps = tuple(self._part(f"lamps.{name}", lamp, t_s) for name, lamp in self.lamps.items())
        return tuple(lamp for lamp in lamps if lamp.strength_ev > LAMP_OFF_EV) or lamps[:1]

    def _guest(self, name: str, part: _Part | None, t_s: float) -> _Part | None:
        here = self.tracks.get(name, {}).get("here")
        return None if part is None or (here is not None and not here.at(t_s)) else self._part(name, part, t_s)

    def _part(self, name: str, part: _Part, t_s: float) -> _Part:
        now = {field: track.at(t_s) for field, track in self.tracks.get(name, {}).items() if field != "here"}
        return msgspec.structs.replace(part, **now) if now else part


def _place(subject: Subject) -> tuple[float, ...]:
    """Return what speeds are taken of: millimetres, then degrees."""
    return (subject.x_mm, subject.y_mm, subject.distance_mm, subject.yaw_deg, subject.pitch_deg, subject.roll_deg)
