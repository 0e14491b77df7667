"""A strip of thumbnails over a model: no widget per photograph, all by keyboard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QListView, QWidget

from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Size, Space

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Photo:
    """One photograph: the key its owner knows it by, its caption, and what a screen reader says of it."""

    key: str
    caption: str
    description: str = ""


class PhotoModel(QAbstractListModel):
    """Photographs whose thumbnails are made when they are first shown.

    `thumbnail(key, side)` returns a QImage no larger than `side` px, or a null image where there is none.
    """

    def __init__(self, thumbnail: Callable[[str, int], QImage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnail = thumbnail
        self._photos: tuple[Photo, ...] = ()
        self._icons: dict[str, QIcon] = {}

    def set_photos(self, photos: Sequence[Photo]) -> None:
        """Show these photographs; thumbnails already made are kept."""
        self.beginResetModel()
        self._photos = tuple(photos)
        keys = {photo.key for photo in photos}
        self._icons = {key: icon for key, icon in self._icons.items() if key in keys}
        self.endResetModel()

    def forget_thumbnails(self) -> None:
        """Make the thumbnails anew, at another size, when they are next shown."""
        self._icons.clear()

    def photos(self) -> tuple[Photo, ...]:
        """Return what is shown."""
        return self._photos

    def refresh(self, key: str) -> None:
        """Ask for a thumbnail anew: a better picture of it has come."""
        self._icons.pop(key, None)
        for row, photo in enumerate(self._photos):
            if photo.key == key:
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One row a photograph."""
        return 0 if parent.isValid() else len(self._photos)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Caption, thumbnail and description of a photograph."""
        if not index.isValid() or not 0 <= index.row() < len(self._photos):
            return None
        photo = self._photos[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return photo.caption
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(photo.key)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return photo.description or photo.caption
        return None

    def _icon(self, key: str) -> QIcon:
        if key not in self._icons:
            self._icons[key] = QIcon(QPixmap.fromImage(self._thumbnail(key, look.px(Size.THUMB))))
        return self._icons[key]


class PhotoStrip(look.Themed, QListView):
    """Thumbnails in a row or, with `wrapping`, in a grid: arrows walk, Enter opens, Delete asks to remove."""

    opened = Signal(str)
    removal_asked = Signal(str)

    def __init__(
        self,
        name: str,
        thumbnail: Callable[[str, int], QImage],
        *,
        wrapping: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = PhotoModel(thumbnail, self)
        self._wrapping = wrapping
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(wrapping)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setTabKeyNavigation(False)
        self.setSpacing(Space.XS)
        self.activated.connect(self._activated)
        self.restyle()

    def set_photos(self, photos: Sequence[Photo]) -> None:
        """Show these photographs and keep the current one where it is still there."""
        current = self.current_key()
        self._model.set_photos(photos)
        keys = [photo.key for photo in photos]
        if keys:
            row = keys.index(current) if current in keys else len(keys) - 1
            self.setCurrentIndex(self._model.index(row))

    def photos(self) -> tuple[Photo, ...]:
        """Return what is shown."""
        return self._model.photos()

    def refresh(self, key: str) -> None:
        """Ask for a thumbnail anew: a better picture of it has come."""
        self._model.refresh(key)

    def current_key(self) -> str:
        """Return the key of the current photograph, or an empty text."""
        row = self.currentIndex().row()
        photos = self._model.photos()
        return photos[row].key if 0 <= row < len(photos) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens and Delete asks to remove the current photograph."""
        key = self.current_key()
        if key and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(key)
        elif key and event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit(key)
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """Size the thumbnails and the strip for the text size in force."""
        side = look.px(Size.THUMB)
        if side * 3 // 4 != self.iconSize().height():
            self._model.forget_thumbnails()
        self.setIconSize(QSize(side, side * 3 // 4))
        caption = self.fontMetrics().height() + Space.S
        self.setGridSize(QSize(side + 2 * Space.M, side * 3 // 4 + caption + Space.M))
        if not self._wrapping:
            self.setFixedHeight(self.gridSize().height() + Space.XL)

    def _activated(self, index: QModelIndex) -> None:
        if self.current_key():
            self.opened.emit(self.current_key())
