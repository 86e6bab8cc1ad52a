"""The screen's colours: dark, light, and one in which nothing is told by green against amber. Each state has its shape whatever the theme."""

from __future__ import annotations

from textual.theme import Theme


def _theme(name: str, colours: dict[str, str], *, dark: bool) -> Theme:
    """Return a theme of these colours; the footer goes with them."""
    own = {key: colours[key] for key in ("quiet", "faint", "band", "track")}
    footer = {"footer-background": colours["surface"], "footer-key-foreground": colours["primary"], "footer-description-foreground": colours["quiet"]}
    return Theme(
        name=name,
        primary=colours["primary"],
        secondary=colours["quiet"],
        accent=colours["primary"],
        success=colours["good"],
        warning=colours["asks"],
        error=colours["error"],
        foreground=colours["foreground"],
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["panel"],
        dark=dark,
        variables={**own, **footer},
    )


_DARK = {
    "primary": "#8fb8cc",
    "good": "#8ccf9b",
    "asks": "#f0b65e",
    "error": "#e88a7d",
    "foreground": "#e4e7e5",
    "background": "#101418",
    "surface": "#141a1f",
    "panel": "#1b242b",
    "quiet": "#93a0a8",
    "faint": "#46535c",
    "band": "#5d9a70",
    "track": "#232d34",
}
_LIGHT = {
    "primary": "#17506e",
    "good": "#14602d",
    "asks": "#7a3f00",
    "error": "#8f2318",
    "foreground": "#14181b",
    "background": "#f6f7f5",
    "surface": "#eef0ee",
    "panel": "#e2e6e4",
    "quiet": "#3f4a50",
    "faint": "#a8b1b5",
    "band": "#5a9a70",
    "track": "#d3d9d7",
}
_BLUE_AND_ORANGE = {**_DARK, "primary": "#b8c4cc", "good": "#86bdf7", "asks": "#ff9e3d", "error": "#ffd9a8", "band": "#3f77b5"}

THEMES = (_theme("dark", _DARK, dark=True), _theme("light", _LIGHT, dark=False), _theme("blue and orange", _BLUE_AND_ORANGE, dark=True))
"""The first is the one to begin with: it puts no light on the face. One colour is good, one asks for something; no third has a meaning."""


def after(name: str) -> str:
    """Return the name of the theme that comes after that one, round and round."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)]
