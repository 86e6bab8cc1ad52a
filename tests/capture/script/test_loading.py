from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.errors import ScriptError
from capture.script.loading import parse
from capture.script.scene import Lamp, Room

if TYPE_CHECKING:
    from capture.script.timeline import Script

HEAD = """
title = "A test"
lesson = "None."
seconds = 20
persona = "random:3"
"""
LAMP = "[lamps.window]\n"
MOVES = "[[at]]\nt_s = 3\nover_s = 2\nsubject.yaw_deg = 3\n[[at]]\nt_s = 4\nsubject.yaw_deg = 3\n"
WHOLE = (
    HEAD
    + """
seed = 4
[life]
sway_deg = 0.5
[subject]
pitch_deg = -16
[lamps.window]
azimuth_deg = 40
[lamps.desk]
strength_ev = -1
kelvin = 2700
[backdrop]
room = "office"
[bystander]
persona = "random:5"
here = false
x_mm = 1500

[[at]]
t_s = 4
subject.pitch_deg = -2
lamps.desk.strength_ev = -15
backdrop.room = "wall"
bystander.here = true

[[at]]
t_s = 6
over_s = 2
subject.pitch_deg = 4
bystander.x_mm = 300
"""
)


def loaded(text: str) -> Script:
    return parse(text, name="test", path="test.toml")


SCRIPT = loaded(WHOLE)


def test_what_the_file_says_is_what_the_scene_is() -> None:
    still = msgspec.structs.replace(SCRIPT, life=msgspec.structs.replace(SCRIPT.life, sway_deg=0.0))
    before, between, after = (still.at(t_s) for t_s in (3.9, 5.0, 9.0))
    assert [scene.subject.pitch_deg for scene in (before, between, after)] == [-16, -2, 4]
    assert [len(scene.lamps) for scene in (before, between)] == [2, 1], "a lamp that is off is left out"
    assert between.lamps == (Lamp(azimuth_deg=40),)
    assert (before.backdrop.room, between.backdrop.room) == (Room.OFFICE, Room.WALL)
    assert before.bystander is None
    assert after.bystander is not None
    assert (after.bystander.x_mm, after.bystander.persona.name) == (300, loaded(WHOLE).at(9).bystander.persona.name)
    assert (after.seed, after.t_s, after.size_px) == (4, 9.0, (1280, 720))


def test_a_move_lasts_as_long_as_it_says_or_four_fifths_of_a_second() -> None:
    still = msgspec.structs.replace(SCRIPT, life=msgspec.structs.replace(SCRIPT.life, sway_deg=0.0))
    assert still.at(4.4).subject.pitch_deg == pytest.approx(-9)
    assert still.at(4.8).subject.pitch_deg == -2
    assert still.at(7.0).subject.pitch_deg == pytest.approx(1)


def test_speeds_are_those_of_the_moves() -> None:
    still = msgspec.structs.replace(SCRIPT, life=msgspec.structs.replace(SCRIPT.life, sway_deg=0.0))
    assert still.at(2.0).subject.turn_deg_s == (0, 0, 0)
    assert still.at(4.4).subject.turn_deg_s[1] == pytest.approx(1.5 * 14 / 0.8, rel=0.01), "a smooth move is fastest in its middle, by half as much again"
    assert any(SCRIPT.at(2.0).subject.speed_mm_s), "sway is movement too"


@given(st.floats(0, 20), st.lists(st.floats(0, 20), max_size=3))
def test_a_scene_depends_on_its_time_alone(t_s: float, before_s: list[float]) -> None:
    first = SCRIPT.at(t_s)
    for other_s in before_s:
        SCRIPT.at(other_s)
    assert loaded(WHOLE).at(t_s) == SCRIPT.at(t_s) == first


def test_the_last_lamp_stays() -> None:
    dark = loaded(HEAD + "[lamps.window]\nstrength_ev = -15\n")
    assert [lamp.strength_ev for lamp in dark.at(0.0).lamps] == [-15]


def test_size_and_pace_can_be_had_otherwise() -> None:
    small = msgspec.structs.replace(SCRIPT, size=(640, 360), fps=8.0)
    assert small.frames == 160
    assert msgspec.structs.replace(small.at(7.0), size_px=(1280, 720)) == SCRIPT.at(7.0)


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        (HEAD.replace("title", "titel") + LAMP, "titel", "has an unknown key 'titel'. Did you mean 'title'?"),
        (HEAD + "[subject]\nyaw = 3\n" + LAMP, "subject.yaw", "unknown key 'subject.yaw'. Did you mean 'yaw_deg'?"),
        (HEAD + "[lamps.window]\nkelwin = 3\n", "lamps.window.kelwin", "unknown key 'lamps.window.kelwin'. Did you mean 'kelvin'?"),
        (HEAD + LAMP + "[expect]\nshots = [{ lok = 'straight', by_s = 3 }]", "expect.shots[0].lok", "Did you mean 'look'?"),
        (HEAD + '[subject]\nyaw_deg = "left"\n' + LAMP, "subject.yaw_deg", "'subject.yaw_deg' should be a number, not text. Mend that value."),
        (HEAD + "subject = 3\n" + LAMP, "subject", "'subject' should be a table, not a whole number"),
        (HEAD + "size = [640]\n" + LAMP, "size", "'size' should be a list of 2, not of 1"),
        (HEAD + '[backdrop]\nroom = "offfice"\n' + LAMP, "backdrop.room", "'backdrop.room' can't be 'offfice'. Did you mean 'office'?"),
        (HEAD.replace("seconds = 20", "") + LAMP, "seconds", "'seconds' is missing"),
        (HEAD.replace('"random:3"', '"nobody of that name"') + LAMP, "persona", "persona: "),
        (HEAD.replace('"random:3"', "3") + LAMP, "persona", "'persona' is missing, or is no text"),
        (HEAD + "[bystander]\nx_mm = 3\n" + LAMP, "bystander.persona", "'bystander.persona' is missing"),
        (HEAD, "lamps", "there is no lamp. Add one, such as [lamps.window]."),
        (HEAD + "[subject]\ndistance_mm = 0.7\n" + LAMP, "subject.distance_mm", "'subject.distance_mm' is 0.7, and can be 150 to 20000"),
        (HEAD + "[camera]\nhaze_frac = 30\n" + LAMP, "camera.haze_frac", "'camera.haze_frac' is 30, and can be 0 to 1"),
        (HEAD + "[subject]\nyaw_deg = nan\n" + LAMP, "subject.yaw_deg", "is nan"),
        (HEAD + "[subject]\nturn_deg_s = [1, 2, 3]\n" + LAMP, "subject.turn_deg_s", "follows from the moves. Leave it out."),
        (HEAD + "fps = 0\n" + LAMP, "fps", "'fps' is 0, and can be 1 to 120"),
        (HEAD + LAMP + "[expect]\nshots = [{ look = 'straight', by_s = 30 }]", "expect.shots", "asks for 0 s to 30 s of 20 s"),
        (HEAD + LAMP + "[[at]]\nsubject.yaw_deg = 3\n", "at.t_s", "needs 't_s'"),
        (HEAD + LAMP + "[[at]]\nt_s = 3\nsubjekt.yaw_deg = 3\n", "at 3 s.subjekt", "Did you mean 'subject'?"),
        (HEAD + LAMP + "[[at]]\nt_s = 3\nsubject.jaw_deg = 3\n", "at 3 s: subject.jaw_deg", "Did you mean 'yaw_deg'?"),
        (HEAD + LAMP + "[[at]]\nt_s = 3\nlamps.windows.kelvin = 3000\n", "at 3 s: lamps.windows", "Did you mean 'window'?"),
        (HEAD + LAMP + "[[at]]\nt_s = 3\nhand.x_mm = 3\n", "hand", "there is no hand to move"),
        (HEAD + LAMP + "[[at]]\nt_s = 3\n[[at]]\nt_s = 2\n", "at.t_s", "stands behind that of 3 s. Put them in the order of time."),
        (HEAD + LAMP + "[[at]]\nt_s = 19.5\nsubject.yaw_deg = 3\n", "at.t_s", "ends at 20.3 s, the script at 20 s"),
        (HEAD + LAMP + MOVES, "subject.yaw_deg", "'subject.yaw_deg' is moved at 4 s while it is still on its way from 3 s to 5 s. Begin later"),
        (HEAD + LAMP + "[at]\nt_s = 3\n", "at", "Write [[at]] with two brackets"),
        (HEAD + LAMP + "here = \n", None, "is not valid TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_file_its_key_and_what_is_near(text: str, key: str | None, said: str) -> None:
    with pytest.raises(ScriptError) as caught:
        loaded(text)
    assert caught.value.path == "test.toml"
    assert str(caught.value).startswith("test.toml")
    assert said in str(caught.value)
    assert caught.value.key == key
