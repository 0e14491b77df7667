"""Labels in the steps of the type scale, and the guard that keeps codes left-to-right."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Role, TextStyle, Tone

_LEFT_TO_RIGHT_ISOLATE = "\u2066"
_POP_ISOLATE = "\u2069"


def ltr(code: str) -> str:
    """Return a code wrapped so that it reads left to right inside text of any direction."""
    return f"{_LEFT_TO_RIGHT_ISOLATE}{code}{_POP_ISOLATE}" if code else ""


class Text(look.Themed, QLabel):
    """A label in one step of the type scale. Always plain text: declared data can hold markup.

    Its face and its ink are its own, not the style sheet's, which takes as long again for each painting.
    """

    def __init__(
        self,
        text: str = "",
        style: TextStyle = TextStyle.BODY,
        *,
        muted: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._alignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._selectable = False
        self._words: str | None = None
        self._heights: dict[int, int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._style = style
        self._ink: Role | Tone = Role.MUTED if muted else Role.TEXT
        self.setWordWrap(wrap)
        self._align()
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(text)
        if style is not TextStyle.BODY or muted:
            Text.restyle(self)

    def setText(self, text: str) -> None:
        """Show other words."""
        if text != self._words:
            self._words = text
            self._heights.clear()
            super().setText(text)

    def heightForWidth(self, width: int) -> int:
        """As the words wrap; a layout asks a dozen times for what breaking the lines once tells."""
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = super().heightForWidth(width)
        return known

    def changeEvent(self, event: QEvent) -> None:
        """Follow the direction of the layout, and the text size."""
        super().changeEvent(event)
        self._heights.clear()
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()

    def let_select(self) -> None:
        """Let its text be selected and copied, by mouse or keys, without a tab stop.

        A label that takes the focus keeps a document of its text, five times as slow to change and to lay
        out: it begins to when somebody clicks into it.
        """
        self._selectable = True
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def is_selectable(self) -> bool:
        """Tell whether its text can be selected."""
        return self._selectable

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection."""
        if self._selectable and self.focusPolicy() is Qt.FocusPolicy.NoFocus:
            _make_selectable(self)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def align(self, alignment: Qt.AlignmentFlag) -> None:
        """Align the text; leading and trailing follow the layout, whatever script the text is in."""
        self._alignment = alignment
        self._align()

    def set_ink(self, ink: Role | Tone) -> None:
        """Take the colour of a role, or that of words on the soft ground of a tone."""
        if ink is not self._ink:
            self._ink = ink
            Text.restyle(self)

    def restyle(self) -> None:
        """Take face and ink anew."""
        if self._style is not TextStyle.BODY:
            self.setFont(look.font(self._style))
        # what is as everywhere is left to the application's palette
        palette = QPalette()
        if self._ink is not Role.TEXT:
            ink = self._ink
            colour = look.ink(look.tone(ink).text) if isinstance(ink, Tone) else look.colour(ink)
            for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
                palette.setColor(group, QPalette.ColorRole.WindowText, colour)
        self.setPalette(palette)

    def _align(self) -> None:
        leading, trailing = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        wanted = self._alignment
        sides = wanted & Qt.AlignmentFlag.AlignHorizontal_Mask
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft and sides in (leading, trailing):
            wanted = (wanted & ~sides) | (trailing if sides == leading else leading)
        # without AlignAbsolute, Qt would put an Arabic name at the far side of a left-to-right form
        self.setAlignment(wanted | Qt.AlignmentFlag.AlignAbsolute)


class Code(Text):
    """A selectable identifier in the code face that stays left-to-right in every layout."""

    def __init__(
        self, code: str = "", style: TextStyle = TextStyle.CODE, parent: QWidget | None = None
    ) -> None:
        super().__init__("", style, parent=parent)
        selectable(self)
        self.set_code(code)

    def set_code(self, code: str) -> None:
        """Show another code."""
        self.setText(ltr(code))
        self.setAccessibleName(code)

    def code(self) -> str:
        """Return the code shown, without direction marks."""
        return self.accessibleName()


class Heading(Text):
    """The heading of a section, with the muted count or remark beside it given in the text."""

    def __init__(
        self, text: str = "", style: TextStyle = TextStyle.HEADING, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, style, parent=parent)


class Rule(QFrame):
    """A hairline between two groups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("rule", True)
        self.setFixedHeight(1)


def selectable(label: QLabel) -> None:
    """Let the officer select and copy the text of a label, by mouse or keys, without a tab stop."""
    if isinstance(label, Text):
        label.let_select()
        return
    _make_selectable(label)
    label.setCursor(Qt.CursorShape.IBeamCursor)


def _make_selectable(label: QLabel) -> None:
    flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    label.setTextInteractionFlags(flags)
    # after the flags, with which Qt makes a tab stop of it
    label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
