"""Sentences for what keeps the record from being written or read: what is wrong, and what to do about it."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.work.troubles import ClockWentBack, EvidenceSpoilt, JournalWrong, NotRead, Trouble

_NOT_RECORDED: dict[Trouble, object] = {
    Trouble.FULL: QT_TRANSLATE_NOOP(
        "troubles",
        "It was not recorded: the disk is full. Free some space on it, then do it again;"
        " what stands on the screen is kept.",
    ),
    Trouble.TOO_LARGE: QT_TRANSLATE_NOOP(
        "troubles",
        "It was not recorded: the disk takes no larger file. Have the station moved to another disk, then do"
        " it again; what stands on the screen is kept.",
    ),
    Trouble.READ_ONLY: QT_TRANSLATE_NOOP(
        "troubles",
        "It was not recorded: the disk takes no writing. Have it made writable, then do it again; what stands"
        " on the screen is kept.",
    ),
    Trouble.FAILING: QT_TRANSLATE_NOOP(
        "troubles",
        "It was not recorded: the disk failed while writing. Do it again; if it fails again, stop working"
        " here and have the disk looked at.",
    ),
    Trouble.GONE: QT_TRANSLATE_NOOP(
        "troubles",
        "It was not recorded: the folder of this station cannot be reached. Have its disk connected, then do"
        " it again; what stands on the screen is kept.",
    ),
    Trouble.BUSY: QT_TRANSLATE_NOOP(
        "troubles", "It was not recorded: another program holds the record. Wait a moment, then do it again."
    ),
    Trouble.DAMAGED: QT_TRANSLATE_NOOP(
        "troubles",
        "It was not recorded: the record is damaged and can only be read. Work at another bench until it has"
        " been recovered.",
    ),
}
_STANDING: dict[Trouble, object] = {
    Trouble.FULL: QT_TRANSLATE_NOOP(
        "troubles", "Nothing is being recorded: the disk is full. Free some space on it."
    ),
    Trouble.TOO_LARGE: QT_TRANSLATE_NOOP(
        "troubles", "Nothing is being recorded: the disk takes no larger file."
    ),
    Trouble.READ_ONLY: QT_TRANSLATE_NOOP(
        "troubles", "Nothing is being recorded: the disk takes no writing. Have it made writable."
    ),
    Trouble.FAILING: QT_TRANSLATE_NOOP(
        "troubles", "Nothing is being recorded: the disk failed while writing. Have it looked at."
    ),
    Trouble.GONE: QT_TRANSLATE_NOOP(
        "troubles", "Nothing is being recorded: the folder of this station cannot be reached."
    ),
    Trouble.BUSY: QT_TRANSLATE_NOOP(
        "troubles", "Nothing is being recorded: another program holds the record."
    ),
    Trouble.DAMAGED: QT_TRANSLATE_NOOP(
        "troubles",
        "The record of this station is damaged: it can be read as far as it is whole, and nothing can be"
        " recorded. Work at another bench, and have it recovered (borderpost recover).",
    ),
}


def not_recorded_sentence(trouble: Trouble) -> str:
    """Return what is said of an act that was not recorded."""
    return QCoreApplication.translate("troubles", str(_NOT_RECORDED[trouble]))


def not_read_sentence(error: NotRead) -> str:
    """Return what is said of something that could not be read."""
    if error.trouble is Trouble.DAMAGED:
        return QCoreApplication.translate(
            "troubles", "This part of the record is damaged and cannot be read. The rest can be."
        )
    told = QCoreApplication.translate("troubles", "It could not be read from the disk ({detail}). Try again.")
    return told.format(detail=error.detail[:200])


def standing_sentence(trouble: Trouble) -> str:
    """Return what stands over every screen as long as a trouble lasts."""
    return QCoreApplication.translate("troubles", str(_STANDING[trouble]))


def clock_sentence(notice: ClockWentBack) -> str:
    """Return what is said, once, of a clock that went back."""
    told = QCoreApplication.translate(
        "troubles",
        "The clock of this computer went back by {time}. Entries bear its time from here on, and the journal"
        " says so. Have the clock put right.",
    )
    return told.format(time=_span(int(notice.by.total_seconds())))


def _span(seconds: int) -> str:
    minutes, days = round(seconds / 60), round(seconds / 86400)
    if seconds < 120:
        return QCoreApplication.translate("troubles", "%n s", "", seconds)
    if minutes < 120:
        return QCoreApplication.translate("troubles", "%n min", "", minutes)
    if days < 2:
        return QCoreApplication.translate("troubles", "%n h", "", round(seconds / 3600))
    return QCoreApplication.translate("troubles", "%n days", "", days)


def evidence_sentence(notice: JournalWrong | EvidenceSpoilt) -> str:
    """Return what is told where the record or its evidence is no longer what was recorded."""
    if isinstance(notice, JournalWrong):
        told = QCoreApplication.translate(
            "troubles",
            "Entry {entry} of the journal is not what was recorded. Copy this station's folder and have it"
            " looked at before anything rests on it: 'borderpost verify' tells more.",
        )
        return told.format(entry=notice.entry)
    told = QCoreApplication.translate(
        "troubles",
        "{files} files of evidence are lost, the first of entry {entry}. Put them back from a backup:"
        " 'borderpost verify --evidence' names them.",
    )
    return told.format(files=notice.files, entry=notice.entry)
