"""TOML that nobody means: scripts, profiles, presets and the user's own single values."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from fuzz.case import REVIEW, Case
from fuzz.hostile import hostile_toml
from fuzz.sittings import a_small_sitting
from small_session import small_session

if TYPE_CHECKING:
    from random import Random

    from fuzz.case import Place

SCRIPT = (
    small_session(1.0, 3, (96, 72)).replace(
        "[subject]",
        """[life]
[camera]
hfov_deg = 62
[subject]
yaw_deg = 3.0
smile_frac = 0.1""",
    )
    + """
[[at]]
t_s = 0.2
over_s = 0.3
subject.pitch_deg = 2
lamps.window.strength_ev = -0.5
[[at]]
t_s = 0.6
over_s = 0.1
subject.yaw_deg = 10.0
"""
)

PRESETS = """
[mine]
title = "Mine"
width_px = 400
height_px = 500
head_frac = 0.5
eye_line_frac = 0.4
quality = 90
format = "jpeg"
takes = ["jpeg", "png"]
max_bytes = 200000
circle = false
[linkedin]
head_frac = 0.6
[card]
title = "Card"
width_mm = 35.0
height_mm = 45.0
dpi = 300
document = "A card"
head_mm = [32.0, 36.0]
eyes_mm = [20.0, 30.0]
with_hair = true
"""

VALUES = """
hands_free = false
language = "en"
[bands.yaw_deg]
low = -10.0
high = 10.0
ease = 1.0
[timing]
hold_s = 0.5
[the_set]
size = 12
[weights]
sharpness = 1.0
[voice]
pack = "en"
"""


def script(chance: Random, place: Place) -> Case:
    """Return a script to be rehearsed, or to be sat before."""
    what, data = hostile_toml(chance, SCRIPT)
    path = place.inputs / "script.toml"
    path.write_bytes(data)
    sitting = place.results / "sitting"
    arguments = ["rehearse", str(path), "--tracker", "studio", "--headless", "--no-voice", "--session", str(sitting)]
    return Case(what=what, arguments=arguments, writes=(sitting,), names="script")


def profile(chance: Random, place: Place) -> Case:
    """Return a profile: in a file, by name, extending another, or as single values."""
    sitting = a_small_sitting(place.inputs / "sitting")
    base = (resources.files("guidance") / "profiles" / chance.choice(("classic.toml", "dramatic.toml", "passport.toml"))).read_text(encoding="utf-8")
    way = chance.choice(("file", "name", "values", "extends"))
    folder = place.settings / "profiles"
    folder.mkdir()
    if way == "extends":
        what, data = chance.choice(
            (
                ("itself", b'extends = "mine"'),
                ("nobody", b'extends = "nobody"'),
                ("a number", b"extends = 5"),
                ("a path", b'extends = "../../mine"'),
                ("a circle", b'extends = "other"'),
                ("a NUL", b'extends = "a\\u0000b"'),
                ("a long name", b'extends = "' + b"x" * 5000 + b'"'),
                ("escapes", b'extends = "\\u001b[31m"\n'),
            )
        )
        (folder / "other.toml").write_bytes(b'extends = "mine"')
        what = f"extends {what}"
    else:
        what, data = hostile_toml(chance, VALUES if way == "values" else base)
    path = {"file": place.inputs / "mine.toml", "values": place.settings / "profile.toml"}.get(way, folder / "mine.toml")
    path.write_bytes(data)
    named = [] if way == "values" else ["--profile", str(path) if way == "file" else "mine"]
    arguments = chance.choice(
        (
            ["replay", str(sitting), *named],
            ["replay", str(sitting), *named],
            ["export", str(sitting), "--preset", "linkedin", "--single", *named],
            ["sit", "--headless", "--no-voice", "--camera", str(sitting / "shots" / "001_straight.jpg"), "--session", str(place.results / "new"), *named],
        )
    )
    return Case(what=f"{way}: {what}", arguments=arguments, writes=(sitting / "set", place.results / "new"))


def presets(chance: Random, place: Place) -> Case:
    """Return presets of the user's own, for a set of two photographs."""
    sitting = a_small_sitting(place.inputs / "sitting")
    what, data = hostile_toml(chance, PRESETS)
    (place.settings / "presets.toml").write_bytes(data)
    named = [word for name in chance.sample(("mine", "linkedin", "card", "../../mine", ""), chance.choice((1, 2))) for word in ("--preset", name)]
    return Case(what=what, arguments=["export", str(sitting), "--single", "--size", "1", *named], writes=(sitting / "set", sitting / ".lock"))


def settings(chance: Random, place: Place) -> Case:
    """Return files in the folder of settings that are no files, or not theirs."""
    sitting = a_small_sitting(place.inputs / "sitting")
    name = chance.choice(("profile.toml", "presets.toml", "cameras.json", "profiles"))
    path = place.settings / name
    what, data = chance.choice(
        (("empty", b""), ("zeroes", bytes(1000)), ("JSON", b'{"a": [1]}'), ("nested", b"[" * 50_000), ("a word", b"hello"), ("bytes", chance.randbytes(500)))
    )
    path.write_bytes(data)
    commands = (
        ["replay", str(sitting)],
        ["export", str(sitting), "--preset", "linkedin", "--single"],
        [REVIEW, str(sitting)],
        ["analyse", "--camera-name", "C", str(sitting / "shots" / "001_straight.jpg")],
    )
    return Case(what=f"{name}: {what}", arguments=chance.choice(commands), writes=(sitting,))
