"""The colours, fonts and sizes in force now, for widgets that paint or lay out themselves."""

from functools import cache

from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette

from borderpost.ui.theme.tokens import (
    CODE_FAMILIES,
    TEXT_FAMILIES,
    TYPE,
    Role,
    Scheme,
    TextStyle,
    Tone,
    ToneColours,
    hex_of,
    tone_of,
)


class _InForce:
    """What the theme applied last; kept here, since everything that is painted asks for it."""

    scheme = Scheme.LIGHT
    scale = 1.0


def scheme() -> Scheme:
    """Return the scheme that the application shows (light before any theme was applied)."""
    return _InForce.scheme


def text_scale() -> float:
    """Return the officer's text size as a factor, 1.0 to 2.0."""
    return _InForce.scale


def remember(scheme: Scheme, scale: float) -> None:
    """Note what is in force; only the theme calls this."""
    _InForce.scheme, _InForce.scale = scheme, scale


def colour(role: Role) -> QColor:
    """Return the colour of a role in the scheme in force."""
    return QColor(_colour(hex_of(role, scheme())))


def shade(role: Role) -> QColor:
    """Return the colour of a role in the scheme in force, to paint with; it is not to be changed."""
    return _colour(hex_of(role, scheme()))


def ink(colour: str) -> QColor:
    """Return a colour of a tone, `#rrggbb`, to paint with; it is not to be changed."""
    return _colour(colour)


def tone(tone: Tone) -> ToneColours:
    """Return the colours of a tone in the scheme in force."""
    return tone_of(tone, scheme())


def px(size: int) -> int:
    """Return a token size in px grown with the officer's text size."""
    return round(size * text_scale())


def pixel_ratios() -> frozenset[float]:
    """Return the pixels per device-independent pixel of the screens that are there."""
    return frozenset(screen.devicePixelRatio() for screen in QGuiApplication.screens())


def font(style: TextStyle) -> QFont:
    """Return the font of a step of the type scale at the officer's text size."""
    return font_at(style, text_scale())


def face(style: TextStyle) -> QFont:
    """Return that font to paint with; it is not to be changed."""
    return _font(style, text_scale())


def metrics(style: TextStyle) -> QFontMetrics:
    """Return the measures of that font."""
    return _metrics(style, text_scale())


def font_at(style: TextStyle, scale: float) -> QFont:
    """Return the font of a step of the type scale, grown by a factor."""
    return QFont(_font(style, scale))


@cache
def _colour(name: str) -> QColor:
    return QColor(name)


@cache
def _metrics(style: TextStyle, scale: float) -> QFontMetrics:
    return QFontMetrics(_font(style, scale))


@cache
def _font(style: TextStyle, scale: float) -> QFont:
    """A font that is made anew has Qt look for its faces anew; copies of one keep them."""
    step = TYPE[style]
    made = QFont()
    made.setFamilies([*CODE_FAMILIES, *TEXT_FAMILIES] if step.code else list(TEXT_FAMILIES))
    made.setPixelSize(round(step.px * scale))
    made.setWeight(QFont.Weight(step.weight))
    return made


def palette_of(scheme: Scheme) -> QPalette:
    """Return the Qt palette of a scheme."""
    roles = {
        QPalette.ColorRole.Window: Role.WINDOW,
        QPalette.ColorRole.WindowText: Role.TEXT,
        QPalette.ColorRole.Base: Role.SURFACE,
        QPalette.ColorRole.AlternateBase: Role.RAISED,
        QPalette.ColorRole.Text: Role.TEXT,
        QPalette.ColorRole.PlaceholderText: Role.MUTED,
        QPalette.ColorRole.Button: Role.SURFACE,
        QPalette.ColorRole.ButtonText: Role.TEXT,
        QPalette.ColorRole.BrightText: Role.ERROR_TEXT,
        QPalette.ColorRole.Highlight: Role.SELECTION,
        QPalette.ColorRole.HighlightedText: Role.ON_SELECTION,
        QPalette.ColorRole.Link: Role.LINK,
        QPalette.ColorRole.LinkVisited: Role.LINK,
        QPalette.ColorRole.ToolTipBase: Role.TOOLTIP,
        QPalette.ColorRole.ToolTipText: Role.ON_TOOLTIP,
        QPalette.ColorRole.Light: Role.RAISED,
        QPalette.ColorRole.Midlight: Role.HOVER,
        QPalette.ColorRole.Mid: Role.BORDER,
        QPalette.ColorRole.Dark: Role.CONTROL_BORDER,
        QPalette.ColorRole.Shadow: Role.SUNKEN,
        QPalette.ColorRole.Accent: Role.ACCENT,
    }
    made = QPalette()
    for part, role in roles.items():
        made.setColor(part, QColor(hex_of(role, scheme)))
    faint = QColor(hex_of(Role.DISABLED, scheme))
    for part in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, part, faint)
    return made


class Themed:
    """A mixin for widgets that draw from tokens themselves; name it before the Qt class.

    The theme calls `restyle()` after every change of scheme or text size. Call it once yourself at the end
    of `__init__`.
    """

    def restyle(self) -> None:
        """Take colours, fonts, sizes and icons anew."""
