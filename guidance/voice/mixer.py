"""What is heard at each instant: one sentence, one waiting behind it, and tones over both."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from capture.types import Floats

RATE_HZ = 48_000
"""Samples a second of everything that is mixed."""

FADE_FRAMES = RATE_HZ * 12 // 1000
"""12 ms: long enough not to click (below 10 ms a cut is heard as a tick), too short to be heard as a fade."""

PAUSE_FRAMES = RATE_HZ * 15 // 100
"""Silence between two sentences, so that they are not heard as one."""

STALE_FRAMES = RATE_HZ * 2
"""A sentence that could not begin within 2 s speaks of a pose that the sitter has left."""

NOTHING: Floats = np.zeros(0, np.float32)
NOTHING.setflags(write=False)

# A raised cosine from 1 to 0 that starts below 1 and ends above 0: no step at either side.
_FADE: Floats = (0.5 + 0.5 * np.cos(np.pi * (np.arange(FADE_FRAMES) + 0.5) / FADE_FRAMES)).astype(np.float32)


class Track:
    """One line of sound: the sound that plays now, and the end of the one that it replaced, fading."""

    def __init__(self) -> None:
        self._sound = NOTHING
        self._at = 0
        self._tail = NOTHING
        self._tail_at = 0
        self._faded = FADE_FRAMES
        self._scratch = np.zeros(FADE_FRAMES, np.float32)

    @property
    def frames_left(self) -> int:
        """Frames of the current sound that are still to come, a fading one not counted."""
        return self._sound.size - self._at

    @property
    def fading(self) -> bool:
        """True while the end of a replaced sound is still heard."""
        return self._faded < FADE_FRAMES

    def start(self, sound: Floats) -> None:
        """Begin `sound` with the next frame, and fade out what plays now."""
        self._tail, self._tail_at, self._faded = self._sound, self._at, 0
        self._sound, self._at = sound, 0

    def add_to(self, out: Floats) -> None:
        """Add the next `out.size` frames to `out`."""
        count = min(out.size, self.frames_left)
        if count > 0:
            np.add(out[:count], self._sound[self._at : self._at + count], out=out[:count])
            self._at += count
        if self.fading:
            self._add_tail_to(out)

    def _add_tail_to(self, out: Floats) -> None:
        wanted = min(out.size, FADE_FRAMES - self._faded)
        count = min(wanted, self._tail.size - self._tail_at)
        if count > 0:
            scratch = self._scratch[:count]
            np.multiply(self._tail[self._tail_at : self._tail_at + count], _FADE[self._faded : self._faded + count], out=scratch)
            np.add(out[:count], scratch, out=out[:count])
            self._tail_at += count
        self._faded = self._faded + count if count == wanted else FADE_FRAMES


class Mixer:
    """The sound of a sitting, frame by frame.

    A new sentence never cuts the one being said: it takes the place of the one that waits. An urgent one fades out what is said,
    drops what waits, and begins at once. Tones sound over speech; a newer tone fades the older out.

    `submit`, `ring` and `hush` belong to one thread, `fill` to another (PortAudio's). They meet in queues of one place, whose
    `append` and `popleft` are single steps of the interpreter: no locks, and the newest always wins. Only the filling thread takes
    out, so what it has seen stays there to be taken. `fill` makes no array.
    """

    def __init__(self) -> None:
        self._speech = Track()
        self._tones = Track()
        self._urgent: deque[Floats] = deque(maxlen=1)
        self._waiting: deque[tuple[Floats, int]] = deque(maxlen=1)
        self._ringing: deque[Floats] = deque(maxlen=1)
        self._quiet_frames = PAUSE_FRAMES
        self._frames = 0

    @property
    def frames(self) -> int:
        """How many frames were played so far; stands still when the sound device does."""
        return self._frames

    @property
    def sounding(self) -> bool:
        """True while something is heard or is about to be."""
        tracks = (self._speech, self._tones)
        return bool(self._urgent or self._waiting or self._ringing) or any(track.frames_left > 0 or track.fading for track in tracks)

    def submit(self, samples: Floats, *, urgent: bool = False) -> None:
        """Say `samples`, mono at `RATE_HZ` within ±1: after the sentence being said, or instead of it where `urgent`."""
        if urgent:
            self._waiting.append((NOTHING, 0))
            self._urgent.append(samples)
        else:
            self._waiting.append((samples, self._frames + STALE_FRAMES))

    def ring(self, samples: Floats) -> None:
        """Sound a tone over whatever is said, mono at `RATE_HZ` within ±1."""
        self._ringing.append(samples)

    def hush(self) -> None:
        """Fade out what is being said and drop what waits."""
        self.submit(NOTHING, urgent=True)

    def fill(self, out: Floats) -> None:
        """Write the next `out.size` frames, mono at `RATE_HZ` within ±1, over `out` (frames,)."""
        out.fill(0)
        self._begin()
        said = min(out.size, self._speech.frames_left)
        self._speech.add_to(out)
        self._tones.add_to(out)
        np.clip(out, -1, 1, out=out)
        self._quiet_frames = out.size - said if said else self._quiet_frames + out.size
        self._frames += out.size

    def _begin(self) -> None:
        # A second cut waits for the first fade to end (12 ms): there is one tail, and dropping it would click.
        if self._urgent and not self._speech.fading:
            self._speech.start(self._urgent.popleft())
        elif self._waiting and self._speech.frames_left == 0 and self._quiet_frames >= PAUSE_FRAMES:
            sentence, due_frame = self._waiting.popleft()
            if self._frames <= due_frame:
                self._speech.start(sentence)
        if self._ringing and not self._tones.fading:
            self._tones.start(self._ringing.popleft())
