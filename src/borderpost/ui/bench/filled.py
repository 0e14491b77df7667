"""A column or row of widgets whose content is replaced as a whole."""

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QWidget

from borderpost.ui.theme.tokens import Space


class Filled(QWidget):
    """Lays out what it is given; what it held before goes."""

    def __init__(
        self,
        direction: QBoxLayout.Direction = QBoxLayout.Direction.TopToBottom,
        spacing: int = Space.S,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._box = QBoxLayout(direction, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(spacing)
        self._held: list[QWidget] = []

    def fill(self, widgets: Sequence[QWidget]) -> None:
        """Show these widgets instead; nothing hides the place itself."""
        for widget in self._held:
            self._box.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._held = list(widgets)
        for widget in widgets:
            self._box.addWidget(widget)
        # without a parent it would be shown as a window of its own, and take the focus away
        if not widgets or self.parentWidget() is not None:
            self.setVisible(bool(widgets))

    def held(self) -> list[QWidget]:
        """Return what it shows, in order."""
        return list(self._held)
