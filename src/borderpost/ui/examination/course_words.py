"""The words, key and icon of what comes next."""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.codes import Disposition
from borderpost.ui.examination.course import Next, NextAct
from borderpost.ui.icons import Icon
from borderpost.ui.words.codes import word


@dataclass(frozen=True, slots=True)
class Guidance:
    """The sentence of the next step and its button; `button` is empty where nothing is to be pressed."""

    sentence: str
    button: str
    icon: Icon


_WORDS: dict[NextAct, tuple[object, object, Icon]] = {
    NextAct.READ_ONLY: (
        QT_TRANSLATE_NOOP("Examination", "Your role lets you read this examination, not work on it."),
        "",
        Icon.EYE,
    ),
    NextAct.CHECK_HAZARD: (
        QT_TRANSLATE_NOOP("Examination", "Do not open. Check it for hazards first, and record the result."),
        QT_TRANSLATE_NOOP("Examination", "Record the hazard check"),
        Icon.SHIELD,
    ),
    NextAct.KEEP_SHUT: (
        QT_TRANSLATE_NOOP(
            "Examination", "The hazard check was not clear. Keep it shut: hold it or refer it."
        ),
        QT_TRANSLATE_NOOP("Examination", "Choose the outcome"),
        Icon.LANE_SECURE,
    ),
    NextAct.RECORD_STEP: (
        QT_TRANSLATE_NOOP("Examination", "Record what you did with the parcel."),
        QT_TRANSLATE_NOOP("Examination", "Record a step"),
        Icon.EXAMINE,
    ),
    NextAct.RECORD_FINDING: (
        QT_TRANSLATE_NOOP("Examination", "Say what you found."),
        QT_TRANSLATE_NOOP("Examination", "Record a finding"),
        Icon.FLAG,
    ),
    NextAct.LIST_GOODS: (
        QT_TRANSLATE_NOOP("Examination", "List the goods, one line for each kind and brand."),
        QT_TRANSLATE_NOOP("Examination", "List the goods"),
        Icon.PARCEL,
    ),
    NextAct.NAME_RIGHT: (
        QT_TRANSLATE_NOOP(
            "Examination", "Line {subject} names no right. Take it back with Delete and list it anew."
        ),
        QT_TRANSLATE_NOOP("Examination", "Go to the goods"),
        Icon.PARCEL,
    ),
    NextAct.PHOTOGRAPH: (
        QT_TRANSLATE_NOOP("Examination", "Photograph the goods."),
        QT_TRANSLATE_NOOP("Examination", "Photograph the goods"),
        Icon.CAMERA,
    ),
    NextAct.SEAL: (
        QT_TRANSLATE_NOOP("Examination", "Put the goods in a bag. Scan the bag, then its seal."),
        QT_TRANSLATE_NOOP("Examination", "Bag and seal"),
        Icon.SEAL,
    ),
    NextAct.PHOTOGRAPH_BAG: (
        QT_TRANSLATE_NOOP("Examination", "Photograph the sealed bag with its seal number readable."),
        QT_TRANSLATE_NOOP("Examination", "Photograph the sealed bag"),
        Icon.CAMERA,
    ),
    NextAct.CHOOSE_OUTCOME: (
        QT_TRANSLATE_NOOP("Examination", "Choose what is to become of the item."),
        QT_TRANSLATE_NOOP("Examination", "Choose the outcome"),
        Icon.NEXT,
    ),
    NextAct.GIVE_REASON: (
        QT_TRANSLATE_NOOP("Examination", "Give the reason in your own words. Outcome: {disposition}."),
        QT_TRANSLATE_NOOP("Examination", "Give the reason"),
        Icon.NEXT,
    ),
    NextAct.HOLD_REASON: (
        QT_TRANSLATE_NOOP("Examination", "Choose why it is held. The post is told its code for that."),
        QT_TRANSLATE_NOOP("Examination", "Choose the reason"),
        Icon.HOLD,
    ),
    NextAct.WEIGH: (
        QT_TRANSLATE_NOOP("Examination", "Weigh it first: whether it may be opened hangs on its weight."),
        QT_TRANSLATE_NOOP("Examination", "Weigh it"),
        Icon.SCALE,
    ),
    NextAct.SECOND_OFFICER: (
        QT_TRANSLATE_NOOP(
            "Examination", "A second officer has to agree: choose the name, type the passphrase."
        ),
        QT_TRANSLATE_NOOP("Examination", "Second officer"),
        Icon.APPROVE,
    ),
    NextAct.GO_ON_AFTER_HOLD: (
        QT_TRANSLATE_NOOP("Examination", "The item is held. Go on when the answer has come."),
        QT_TRANSLATE_NOOP("Examination", "Choose the outcome"),
        Icon.HOLD,
    ),
    NextAct.OPEN_REPORT: (
        QT_TRANSLATE_NOOP("Examination", "Seized. The report is ready to be opened and signed."),
        QT_TRANSLATE_NOOP("Examination", "Open the report"),
        Icon.REPORT,
    ),
    NextAct.ENDED: (
        QT_TRANSLATE_NOOP("Examination", "This examination has ended: {disposition}. Scan the next parcel."),
        QT_TRANSLATE_NOOP("Examination", "Back to the bench"),
        Icon.SCAN,
    ),
}
_CONCLUDE: dict[Disposition, tuple[object, Icon]] = {
    Disposition.RELEASE: (QT_TRANSLATE_NOOP("Examination", "Release the item"), Icon.RELEASE),
    Disposition.RELEASE_WITH_CHARGE: (
        QT_TRANSLATE_NOOP("Examination", "Release with charge"),
        Icon.RELEASE,
    ),
    Disposition.HOLD_DOCUMENT: (QT_TRANSLATE_NOOP("Examination", "Hold the item"), Icon.HOLD),
    Disposition.HOLD_VALUE: (QT_TRANSLATE_NOOP("Examination", "Hold the item"), Icon.HOLD),
    Disposition.HOLD_TEST: (QT_TRANSLATE_NOOP("Examination", "Hold the item"), Icon.HOLD),
    Disposition.REFER: (QT_TRANSLATE_NOOP("Examination", "Refer the item"), Icon.NEXT),
    Disposition.HOLD_IPR: (QT_TRANSLATE_NOOP("Examination", "Propose to hold it"), Icon.HOLD),
    Disposition.HOLD_SAFETY: (QT_TRANSLATE_NOOP("Examination", "Propose to hold it"), Icon.HOLD),
    Disposition.SEIZE: (QT_TRANSLATE_NOOP("Examination", "Propose the seizure"), Icon.SEIZE),
    Disposition.RELEASE_AMENDED: (
        QT_TRANSLATE_NOOP("Examination", "Release as corrected"),
        Icon.RELEASE,
    ),
    Disposition.HOLD_SMALL: (QT_TRANSLATE_NOOP("Examination", "Propose to hold it"), Icon.HOLD),
    Disposition.RETURN: (QT_TRANSLATE_NOOP("Examination", "Propose the return"), Icon.UNDO),
    Disposition.ABANDON: (QT_TRANSLATE_NOOP("Examination", "Propose to take it as abandoned"), Icon.REMOVE),
    Disposition.FORFEIT: (QT_TRANSLATE_NOOP("Examination", "Propose the forfeiture"), Icon.SEIZE),
    Disposition.DESTROY: (QT_TRANSLATE_NOOP("Examination", "Propose the destruction"), Icon.REMOVE),
    Disposition.RESTORE: (QT_TRANSLATE_NOOP("Examination", "Propose to give it back"), Icon.UNDO),
    Disposition.REFUSE_ENTRY: (QT_TRANSLATE_NOOP("Examination", "Propose to refuse entry"), Icon.REFUSE),
    Disposition.FINE: (QT_TRANSLATE_NOOP("Examination", "Propose the penalty notice"), Icon.FLAG),
    Disposition.NOT_LOCATED: (QT_TRANSLATE_NOOP("Examination", "Propose: not found"), Icon.SEARCH),
}


def guidance(coming: Next) -> Guidance:
    """Return the words for what comes next."""
    if coming.act in (NextAct.CONCLUDE, NextAct.PROPOSE) and coming.disposition is not None:
        return _ready(coming.act, coming.disposition)
    sentence, button, icon = _WORDS[coming.act]
    disposition = word(coming.disposition) if coming.disposition else ""
    text = _tr(sentence).format(subject=coming.subject, disposition=disposition)
    return Guidance(text, _tr(button) if button else "", icon)


def conclude_words(disposition: Disposition) -> tuple[str, Icon]:
    """Return the words and the icon of the button that gives the item its disposition."""
    words, icon = _CONCLUDE[disposition]
    return _tr(words), icon


def _ready(act: NextAct, disposition: Disposition) -> Guidance:
    button, icon = conclude_words(disposition)
    sentence = (
        QT_TRANSLATE_NOOP(
            "Examination", "Everything is there. Propose it to the second officer: {disposition}."
        )
        if act is NextAct.PROPOSE
        else QT_TRANSLATE_NOOP("Examination", "Everything is there: {disposition}.")
    )
    return Guidance(_tr(sentence).format(disposition=word(disposition)), button, icon)


def _tr(text: object) -> str:
    return QCoreApplication.translate("Examination", str(text))
