"""A photograph's tones as they might have been set before it was taken, and what stands behind the person: only where somebody asks for it.

`recipe` says from a sitting's own readings what is to be done, `development` does it pixel by pixel and undoes it again, `matte` and `background` put
something else behind the person. Nothing here smooths skin or moves anything.
"""

from capture.develop.background import put_behind
from capture.develop.development import Development
from capture.develop.doubt import Doubt, doubt_of
from capture.develop.matte import middle_of, refined
from capture.develop.recipe import Recipe, development

__all__ = ["Development", "Doubt", "Recipe", "development", "doubt_of", "middle_of", "put_behind", "refined"]
