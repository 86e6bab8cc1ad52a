"""Whether the feed itself is honest, or a program changed its picture before it came here.

A sensor puts noise on everything alike: how much depends on the brightness, and on nothing else. What smooths skin takes its noise too, what blurs or replaces
a background takes the background's, and what stands beside it keeps its own. A lens out of focus takes none, nor do make-up or young skin; a camera's own
noise reduction takes it everywhere. So what is compared is noise, at the same brightness and in places as flat, skin against the rest and background against
the sitter.

What pastes a sitter before another picture, however noisy that is, has to cut them out: a hard cut is steeper than any edge that a lens draws, and along
a soft one two noises are mixed, and less for it.

A mirrored picture is told by writing, where some is in it: letters run the other way (`letters`). A reshaped face leaves no trace, and nothing here
tells of it.
"""

from __future__ import annotations

from capture.feed.names import CameraKind, kind_of
from capture.feed.note import FEED_EVENT, FeedNote, feed_notes
from capture.feed.watch import FeedReading, Less, Watch, looked, repeats_what_rests
from capture.feed.writing import Writing

__all__ = ["FEED_EVENT", "CameraKind", "FeedNote", "FeedReading", "Less", "Watch", "Writing", "feed_notes", "kind_of", "looked", "repeats_what_rests"]
