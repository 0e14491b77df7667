"""The acts by which a station is held to its journal, in words: keys, checkpoints, reports of shifts."""

from PySide6.QtCore import QCoreApplication

from borderpost.domain import acts
from borderpost.domain import shift_acts as shift
from borderpost.domain.checkpoint import BadCheckpoint, parse_checkpoint, parse_cosignature
from borderpost.ui.kit.text import ltr
from borderpost.ui.words.names import own

translate = QCoreApplication.translate


def signing_words(act: acts.Act) -> tuple[str, str] | None:
    """Return sentence and remark of such an act; None for any other."""
    match act:
        case acts.KeyRotated():
            told = translate("acts", "The station signs with a new key from the next entry on: {key}")
            return told.format(key=ltr(act.public_key[:16])), own(act.reason)
        case shift.ShiftReported():
            told = translate("acts", "Handed out the shift report of {day}, entries {first} to {last}")
            return told.format(day=ltr(act.day), first=act.first, last=act.last), ltr(act.sha256[:16])
        case shift.ShiftReportPrinted():
            told = translate("acts", "Sent the shift report of {day} to printer {printer}")
            return told.format(day=ltr(act.day), printer=own(act.printer)), ltr(act.sha256[:16])
        case acts.CheckpointCosigned():
            told = translate("acts", "Signed a checkpoint of station {station} over {size} entries")
        case acts.CosignatureReceived():
            told = translate("acts", "Station {station} signed this journal up to entry {size}")
        case _:
            return None
    own_side = isinstance(act, acts.CheckpointCosigned)
    try:
        checkpoint, cosignature = parse_checkpoint(act.checkpoint), parse_cosignature(act.cosignature)
    except BadCheckpoint:
        return told.format(station="?", size="?"), ""
    station = checkpoint.station if own_side else cosignature.station
    return told.format(station=ltr(station), size=checkpoint.size), ltr(checkpoint.root)
