"""The card of the X-ray machine: the folder into which it puts its images."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from borderpost.ui.devices.ports import Devices
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, Card, FormField, Notice, Text
from borderpost.ui.theme.tokens import Space, Tone


class XrayCard(Card):
    """`edited` carries another folder as text, empty for none."""

    edited = Signal(str)

    def __init__(self, devices: Devices, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("X-ray machine"))
        self._devices = devices
        words = self.tr(
            "Images that come into this folder are offered in the examination (PNG, TIFF, JPEG; also PDF)."
            " Images in DICOS are not read: let the machine write one of these."
        )
        self.add(Text(words, muted=True, wrap=True))
        self.folder = QLineEdit()
        self.folder.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.folder.editingFinished.connect(self._typed)
        self.add(
            FormField(self.tr("Folder of its images"), self.folder, self.tr("Whole path; empty for none"))
        )
        self.problem = Notice("", Tone.CAUTION)
        self.add(self.problem)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        self.browse = Button(self.tr("Browse…"), icon=Icon.FOLDER)
        self.browse.setAccessibleName(self.tr("Browse for the folder of the X-ray machine"))
        self.browse.clicked.connect(self._browse)
        row.addWidget(self.browse)
        row.addStretch(1)
        self.add(row)

    def renew(self) -> None:
        """Show which folder is watched."""
        folder = self._devices.settings.xray_folder
        if not self.folder.hasFocus():
            self.folder.setText(folder)
        lost = bool(folder) and not Path(folder).is_dir()
        text = self.tr("This folder is not there now; it is looked for until it is.") if lost else ""
        self.problem.set_notice(text, Tone.CAUTION)

    @Slot()
    def _typed(self) -> None:
        folder = self.folder.text().strip()
        if folder == self._devices.settings.xray_folder:
            return
        if folder and not Path(folder).is_absolute():
            self.problem.set_notice(self.tr("Give the whole path of the folder."), Tone.CAUTION)
            return
        self.edited.emit(folder)

    @Slot()
    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder of the X-ray machine"), self.folder.text())
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _chosen(self, folder: str) -> None:
        self.folder.setText(folder)
        self._typed()
