from __future__ import annotations

from dataclasses import replace
from functools import cache

from capture import audit
from capture.audit.boundaries import Boundaries
from capture.audit.iris_shape import Irises, IrisShape
from capture.audit.vergence import Vergence
from guidance.audit import Weight, in_face
from tests.audited import portrait_of, studio_portrait
from tests.doctored import mirrored_iris, without_catchlights

ALL = (in_face.catchlights, in_face.irises, in_face.vergence, in_face.boundaries)


@cache
def plain() -> audit.Audit:
    return audit.measured(studio_portrait())


def test_an_untouched_face_gets_no_remark() -> None:
    assert Weight.REMARK not in [finding(plain()).weight for finding in ALL]
    assert in_face.catchlights(plain()).number.startswith("left eye 1 o'clock, right eye 1 o'clock") or "2 o'clock" in in_face.catchlights(plain()).number


def test_a_mirrored_iris_and_a_missing_catchlight_are_named() -> None:
    face, spots = studio_portrait().face, plain().corneas
    assert face is not None
    assert spots is not None
    mirrored = in_face.catchlights(audit.measured(portrait_of(mirrored_iris(studio_portrait().rgb, face.left_eye), face)))
    removed = in_face.catchlights(audit.measured(portrait_of(without_catchlights(studio_portrait().rgb, face.left_eye, spots), face)))
    assert mirrored.weight is removed.weight is Weight.REMARK
    assert "not in the same place" in mirrored.meaning
    assert "left eye none" in removed.number


def test_a_glint_elsewhere_is_no_lamp_that_moved_while_the_lamp_is_seen_in_its_place() -> None:
    spots = plain().corneas
    assert spots is not None
    found = {echo: in_face.catchlights(replace(plain(), corneas=replace(spots, apart_radii=0.7, echo_frac=echo))) for echo in (0.8, 0.1, None)}
    assert {echo: finding.weight for echo, finding in found.items()} == {0.8: Weight.PLAIN, 0.1: Weight.REMARK, None: Weight.REMARK}
    assert "glints" in found[0.8].meaning


def test_irises_that_differ_are_named() -> None:
    round_ = IrisShape(10.0, 0.02, 0.6)
    assert "differ in size" in in_face.irises(replace(plain(), irises=Irises(round_, replace(round_, radius_px=13.0)))).meaning
    assert "not round" in in_face.irises(replace(plain(), irises=Irises(round_, replace(round_, off_round_frac=0.2)))).meaning
    assert in_face.irises(replace(plain(), irises=Irises(None, round_))).weight is Weight.UNJUDGED


def test_eyes_that_look_apart_are_named() -> None:
    assert in_face.vergence(replace(plain(), vergence=Vergence(35.0, 0.0))).weight is Weight.REMARK
    assert in_face.vergence(replace(plain(), vergence=Vergence(5.0, 14.0))).weight is Weight.REMARK
    assert in_face.vergence(replace(plain(), vergence=Vergence(-12.0, 2.0))).weight is Weight.PLAIN


def test_edges_that_are_much_softer_or_sharper_are_named() -> None:
    assert "jaw is much softer" in in_face.boundaries(replace(plain(), boundaries=Boundaries(9.0, None, None, 3.0))).meaning
    assert "right ear is much sharper" in in_face.boundaries(replace(plain(), boundaries=Boundaries(3.0, None, 1.0, 3.0))).meaning
    assert "right ear not seen" in in_face.boundaries(replace(plain(), boundaries=Boundaries(3.0, 3.0, None, 3.0))).number


def test_closed_eyes_and_turned_heads_are_not_judged() -> None:
    taken = plain().portrait
    assert taken.lids is not None
    assert taken.pose is not None
    shut = replace(plain(), portrait=replace(taken, lids=replace(taken.lids, left_open_frac=0.1)))
    turned = replace(plain(), portrait=replace(taken, pose=replace(taken.pose, yaw_deg=50.0)))
    nobody = replace(plain(), portrait=replace(taken, face=None))
    for finding in ALL[:3]:
        assert "closed" in finding(shut).meaning
        assert "turned" in finding(turned).meaning
        assert "no face" in finding(nobody).meaning
