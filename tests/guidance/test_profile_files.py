from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from capture.errors import ProfileError
from guidance.profile import load, parse
from guidance.profile_files import layers, merged, names, own_folder, own_names, own_values

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "profiles").mkdir()
    return tmp_path


def add(own: Path, name: str, text: str) -> Path:
    path = own / "profiles" / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_single_values_take_the_place_of_those_of_the_profile_that_is_extended() -> None:
    classic = load("classic")
    mine = parse('extends = "classic"\ntitle = "Mine"\n[bands.yaw_deg]\nhigh = 4.0\n[timing]\nhold_s = 1.5\n', path="mine.toml")
    assert (mine.name, mine.title) == ("mine", "Mine")
    assert mine.bands.yaw_deg == replace(classic.bands.yaw_deg, high=4.0)
    assert mine.timing.hold_s == 1.5
    assert mine.timing.rest_s == classic.timing.rest_s
    assert mine.bands.pitch_deg == classic.bands.pitch_deg
    assert mine.looks == classic.looks


def test_looks_are_replaced_as_a_whole() -> None:
    mine = parse('extends = "classic"\nname = "one"\n[[looks]]\nname = "smile"\ntitle = "Smile"\nprompt = "look_smile"\n', path="mine.toml")
    assert mine.name == "one"
    assert [(look.name, look.bands) for look in mine.looks] == [("smile", {})]


def test_an_edge_at_infinity_is_an_open_one() -> None:
    mine = parse('extends = "classic"\n[bands.yaw_deg]\nlow = -inf\nhigh = inf\n[bands.sharpness]\nhigh = -inf\nlow = -inf\n', path="mine.toml")
    assert (mine.bands.yaw_deg.low, mine.bands.yaw_deg.high) == (None, None)
    assert mine.bands.sharpness.high == float("-inf"), "an edge that lets nothing in is not open"


def test_profiles_in_the_users_folder_have_names_like_all_others(own: Path) -> None:
    add(own, "mine", 'extends = "classic"\n[bands.yaw_deg]\nhigh = 4.0\n')
    add(own, "ours", 'extends = "mine"\n[bands.yaw_deg]\nlow = -4.0\n')
    assert own_names(own) == ["mine", "ours"]
    assert set(names(own)) == {*names(), "mine", "ours"}
    ours = load("ours", own)
    assert (ours.name, ours.bands.yaw_deg) == ("ours", replace(load("classic").bands.yaw_deg, low=-4.0, high=4.0))
    with pytest.raises(ProfileError, match=r"There is no profile 'oors'\. Did you mean 'ours'\?"):
        load("oors", own)
    with pytest.raises(ProfileError, match="There is no profile 'ours'"):
        load("ours")


@pytest.mark.parametrize("chosen", ["classic", "mine", "file"])
def test_the_users_single_values_lie_over_whichever_profile_is_chosen(own: Path, chosen: str) -> None:
    text = 'extends = "classic"\n[bands.yaw_deg]\nhigh = 9.0\n'
    name = str(add(own, "mine", text)) if chosen == "file" else chosen
    add(own, "mine", text)
    own_values(own).write_text("[bands.yaw_deg]\nhigh = 3.0\n[like]\nwarmth_k = 250\n", encoding="utf-8")
    profile = load(name, own)
    assert (profile.bands.yaw_deg.low, profile.bands.yaw_deg.high, profile.like["warmth_k"]) == (-10.0, 3.0, 250)
    assert load("classic").bands.yaw_deg.high == 10.0, "without the folder nothing of it counts"


def test_hands_are_looked_for_but_for_passports_and_one_line_of_the_users_ends_it(own: Path) -> None:
    assert {name for name in names() if not load(name).hands_free} == {"passport"}
    own_values(own).write_text("hands_free = false\n", encoding="utf-8")
    assert not any(load(name, own).hands_free for name in names())


def test_a_folder_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    assert load("classic", tmp_path / "none") == load("classic")
    (tmp_path / "file").touch()
    assert load("classic", tmp_path / "file") == load("classic")


def test_the_users_folder_is_where_the_other_settings_are() -> None:
    assert own_folder().name == "northlight"
    assert own_values(own_folder()) == own_folder() / "profile.toml"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[bands.yaw_degree]\nhigh = 3", "has an unknown key 'bands.yaw_degree'. Did you mean 'yaw_deg'?"),
        ("[bands.yaw_deg]\nhi = 3", "has an unknown key 'bands.yaw_deg.hi'. Did you mean 'high'?"),
        ("[timings]\nhold_s = 3", "has an unknown key 'timings'. Did you mean 'timing'?"),
        ("[ideal.key_to_fill_ev]\nhi = 3", "has an unknown key 'ideal.key_to_fill_ev.hi'. Did you mean 'high'?"),
        ("[ideal.key_to_fill_ev]\nlow = 3", "lets nothing into 'ideal.key_to_fill_ev': from 3 to 0.6. Let 'low' be below 'high'."),
        ("[like]\nwarm_k = 3", "has an unknown key 'like.warm_k'. Did you mean 'warmth_k'?"),
        ("[bands.yaw_deg]\nhigh = '3'", ": 'bands.yaw_deg.high' should be a number, not text. Mend that value."),
        ("[bands.yaw_deg]\nfar = 0", ": 'bands.yaw_deg.far' should be above 0. Mend that value."),
        ("[bands.yaw_deg]\nease = -1", ": 'bands.yaw_deg.ease' should be 0 or more. Mend that value."),
        ("[bands.yaw_deg]\nlow = 20", "lets nothing into 'bands.yaw_deg': from 20 to 10. Let 'low' be below 'high'."),
        (
            "[weights]\nbands = 0\ninside = 0\neyes = 0\ngaze = 0\nmouth = 0\nsharpness = 0\nstillness = 0",
            "gives no weight to anything in 'weights'. Let one of them be above 0.",
        ),
        ("bands = 3", ": 'bands' should be a table, not a whole number. Mend that value."),
        ("name = 'x'", "changes single values of every profile, so it can't hold 'name'. Put it into a profile with a name of its own: "),
        ("[[looks]]\nname = 'x'", "changes single values of every profile, so it can't hold 'looks'."),
        ("bands = [", "is not valid TOML: "),
    ],
)
def test_what_is_wrong_with_the_users_values_is_told_with_their_file(own: Path, text: str, said: str) -> None:
    own_values(own).write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        load("classic", own)
    assert str(caught.value).startswith((f"{own_values(own)} {said}", f"{own_values(own)}{said}"))
    assert caught.value.path == str(own_values(own))


def test_a_fault_is_told_with_the_file_that_has_it_and_not_with_those_above(own: Path) -> None:
    mine = add(own, "mine", 'extends = "classic"\n[bands.yaw_deg]\nhi = 4.0\n')
    add(own, "ours", 'extends = "mine"\n[bands.yaw_deg]\nlow = -4.0\n')
    own_values(own).write_text("[bands.yaw_deg]\nfar = 9\n", encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        load("ours", own)
    assert (caught.value.path, caught.value.key) == (str(mine), "bands.yaw_deg.hi")


def test_what_is_missing_is_missing_in_the_profile_and_not_in_the_users_values(own: Path) -> None:
    mine = add(own, "mine", 'name = "mine"\ntitle = "Mine"\n')
    own_values(own).write_text("[bands.yaw_deg]\nfar = 9\n", encoding="utf-8")
    with pytest.raises(ProfileError, match=r"'faces' is missing in bands") as caught:
        load("mine", own)
    assert caught.value.path == str(mine)


@pytest.mark.parametrize(("circle", "said"), [({"a": "a"}, "a → a"), ({"a": "b", "b": "a"}, "a → b → a"), ({"a": "b", "b": "c", "c": "b"}, "b → c → b")])
def test_a_circle_is_told(own: Path, circle: dict[str, str], said: str) -> None:
    for name, parent in circle.items():
        add(own, name, f'extends = "{parent}"\n')
    with pytest.raises(ProfileError, match=f"extends itself in a circle: {said}. Let one of them extend a profile that comes with Northlight."):
        load("a", own)


def test_a_parent_that_is_not_there_is_told_with_the_nearest_name(own: Path) -> None:
    with pytest.raises(ProfileError, match=r"^mine.toml extends 'clasic', and there is no such profile\. Did you mean 'classic'\?$"):
        parse('extends = "clasic"', path="mine.toml")
    with pytest.raises(ProfileError, match=r"^mine.toml: 'extends' should be text, a profile's name\. Known: "):
        parse("extends = 3", path="mine.toml")
    add(own, "mine", 'extends = "ours"')
    with pytest.raises(ProfileError, match=r"mine\.toml extends 'ours'"):
        load("mine", own)


def test_a_name_that_the_program_has_cant_be_taken(own: Path) -> None:
    path = add(own, "classic", 'extends = "classic"\n')
    with pytest.raises(ProfileError) as caught:
        load("classic", own)
    assert str(caught.value).startswith(f"{path} has the name of a profile that comes with Northlight. Rename your file; to change single values ")
    assert str(own_values(own)) in str(caught.value)


def test_layers_stand_in_order_and_the_last_word_counts(own: Path) -> None:
    mine = add(own, "mine", 'extends = "classic"\ntitle = "Mine"\n')
    own_values(own).write_text("[timing]\nhold_s = 2\n", encoding="utf-8")
    found = layers("mine", own)
    assert [layer.path for layer in found] == ["classic.toml", str(mine), str(own_values(own))]
    together = merged(found)
    assert (together["title"], together["name"], together["timing"]["hold_s"]) == ("Mine", "mine", 2)
    assert "extends" not in together


def test_a_folder_that_can_not_be_read_is_told_and_a_file_in_its_place_holds_no_profile(tmp_path: Path) -> None:
    folder = tmp_path / "profiles"
    folder.write_bytes(b"")
    assert own_names(tmp_path) == []
    folder.unlink()
    folder.symlink_to(folder)  # round in a circle: what even an administrator can't read
    with pytest.raises(ProfileError, match="profiles can't be read"):
        load("classic", tmp_path)
