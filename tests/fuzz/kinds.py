"""The kinds of bad input by name, and how many of a hundred cases each has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzz import links, pictures, places, sittings, streams, tables, videos

if TYPE_CHECKING:
    from fuzz.case import Builder

KINDS: dict[str, tuple[Builder, float]] = {
    "corrupted": (pictures.corrupted, 14),
    "odd": (pictures.odd, 11),
    "bomb": (pictures.bomb, 4),
    "video": (videos.video, 9),
    "stream": (streams.stream, 6),
    "script": (tables.script, 7),
    "profile": (tables.profile, 8),
    "presets": (tables.presets, 6),
    "settings": (tables.settings, 2),
    "sitting": (sittings.sitting, 12),
    "picture-of-a-sitting": (sittings.pictures, 3),
    "receipt": (sittings.receipt, 6),
    "cameras": (sittings.cameras, 3),
    "name": (places.name, 5),
    "link": (links.link, 5),
    "rights": (places.without_rights, 2),
    "full": (places.full, 2),
    "many": (places.many, 1),
    "mixed": (places.mixed, 0.5),
}
