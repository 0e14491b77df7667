"""A list of numbers from a text file, chosen in a dialog."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from borderpost.domain.bulk import numbers_in

LARGEST = 2 * 1024 * 1024


class ListFile(QObject):
    """`chosen` carries the file's name and its numbers, `unreadable` the name of a file that is no text."""

    chosen = Signal(str, object)
    unreadable = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    @Slot()
    def ask(self) -> None:
        """Let the officer choose a file."""
        dialog = QFileDialog(self._window, self.tr("List of numbers"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Lists ({patterns})").format(patterns="*.txt *.csv *.tsv"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, False)
        dialog.fileSelected.connect(self.read)
        dialog.open()

    @Slot(str)
    def read(self, path: str) -> None:
        """Read a file of at most 2 MiB."""
        file = Path(path)
        try:
            with file.open("rb") as opened:
                untrusted = opened.read(LARGEST + 1)
            if len(untrusted) > LARGEST:
                raise ValueError(path)
            text = untrusted.decode("utf-8-sig")
        except (OSError, ValueError):
            self.unreadable.emit(file.name)
            return
        self.chosen.emit(file.name, numbers_in(text))
