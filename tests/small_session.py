"""A sample sitting that is cheap to draw: a sitter who keeps still in window light."""

from __future__ import annotations


def small_session(seconds: float, fps: int, size_px: tuple[int, int]) -> str:
    """Return its script. TOML."""
    return f"""
title = "Small"
lesson = "A sitter who keeps still is photographed."
seconds = {seconds}
fps = {fps}
size = [{size_px[0]}, {size_px[1]}]
persona = "random:3"
[subject]
y_mm = -50
[lamps.window]
[ambient]
strength_ev = -1.2
"""
