"""Sentences for what became of a backup."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.work.backing_up import MadeBackup, NotBackedUp
from borderpost.work.troubles import Trouble

_STICK: dict[Trouble, object] = {
    Trouble.FULL: QT_TRANSLATE_NOOP("backups", "it is full. Free some space on it, or take another one."),
    Trouble.TOO_LARGE: QT_TRANSLATE_NOOP("backups", "it takes no file as large as this. Take another one."),
    Trouble.READ_ONLY: QT_TRANSLATE_NOOP("backups", "it takes no writing. Unlock it, or take another one."),
    Trouble.GONE: QT_TRANSLATE_NOOP("backups", "it is not there. Was it pulled out?"),
    Trouble.BUSY: QT_TRANSLATE_NOOP("backups", "another backup is being made there at this moment."),
    Trouble.FAILING: QT_TRANSLATE_NOOP("backups", "it failed while it was written. Take another one."),
    Trouble.DAMAGED: QT_TRANSLATE_NOOP("backups", "it failed while it was written. Take another one."),
}


def made_sentence(made: MadeBackup) -> str:
    """Return what is said of a backup that was made."""
    translate = QCoreApplication.translate
    told = translate(
        "backups", "Backed up and proved: {entries} entries and {photographs} photographs, {new} of them new."
    ).format(entries=made.entries, photographs=made.photographs, new=made.new)
    if made.missing:
        told += " " + translate(
            "backups", "{missing} photographs are missing at this station: have it looked at."
        ).format(missing=made.missing)
    return told


def not_made_sentence(error: NotBackedUp) -> str:
    """Return why there is no backup, and what to do about it."""
    translate = QCoreApplication.translate
    if error.at_target:
        why = translate("backups", str(_STICK[error.trouble]))
        return translate("backups", "No backup was made on the stick: {why} Earlier ones are kept.").format(
            why=why
        )
    if error.trouble is Trouble.DAMAGED:
        return translate("backups", "No backup was made: the record of this station is damaged.")
    return translate("backups", "No backup was made: this station could not be read ({detail}).").format(
        detail=error.detail[:200]
    )
