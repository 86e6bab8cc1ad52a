from __future__ import annotations

from itertools import islice

from capture.making.strangers import SEEDS, examples


def test_strangers_look_into_the_lens_first_and_then_elsewhere() -> None:
    one, two, three = islice(examples([SEEDS[0]], 3), 3)
    assert [each.number for each in (one, two, three)] == [0, 1, 2]
    assert {each.scene.persona for each in (one, two, three)} == {one.scene.persona}
    for straight in (one.scene.subject, two.scene.subject):
        assert (straight.yaw_deg, straight.pitch_deg, straight.gaze_yaw_deg, straight.gaze_pitch_deg) == (0, 0, 0, 0)
    assert abs(three.scene.subject.yaw_deg) > 1
    assert one.scene.lamps != two.scene.lamps
    assert one.face.mesh_px.shape == (468, 3)


def test_the_table_of_measures_is_printed_on_others() -> None:
    assert SEEDS[0] >= 1000
