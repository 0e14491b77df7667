"""Push buttons of four weights, and the icon button that always has a name."""

from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from borderpost.ui import icons
from borderpost.ui.icons import Icon
from borderpost.ui.kit.keyed import ButtonKey
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Role, Size


class ButtonKind(StrEnum):
    """How much weight a button has; a screen shows at most one primary button."""

    PRIMARY = "primary"
    NORMAL = "normal"
    DANGER = "danger"
    QUIET = "quiet"


_INK = {
    ButtonKind.PRIMARY: Role.ON_ACCENT,
    ButtonKind.NORMAL: Role.TEXT,
    ButtonKind.DANGER: Role.ON_DANGER,
    ButtonKind.QUIET: Role.LINK,
}


class Button(look.Themed, QPushButton):
    """A push button with a word, at most one icon, and the key that presses it in its tooltip."""

    def __init__(
        self,
        text: str,
        kind: ButtonKind = ButtonKind.NORMAL,
        icon: Icon | None = None,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind = kind
        self._drawing = icon
        self._key = ButtonKey(self)
        self.setProperty("kind", str(kind))
        self.setAutoDefault(True)
        self.set_key(key)
        self.restyle()

    def set_key(self, key: str) -> None:
        """Give the button a key (`F6`, `Ctrl+P`), named in its tooltip and to a screen reader."""
        shown = self._key.set_key(key)
        self.setToolTip(f"{self.text()} ({shown})" if shown else "")
        self.setAccessibleDescription(shown)

    def set_kind(self, kind: ButtonKind) -> None:
        """Change the weight."""
        self._kind = kind
        self.setProperty("kind", str(kind))
        self.style().unpolish(self)
        self.style().polish(self)
        self.restyle()

    def set_drawing(self, icon: Icon | None) -> None:
        """Change or take away the icon."""
        self._drawing = icon
        self.restyle()

    def restyle(self) -> None:
        """Colour the icon like the word."""
        self.setIconSize(QSize(look.px(Size.ICON), look.px(Size.ICON)))
        self.setIcon(
            icons.icon(self._drawing, _INK[self._kind], size=Size.ICON) if self._drawing else QIcon()
        )


class IconButton(look.Themed, QToolButton):
    """A square button showing only an icon; its name is its tooltip and what a screen reader says."""

    def __init__(
        self,
        icon: Icon,
        name: str,
        key: str = "",
        role: Role = Role.TEXT,
        size: int = Size.ICON,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._drawing = icon
        self._role = role
        self._size = size
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shown = ButtonKey(self).set_key(key)
        self.set_name(name)
        self.restyle()

    def set_name(self, name: str) -> None:
        """Change what the button says it does."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(self._shown)
        self.setToolTip(f"{name} ({self._shown})" if self._shown else name)

    def set_drawing(self, icon: Icon) -> None:
        """Change the icon."""
        self._drawing = icon
        self.restyle()

    def restyle(self) -> None:
        """Draw the icon in the colours and at the size in force."""
        side = look.px(self._size)
        self.setIconSize(QSize(side, side))
        self.setIcon(icons.icon(self._drawing, self._role, on=Role.ON_SELECTION, size=self._size))
