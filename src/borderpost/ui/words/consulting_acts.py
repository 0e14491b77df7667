"""Consultations told as plain sentences: why declarations were searched, for what, and what was taken up."""

from PySide6.QtCore import QCoreApplication

from borderpost.domain import acts
from borderpost.ui.kit.text import ltr
from borderpost.ui.words.codes import word
from borderpost.ui.words.names import own

translate = QCoreApplication.translate


def consulting_words(act: acts.Act) -> tuple[str, str] | None:
    """Return the sentence and the remark of a consultation; None where the act is none."""
    match act:
        case acts.ConsultationBegun():
            told = translate("acts", "Began to search the declarations: {reason}")
            return told.format(reason=word(act.reason)), own(act.reference)
        case acts.DeclarationsSearched():
            told = translate("acts", "Searched for “{query}”")
            return told.format(query=own(act.query)), _found(act)
        case acts.ItemConsulted():
            told = translate("acts", "Took item {item} of {day} up from the search")
            searched = translate("acts", "searched for “{query}”").format(query=own(act.query))
            sentence = told.format(item=ltr(act.item_id), day=ltr(act.item_date))
            return sentence, searched if act.query else ""
        case acts.SendersTableSaved():
            told = translate("acts", "Saved a table that names senders, {rows} of {weeks} weeks: {reason}")
            sentence = told.format(rows=act.rows, weeks=act.weeks, reason=word(act.reason))
            return sentence, own(act.reference)
        case _:
            return None


def _found(act: acts.DeclarationsSearched) -> str:
    if act.more:
        return translate("acts", "more than {count} items found").format(count=act.found)
    if act.found == 1:
        return translate("acts", "1 item found")
    return translate("acts", "{count} items found").format(count=act.found)
