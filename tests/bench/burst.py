"""What a merged burst is worth: `python -m tests.bench.burst [--quick]` prints it with its targets, beside an oracle and OpenCV's denoiser.

Eight frames at 1080p of the virtual studio, in three strengths of noise; `--quick` takes one person for each happening. Gains are in dB over the single frame.
Exits with 1 where a target is missed.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import cv2
import numpy as np

from capture import burst
from capture.script import people
from tests.bench.measures.table import Row, show
from tests.bursts import FRAMES, REFERENCE, Happening, gain_db, ghost_codes, noise_codes, smeared, texture_kept
from tests.bursts import burst as taken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from capture.burst import Merged
    from capture.script.persona import Persona

Made = TypeVar("Made")

NOISES = (3.0, 2.0, 5.0)
EACH, QUICK_EACH = 5, 1
DENOISER = {"h": 3, "hColor": 3, "templateWindowSize": 7, "searchWindowSize": 21}
LEAST_OF_ORACLE, LEAST_JPEG_DB, LEAST_TEXTURE, MOST_GHOST, MOST_TIME = 1.0, 5.0, 0.92, 0.5, 0.5
"""Ghosts are held to the noise of the single frame, in which half of one deviation does not show."""
BLIND = burst.Recipe(free_deviations=1e6)
"""A mean that takes whatever the frames show: what a ghost would be."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One burst's."""

    gain_db: float
    oracle_db: float
    sitter_of_oracle: float
    jpeg_db: float
    texture: float
    jpeg_texture: float
    ghost: float
    ghost_codes: float
    blind_codes: float
    denoised_db: float
    denoised_texture: float
    time_ratio: float
    merge_s: float
    used: int
    same_again: bool


def figures(persona: Persona, happening: Happening, noise: float) -> Figures:
    """Return what merging one burst gave."""
    shot = taken(persona, happening, noise=noise)
    single = shot.frames[REFERENCE]
    merge_s, made = _timed(lambda: burst.merge(shot.frames, REFERENCE, shot.face.outline_px))
    denoise_s, denoised = _timed(lambda: np.asarray(cv2.fastNlMeansDenoisingColored(single, None, **DENOISER)))
    jpeg = burst.merge(shot.jpegs, REFERENCE, shot.face.outline_px)
    ghosts = (
        ghost_codes(made.picture, shot.truth, single, shot.oracle),
        ghost_codes(jpeg.picture, shot.truth, shot.jpegs[REFERENCE], shot.jpeg_oracle),
    )
    on_sitter = [gain_db(each[shot.sitter], single[shot.sitter], shot.truth[shot.sitter]) for each in (made.picture, shot.oracle)]
    return Figures(
        gain_db=gain_db(made.picture, single, shot.truth),
        oracle_db=gain_db(shot.oracle, single, shot.truth),
        sitter_of_oracle=on_sitter[0] / on_sitter[1],
        jpeg_db=gain_db(jpeg.picture, shot.jpegs[REFERENCE], shot.truth),
        texture=texture_kept(made.picture, shot.truth, shot.sitter),
        jpeg_texture=texture_kept(jpeg.picture, shot.truth, shot.sitter),
        ghost=max(ghosts) / noise_codes(single, shot.truth),
        ghost_codes=max(ghosts),
        blind_codes=ghost_codes(burst.merge(shot.frames, REFERENCE, shot.face.outline_px, BLIND).picture, shot.truth, single, shot.oracle),
        denoised_db=gain_db(denoised, single, shot.truth),
        denoised_texture=texture_kept(denoised, shot.truth, shot.sitter),
        time_ratio=merge_s / denoise_s,
        merge_s=merge_s,
        used=len(made.used),
        same_again=np.array_equal(burst.again(made.record, shot.frames).picture, made.picture),
    )


def rows(each: int) -> Iterator[Row]:
    """Yield the table's rows, happening by happening."""
    crowd = iter(people.named().values())
    every: list[Figures] = []
    for happening in Happening:
        found = [figures(persona, happening, NOISES[index % len(NOISES)]) for index, persona in enumerate(islice(crowd, each))]
        every += found
        yield from _of(happening, found)
    yield Row("time over fastNlMeans…Colored", "processor, one thread, median", *_most(float(np.median([one.time_ratio for one in every])), MOST_TIME))
    yield Row("time of a merge", "8 frames at 1080p, median", f"{np.median([one.merge_s for one in every]):.2f} s", "", None)
    yield Row("made again from its record", "all bursts", f"{sum(one.same_again for one in every)} of {len(every)}", "all", all(o.same_again for o in every))
    yield from _never_worse(next(crowd))


def _of(happening: Happening, found: list[Figures]) -> Iterator[Row]:
    on = f"{happening} ({len(found)})"
    gain, oracle = (float(np.mean([getattr(one, name) for one in found])) for name in ("gain_db", "oracle_db"))
    figure = f"{gain / oracle:.3f} (+{gain:.2f} of {oracle:.2f} dB; frames used: {min(one.used for one in found)} or more)"
    hidden = happening is Happening.HAND
    yield Row("gain over the oracle's", on, figure, "" if hidden else f"at least {LEAST_OF_ORACLE}", None if hidden else gain / oracle >= LEAST_OF_ORACLE)
    yield Row("the same on the sitter", on, f"{np.mean([one.sitter_of_oracle for one in found]):.3f}", "", None)
    jpeg = min(one.jpeg_db for one in found)
    yield Row("gain after JPEG 85, least", on, f"+{jpeg:.2f} dB", f"at least +{LEAST_JPEG_DB} dB", jpeg >= LEAST_JPEG_DB)
    texture, from_jpeg = min(one.texture for one in found), min(one.jpeg_texture for one in found)
    yield Row("texture kept, least", on, f"{texture:.3f} (after JPEG {from_jpeg:.3f})", f"at least {LEAST_TEXTURE}", texture >= LEAST_TEXTURE)
    ghost, codes, blind = (max(getattr(one, name) for one in found) for name in ("ghost", "ghost_codes", "blind_codes"))
    figure = f"{ghost:.2f} of the noise ({codes:.1f} codes; a mean of all that is seen {blind:.0f})"
    yield Row("ghost: worst patch, worst burst", on, figure, f"at most {MOST_GHOST} of the noise", ghost <= MOST_GHOST)
    denoised, kept = (float(np.mean([getattr(one, name) for one in found])) for name in ("denoised_db", "denoised_texture"))
    yield Row("fastNlMeansDenoisingColored", on, f"+{denoised:.2f} dB, texture {kept:.3f}", "", None)


def _never_worse(persona: Persona) -> Iterator[Row]:
    shot, other = taken(persona, Happening.SWAY), taken(persona, Happening.TURN)
    single = shot.frames[REFERENCE]
    spoiled: dict[str, Callable[[int], np.ndarray]] = {
        "others smeared by 9 px": lambda index: smeared(shot.frames[index], 9),
        "others half a stop darker": lambda index: cv2.convertScaleAbs(shot.frames[index], alpha=0.85),
        "others upside down": lambda index: np.ascontiguousarray(other.frames[index][::-1]),
        "half of the others smeared": lambda index: smeared(shot.frames[index], 9) if index % 2 == 0 else shot.frames[index],
        "nothing but the same frame": lambda _: single,
    }
    for on, spoil in spoiled.items():
        frames = [single if index == REFERENCE else spoil(index) for index in range(FRAMES)]
        made: Merged = burst.merge(frames, REFERENCE, shot.face.outline_px)
        gain, texture = gain_db(made.picture, single, shot.truth), texture_kept(made.picture, shot.truth, shot.sitter)
        ghost = ghost_codes(made.picture, shot.truth, single, shot.oracle) / noise_codes(single, shot.truth)
        met = gain >= -0.005 and ghost <= MOST_GHOST and texture >= LEAST_TEXTURE
        figure = f"{gain:+.2f} dB, ghost {ghost:.2f}, texture {texture:.3f}; {made.fell_back or f'used {list(made.used)}'}"
        yield Row("never worse than the single", on, figure, "0 dB or more, no ghost, texture", met)


def _most(value: float, most: float) -> tuple[str, str, bool]:
    return f"{value:.2f}", f"at most {most}", value <= most


def _timed(work: Callable[[], Made]) -> tuple[float, Made]:
    """Return the processor's seconds that calling `work` takes, and what it returns."""
    started = time.process_time()
    made = work()
    return time.process_time() - started, made


if __name__ == "__main__":
    cv2.setNumThreads(1)
    sys.exit(int(show(rows(QUICK_EACH if "--quick" in sys.argv else EACH)) > 0))
