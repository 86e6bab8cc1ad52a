"""A made-up sitting for the screen's tests: a drawn face, made-up rules and numbers, and nobody's photograph."""

from __future__ import annotations

import asyncio
import re
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

import cv2
import numpy as np
from readings import reading

from capture.mailbox import Latest
from capture.types import Cause, Frame, LightReading, Pattern, Reading
from guidance.app import NorthlightApp
from guidance.looks import Looks
from guidance.profile import load
from guidance.prompts import Prompt
from guidance.prompts import prompt as catalogue_prompt
from guidance.rules import Finding, Group, Rule, State, judge
from guidance.snapshot import Command, KeptPicture, LookProgress, LookState, Phase, Snapshot

if TYPE_CHECKING:
    from capture.types import Rgb


@dataclass
class SampleSitting:
    """What a screen needs of a sitting, filled by the test itself."""

    frames: Latest[Frame] = field(default_factory=Latest)
    screen: Latest[Snapshot] = field(default_factory=Latest)
    commands: SimpleQueue[Command] = field(default_factory=SimpleQueue)
    title: str = "Camera 0 · classic"
    folder: str = "northlight-2026-01-31"
    set_follows: bool = False


def drawn_face(width_px: int = 640, height_px: int = 360) -> Rgb:
    """Return a cartoon: a face lit from its own left, before a wall with a lamp on the subject's left."""
    picture = np.empty((height_px, width_px, 3), np.uint8)
    picture[:] = (58, 66, 72)
    picture[:, int(width_px * 0.82) :] = (150, 140, 118)
    unit = height_px / 100
    middle = (width_px // 2, int(50 * unit))

    def disc(x: float, y: float, wide: float, high: float, colour: tuple[int, int, int]) -> None:
        centre = (int(middle[0] + x * unit), int(middle[1] + y * unit))
        cv2.ellipse(picture, centre, (int(wide * unit), int(high * unit)), 0, 0, 360, colour, -1)

    disc(0, 62, 46, 34, (44, 78, 112))
    disc(0, 26, 9, 16, (176, 124, 96))
    disc(0, -12, 25, 31, (60, 42, 32))
    disc(0, -4, 21, 28, (190, 138, 108))
    disc(5, -4, 16, 26, (224, 172, 138))
    for side in (-9, 9):
        disc(side, -9, 4.5, 2.4, (245, 245, 240))
        disc(side, -9, 2.0, 2.2, (52, 74, 60))
        disc(side, -15, 5.5, 1.2, (60, 42, 32))
    disc(0, 11, 8, 2.6, (176, 84, 82))
    return picture


def rule(group: Group, label: str, unit: str, scale: tuple[float, float], *, blocks: bool = True) -> Rule:
    """Return a rule that reads nothing: tests give its finding a value."""
    return Rule(f"{group}_{label}".replace(" ", "_"), group, label, unit, scale, lambda reading: reading.t_s, "faces", "low", "high", blocks)


def finding(of: Rule, value: float | None, low: float | None, high: float | None) -> Finding:
    """Return the finding for a value against a band, judged as plainly as can be."""
    if value is None:
        return Finding(of, None, low, high, State.UNKNOWN, 0.0)
    if low is not None and value < low:
        return Finding(of, value, low, high, State.LOW, low - value)
    if high is not None and value > high:
        return Finding(of, value, low, high, State.HIGH, value - high)
    return Finding(of, value, low, high, State.OK, 0.0)


FINDINGS = (
    finding(rule(Group.SCENE, "faces", "", (0, 3)), 1, 1, 1),
    finding(rule(Group.EXPOSURE, "face brightness", "EV", (-3, 3)), 0.35, -0.5, 1.0),
    finding(rule(Group.EXPOSURE, "burnt out", "%", (0, 0.1), blocks=False), 0.002, None, 0.02),
    finding(rule(Group.LIGHT, "light to the side", "°", (0, 90)), 71.0, 20, 50),
    finding(rule(Group.LIGHT, "contrast", "EV", (0, 4)), 1.3, 0.6, 2.0),
    finding(rule(Group.FRAMING, "distance", "m", (0.3, 2.0)), 0.92, 0.75, 1.6),
    finding(rule(Group.POSE, "turn of the head", "°", (-45, 45)), -6.0, -8, 8),
    finding(rule(Group.POSE, "chin", "°", (-30, 30)), 9.4, -8, 3),
    finding(rule(Group.EYES, "gaze", "°", (-30, 30)), None, -6, 6),
    finding(rule(Group.EXPRESSION, "smile", "%", (-0.2, 1.0)), 0.31, 0.15, 0.8),
    finding(rule(Group.FOCUS, "movement", "px", (0, 12)), 1.8, None, 3),
)

LOOKS = (
    LookProgress("straight", "Straight on", LookState.DONE, 3),
    LookProgress("left", "Three-quarter left", LookState.CURRENT, 1),
    LookProgress("right", "Three-quarter right", LookState.TO_DO, 0),
    LookProgress("smile", "Warm smile", LookState.SKIPPED, 0),
    LookProgress("serious", "Serious", LookState.TO_DO, 0),
)

LIGHT = LightReading(55, 30, 71, 28, Pattern.SPLIT, None, 1.3, 0.5, None, 0.9)


def prompt(show: str) -> Prompt:
    """Return a prompt of these words."""
    return Prompt("sample", show, show, "sample.1")


def snapshot(t_s: float = 12.0, **changes: object) -> Snapshot:
    """Return a step in the middle of a sitting, with `changes` to its fields."""
    usual = Snapshot(
        t_s=t_s,
        reading=Reading(index=360, t_s=t_s, faces=1, light=LIGHT),
        findings=FINDINGS,
        prompt=prompt("Turn a little to your left"),
        cue=None,
        phase=Phase.SEEKING,
        hold_frac=0.0,
        looks=LOOKS,
    )
    return replace(usual, **changes)


def sitting(rgb: Rgb | None = None, **changes: object) -> SampleSitting:
    """Return a sitting with one frame and one snapshot there already."""
    sample = SampleSitting()
    sample.frames.put(Frame(360, 12.0, drawn_face() if rgb is None else rgb))
    sample.screen.put(snapshot(**changes))
    return sample


async def svg(size: tuple[int, int] = (120, 40), **changes: object) -> str:
    """Return the screen of a sample sitting as an SVG picture, as the README shows it."""
    app = NorthlightApp(sitting(**changes))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        return app.export_screenshot()


def main() -> None:
    """Write the README's picture: `python tests/screen_samples.py sample_sessions/screen.svg`."""
    profile = load("classic")
    seen = reading(360, light={"azimuth_deg": 74.0, "face_azimuth_deg": 74.0, "key_to_fill_ev": 1.9}, exposure={"face_ev": 0.4}, pose={"yaw_deg": -2.0})
    looks = Looks(profile, [("straight", Cause.MOMENT)])
    findings = judge(seen, profile, looks.current)
    words = catalogue_prompt("turn_camera_left")
    kept = (KeptPicture("straight", drawn_face()[20:300, 208:432]),)
    picture = asyncio.run(svg(reading=seen, findings=findings, prompt=words, looks=looks.progress(), pictures=kept))
    # The picture must not fetch its font from anywhere.
    Path(sys.argv[1]).write_text(re.sub(r"@font-face\s*\{[^}]*\}", "", picture), encoding="utf-8")


if __name__ == "__main__":
    main()
