"""Custody told as plain sentences: exhibits, seals, hand-overs, alarms, stocktakes, what was taken back."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain import acts
from borderpost.domain.custody_codes import AlarmKind, ExhibitKind, Passing, PlaceKind
from borderpost.ui.kit.text import ltr
from borderpost.ui.words.names import Names, own

translate = QCoreApplication.translate

EXHIBITS: dict[ExhibitKind, object] = {
    ExhibitKind.GOODS: QT_TRANSLATE_NOOP("custody", "Goods"),
    ExhibitKind.BAG: QT_TRANSLATE_NOOP("custody", "Bag"),
    ExhibitKind.SAMPLE: QT_TRANSLATE_NOOP("custody", "Sample"),
    ExhibitKind.PHOTOGRAPHS: QT_TRANSLATE_NOOP("custody", "Set of photographs"),
    ExhibitKind.ITEM: QT_TRANSLATE_NOOP("custody", "The postal item"),
}
ALARMS: dict[AlarmKind, object] = {
    AlarmKind.SEAL_DIFFERS: QT_TRANSLATE_NOOP("custody", "Another seal than it was closed with"),
    AlarmKind.SEAL_BROKEN: QT_TRANSLATE_NOOP("custody", "Seal broken"),
    AlarmKind.WEIGHT: QT_TRANSLATE_NOOP("custody", "Weight differs"),
    AlarmKind.MISSING: QT_TRANSLATE_NOOP("custody", "Missing at a stocktake"),
    AlarmKind.MISPLACED: QT_TRANSLATE_NOOP("custody", "Found in another place"),
}
PLACES: dict[PlaceKind, object] = {
    PlaceKind.PERSON: QT_TRANSLATE_NOOP("custody", "{name}"),
    PlaceKind.BENCH: QT_TRANSLATE_NOOP("custody", "Bench {name}"),
    PlaceKind.STORE: QT_TRANSLATE_NOOP("custody", "Store {name}"),
    PlaceKind.TRANSIT: QT_TRANSLATE_NOOP("custody", "On its way to {name}"),
    PlaceKind.CONTAINER: QT_TRANSLATE_NOOP("custody", "In bag {name}"),
    PlaceKind.LABORATORY: QT_TRANSLATE_NOOP("custody", "Laboratory {name}"),
    PlaceKind.AGENCY: QT_TRANSLATE_NOOP("custody", "Agency {name}"),
    PlaceKind.OUTSIDER: QT_TRANSLATE_NOOP("custody", "Outside: {name}"),
    PlaceKind.RETURNED: QT_TRANSLATE_NOOP("custody", "Returned to {name}"),
    PlaceKind.DESTROYED: QT_TRANSLATE_NOOP("custody", "Destroyed: {name}"),
}
_PASSINGS: dict[Passing, object] = {
    Passing.BEGUN: QT_TRANSLATE_NOOP("custody", "Labelled"),
    Passing.SEALED: QT_TRANSLATE_NOOP("custody", "Sealed"),
    Passing.MOVED: QT_TRANSLATE_NOOP("custody", "Moved"),
    Passing.PLACED: QT_TRANSLATE_NOOP("custody", "Put there"),
    Passing.TAKEN_UP: QT_TRANSLATE_NOOP("custody", "Taken from there"),
    Passing.HANDED_OVER: QT_TRANSLATE_NOOP("custody", "Handed over"),
    Passing.GIVEN: QT_TRANSLATE_NOOP("custody", "Sent to another bench"),
    Passing.TAKEN: QT_TRANSLATE_NOOP("custody", "Taken at another bench"),
    Passing.RECALLED: QT_TRANSLATE_NOOP("custody", "Called back"),
    Passing.HANDED_OUT: QT_TRANSLATE_NOOP("custody", "Handed out against a receipt"),
    Passing.CAME_BACK: QT_TRANSLATE_NOOP("custody", "Came back"),
    Passing.PACKED: QT_TRANSLATE_NOOP("custody", "Put into the bag"),
    Passing.UNPACKED: QT_TRANSLATE_NOOP("custody", "Taken out of the bag"),
    Passing.DISPOSED: QT_TRANSLATE_NOOP("custody", "Left for good"),
}


def exhibit_word(kind: ExhibitKind) -> str:
    """Return what an exhibit is."""
    return translate("custody", str(EXHIBITS[kind]))


def alarm_word(kind: AlarmKind) -> str:
    """Return what does not fit."""
    return translate("custody", str(ALARMS[kind]))


def passing_word(how: Passing) -> str:
    """Return how an exhibit came there."""
    return translate("custody", str(_PASSINGS[how]))


def place_words(kind: PlaceKind, name: str, names: Names) -> str:
    """Return where an exhibit is, officers by their names."""
    known = names.officer(name) if kind in (PlaceKind.PERSON, PlaceKind.TRANSIT) and name else name
    return translate("custody", str(PLACES[kind])).format(name=own(known)).strip()


def custody_words(act: acts.Act, names: Names) -> tuple[str, str] | None:
    """Return the sentence and the remark of an act of custody; None where the act is none."""
    match act:
        case acts.ExhibitRegistered():
            told = translate("custody", "Labelled {what} {label}").format(
                what=exhibit_word(act.what), label=ltr(act.exhibit)
            )
            return told, _joined(own(act.description), ltr(act.parent), own(act.location), _kg(act.weight_kg))
        case acts.ContainerOpened():
            told = translate("custody", "Opened bag {label}, seal found: {seal}").format(
                label=ltr(act.exhibit), seal=ltr(act.seal_found or "–")
            )
            return told, _joined(own(act.purpose), own(act.location), _kg(act.weight_kg))
        case acts.ContainerClosed():
            told = translate("custody", "Closed bag {label} with seal {seal}").format(
                label=ltr(act.exhibit), seal=ltr(act.seal)
            )
            return told, _joined(own(act.location), _kg(act.weight_kg))
        case acts.ExhibitPassed():
            return _passed(act, names)
        case acts.AlarmRaised():
            told = translate("custody", "Alarm for {label}: {alarm}")
            return told.format(label=ltr(act.exhibit), alarm=alarm_word(act.alarm)), own(act.found)
        case acts.AlarmAnswered():
            told = translate("custody", "Answered the alarm for {label}: {alarm}")
            return told.format(label=ltr(act.exhibit), alarm=alarm_word(act.alarm)), own(act.reason)
        case acts.StocktakeRecorded():
            told = translate(
                "custody", "Counted {place}: {scanned} scanned, {missing} missing, {misplaced} misplaced"
            )
            place = place_words(act.place_kind, act.place, names)
            counts = {
                "scanned": len(act.scanned),
                "missing": len(act.missing),
                "misplaced": len(act.misplaced),
            }
            return told.format(place=place, **counts), ", ".join(ltr(one) for one in act.unknown)
        case acts.ProposalWithdrawn():
            told = translate("custody", "Withdrew proposal {entry}")
            return told.format(entry=ltr(names.entry(act.proposal))), own(act.reason)
        case acts.ReopeningAsked():
            return translate("custody", "Asked that the inspection go on"), own(act.reason)
        case acts.ReopeningAnswered():
            yes, no = (
                translate("custody", "Let the inspection go on as asked in {entry}"),
                translate("custody", "Did not let the inspection go on as asked in {entry}"),
            )
            return (yes if act.granted else no).format(entry=ltr(names.entry(act.request))), own(act.remark)
        case _:
            return None


def _passed(act: acts.ExhibitPassed, names: Names) -> tuple[str, str]:
    told = translate("custody", "{label}: {how}, {place}").format(
        label=ltr(act.exhibit),
        how=passing_word(act.how),
        place=place_words(act.to_kind, act.to_name, names),
    )
    witness = own(names.officer(act.counterpart)) if act.counterpart else ""
    receipt = translate("custody", "receipt {number}").format(number=ltr(act.receipt)) if act.receipt else ""
    broken = "" if act.seal_intact else alarm_word(AlarmKind.SEAL_BROKEN)
    said = (own(act.purpose), own(act.location), witness, own(act.receiver), receipt, broken)
    return told, _joined(*said, _kg(act.weight_kg))


def _kg(weight: str) -> str:
    return translate("custody", "{weight} kg").format(weight=ltr(weight)) if weight else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
