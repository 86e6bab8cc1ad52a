"""Every profile that ships asks for something that people can do: the obedient sitter comes to a photograph by its prompts alone."""

from __future__ import annotations

import numpy as np
import pytest
from obedient_sitter import MOVEMENTS, NO_CARD_EV, Movement, ObedientSitter, random_parts, sit
from truth_observer import TruthObserver

from capture.script import people
from guidance.coach import Coach
from guidance.profile import load
from guidance.profile_files import names

STARTS = range(6)
PATIENCE_S = 60.0
ONE_SIDE_ONLY = (
    Movement("ambient_ev", lambda now: now - 0.8),
    Movement("card_left_ev", lambda _: NO_CARD_EV),
    Movement("card_right_ev", lambda _: NO_CARD_EV),
)
"""Who is told that the light is flat closes a blind and takes the white card away. Classic never says so."""


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", sorted(set(names()) - {"classic"}))
def test_the_obedient_sitter_comes_to_a_photograph_in_every_profile(name: str) -> None:
    movements = MOVEMENTS | {"flat_light": ONE_SIDE_ONLY}
    told = []
    for seed in STARTS:
        parts = random_parts(np.random.default_rng(seed), bad=3)
        sitter = ObedientSitter(people.find("goran"), parts, hfov_deg=62.0, seed=seed, size_px=(1280, 720), movements=movements)
        sitting = sit(sitter, Coach(load(name)), TruthObserver(seed), seconds=PATIENCE_S, fps=5)
        if not sitting.shots:
            told.append(f"start {seed}: {[prompt for _, prompt in sitting.told]}")
    assert len(told) <= 1, "\n".join(told)
