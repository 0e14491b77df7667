"""Pictures of labels from files: chosen in a dialog, or dropped onto the bench."""

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

ENDINGS = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp", ".gif")


class PictureChooser(QObject):
    """`chosen` gives the path of a picture; what is in it is for others to find out."""

    chosen = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a picture file that is dropped onto the window."""
        if not isinstance(event, QDropEvent) or event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return super().eventFilter(watched, event)
        path = picture_in(event.mimeData())
        if path:
            event.acceptProposedAction()
            if not isinstance(event, QDragEnterEvent):
                self.chosen.emit(path)
        return True

    @Slot()
    def ask(self) -> None:
        """Let the officer choose a file."""
        dialog = QFileDialog(self._window, self.tr("Picture of a label"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*{ending}" for ending in ENDINGS)
        dialog.setNameFilter(self.tr("Pictures ({patterns})").format(patterns=patterns))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.chosen)
        dialog.open()


def picture_in(data: QMimeData) -> str:
    """Return the path of the one picture file that is dragged, or nothing."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    pictures = [path for path in paths if path.lower().endswith(ENDINGS)]
    return pictures[0] if len(pictures) == 1 else ""
