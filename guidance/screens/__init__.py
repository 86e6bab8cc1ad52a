"""Whole screens: the live one, and the help over it."""
