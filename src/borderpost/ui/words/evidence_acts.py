"""Evidence told as plain sentences: documents, marks over photographs, shots that could not be had."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain import acts
from borderpost.domain.codes import PhotoSubject
from borderpost.domain.evidence_codes import PaperKind, Shape
from borderpost.domain.photo_set import Prompt
from borderpost.ui.kit.text import ltr
from borderpost.ui.words.codes import word
from borderpost.ui.words.names import Names, own

translate = QCoreApplication.translate

PAPERS: dict[PaperKind, object] = {
    PaperKind.INVOICE: QT_TRANSLATE_NOOP("evidence", "Invoice or receipt"),
    PaperKind.POSTAL_FORM: QT_TRANSLATE_NOOP("evidence", "Postal form"),
    PaperKind.LETTER: QT_TRANSLATE_NOOP("evidence", "Letter"),
    PaperKind.LICENCE: QT_TRANSLATE_NOOP("evidence", "Licence or certificate"),
    PaperKind.EXPERT_OPINION: QT_TRANSLATE_NOOP("evidence", "Opinion of an expert"),
    PaperKind.REPLY: QT_TRANSLATE_NOOP("evidence", "Reply of a party"),
    PaperKind.OTHER: QT_TRANSLATE_NOOP("evidence", "Other document"),
}
SHAPES: dict[Shape, object] = {
    Shape.ARROW: QT_TRANSLATE_NOOP("evidence", "Arrow"),
    Shape.BOX: QT_TRANSLATE_NOOP("evidence", "Box"),
    Shape.CIRCLE: QT_TRANSLATE_NOOP("evidence", "Circle"),
    Shape.TEXT: QT_TRANSLATE_NOOP("evidence", "Text"),
    Shape.MEASURE: QT_TRANSLATE_NOOP("evidence", "Measured line"),
}


def paper_word(kind: PaperKind) -> str:
    """Return what a document is."""
    return translate("evidence", str(PAPERS[kind]))


def shape_word(shape: Shape) -> str:
    """Return what a mark is."""
    return translate("evidence", str(SHAPES[shape]))


def shot_words(subject: PhotoSubject, line: int, exhibit: str) -> str:
    """Return what a photograph of the set shows, with its line or its bag."""
    if line:
        told = translate("evidence", "{subject}, line {line}")
        return told.format(subject=word(subject), line=line)
    if exhibit:
        told = translate("evidence", "{subject}: {bag}")
        return told.format(subject=word(subject), bag=ltr(exhibit))
    return word(subject)


def missing_words(missing: tuple[Prompt, ...]) -> str:
    """Return which photographs are missing, in one sentence; empty where none is."""
    if not missing:
        return ""
    names = "; ".join(shot_words(one.subject, one.line, one.exhibit) for one in missing)
    return translate("evidence", "Photographs missing: {names}").format(names=names)


def evidence_words(act: acts.Act, names: Names) -> tuple[str, str] | None:
    """Return the sentence and the remark of an act of evidence; None where the act is none."""
    match act:
        case acts.DocumentKept():
            told = translate("acts", "Kept a document: {what}").format(what=paper_word(act.what))
            return told, _joined(own(act.caption), own(act.name), _hash(act.sha256))
        case acts.PhotographAnnotated():
            told = translate("acts", "Drew marks over photograph {entry}: {marks}")
            shapes = ", ".join(shape_word(mark.shape) for mark in act.marks)
            written = "; ".join(own(mark.text) for mark in act.marks if mark.text)
            sentence = told.format(entry=ltr(names.entry(act.photograph)), marks=shapes)
            return sentence, _joined(own(act.note), written, _hash(act.sha256))
        case acts.ShotExcused():
            told = translate("acts", "No photograph is possible: {shot}")
            return told.format(shot=shot_words(act.subject, act.line, act.exhibit)), own(act.reason)
        case _:
            return None


def _hash(sha256: str) -> str:
    return translate("acts", "SHA-256 {hash}").format(hash=ltr(f"{sha256[:12]}…"))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
