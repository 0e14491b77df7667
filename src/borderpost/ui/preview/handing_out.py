"""Where a report goes: to a printer, or into a file; chosen by keys, in the page."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QListView, QWidget

from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, Card, ConfirmPanel, FormField, Notice
from borderpost.ui.kit.button import ButtonKind
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space, Tone


class PrinterPanel(look.Themed, Card):
    """Arrows choose a printer, Enter prints (`chosen`), Escape goes back (`left`).

    Where there is no printer it says so, and offers a file instead (`file_asked`).
    """

    chosen = Signal(str)
    file_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Print the report"), parent)
        self._printers = QStringListModel(self)
        self.list = QListView()
        self.list.setModel(self._printers)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setTabKeyNavigation(False)
        self.list.activated.connect(self._choose)
        self._field = FormField(self.tr("Printer"), self.list)
        self.add(self._field)
        self.none = Notice("", Tone.CAUTION)
        self.add(self.none)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addStretch(1)
        self.back = Button(self.tr("Go back"))
        self.file = Button(self.tr("Save as PDF…"), ButtonKind.NORMAL, Icon.FOLDER)
        self.print = Button(self.tr("Print"), ButtonKind.PRIMARY, Icon.PRINT)
        for button in (self.back, self.file, self.print):
            row.addWidget(button)
        self.add(row)
        self.back.clicked.connect(self.left)
        self.file.clicked.connect(self.file_asked)
        self.print.clicked.connect(self._choose)
        self.restyle()

    def offer(self, printers: Sequence[str]) -> None:
        """Offer these printers, the first one chosen, and take the focus."""
        self._printers.setStringList(list(printers))
        self._field.setVisible(bool(printers))
        self.print.setVisible(bool(printers))
        none = self.tr("This station has no printer. Save the report as a PDF and print it elsewhere.")
        self.none.set_notice("" if printers else none, Tone.CAUTION)
        self.restyle()
        if printers:
            self.list.setCurrentIndex(self._printers.index(0))
            self.list.setFocus()
        else:
            self.file.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter prints, Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            self._choose()
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """Give the list room for its printers."""
        rows = min(max(self._printers.rowCount(), 1), 6)
        row = max(self.list.sizeHintForRow(0), look.px(34))
        self.list.setFixedHeight(rows * row + 2 * self.list.frameWidth() + Space.XS)

    @Slot()
    def _choose(self) -> None:
        name = self.list.currentIndex().data()
        if name:
            self.chosen.emit(str(name))


class FilePanel(Card):
    """A path to type or to browse for: Enter saves (`chosen`), Escape goes back (`left`).

    `kinds` are the words of the system's dialogue for files that end in `suffix`.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(self, title: str, kinds: str, suffix: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._title, self._kinds, self._suffix = title, kinds, suffix
        self.path = QLineEdit()
        self.path.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.field = FormField(self.tr("File"), self.path, self.tr("Whole path; Enter saves"))
        self.add(self.field)
        self.confirm = ConfirmPanel()
        self.add(self.confirm)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addStretch(1)
        self.back = Button(self.tr("Go back"))
        self.browse = Button(self.tr("Browse…"), ButtonKind.NORMAL, Icon.FOLDER)
        self.save = Button(self.tr("Save"), ButtonKind.PRIMARY, Icon.CHECK)
        for button in (self.back, self.browse, self.save):
            row.addWidget(button)
        self.add(row)
        self.back.clicked.connect(self.left)
        self.browse.clicked.connect(self._browse)
        self.save.clicked.connect(self._save)
        self.path.returnPressed.connect(self._save)
        self.path.textChanged.connect(self._typed)
        self.confirm.confirmed.connect(self._emit)

    def ask(self, path: Path) -> None:
        """Ask where to, proposing a path, and take the focus."""
        self.path.setText(str(path))
        self.path.setFocus()
        self.path.setSelection(len(str(path.parent)) + 1, len(path.stem))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    @Slot()
    def _save(self) -> None:
        path = self._chosen()
        if path is None:
            self.field.set_error(self.tr("Give the whole path of a file in a folder that is there."))
            self.path.setFocus()
        elif path.exists():
            question = self.tr("There is a file {name} already.").format(name=path.name)
            self.confirm.ask(question, yes=self.tr("Write over it"), danger=True)
        else:
            self._emit()

    @Slot()
    def _emit(self) -> None:
        path = self._chosen()
        if path is not None:
            self.chosen.emit(str(path))

    @Slot()
    def _typed(self) -> None:
        self.field.set_error("")

    @Slot()
    def _browse(self) -> None:
        found, _ = QFileDialog.getSaveFileName(
            self, self._title, self.path.text(), self._kinds, "", _no_question()
        )
        if found:
            self.path.setText(found)
        self.path.setFocus()

    def _chosen(self) -> Path | None:
        text = self.path.text().strip()
        path = Path(text).expanduser()
        if not text or not path.is_absolute() or path.is_dir() or not path.parent.is_dir():
            return None
        right = path.suffix.lower() == self._suffix
        return path if right else path.with_name(f"{path.name}{self._suffix}")


def _no_question() -> QFileDialog.Option:
    # whether to write over a file is asked in the page, in the same words for a typed path
    return QFileDialog.Option.DontConfirmOverwrite
