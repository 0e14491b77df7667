"""Products told as plain sentences: which code was scanned, and what came of comparing it."""

from PySide6.QtCore import QCoreApplication

from borderpost.domain import acts
from borderpost.domain.brands.verdicts_plain import verdicts_from_plain
from borderpost.ui.kit.text import ltr
from borderpost.ui.words.names import own
from borderpost.ui.words.products import answer_word, question_word

translate = QCoreApplication.translate


def product_words(act: acts.Act) -> tuple[str, str] | None:
    """Return the sentence and the remark of a comparison; None where the act is none."""
    if not isinstance(act, acts.ProductCompared):
        return None
    told = translate("products", "Compared product {code}").format(code=ltr(act.code))
    return told, compared_words(act)


def compared_words(act: acts.ProductCompared) -> str:
    """Return every answer, and the edition of the brand pack that was known then."""
    parts = [
        f"{question_word(one.question)}: {answer_word(one.answer)}"
        for one in verdicts_from_plain(act.verdicts)
    ]
    if act.serial:
        parts.append(translate("products", "serial number {serial}").format(serial=ltr(act.serial)))
    if act.right_holder:
        known = translate("products", "{holder}, as known then (edition {edition}, {sha256})")
        parts.append(
            known.format(
                holder=own(act.right_holder), edition=ltr(act.edition), sha256=ltr(act.pack_sha256[:12])
            )
        )
    return " · ".join(parts)
