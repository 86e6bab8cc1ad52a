"""People drawn by lot: traits that go together as they do in the world, so that hundreds of them stand for many faces rather than one.

Tones are spread evenly over the Monk scale, not as any country's are: a light model learns most from an even spread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.script.persona import (
    Beard,
    BeardStyle,
    Clothes,
    Garment,
    Glasses,
    GlassesStyle,
    Hair,
    HairStyle,
    Persona,
    Shape,
    Skin,
)

if TYPE_CHECKING:
    from numpy.random import Generator

    Colour = tuple[float, float, float]

EUMELANIN = np.array([0.419, 0.697, 1.37])
PHEOMELANIN = np.array([0.187, 0.4, 1.05])
"""Absorption of hair's black-brown and its red-yellow pigment in red, green and blue (d'Eon et al. 2011, "An energy-conserving hair reflectance model")."""
MANY_FIBRES = 3.5
"""A mass of hair, many fibres deep, reflects exp(−this·√absorption) (form after Chiang et al. 2016; the factor fits blond 0.3, brown 0.1, black 0.01)."""
SHEEN = 0.007
"""What even black hair sends back."""

GLASSES_SHARE, COVERED_SHARE, BEARD_SHARE = 0.20, 0.08, 0.45
"""Of everybody; of everybody; of men, stubble included."""

_IRISES: dict[str, Colour] = {
    "dark": (0.032, 0.017, 0.010),
    "brown": (0.085, 0.047, 0.021),
    "hazel": (0.13, 0.095, 0.040),
    "green": (0.13, 0.16, 0.095),
    "blue": (0.16, 0.22, 0.29),
    "grey": (0.20, 0.23, 0.25),
}
_CLOTHS: tuple[Colour, ...] = (
    (0.045, 0.075, 0.15),
    (0.030, 0.032, 0.038),
    (0.17, 0.175, 0.18),
    (0.62, 0.61, 0.58),
    (0.30, 0.040, 0.040),
    (0.045, 0.12, 0.085),
    (0.38, 0.24, 0.10),
    (0.12, 0.045, 0.10),
    (0.22, 0.35, 0.46),
    (0.055, 0.13, 0.14),
)
_LIPSTICKS: tuple[Colour, ...] = ((0.46, 0.030, 0.035), (0.27, 0.030, 0.060), (0.50, 0.13, 0.12), (0.35, 0.10, 0.085), (0.17, 0.020, 0.040))
_FRAMES: tuple[Colour, ...] = ((0.02, 0.018, 0.016), (0.085, 0.040, 0.018), (0.12, 0.10, 0.07), (0.03, 0.05, 0.10), (0.15, 0.02, 0.03))
_TIGHT_CURLS = 6.0
"""Monk tones from which most hair grows in tight curls."""


def draw(seed: int, *, name: str) -> Persona:
    """Return the stranger of that seed."""
    rng = np.random.default_rng((seed, 7919))
    monk = float(rng.uniform(1, 10))
    man = bool(rng.uniform() < 0.5)
    age = float(np.clip(rng.beta(1.3, 2.2), 0, 1))
    eumelanin, pheomelanin = _pigments(monk, rng)
    colour = _hair_colour(eumelanin, pheomelanin)
    fair_frac = float(np.clip(1 - (eumelanin - 0.3) / 3.0, 0, 1))
    hair, beard = _hair(monk, age, colour, rng, man=man), _beard(age, rng, man=man)
    return Persona(
        name=name,
        seed=seed,
        about="someone drawn by lot",
        shape=_shape(monk, rng, man=man),
        skin=_skin(monk, age, fair_frac, rng, man=man),
        hair=hair,
        beard=beard,
        glasses=_glasses(rng) if rng.uniform() < GLASSES_SHARE else None,
        clothes=_clothes(rng),
        iris=_iris(fair_frac, monk, rng),
    )


def _pigments(monk: float, rng: Generator) -> tuple[float, float]:
    """Return (eumelanin, pheomelanin) of the hair: blond and red hair grow on light skin only."""
    lightness = float(np.clip((4.5 - monk) / 3.0, 0, 1))
    eumelanin = float(np.exp(rng.normal(np.log(5.0 - 3.9 * lightness), 0.25 + 0.55 * lightness)))
    red = rng.uniform() < 0.10 * lightness
    return (0.25 + 0.3 * rng.uniform(), 1.6 + rng.uniform()) if red else (float(np.clip(eumelanin, 0.25, 9)), 0.15)


def _hair_colour(eumelanin: float, pheomelanin: float) -> Colour:
    red, green, blue = SHEEN + np.exp(-MANY_FIBRES * np.sqrt(eumelanin * EUMELANIN + pheomelanin * PHEOMELANIN))
    return float(red), float(green), float(blue)


def _shape(monk: float, rng: Generator, *, man: bool) -> Shape:
    """Return a build: traits spread freely, moved a little by sex, and by what goes with tightly curled hair where the nose and lips are concerned."""
    lean = 0.25 if man else -0.25
    broad = 0.4 * float(np.clip((monk - _TIGHT_CURLS) / 2, 0, 1))
    free = {field: float(np.clip(rng.normal(0, 0.45), -1.2, 1.2)) for field in Shape.__struct_fields__}
    free |= {field: float(np.clip(rng.normal(1, 0.032), 0.92, 1.08)) for field in ("width", "height", "depth")}
    free |= {"lid_fold": float(rng.uniform(0.05, 1)), "asymmetry": float(rng.uniform(0.1, 0.7))}
    moved = {"jaw_width": lean, "brow_ridge": 1.4 * lean, "chin": lean, "eye_size": -lean, "lips": broad - 0.4 * lean, "nose_width": broad, "ears": 0.6 * lean}
    return Shape(**{field: value + moved.get(field, 0.0) for field, value in free.items()})


def _skin(monk: float, age: float, fair_frac: float, rng: Generator, *, man: bool) -> Skin:
    made_up = 0.0 if man or rng.uniform() < 0.4 else float(rng.uniform(0.2, 1))
    light = float(np.clip((5 - monk) / 3, 0, 1))
    return Skin(
        monk=monk,
        redness=float(rng.beta(1.5, 3)) * light,
        freckles=float(rng.beta(1, 3)) * light if rng.uniform() < 0.2 + 0.4 * fair_frac else 0.0,
        blotches=float(rng.uniform(0.1, 0.7)),
        shine=float(rng.uniform(0.25, 0.8)),
        age=age,
        blush=made_up * float(rng.uniform(0, 0.5)),
        lipstick=made_up * float(rng.uniform(0.3, 1)),
        lip_colour=_LIPSTICKS[rng.integers(len(_LIPSTICKS))],
        eyeliner=made_up * float(rng.uniform(0, 1)),
    )


_MENS = (
    (HairStyle.SHORT, 5),
    (HairStyle.BUZZ, 3),
    (HairStyle.PARTED, 3),
    (HairStyle.SWEPT, 3),
    (HairStyle.FRINGE, 2),
    (HairStyle.CURLY, 2),
    (HairStyle.LONG, 1),
)
_WOMENS = ((HairStyle.LONG, 5), (HairStyle.BOB, 3), (HairStyle.TIED, 4), (HairStyle.CURLY, 2), (HairStyle.SHORT, 1), (HairStyle.SWEPT, 1))
_MENS_CURLED = ((HairStyle.BUZZ, 5), (HairStyle.AFRO, 3), (HairStyle.CURLY, 1), (HairStyle.SHORT, 1))
_WOMENS_CURLED = ((HairStyle.AFRO, 4), (HairStyle.TIED, 3), (HairStyle.CURLY, 3), (HairStyle.LONG, 1), (HairStyle.BUZZ, 1))


def _hair(monk: float, age: float, colour: Colour, rng: Generator, *, man: bool) -> Hair:
    covered = rng.uniform() < COVERED_SHARE
    curled = rng.uniform() < np.clip((monk - _TIGHT_CURLS) / 2, 0.03, 0.9)
    grey = float(np.clip(rng.normal(1.9 * age - 0.75, 0.2), 0, 1))
    receding = float(np.clip(rng.normal(1.2 * age - 0.2, 0.3), 0, 1)) if man else 0.0
    volume = float(rng.uniform(0.2, 0.9))
    if covered:
        cloth = _CLOTHS[rng.integers(len(_CLOTHS))]
        return Hair(style=HairStyle.TURBAN if man else HairStyle.HEADSCARF, colour=cloth, volume=volume, brows=colour)
    if man and rng.uniform() < 0.05 + 0.4 * receding:
        return Hair(style=HairStyle.BALD, colour=colour, grey=grey, brows=colour)
    styles = (_MENS_CURLED if man else _WOMENS_CURLED) if curled else (_MENS if man else _WOMENS)
    weights = np.array([weight for _, weight in styles], float)
    style = styles[rng.choice(len(styles), p=weights / weights.sum())][0]
    brows = _mixed(colour, (0.03, 0.02, 0.014), 0.4)
    return Hair(style=style, colour=colour, grey=grey, volume=volume, receding=receding, brows=brows)


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (a * (1 - share) + b * share for a, b in zip(one, other, strict=True))
    return red, green, blue


def _beard(age: float, rng: Generator, *, man: bool) -> Beard:
    if not man or rng.uniform() > BEARD_SHARE:
        return Beard()
    style = (BeardStyle.STUBBLE, BeardStyle.FULL, BeardStyle.GOATEE, BeardStyle.MOUSTACHE)[rng.choice(4, p=[0.5, 0.28, 0.12, 0.10])]
    return Beard(style=style, strength=float(rng.uniform(0.3, 0.95)), grey=float(np.clip(rng.normal(2 * age - 0.75, 0.2), 0, 1)))


def _glasses(rng: Generator) -> Glasses:
    style = tuple(GlassesStyle)[rng.integers(len(GlassesStyle))]
    return Glasses(style=style, colour=_FRAMES[rng.integers(len(_FRAMES))], rim_mm=float(rng.uniform(1.4, 3.4)), glare=float(rng.uniform(0, 0.7)))


def _clothes(rng: Generator) -> Clothes:
    garment = tuple(Garment)[rng.integers(len(Garment))]
    light = float(rng.uniform(0.4, 0.75))
    return Clothes(garment=garment, colour=_CLOTHS[rng.integers(len(_CLOTHS))], under=(light, light, light * 0.96))


def _iris(fair_frac: float, monk: float, rng: Generator) -> Colour:
    if rng.uniform() < 0.75 * fair_frac:
        return _IRISES[("blue", "grey", "green", "hazel")[rng.choice(4, p=[0.45, 0.15, 0.2, 0.2])]]
    return _mixed(_IRISES["brown"], _IRISES["dark"], float(np.clip((monk - 2) / 4 + rng.normal(0, 0.25), 0, 1)))
