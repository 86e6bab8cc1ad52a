"""The rows of `python -m tests.bench.feeds writing`: whether a mirrored feed is told by the writing in it, from which size on, and an honest one is not."""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import msgspec
import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1]))

from feed_writing import MOMENTS_S, PEOPLE, PLACES, pictures, told_of, with_writing, without_writing
from shared import SHARED

from capture.camera import open_source
from capture.feed import FeedReading, writing
from capture.feed.compare import sample
from capture.studio.tracker import StudioTracker
from capture.types import Frame
from guidance.feed_words import TOLD, Sign, mirrored_sign

if TYPE_CHECKING:
    from collections.abc import Iterable
    from multiprocessing.pool import Pool

    from capture.types import Rgb

CASES, QUICK_CASES = 48, 12
WITHOUT, TURNED = 1.0, 0.25
"""As many feeds without writing, and with writing upside down or on its side, as shares of those with."""
TURNS_DEG = (180.0, 90.0, -90.0)
HEIGHTS_PX = (5, 7, 9, 12, 16, 24, 64)
LEGIBLE_PX, LEGIBLE_BLUR = 9.0, 0.3
"""Small letters at least so tall, in the picture as it is looked at, and out of focus by less than this share of it, are counted as legible."""
HITS, FALSE_ALARMS = 0.95, 0.02
CLIP_EVERY_S, CLIP_LOOKS = 0.5, 12


@dataclass(frozen=True)
class Said:
    """What was said of a feed as it is, and of the same feed mirrored."""

    case: str
    letter_px: float
    blur: float
    honest: Sign
    mirrored: Sign
    nats: tuple[float, float]

    @property
    def legible(self) -> bool:
        return self.letter_px >= LEGIBLE_PX and self.blur <= LEGIBLE_BLUR


def said_of(case: str, shown: list[Rgb], letter_px: float = 0.0, blur: float = 0.0) -> Said:
    """Return what is said of the pictures of an honest feed, and of their mirror images."""
    told = [told_of([np.ascontiguousarray(rgb[:, ::way]) for rgb in shown]) for way in (1, -1)]
    signs = [mirrored_sign(FeedReading(0, None, writing=each)) for each in told]
    nats = tuple(0.0 if each is None else each.mirrored_nats for each in told)
    return Said(case, letter_px, blur, signs[0], signs[1], (nats[0], nats[1]))


def drawn(job: tuple[str, int]) -> Said:
    """Return what is said of a sitting in the studio, of a kind and by a number."""
    cv2.setNumThreads(1)
    kind, number = job
    if kind == "none":
        case = without_writing(number)
    elif kind == "turned":
        case = with_writing(number, turn_deg=TURNS_DEG[number % len(TURNS_DEG)], letter_px=(10.0, 14.0, 22.0)[number // 3 % 3])
    else:
        case = with_writing(number)
    return said_of(f"{kind} {number}, {case.place}", pictures(case), case.letter_px, case.blur)


def real(path: Path) -> Said:
    """Return what is said of a real clip's first seconds, or of a photograph shown for as long as two looks take."""
    cv2.setNumThreads(1)
    shown: list[Rgb] = []
    with open_source(str(path)) as source:
        due_s = 0.0
        for frame in source:
            if frame.t_s >= due_s:
                shown.append(frame.rgb)
                due_s = frame.t_s + CLIP_EVERY_S
            if len(shown) >= CLIP_LOOKS:
                break
    return said_of(path.name, shown * 2 if len(shown) == 1 else shown)


def rows(pool: Pool, *, quick: bool, first: int) -> bool:
    """Print what was said, of feeds from a first number on, and return whether a target is missed."""
    count = QUICK_CASES if quick else CASES
    jobs = [(kind, first + number) for kind, share in (("writing", 1.0), ("none", WITHOUT), ("turned", TURNED)) for number in range(round(share * count))]
    jobs.sort(key=lambda job: (job[1] % PEOPLE, job))  # people are kept for a while once they are built
    said = dict(zip(jobs, pool.imap(drawn, jobs), strict=True))
    print(f"writing in the studio: {count} feeds from number {first} on, each as it is and mirrored", flush=True)
    of = {kind: [each for (other, _), each in said.items() if other == kind] for kind in ("writing", "none", "turned")}
    by_height(of["writing"])
    for place in PLACES:
        some = [each for each in of["writing"] if each.legible and each.case.endswith(place)]
        print(f"  legible, {place:6}: {sum(each.mirrored in TOLD for each in some)} of {len(some)} mirrored ones told")
    legible = [each for each in of["writing"] if each.legible]
    hits, right = _share(each.mirrored in TOLD for each in legible), _share(each.honest is Sign.NONE for each in legible)
    print(f"  legible ({LEGIBLE_PX:g} px and more, in focus): {len(legible)} feeds, mirrored ones told {hits:.1%}, others told to read right {right:.1%}")
    for each in legible:
        if each.mirrored not in TOLD or each.honest is not Sign.NONE:
            print(f"    {each.case}, {each.letter_px:.0f} px: {_both(each)}")
    every = [each for kind in of.values() for each in kind]
    missed = quiet("all of the studio, none of it mirrored", every) or hits < HITS
    quiet("  of these without writing", of["none"], both=True)
    quiet("  of these upside down or on its side", of["turned"])
    how_sure(of["writing"] + of["turned"], of["none"])
    folder = SHARED / "faces"
    files = sorted(folder.glob("clips/*")) + sorted(folder.glob("stills/*"))
    if files:
        photographs = list(pool.imap(real, files))
        missed |= quiet("real clips and photographs", photographs)
        for each in photographs:
            if each.mirrored is not Sign.UNKNOWN or each.honest is not Sign.UNKNOWN:
                print(f"    {each.case}: {_both(each)}")
    cost()
    return missed


def by_height(said: list[Said]) -> None:
    print("  small letters, px           feeds   mirrored: told (sure)  not so  unknown    as they are: told  not so  unknown")
    for low, high in pairwise(HEIGHTS_PX):
        some = [each for each in said if low <= each.letter_px < high]
        of_mirrored, of_honest = Counter(each.mirrored for each in some), Counter(each.honest for each in some)
        mirrored = f"{_told(of_mirrored):14} {f'({of_mirrored[Sign.SURE]})':>6} {of_mirrored[Sign.NONE]:7} {of_mirrored[Sign.UNKNOWN]:8}"
        honest = f"{_told(of_honest):17} {of_honest[Sign.NONE]:7} {of_honest[Sign.UNKNOWN]:8}"
        print(f"  {low:10} to {high:3}          {len(some):7}   {mirrored}    {honest}")


def _told(signs: Counter[Sign]) -> int:
    return signs[Sign.LIKELY] + signs[Sign.SURE]


def quiet(what: str, said: list[Said], *, both: bool = False) -> bool:
    """Print how many honest feeds were called mirrored (with `both`, how many of their mirror images were called either), and return whether too many were."""
    wrong = [each for each in said if each.honest in TOLD]
    rate = len(wrong) / max(len(said), 1)
    at_all = f", {sum(each.mirrored is not Sign.UNKNOWN for each in said)} told at all" if both else ""
    print(f"  {what}: {len(wrong)} of {len(said)} wrongly called mirrored ({rate:.1%}){at_all}")
    for each in wrong:
        print(f"    {each.case}: {each.nats[0]:+.1f} nats")
    return rate > FALSE_ALARMS


def _both(said: Said) -> str:
    return f"as it is {said.honest} ({said.nats[0]:+.1f} nats), mirrored {said.mirrored} ({said.nats[1]:+.1f})"


def how_sure(said: list[Said], without: list[Said]) -> None:
    """Print how many answers were right, by what was answered, of all feeds as they are and mirrored; of those without writing no answer is."""
    for what, signs in (("likely", (Sign.LIKELY,)), ("sure", (Sign.SURE,)), ("not mirrored", (Sign.NONE,))):
        right = sum(each.honest in signs for each in said) if Sign.NONE in signs else sum(each.mirrored in signs for each in said)
        answers = sum(sign in signs for each in said + without for sign in (each.honest, each.mirrored))
        print(f"  said to be {what}: {right} of {answers} rightly")


def cost() -> None:
    """Print how long one look takes at 1080p, beside the feed's other measures, which are taken in turn with it."""
    cv2.setNumThreads(1)
    case = with_writing(3)
    shown = [cv2.resize(rgb, (1920, 1080), interpolation=cv2.INTER_LINEAR) for rgb in pictures(case)]
    script = msgspec.structs.replace(case.script, size=(1920, 1080))
    face = StudioTracker(script).track(Frame(0, MOMENTS_S[0], shown[0])).face
    assert face is not None, "the sitter looks into the lens"
    times_ms: dict[str, list[float]] = {"much writing": [], "the other measures": []}
    for _ in range(21):
        for what, look in zip(times_ms, (lambda: writing.read(shown[1]), lambda: sample(shown, face)), strict=True):
            began_s = time.perf_counter()
            look()
            times_ms[what].append(1000 * (time.perf_counter() - began_s))
    print(f"  a look at 1080p, on one core: {', '.join(f'{what} {np.median(each):.1f} ms' for what, each in times_ms.items())}")


def _share(each: Iterable[bool]) -> float:
    every = list(each)
    return sum(every) / max(len(every), 1)
