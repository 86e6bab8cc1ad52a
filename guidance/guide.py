"""Who guides the sitter now: the coach, or before it the search for the light."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from guidance.beats import Beats
from guidance.coach import Coach
from guidance.find_light import FindLight
from guidance.gestures import Gestures
from guidance.self_timer import SelfTimer
from guidance.snapshot import Command, Cue, Phase, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.types import Cause, Observation, Reading
    from guidance.moment import Whole
    from guidance.profile import Profile
    from guidance.snapshot import Snapshot


class Guide:
    """A sitting as a function of observations, as `Coach` is; `find_light` begins it with the search for the light. The coach's arguments are its own.

    What a raised hand asks for is done as if by key; while one is up nothing else is, so that no photograph has it in the picture. Nor is anything while the
    self-timer counts, or while something is open over the sitting: then hands ask for nothing either.
    """

    def __init__(
        self, profile: Profile, *, before: Sequence[tuple[str, Cause]] = (), stills: bool = False, find_light: bool = False, whole: Whole | None = None
    ) -> None:
        self._profile = profile
        self._stills = stills
        self._coach = Coach(profile, before=before, stills=stills, whole=whole)
        self._search = FindLight(profile) if find_light and not stills else None
        self._hands = Gestures(profile.timing.hand_hold_s, profile.timing.hand_away_s) if profile.hands_free and not stills else None
        self._timer = SelfTimer(profile.timing.gap_s)
        self._beats = Beats(profile.timing)
        self._waiting = False

    def command(self, command: Command) -> None:
        """Note what the sitter asks for; the light is looked for until it is found, or until this is asked for again. Whatever is asked for stops the timer."""
        counting = self._timer.running
        if command is not Command.GO_ON:
            self._timer.stop()
        match command:
            case Command.WAIT | Command.GO_ON:
                self._waiting = command is Command.WAIT
            case Command.SELF_TIMER:
                if not counting and not self._stills:
                    self._timer.begin()
            case Command.FIND_LIGHT:
                self._search = None if self._search or self._stills else FindLight(self._profile)
            case Command.NEXT_LOOK if self._search is not None:
                self._search = None
            case _:
                self._coach.command(command)

    def step(self, observation: Observation) -> Snapshot:
        """Take in one observation and return what is now to be shown, heard and kept."""
        reading = observation.reading
        hand_up = not self._waiting and self._watch_hand(reading)
        left_s = self._timer.left(reading.t_s)
        if left_s == 0:
            self._coach.command(Command.TAKE_NOW)
        quiet = self._waiting or left_s is not None
        searching = self._search is not None and self._coach.phase is not Phase.PAUSED
        snapshot = self._coach.step(observation, coaching=not searching and not hand_up and not quiet)
        snapshot = replace(snapshot, beats_left=self._beats.left(snapshot))
        if self._search is not None and snapshot.phase is not Phase.PAUSED:
            snapshot = self._searched(self._search, snapshot, quiet=quiet)
        return self._counted(snapshot, left_s)

    def _searched(self, search: FindLight, snapshot: Snapshot, *, quiet: bool) -> Snapshot:
        """Return the step as one of the search for the light, which goes on unless it is to be `quiet`."""
        snapshot = replace(snapshot, phase=Phase.FINDING, ring=search.ring)
        if quiet:
            return snapshot
        shown, said = search.step(snapshot.reading)
        obeyed = snapshot.cue is not None or bool(snapshot.kept) or snapshot.undone > 0
        if search.found:
            self._search = None
        return replace(snapshot, ring=search.ring) if obeyed else replace(snapshot, ring=search.ring, prompt=shown, cue=said)

    def _counted(self, snapshot: Snapshot, left_s: int | None) -> Snapshot:
        """Return the step with the self-timer's count, and a tick where that is a new one: whatever was being said gives way to it."""
        news = self._timer.is_news(left_s)
        if not left_s:
            return snapshot
        tick = Cue(tone=Tone.TICK, urgent=True) if news else None
        return replace(snapshot, timer_left_s=left_s, cue=snapshot.cue or tick)

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
