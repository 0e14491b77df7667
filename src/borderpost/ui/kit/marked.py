"""Wrapped words behind a mark, as one widget: a row of icon and words would be three, with a layout."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from borderpost.ui.icons import Icon, pixmap
from borderpost.ui.kit.paragraph import Paragraph
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Role, Size, Space, TextStyle, Tone


class MarkedParagraph(Paragraph):
    """A paragraph with an icon at its beginning, beside which all of its lines are indented.

    The icon says nothing that the words do not; a screen reader reads the words alone.
    """

    def __init__(
        self,
        icon: Icon,
        text: str = "",
        style: TextStyle = TextStyle.BODY,
        *,
        size: int = Size.ICON,
        role: Role = Role.TEXT,
        indent: int = 0,
        above: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """`size` is the icon's at 100 % text size; `indent` px stand before it, `above` over and under it."""
        self._icon = icon
        self._size = size
        self._mark_ink: Role | Tone = role
        self._indent = indent
        self._above = above
        self._side = self._lead = 0
        super().__init__(text, style, parent=parent)
        self._draw()

    def show_mark(self, icon: Icon, ink: Role | Tone) -> None:
        """Change the icon, in the colour of a role or in that of words on the soft ground of a tone."""
        if (icon, ink) != (self._icon, self._mark_ink):
            self._icon, self._mark_ink = icon, ink
            self._draw()
            self.update()

    def restyle(self) -> None:
        """Draw the icon again in the colours and at the size in force."""
        super().restyle()
        self._draw()

    def heightForWidth(self, width: int) -> int:
        """As the words wrap, and no less than the icon."""
        return max(super().heightForWidth(width), self._side + 2 * self._above)

    def changeEvent(self, event: QEvent) -> None:
        """Indent from the other side in the other direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon before the words."""
        super().paintEvent(event)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        before = self.width() - self._indent - self._side if mirrored else self._indent
        painter = QPainter(self)
        painter.drawPixmap(before, self._above, self._picture)
        painter.end()

    def _draw(self) -> None:
        ink = self._mark_ink
        colour = look.tone(ink).text if isinstance(ink, Tone) else look.colour(ink)
        self._side = look.px(self._size)
        self._picture = pixmap(self._icon, colour, self._side, self.devicePixelRatioF())
        self._make_room()

    def _make_room(self) -> None:
        self._lead = self._indent + self._side + Space.S
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        before, behind = (0, self._lead) if mirrored else (self._lead, 0)
        self._heights.clear()
        self.setContentsMargins(before, self._above, behind, self._above)
        self.updateGeometry()

    def _least_width(self) -> int:
        return super()._least_width() + self._lead
