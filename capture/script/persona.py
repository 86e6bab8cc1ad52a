"""Who sits: a head, skin, hair and clothes as numbers and words. All of them are invented; named ones are in `personas.toml`, others come from a seed."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Trait(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A group of a persona's numbers and words."""


class Shape(Trait, frozen=True):
    """The head's build. Scales are 1 for the mean face; the others are shares, 0 for the mean, about −1 to 1 for what people are."""

    width: float = 1.0
    height: float = 1.0
    depth: float = 1.0
    nose_length: float = 0.0
    nose_width: float = 0.0
    nose_bridge: float = 0.0
    jaw_width: float = 0.0
    chin: float = 0.0
    """Length and forwardness together."""
    brow_ridge: float = 0.0
    cheekbones: float = 0.0
    fullness: float = 0.0
    """Flesh of cheeks and under the chin."""
    eye_size: float = 0.0
    eye_spacing: float = 0.0
    eye_tilt: float = 0.0
    """Outer corners raised (+) or hanging."""
    lid_fold: float = 0.5
    """0 a lid without a crease, 1 a deep one."""
    lips: float = 0.0
    mouth_width: float = 0.0
    ears: float = 0.0
    asymmetry: float = 0.3
    """0 a perfect mirror image, 1 as lopsided as faces are."""


class Skin(Trait, frozen=True):
    """Colour and texture. `monk` is a place on the Monk Skin Tone scale, 1 light to 10 deep, fractions allowed."""

    monk: float = 3.0
    redness: float = 0.0
    freckles: float = 0.0
    blotches: float = 0.3
    shine: float = 0.5
    age: float = 0.2
    """0 smooth, 1 folds beside the mouth, lines and bags under the eyes, spots."""
    zones: float = 1.0
    """1 the darker lower face and temples that most people have, each a little otherwise; 0 the same lightness all over."""
    blush: float = 0.0
    lipstick: float = 0.0
    lip_colour: tuple[float, float, float] = (0.45, 0.08, 0.09)
    """Linear RGB of the lipstick."""
    eyeliner: float = 0.0


class HairStyle(StrEnum):
    """How the hair is worn."""

    BALD = "bald"
    BUZZ = "buzz"
    SHORT = "short"
    FRINGE = "fringe"
    """Short, over the forehead."""
    PARTED = "parted"
    SWEPT = "swept"
    """Back from the forehead."""
    CURLY = "curly"
    AFRO = "afro"
    BOB = "bob"
    LONG = "long"
    TIED = "tied"
    """Back into a bun."""
    HEADSCARF = "headscarf"
    """Hair and neck under a scarf."""
    TURBAN = "turban"


class Hair(Trait, frozen=True):
    """The hair's cut and colour; of a scarf or turban, its cloth's."""

    style: HairStyle = HairStyle.SHORT
    colour: tuple[float, float, float] = (0.05, 0.032, 0.022)
    """Linear RGB of its reflectance."""
    grey: float = 0.0
    """Share of white hairs."""
    volume: float = 0.5
    receding: float = 0.0
    brows: tuple[float, float, float] | None = None
    """The brows' colour where it is not the hair's."""


class BeardStyle(StrEnum):
    """How the beard is worn."""

    NONE = "none"
    STUBBLE = "stubble"
    MOUSTACHE = "moustache"
    GOATEE = "goatee"
    FULL = "full"


class Beard(Trait, frozen=True):
    """Beard and its strength, 0 to 1; it has the hair's colour with its own share of grey."""

    style: BeardStyle = BeardStyle.NONE
    strength: float = 0.6
    grey: float = 0.0


class GlassesStyle(StrEnum):
    """The frame's form."""

    ROUND = "round"
    SQUARE = "square"
    CAT_EYE = "cat-eye"


class Glasses(Trait, frozen=True):
    """Spectacles; `glare` is how much of a light's reflection their lenses give, 1 uncoated glass, 0 none."""

    style: GlassesStyle = GlassesStyle.SQUARE
    colour: tuple[float, float, float] = (0.02, 0.018, 0.016)
    rim_mm: float = 2.6
    glare: float = 0.3


class Garment(StrEnum):
    """What is worn at the neck."""

    CREW = "crew"
    V_NECK = "v-neck"
    SHIRT = "shirt"
    BLAZER = "blazer"
    """A jacket's lapels over a shirt's collar."""
    TURTLENECK = "turtleneck"


class Clothes(Trait, frozen=True):
    """The garment and its colours, linear RGB; `under` is what a jacket is worn over."""

    garment: Garment = Garment.CREW
    colour: tuple[float, float, float] = (0.045, 0.075, 0.15)
    under: tuple[float, float, float] = (0.72, 0.72, 0.70)
    print: str = ""
    """What is printed across the chest of a crew or v-neck."""
    ink: tuple[float, float, float] = (0.70, 0.69, 0.66)


class Persona(Trait, frozen=True):
    """One invented person; `seed` settles all that the numbers leave open."""

    name: str
    seed: int
    about: str = ""
    """One line for people who choose: "late fifties, grey beard, round glasses"."""
    shape: Shape = Shape()
    skin: Skin = Skin()
    hair: Hair = Hair()
    beard: Beard = Beard()
    glasses: Glasses | None = None
    clothes: Clothes = Clothes()
    iris: tuple[float, float, float] = (0.10, 0.055, 0.025)
    """Linear RGB."""
