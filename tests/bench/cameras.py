"""How soon a sitting knows of its camera, and has it back: `python -m tests.bench.cameras`.

A phone (motion JPEG over HTTP) and a network camera (H.264 over RTSP) on this computer stall, break off, freeze and come back on command, at chance moments.
Timed on the sitting's own side, from the command to what the screen is told, and to the next frame that is analysed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1]))

from clips import drawn_frames, jpegs
from phone import Phone
from rtsp_camera import RtspCamera
from sitting_camera import SittingCamera, until

if TYPE_CHECKING:
    from collections.abc import Callable

NOTICED_S = 1.0
BACK_S = 3.0


class Figure(NamedTuple):
    """One thing that was timed, with its target."""

    what: str
    took_s: list[float]
    target_s: float


def stalls(camera: SittingCamera, device: Phone | RtspCamera, rounds: int) -> tuple[list[float], list[float]]:
    """Return how long a stall took to be told, and its end to bring a frame."""
    told_s, back_s = [], []
    for _ in range(rounds):
        camera.news()
        time.sleep(random.uniform(0, 0.1))  # noqa: S311 - no secret
        before = len(camera.told)
        device.stall.set()
        stalled_s = time.monotonic()
        until(lambda before=before: len(camera.told) > before)
        told_s.append(camera.told[before].at_s - stalled_s)
        back_s.append(returned(camera, device.stall.clear))
    return told_s, back_s


def breaks(camera: SittingCamera, device: Phone | RtspCamera, rounds: int) -> list[float]:
    """Return how long a camera that had gone was back before a frame of it was had."""
    took_s = []
    for _ in range(rounds):
        camera.news()
        device.away.set()
        until(lambda: camera.what()[-1:] == ["lost aloud"])
        time.sleep(random.uniform(0.5, 2.0))  # noqa: S311 - no secret
        took_s.append(returned(camera, device.away.clear))
    return took_s


def freezes(camera: SittingCamera, phone: Phone, rounds: int) -> list[float]:
    """Return how long it took to be told that all pictures are the same."""
    took_s, moving = [], phone.jpegs
    for _ in range(rounds):
        camera.news()
        before = len(camera.told)
        phone.jpegs = moving[:1]
        frozen_s = time.monotonic()
        until(lambda before=before: len(camera.told) > before)
        took_s.append(camera.told[before].at_s - frozen_s)
        phone.jpegs = moving
        until(lambda: camera.what()[-1] == "back")
    return took_s


def returned(camera: SittingCamera, command: Callable[[], None]) -> float:
    """Give the command, and return how long the next frame took."""
    before = len(camera.frames)
    command()
    now_s = time.monotonic()
    camera.news(1)
    return camera.came_s[before] - now_s


def main() -> int:
    """Print the table; return 1 where a target was missed."""
    parser = argparse.ArgumentParser(description="How soon a sitting knows of its camera, and has it back.")
    parser.add_argument("--rounds", type=int, default=10)
    rounds = parser.parse_args().rounds
    noise = np.random.default_rng(1)
    frames = [np.clip(frame + noise.normal(0, 4, frame.shape), 0, 255).astype(np.uint8) for frame in drawn_frames(2)]
    figures = []
    with Phone(jpegs(frames), fps=30) as phone, SittingCamera(phone.url) as camera:
        told_s, back_s = stalls(camera, phone, rounds)
        figures += [Figure("HTTP: a stall is told", told_s, NOTICED_S), Figure("HTTP: the stall is over", back_s, BACK_S)]
        figures += [Figure("HTTP: gone, and back", breaks(camera, phone, rounds), BACK_S)]
        figures += [Figure("HTTP: the same picture again and again is told", freezes(camera, phone, rounds), NOTICED_S)]
    with RtspCamera(frames) as rtsp, SittingCamera(rtsp.url) as camera:
        told_s, back_s = stalls(camera, rtsp, rounds)
        figures += [Figure("RTSP: a stall is told", told_s, NOTICED_S), Figure("RTSP: the stall is over", back_s, BACK_S)]
        figures += [Figure("RTSP: gone, and back", breaks(camera, rtsp, rounds), BACK_S)]
    print(f"{'':50} median  longest  target")
    for what, took_s, target_s in figures:
        print(f"{what:50} {np.median(took_s):5.2f} s  {max(took_s):5.2f} s  {target_s:4.1f} s{'' if max(took_s) <= target_s else '  missed'}")
    return int(any(max(took_s) > target_s for _, took_s, target_s in figures))


if __name__ == "__main__":
    sys.exit(main())
