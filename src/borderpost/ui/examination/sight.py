"""Keeps whatever has the focus in sight of the page that scrolls."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from borderpost.ui.kit import ScrollPage
from borderpost.ui.theme.tokens import Space


class Sight(QObject):
    """Scrolls when the focus moves, by whichever way, and again once the page has found its height."""

    _laid_out = Signal()

    def __init__(self, page: ScrollPage) -> None:
        super().__init__(page)
        self._page = page
        page.content.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)
        self._laid_out.connect(self._look_again, Qt.ConnectionType.QueuedConnection)

    def look(self) -> None:
        """Look for what has the focus once everything is in its place."""
        self._laid_out.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the page is laid out anew."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._laid_out.emit()
        return super().eventFilter(watched, event)

    @Slot(QWidget, QWidget)
    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self._page.viewport().isAncestorOf(new):
            return
        view = self._page.viewport().rect()
        place = new.rect().translated(new.mapTo(self._page.viewport(), new.rect().topLeft()))
        # what is seen for the most part stays where it is
        if 3 * view.intersected(place).height() >= 2 * min(place.height(), view.height()):
            return
        # not ensureWidgetVisible(): of a list it shows the current row and no more
        above, below = place.top() - Space.M, place.bottom() + Space.M - view.bottom()
        bar = self._page.verticalScrollBar()
        bar.setValue(bar.value() + (min(above, below) if below > 0 else above))

    @Slot()
    def _look_again(self) -> None:
        self._moved(None, self._page.window().focusWidget())
