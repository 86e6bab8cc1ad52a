from __future__ import annotations

import msgspec

from capture.feed import FEED_EVENT, FeedNote, FeedReading, Less, Writing, feed_notes

READING = FeedReading(7, 1.5, Less(1.2, 0.1, 7), None, Less(0.0, 0.05, 3), writing=Writing(12.5, 31.0, 6))
NOTE = FeedNote(filtered=True, in_plain_words=("Skin is smoothed.",), reading=READING)


def test_a_note_goes_through_the_journal() -> None:
    line = msgspec.json.decode(msgspec.json.encode({"event": FEED_EVENT, "t_s": 6.5, **NOTE.fields()}))
    assert feed_notes([{"event": "prompt", "t_s": 1.0}, line, line]) == (NOTE, NOTE)


def test_what_another_version_wrote_is_left_out() -> None:
    assert feed_notes([{"event": FEED_EVENT, "t_s": 1.0, "filtered": "perhaps"}]) == ()
