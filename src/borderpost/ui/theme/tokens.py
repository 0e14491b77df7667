"""The one table of sizes, spaces, radii and colours that every screen is drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Scheme(StrEnum):
    """A complete set of colours."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class TextStyle(StrEnum):
    """The steps of the type scale, smallest first."""

    CAPTION = "caption"
    BODY = "body"
    STRONG = "strong"
    HEADING = "heading"
    TITLE = "title"
    DISPLAY = "display"
    HERO = "hero"
    CODE = "code"
    CODE_LARGE = "code_large"


@dataclass(frozen=True, slots=True)
class TypeStep:
    """One step: height in px at 100 % text size, weight (100–900), and whether it is the code face."""

    px: int
    weight: int = 400
    code: bool = False


TYPE: Mapping[TextStyle, TypeStep] = MappingProxyType(
    {
        TextStyle.CAPTION: TypeStep(12),
        TextStyle.BODY: TypeStep(14),
        TextStyle.STRONG: TypeStep(14, 700),
        TextStyle.HEADING: TypeStep(16, 700),
        TextStyle.TITLE: TypeStep(20, 700),
        TextStyle.DISPLAY: TypeStep(28, 700),
        TextStyle.HERO: TypeStep(40, 700),
        TextStyle.CODE: TypeStep(14, 400, code=True),
        TextStyle.CODE_LARGE: TypeStep(20, 700, code=True),
    }
)

# Latin first, then the scripts that names and goods are declared in; Qt walks the list per character.
TEXT_FAMILIES = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
    "Segoe UI",
    "DejaVu Sans",
)
CODE_FAMILIES = ("Noto Sans Mono", "DejaVu Sans Mono", "Consolas", "Liberation Mono")


class Space:
    """Distances in px on a 4-px grid."""

    HAIR = 2
    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32
    HUGE = 48


class Radius:
    """Corner radii in px."""

    SMALL = 4
    MEDIUM = 6
    LARGE = 10


class Size:
    """Heights and widths in px that several widgets share, at 100 % text size."""

    CONTROL = 36
    ROW = 34
    ICON_SMALL = 16
    ICON = 20
    ICON_LARGE = 28
    ICON_HUGE = 56
    NAV = 208
    FOCUS = 2
    THUMB = 128


class Role(StrEnum):
    """What a colour is for."""

    WINDOW = "window"
    SURFACE = "surface"
    RAISED = "raised"
    SUNKEN = "sunken"
    HOVER = "hover"
    BORDER = "border"
    CONTROL_BORDER = "control_border"
    TEXT = "text"
    MUTED = "muted"
    DISABLED = "disabled"
    ACCENT = "accent"
    ACCENT_HOVER = "accent_hover"
    ACCENT_PRESSED = "accent_pressed"
    ON_ACCENT = "on_accent"
    LINK = "link"
    FOCUS = "focus"
    SELECTION = "selection"
    ON_SELECTION = "on_selection"
    DANGER = "danger"
    DANGER_HOVER = "danger_hover"
    ON_DANGER = "on_danger"
    ERROR_TEXT = "error_text"
    RAIL = "rail"
    RAIL_HOVER = "rail_hover"
    RAIL_CURRENT = "rail_current"
    RAIL_TEXT = "rail_text"
    RAIL_MUTED = "rail_muted"
    RAIL_MARK = "rail_mark"
    RAIL_FOCUS = "rail_focus"
    TOOLTIP = "tooltip"
    ON_TOOLTIP = "on_tooltip"


# role: light, dark, high contrast
_COLOURS: Mapping[Role, tuple[str, str, str]] = {
    Role.WINDOW: ("#f1f4f7", "#0f151b", "#000000"),
    Role.SURFACE: ("#ffffff", "#182028", "#000000"),
    Role.RAISED: ("#f8fafb", "#202a34", "#0a0a0a"),
    Role.SUNKEN: ("#e7ecf1", "#0b1015", "#101010"),
    Role.HOVER: ("#e9f0f7", "#25313d", "#262626"),
    Role.BORDER: ("#d2dae2", "#303c49", "#ffffff"),
    Role.CONTROL_BORDER: ("#75859a", "#7b8a9c", "#ffffff"),
    Role.TEXT: ("#14202c", "#e9eef3", "#ffffff"),
    Role.MUTED: ("#4a5a6b", "#a8b5c3", "#f0f0f0"),
    Role.DISABLED: ("#8793a0", "#6f7c8a", "#b0b0b0"),
    Role.ACCENT: ("#0b5a9e", "#74b5f0", "#ffff00"),
    Role.ACCENT_HOVER: ("#094b85", "#93c6f5", "#ffff99"),
    Role.ACCENT_PRESSED: ("#073b69", "#5a9fdd", "#e6e600"),
    Role.ON_ACCENT: ("#ffffff", "#06192b", "#000000"),
    Role.LINK: ("#0b5a9e", "#8ec5f7", "#ffff00"),
    Role.FOCUS: ("#0a66c2", "#8fd0ff", "#00ffff"),
    Role.SELECTION: ("#cfe3f6", "#234766", "#ffff00"),
    Role.ON_SELECTION: ("#0c1c2b", "#ffffff", "#000000"),
    Role.DANGER: ("#a61c14", "#c9382e", "#ff9d94"),
    Role.DANGER_HOVER: ("#86130d", "#d03f35", "#ffbdb7"),
    Role.ON_DANGER: ("#ffffff", "#ffffff", "#000000"),
    Role.ERROR_TEXT: ("#a1190f", "#ff9d93", "#ff9d94"),
    Role.RAIL: ("#13263a", "#0a1016", "#000000"),
    Role.RAIL_HOVER: ("#1d3750", "#16212c", "#262626"),
    Role.RAIL_CURRENT: ("#26486a", "#1f3346", "#333300"),
    Role.RAIL_TEXT: ("#eef4fa", "#e4ebf2", "#ffffff"),
    Role.RAIL_MUTED: ("#a9bdd1", "#9babba", "#f0f0f0"),
    Role.RAIL_MARK: ("#6db7f5", "#74b5f0", "#ffff00"),
    Role.RAIL_FOCUS: ("#ffd45c", "#8fd0ff", "#00ffff"),
    Role.TOOLTIP: ("#1a2b3c", "#dfe7ee", "#ffffff"),
    Role.ON_TOOLTIP: ("#ffffff", "#101820", "#000000"),
}


class Tone(StrEnum):
    """The meaning that a badge, pill, chip or table cell carries; the four lanes come first."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    SECURE = "secure"
    NEUTRAL = "neutral"
    INFO = "info"
    POSITIVE = "positive"
    CAUTION = "caution"
    CRITICAL = "critical"


LANES = (Tone.GREEN, Tone.YELLOW, Tone.RED, Tone.SECURE)


@dataclass(frozen=True, slots=True)
class ToneColours:
    """Colours of one tone: soft fill with its text and border, and a solid fill with its text."""

    soft: str
    text: str
    border: str
    solid: str
    on_solid: str


_GREEN_L = ToneColours("#e2f3e6", "#0d5428", "#2b8a4e", "#18683a", "#ffffff")
_GREEN_D = ToneColours("#13301f", "#8fdcaa", "#3f9a62", "#1d7a43", "#ffffff")
_GREEN_C = ToneColours("#000000", "#66ff99", "#66ff99", "#66ff99", "#000000")
_YELLOW_L = ToneColours("#fff2c9", "#624200", "#a87400", "#ffc72e", "#2a1c00")
_YELLOW_D = ToneColours("#352a0c", "#ffd768", "#b98d1d", "#f2bd2c", "#221700")
_YELLOW_C = ToneColours("#000000", "#ffff00", "#ffff00", "#ffff00", "#000000")
_RED_L = ToneColours("#fde8e6", "#92150e", "#c7362d", "#b01f17", "#ffffff")
_RED_D = ToneColours("#3b1614", "#ffaca4", "#d4574d", "#c9382e", "#ffffff")
_RED_C = ToneColours("#000000", "#ff9d94", "#ff9d94", "#ff9d94", "#000000")
_SECURE_L = ToneColours("#efe8fb", "#46188a", "#7a48c2", "#47198c", "#ffffff")
_SECURE_D = ToneColours("#2a1c45", "#d3bbff", "#9670d6", "#7448c9", "#ffffff")
_SECURE_C = ToneColours("#000000", "#dcb8ff", "#dcb8ff", "#dcb8ff", "#000000")
_NEUTRAL_L = ToneColours("#e9edf2", "#35475a", "#75859a", "#4a5a6b", "#ffffff")
_NEUTRAL_D = ToneColours("#26323e", "#c8d3de", "#7b8a9c", "#a8b5c3", "#0f151b")
_NEUTRAL_C = ToneColours("#000000", "#ffffff", "#ffffff", "#ffffff", "#000000")
_INFO_L = ToneColours("#e0eefa", "#0b4a82", "#3a7fbf", "#0b5a9e", "#ffffff")
_INFO_D = ToneColours("#14304a", "#a4d2fb", "#4d8ec9", "#74b5f0", "#06192b")
_INFO_C = ToneColours("#000000", "#8fd8ff", "#8fd8ff", "#8fd8ff", "#000000")

_TONES: Mapping[Tone, tuple[ToneColours, ToneColours, ToneColours]] = {
    Tone.GREEN: (_GREEN_L, _GREEN_D, _GREEN_C),
    Tone.YELLOW: (_YELLOW_L, _YELLOW_D, _YELLOW_C),
    Tone.RED: (_RED_L, _RED_D, _RED_C),
    Tone.SECURE: (_SECURE_L, _SECURE_D, _SECURE_C),
    Tone.NEUTRAL: (_NEUTRAL_L, _NEUTRAL_D, _NEUTRAL_C),
    Tone.INFO: (_INFO_L, _INFO_D, _INFO_C),
    Tone.POSITIVE: (_GREEN_L, _GREEN_D, _GREEN_C),
    Tone.CAUTION: (_YELLOW_L, _YELLOW_D, _YELLOW_C),
    Tone.CRITICAL: (_RED_L, _RED_D, _RED_C),
}

# The arrows of spin and combo boxes are files of one colour, which has to stand out in every scheme.
ARROW = "#76859a"

_ORDER = {Scheme.LIGHT: 0, Scheme.DARK: 1, Scheme.CONTRAST: 2}


def hex_of(role: Role, scheme: Scheme) -> str:
    """Return the colour of a role as `#rrggbb`."""
    return _COLOURS[role][_ORDER[scheme]]


def tone_of(tone: Tone, scheme: Scheme) -> ToneColours:
    """Return the five colours of a tone."""
    return _TONES[tone][_ORDER[scheme]]


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio (1–21) of two `#rrggbb` colours."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_ON_EVERY_GROUND = (Role.WINDOW, Role.SURFACE, Role.RAISED, Role.SUNKEN, Role.HOVER)

# Every pair that the style sheet and the painters put on one another.
TEXT_PAIRS: tuple[tuple[Role, Role], ...] = (
    *((text, ground) for text in (Role.TEXT, Role.MUTED) for ground in _ON_EVERY_GROUND),
    *((text, ground) for text in (Role.LINK, Role.ERROR_TEXT) for ground in (Role.WINDOW, Role.SURFACE)),
    (Role.ON_ACCENT, Role.ACCENT),
    (Role.ON_ACCENT, Role.ACCENT_HOVER),
    (Role.ON_ACCENT, Role.ACCENT_PRESSED),
    (Role.ON_SELECTION, Role.SELECTION),
    (Role.ON_DANGER, Role.DANGER),
    (Role.ON_DANGER, Role.DANGER_HOVER),
    (Role.ON_TOOLTIP, Role.TOOLTIP),
    *(
        (text, ground)
        for text in (Role.RAIL_TEXT, Role.RAIL_MUTED)
        for ground in (Role.RAIL, Role.RAIL_HOVER, Role.RAIL_CURRENT)
    ),
)

# Borders of controls, focus rings and icons: what tells one part from another.
PART_PAIRS: tuple[tuple[Role, Role], ...] = (
    *((Role.CONTROL_BORDER, ground) for ground in (Role.WINDOW, Role.SURFACE, Role.RAISED)),
    *((Role.FOCUS, ground) for ground in (Role.WINDOW, Role.SURFACE, Role.RAISED, Role.SUNKEN)),
    *((Role.RAIL_FOCUS, ground) for ground in (Role.RAIL, Role.RAIL_HOVER, Role.RAIL_CURRENT)),
    (Role.RAIL_MARK, Role.RAIL_CURRENT),
    (Role.ACCENT, Role.WINDOW),
    (Role.ACCENT, Role.SURFACE),
    (Role.DANGER, Role.SURFACE),
)
