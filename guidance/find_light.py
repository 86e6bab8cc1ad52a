"""Find your light: the sitter turns slowly on the spot with the camera, and is led back to where the light was best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.light_ring import RingMaker
from guidance.prompts import prompt
from guidance.snapshot import Cue, Tone

if TYPE_CHECKING:
    from capture.types import Reading
    from guidance.light_ring import Ring
    from guidance.profile import Profile
    from guidance.prompts import Prompt

ENOUGH_DEG, ALL_DEG, LONG_ENOUGH_S = 150.0, 330.0, 25.0
GOOD_WORTH = 0.7
"""With so much of the turn seen, a good light among it is taken; else with nearly all of it seen or after so long a time whatever was the best: few rooms
let one turn all the way round."""
HERE_DEG, STAYS_S = 10.0, 0.8
MUCH_DEG = 45.0
SAY_EVERY_S, CHANGE_S = 6.0, 2.5
"""The same words come again after the first, others not sooner than after the second."""
LEAST_WORTH = 0.3
"""No heading better than this: there is no light worth standing in."""


class FindLight:
    """One search. `ring` is what was found, `found` whether the sitter stands where it was best."""

    def __init__(self, profile: Profile) -> None:
        self._language = profile.language
        self._maker = RingMaker(profile)
        self._began_s: float | None = None
        self._here_s: float | None = None
        self._shown: Prompt | None = None
        self._said: dict[str, int] = {}
        self._said_s: float | None = None
        self.ring: Ring | None = None
        self.found = False

    def step(self, reading: Reading) -> tuple[Prompt, Cue | None]:
        """Take in one reading and return what to show and what to say on this very step."""
        t_s = reading.t_s
        if self._began_s is None or t_s < self._began_s:
            self._began_s = t_s
        self.ring = self._maker.look(reading)
        prompt_id, much = self._wanted(self.ring, t_s)
        return self._told(prompt_id, t_s, much=much)

    def _wanted(self, ring: Ring, t_s: float) -> tuple[str, bool]:
        enough = ALL_DEG if ring.best_worth < GOOD_WORTH else ENOUGH_DEG
        more = ring.seen_deg < enough or not ring.surrounded
        if more and t_s - (self._began_s or 0.0) < LONG_ENOUGH_S:
            return "find_start", False
        if ring.best_worth < LEAST_WORTH:
            return "find_none", False
        left_deg = ring.turn_left_deg
        if left_deg is None:
            return "find_start", False
        if abs(left_deg) > HERE_DEG:
            self._here_s = None
            return ("find_left" if left_deg > 0 else "find_right"), abs(left_deg) >= MUCH_DEG
        if self._here_s is None or t_s < self._here_s:
            self._here_s = t_s
        self.found = t_s - self._here_s >= STAYS_S
        return "find_here", False

    def _told(self, prompt_id: str, t_s: float, *, much: bool) -> tuple[Prompt, Cue | None]:
        """Return the words: others than before once the last were heard, the same again after a while and then otherwise."""
        since_s = float("inf") if self._said_s is None or t_s < self._said_s else t_s - self._said_s
        words = prompt(prompt_id, self._said.get(prompt_id, 0), self._language, much=much)
        changed = self._shown is None or (words.id, words.much) != (self._shown.id, self._shown.much)
        here = prompt_id == "find_here" and changed
        if not here and since_s < (CHANGE_S if changed else SAY_EVERY_S):
            return self._shown or words, None
        self._shown, self._said_s = words, t_s
        self._said[prompt_id] = self._said.get(prompt_id, 0) + 1
        return words, Cue(clip=words.clip, tone=Tone.GOOD if here else None, urgent=here)
