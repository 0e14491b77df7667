"""Writes a document to a file so that it is there whole, or not at all."""

from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile, QStandardPaths


class CannotSave(Exception):
    """The file could not be written; the text is the system's own."""


def proposed_path(name: str, suffix: str = ".pdf") -> Path:
    """Return where a document of this name would be saved: in the officer's documents, where there is such
    a folder."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    folder = documents if documents.is_absolute() and documents.is_dir() else Path.home()
    return folder / f"{_plain(name)}{suffix}"


def save_durably(data: bytes, path: Path) -> None:
    """Write the bytes under a path, in place of a file that was there; raise CannotSave where it fails."""
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise CannotSave(file.errorString())
    if file.write(data) != len(data):
        reason = file.errorString()
        file.cancelWriting()
        raise CannotSave(reason)
    if not file.commit():
        raise CannotSave(file.errorString())


def _plain(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in name) or "report"
