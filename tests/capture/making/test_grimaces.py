from __future__ import annotations

from capture.making.grimaces import PICTURES, PLAIN_SEEDS, VARIED_SEEDS, plain, varied
from capture.script.scene import Subject


def test_sittings_begin_relaxed_and_go_on_with_grimaces() -> None:
    for sitting in (list(varied(1000)), list(plain(1000))):
        first, *others = sitting
        assert len(sitting) == PICTURES
        assert first.subject == Subject(distance_mm=first.subject.distance_mm)
        assert {scene.persona for scene in sitting} == {first.persona}
        for name in ("squint_frac", "mouth_open_frac", "smile_frac", "gaze_yaw_deg"):
            values = {getattr(scene.subject, name) for scene in others}
            assert 0 in values, name
            assert len(values) > 3, name


def test_the_two_sittings_of_a_stranger_differ() -> None:
    one, other = list(varied(1001)), list(plain(1001))
    assert {scene.subject for scene in one}.isdisjoint(scene.subject for scene in other)
    assert len({scene.camera.curve for scene in one}) > 1


def test_the_table_of_measures_is_printed_on_others() -> None:
    assert min(*VARIED_SEEDS, *PLAIN_SEEDS) >= 1000
