"""A simulated sitter who does what he is told, as people do it: late, too far or not far enough, and one thing at a time.

He hears prompts by their ids and nothing else: no reading, no profile, no truth reaches him. What he does for each is in `MOVEMENTS`, a table of his own,
written from the sentences as a person would understand them ("turn your head a little to your left"), in the axes of `capture.types`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from capture.against import relative
from capture.script.scene import Ambient, Backdrop, Camera, Lamp, Room, Scene, Subject

if TYPE_CHECKING:
    from collections.abc import Callable

    from capture.neutral import Neutral
    from capture.script.persona import Persona
    from capture.types import Observation, Shot
    from guidance.coach import Coach

DELAY_S = (0.4, 1.0)
"""From hearing the end of a sentence to moving: a word's understanding and a start of the body."""
READ_AGAIN_S = 4.0
"""What is still on the screen after so long was not enough: he does it again."""
OVERSHOOT = (0.7, 1.3)
"""Share of the way that is gone when one is told to go "a little"."""
SETTLING_S = 0.3
"""Time constant of every movement, from turning a head to moving a lamp: scene time is what counts here, not how long chairs take."""
SETTLED_S = 5 * SETTLING_S
"""After this all but a hundredth of the way is gone, and he is still."""
CARD_RADIUS_DEG, CARD_AZIMUTH_DEG = 30.0, 65.0
NO_CARD_EV, FIRST_CARD_EV = -8.0, -2.5
"""A white card beside the face: a large weak lamp, how weak where there is none, and how strong when it is first put there (of a lamp of 0 EV)."""


@dataclass(frozen=True, slots=True)
class Movement:
    """Where one thing goes: from what it is to what he thinks was meant."""

    part: str
    goal: Callable[[float], float]


def _by(part: str, amount: float) -> Movement:
    return Movement(part, lambda now: now + amount)


def _times(part: str, factor: float) -> Movement:
    return Movement(part, lambda now: now * factor)


def _to(part: str, goal: float) -> Movement:
    return Movement(part, lambda _: goal)


def _nearer_card(now: float) -> float:
    return max(now + 0.8, FIRST_CARD_EV)


_LOOK_HERE = (_to("gaze_yaw_deg", 0), _to("gaze_pitch_deg", 0))

MOVEMENTS: dict[str, tuple[Movement, ...]] = {
    "no_face": (_to("x_mm", 0), _to("y_mm", 0)),
    "show_face": (_times("yaw_deg", 0.5), _times("pitch_deg", 0.5)),
    # To face the window, nearer to it each time, and the curtain behind a little more closed.
    "backlit": (
        _to("key_azimuth_deg", 40),
        _to("key_elevation_deg", 30),
        Movement("key_ev", lambda now: max(now + 0.5, 0.0)),
        _by("backdrop_ev", -1),
    ),
    "more_light": (_by("key_ev", 0.8), _by("ambient_ev", 0.4)),
    "less_light": (_by("key_ev", -0.8), _by("ambient_ev", -0.4)),
    "light_below": (_by("key_elevation_deg", 20),),
    "light_overhead": (_by("key_elevation_deg", -25),),
    # Who turns to his left with chair and camera sees what was on his left come before him.
    "turn_camera_left": (_by("key_azimuth_deg", -25),),
    "turn_camera_right": (_by("key_azimuth_deg", 25),),
    "white_card_left": (Movement("card_left_ev", _nearer_card),),
    "white_card_right": (Movement("card_right_ev", _nearer_card),),
    "warm_light": (_to("kelvin", 5600),),
    "cold_light": (_to("kelvin", 5600),),
    "mixed_light": (_to("kelvin", 5600),),
    "come_closer": (_times("distance_mm", 0.78),),
    "step_back": (_times("distance_mm", 1.3),),
    # A camera that tilts up shows the head lower.
    "camera_up": (_by("drop_frac", 0.08),),
    "camera_down": (_by("drop_frac", -0.08),),
    "move_left": (_by("x_mm", 110),),
    "move_right": (_by("x_mm", -110),),
    # Whose lens comes up to the eyes looks less far up at it.
    "camera_raise": (_by("pitch_deg", -10),),
    "camera_lower": (_by("pitch_deg", 10),),
    "sit_lower": (_by("y_mm", 30),),
    "sit_taller": (_by("y_mm", -30),),
    "camera_shakes": (_to("shake_px", 0),),
    "camera_leans_left": (_by("lean_deg", 5),),
    "camera_leans_right": (_by("lean_deg", -5),),
    "shoulders_back": (_times("shoulders_yaw_deg", 0.5),),
    "turn_left": (_by("yaw_deg", 9),),
    "turn_right": (_by("yaw_deg", -9),),
    "chin_up": (_by("pitch_deg", 7),),
    "chin_down": (_by("pitch_deg", -7),),
    "tilt_left": (_by("roll_deg", 6),),
    "tilt_right": (_by("roll_deg", -6),),
    "open_eyes": (_to("open_frac", 1),),
    "look_lens": _LOOK_HERE,
    "glasses_glare": (_by("pitch_deg", -4),),
    "smile_more": (_by("smile_frac", 0.3),),
    "smile_less": (_by("smile_frac", -0.3),),
    "close_mouth": (_to("mouth_open_frac", 0),),
    "relax_brows": (_to("brow_frac", 0),),
    "soft_picture": (_to("defocus_mm", 0), _to("haze_frac", 0)),
    "hazy_picture": (_to("haze_frac", 0),),
    "look_straight": (*_LOOK_HERE, _to("smile_frac", 0.05)),
    "look_smile": (*_LOOK_HERE, _to("smile_frac", 0.65)),
    "look_three_quarter_left": (*_LOOK_HERE, _to("yaw_deg", 27), _to("smile_frac", 0.3)),
    "look_three_quarter_right": (*_LOOK_HERE, _to("yaw_deg", -27), _to("smile_frac", 0.3)),
    "look_relaxed": (*_LOOK_HERE, _to("yaw_deg", 0), _to("smile_frac", 0.2)),
}
"""What is done for each prompt. Prompts that are not here ask for nothing."""
MUCH = 2.2
"""A quarter turn against a little, two steps against one: so many times as far."""


@dataclass(slots=True)
class _Way:
    """A part of him or his room on its way: where it is and where it goes, from when on."""

    now: float
    goal: float
    due: list[tuple[float, Callable[[float], float], float]] = field(default_factory=list)
    """(time, movement, share of the way) of what he has heard and not begun."""
    settled_s: float = 0.0
    """When it is there."""

    def go_on(self, to_s: float, since_s: float) -> None:
        """Move for the time between."""
        for begun in [entry for entry in self.due if entry[0] <= to_s]:
            self.due.remove(begun)
            _, goal, share = begun
            self.goal = self.now + share * (goal(self.now) - self.now)
            self.settled_s = to_s + SETTLED_S
        left = self.goal - self.now
        self.now = self.goal if to_s >= self.settled_s else self.now + left * (1 - math.exp(-since_s / SETTLING_S))

    @property
    def speed(self) -> float:
        """How fast it changes, a second."""
        return (self.goal - self.now) / SETTLING_S


class ObedientSitter:
    """One sitter in one room, from `parts` on: where each thing is that a movement can change. `persona` sits before a lens of `hfov_deg`."""

    def __init__(
        self,
        persona: Persona,
        parts: dict[str, float],
        *,
        hfov_deg: float,
        seed: int,
        size_px: tuple[int, int],
        movements: dict[str, tuple[Movement, ...]] = MOVEMENTS,
    ) -> None:
        self._persona, self._hfov_deg, self._seed, self._size_px = persona, hfov_deg, seed, size_px
        self._movements = movements
        self._rng = np.random.default_rng((seed, 5))
        self._ways = {name: _Way(value, value) for name, value in parts.items()}
        self._t_s = 0.0

    def hear(self, prompt_id: str, *, much: bool = False) -> None:
        """Take in what is said now; he moves a little later, and further where he is asked for `much`."""
        begin_s = self._t_s + self._rng.uniform(*DELAY_S)
        for movement in self._movements.get(prompt_id, ()):
            self._ways[movement.part].due.append((begin_s, movement.goal, self._rng.uniform(*OVERSHOOT) * (MUCH if much else 1)))

    def scene(self, t_s: float) -> Scene:
        """Return what stands before the lens at `t_s`, which never falls."""
        for way in self._ways.values():
            way.go_on(t_s, t_s - self._t_s)
        self._t_s = t_s
        return Scene(
            persona=self._persona,
            size_px=self._size_px,
            seed=self._seed,
            t_s=t_s,
            subject=self._subject(),
            lamps=self._lamps(),
            ambient=Ambient(strength_ev=self._now("ambient_ev"), kelvin=self._now("kelvin")),
            camera=Camera(
                hfov_deg=self._hfov_deg,
                lean_deg=self._now("lean_deg"),
                shake_px=self._now("shake_px"),
                focus_mm=self._focus_mm(),
                haze_frac=self._share("haze_frac"),
            ),
            backdrop=Backdrop(room=Room.WALL, strength_ev=self._now("backdrop_ev")),
        )

    def _now(self, part: str) -> float:
        return self._ways[part].now

    def _share(self, part: str, low: float = 0.0) -> float:
        return min(max(self._now(part), low), 1.0)

    def _focus_mm(self) -> float | None:
        return self._now("distance_mm") + self._now("defocus_mm") if self._now("defocus_mm") > 1 else None

    def _subject(self) -> Subject:
        ways, distance_mm = self._ways, self._now("distance_mm")
        lids = self._share("open_frac")
        drop_speed = ways["y_mm"].speed + ways["drop_frac"].speed * distance_mm
        return Subject(
            yaw_deg=self._now("yaw_deg"),
            pitch_deg=self._now("pitch_deg"),
            roll_deg=self._now("roll_deg"),
            x_mm=self._now("x_mm"),
            y_mm=self._now("y_mm") + self._now("drop_frac") * distance_mm,
            distance_mm=distance_mm,
            shoulders_yaw_deg=self._now("shoulders_yaw_deg"),
            gaze_yaw_deg=self._now("gaze_yaw_deg"),
            gaze_pitch_deg=self._now("gaze_pitch_deg"),
            left_open_frac=lids,
            right_open_frac=lids,
            smile_frac=self._share("smile_frac", -1.0),
            mouth_open_frac=self._share("mouth_open_frac"),
            brow_frac=self._share("brow_frac", -1.0),
            speed_mm_s=(ways["x_mm"].speed, drop_speed, ways["distance_mm"].speed),
            turn_deg_s=(ways["yaw_deg"].speed, ways["pitch_deg"].speed, ways["roll_deg"].speed),
        )

    def _lamps(self) -> tuple[Lamp, ...]:
        key = Lamp(
            azimuth_deg=(self._now("key_azimuth_deg") + 180) % 360 - 180,
            elevation_deg=min(max(self._now("key_elevation_deg"), -85.0), 85.0),
            strength_ev=self._now("key_ev"),
            radius_deg=self._now("key_radius_deg"),
            kelvin=self._now("kelvin"),
        )
        cards = ((self._now("card_left_ev"), CARD_AZIMUTH_DEG), (self._now("card_right_ev"), -CARD_AZIMUTH_DEG))
        return key, *(
            Lamp(azimuth_deg=azimuth_deg, elevation_deg=0, strength_ev=strength_ev, radius_deg=CARD_RADIUS_DEG, kelvin=self._now("kelvin"))
            for strength_ev, azimuth_deg in cards
            if strength_ev > NO_CARD_EV
        )


GOOD = {
    "yaw_deg": 0.0,
    "pitch_deg": 0.0,
    "roll_deg": 0.0,
    "shoulders_yaw_deg": 15.0,
    "x_mm": 0.0,
    "y_mm": -20.0,
    "drop_frac": 0.0,
    "distance_mm": 700.0,
    "gaze_yaw_deg": 0.0,
    "gaze_pitch_deg": 0.0,
    "open_frac": 1.0,
    "smile_frac": 0.1,
    "mouth_open_frac": 0.0,
    "brow_frac": 0.0,
    "key_azimuth_deg": 40.0,
    "key_elevation_deg": 25.0,
    "key_radius_deg": 14.0,
    "key_ev": -0.5,
    "ambient_ev": -2.0,
    "card_left_ev": NO_CARD_EV,
    "card_right_ev": NO_CARD_EV,
    "kelvin": 5600.0,
    "backdrop_ev": -1.5,
    "lean_deg": 0.0,
    "shake_px": 0.0,
    "defocus_mm": 0.0,
    "haze_frac": 0.0,
}
"""Where everything is for somebody who needs no coach."""

_BAD: dict[str, Callable[[np.random.Generator], dict[str, float]]] = {
    "pose": lambda rng: {
        "yaw_deg": rng.uniform(-35, 35),
        "pitch_deg": rng.uniform(-22, 22),
        "roll_deg": rng.uniform(-18, 18),
        "shoulders_yaw_deg": rng.uniform(-40, 40),
    },
    "place": lambda rng: {"x_mm": rng.uniform(-270, 270), "y_mm": rng.uniform(-180, 130), "distance_mm": rng.uniform(420, 1500)},
    "face": lambda rng: {
        "gaze_yaw_deg": rng.uniform(-20, 20),
        "gaze_pitch_deg": rng.uniform(-15, 15),
        "open_frac": rng.choice([1.0, 0.9, 0.5, 0.2]),
        "smile_frac": rng.uniform(-0.3, 0.9),
        "mouth_open_frac": rng.choice([0.0, 0.0, 0.4]),
        "brow_frac": rng.uniform(-0.4, 0.8),
    },
    "light": lambda rng: {
        "key_azimuth_deg": rng.uniform(-120, 120),
        "key_elevation_deg": rng.uniform(-30, 80),
        "key_radius_deg": rng.uniform(3, 30),
        "key_ev": rng.uniform(-3.5, 2.0),
        "ambient_ev": rng.uniform(-4.5, -1.0),
        "kelvin": rng.uniform(3000, 8500),
        "backdrop_ev": rng.uniform(-3.0, 2.0),
    },
    "camera": lambda rng: {
        "lean_deg": rng.uniform(-8, 8),
        "shake_px": rng.choice([0.0, 0.0, 5.0]),
        "defocus_mm": rng.choice([0.0, 0.0, 0.0, 4000.0]),
        "haze_frac": rng.choice([0.0, 0.0, 0.0, 0.25]),
    },
}


def random_parts(rng: np.random.Generator, bad: int = len(_BAD)) -> dict[str, float]:
    """Return a bad beginning: any pose, place, face, light and camera that somebody might sit down with; `bad` of these five, the others good."""
    parts = dict(GOOD)
    for group in rng.permutation(list(_BAD))[:bad]:
        parts |= {name: float(value) for name, value in _BAD[group](rng).items()}
    return parts


@dataclass(slots=True)
class Sitting:
    """What became of one sitting."""

    shots: list[Shot]
    told: list[tuple[float, str]]
    """(time, prompt id) of all that he was told, in order."""
    lasted_s: float


def sit(sitter: ObedientSitter, coach: Coach, observe: Callable[[Scene, int], Observation], *, seconds: float, fps: float, shots: int = 1) -> Sitting:
    """Run one sitting until so many shots are kept or the time is over, judged against his own neutral once it was taken.

    He hears what the voice says, and reads what the screen goes on saying.
    """
    sitting = Sitting([], [], 0.0)
    neutral: Neutral | None = None
    heard: tuple[float, str | None] = (0.0, None)
    for index in range(round(seconds * fps)):
        t_s = index / fps
        observation = observe(sitter.scene(t_s), index)
        if neutral is not None:
            observation = replace(observation, reading=relative(observation.reading, neutral))
        snapshot = coach.step(observation)
        neutral = snapshot.neutral
        prompt = snapshot.prompt
        said = prompt is not None and snapshot.cue is not None and snapshot.cue.clip == prompt.clip
        if prompt is not None and (said or prompt.id != heard[1] or t_s - heard[0] >= READ_AGAIN_S):
            heard = (t_s, prompt.id)
            sitting.told.append(heard)
            sitter.hear(prompt.id, much=prompt.much)
        sitting.shots += snapshot.kept
        sitting.lasted_s = t_s
        if len(sitting.shots) >= shots:
            break
    return sitting


def reversals(sitting: Sitting) -> dict[tuple[str, str], int]:
    """Return for each pair of opposites how often one was said after the other: told A and then the opposite of A."""
    counts = {}
    for pair in OPPOSITES:
        said = [prompt for _, prompt in sitting.told if prompt in pair]
        counts[pair] = sum(one != other for one, other in pairwise(said))
    return counts


OPPOSITES = (
    ("turn_left", "turn_right"),
    ("chin_up", "chin_down"),
    ("tilt_left", "tilt_right"),
    ("come_closer", "step_back"),
    ("move_left", "move_right"),
    ("camera_up", "camera_down"),
    ("turn_camera_left", "turn_camera_right"),
    ("more_light", "less_light"),
    ("light_below", "light_overhead"),
    ("smile_more", "smile_less"),
)
