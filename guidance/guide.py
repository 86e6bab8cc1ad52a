"""Who guides the sitter now: the coach, or before it the search for the light."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from guidance.coach import Coach
from guidance.find_light import FindLight
from guidance.gestures import Gestures
from guidance.snapshot import Command, Phase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.types import Cause, Observation, Reading
    from guidance.profile import Profile
    from guidance.snapshot import Snapshot


class Guide:
    """A sitting as a function of observations, as `Coach` is; `find_light` begins it with the search for the light. The coach's arguments are its own.

    What a raised hand asks for is done as if by key; while one is up nothing else is, so that no photograph has it in the picture.
    """

    def __init__(
        self, profile: Profile, *, before: Sequence[tuple[str, Cause]] = (), stills: bool = False, find_light: bool = False, language: str = "en"
    ) -> None:
        self._profile = profile
        self._language = language
        self._stills = stills
        self._coach = Coach(profile, before=before, stills=stills, language=language)
        self._search = FindLight(profile, language) if find_light and not stills else None
        self._hands = Gestures(profile.timing.hand_hold_s, profile.timing.hand_away_s) if profile.hands_free and not stills else None

    def command(self, command: Command) -> None:
        """Note what the sitter asks for; the light is looked for until it is found, or until this is asked for again."""
        if command is Command.FIND_LIGHT:
            self._search = None if self._search or self._stills else FindLight(self._profile, self._language)
        elif self._search is not None and command is Command.NEXT_LOOK:
            self._search = None
        else:
            self._coach.command(command)

    def step(self, observation: Observation) -> Snapshot:
        """Take in one observation and return what is now to be shown, heard and kept."""
        hand_up = self._watch_hand(observation.reading)
        searching = self._search is not None and self._coach.phase is not Phase.PAUSED
        snapshot = self._coach.step(observation, coaching=not searching and not hand_up)
        if self._search is None or snapshot.phase is Phase.PAUSED:
            return snapshot
        shown, said = self._search.step(observation.reading)
        obeyed = snapshot.cue is not None or bool(snapshot.kept) or snapshot.undone > 0
        snapshot = replace(snapshot, phase=Phase.FINDING, ring=self._search.ring)
        if not obeyed:
            snapshot = replace(snapshot, prompt=shown, cue=said)
        if self._search.found:
            self._search = None
        return snapshot

    def _watch_hand(self, reading: Reading) -> bool:
        """Note what a raised hand asks for; return whether one is up."""
        if self._hands is None:
            return False
        asked = self._hands.take(reading.gesture, reading.t_s)
        if asked is not None:
            self.command(asked)
        return self._hands.up

    def act(self) -> Snapshot | None:
        """Do what was asked for while no frame comes."""
        return self._coach.act()

    def finish(self) -> Snapshot | None:
        """End the sitting."""
        return self._coach.finish()
