from __future__ import annotations

from capture.iso import CODES, Measure


def test_every_component_has_a_code_of_its_own_in_the_standards_order() -> None:
    assert list(CODES) == list(Measure)
    assert list(CODES.values()) == sorted(set(CODES.values()))
    assert (CODES[Measure.BACKGROUND_UNIFORMITY], CODES[Measure.HEAD_POSE_ROLL]) == (0x42, 0x5A)


def test_what_needs_a_model_that_is_not_here_is_not_claimed() -> None:
    assert not {"UnifiedQualityScore", "Sharpness", "CompressionArtifacts", "EyesVisible", "ExpressionNeutrality", "NoHeadCoverings"} & set(Measure)
    assert len(Measure) == 20
