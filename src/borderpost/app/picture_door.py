"""The door for pictures: whatever is dropped on the window or pasted outside a text field is read."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from borderpost.devices.picture_reader import pictures_in


class PictureDoor(QObject):
    """`brought` carries a Path or a QImage. A widget that takes drops or pastes itself comes first."""

    brought = Signal(object)

    # the window may outlive what Python knows of its filter
    _open = False

    def __init__(self, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def set_open(self, is_open: bool) -> None:
        """Let pictures in only while somebody is logged in."""
        self._open = is_open

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See what reaches the window itself because nothing in it took it. (Qt's own name.)"""
        if not self._open:
            return False
        if isinstance(event, QDropEvent) and event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return self._offered(event)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return event.matches(QKeySequence.StandardKey.Paste) and self._take(
                QGuiApplication.clipboard().mimeData()
            )
        return False

    def _offered(self, event: QDropEvent) -> bool:
        if not pictures_in(event.mimeData()):
            return False
        event.acceptProposedAction()
        return isinstance(event, QDragEnterEvent) or self._take(event.mimeData())

    def _take(self, offered: QMimeData) -> bool:
        pictures: tuple[Path | QImage, ...] = pictures_in(offered)
        for picture in pictures:
            self.brought.emit(picture)
        return bool(pictures)
