"""Quick releases in words: taken back and why, lists released together, lists of trusted senders."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain import acts
from borderpost.domain.release_codes import ListKind, StaysBehind, TakeBackReason
from borderpost.ui.kit.text import ltr
from borderpost.ui.words.codes import word
from borderpost.ui.words.names import Names, own

translate = QCoreApplication.translate

REASONS: dict[TakeBackReason, object] = {
    TakeBackReason.WRONG_PARCEL: QT_TRANSLATE_NOOP("releases", "Another parcel was meant"),
    TakeBackReason.WRONG_KEY: QT_TRANSLATE_NOOP("releases", "The wrong key"),
    TakeBackReason.SEEN_ON_PARCEL: QT_TRANSLATE_NOOP("releases", "Something seen on the parcel"),
    TakeBackReason.NEW_INFORMATION: QT_TRANSLATE_NOOP("releases", "New information"),
}
LISTS: dict[ListKind, object] = {
    ListKind.RECEPTACLE: QT_TRANSLATE_NOOP("releases", "Receptacle"),
    ListKind.SCANNED: QT_TRANSLATE_NOOP("releases", "Scanned list"),
    ListKind.SEARCH: QT_TRANSLATE_NOOP("releases", "Search"),
    ListKind.FILE: QT_TRANSLATE_NOOP("releases", "List from a file"),
}
BEHIND: dict[StaysBehind, object] = {
    StaysBehind.SECURE_LANE: QT_TRANSLATE_NOOP("releases", "Secure: hazard check first"),
    StaysBehind.RED_LANE: QT_TRANSLATE_NOOP("releases", "Red: examine it"),
    StaysBehind.DRAWN: QT_TRANSLATE_NOOP("releases", "Drawn at random: examine it"),
    StaysBehind.IN_CASE: QT_TRANSLATE_NOOP("releases", "Under examination"),
    StaysBehind.HELD: QT_TRANSLATE_NOOP("releases", "Held"),
    StaysBehind.DECIDED: QT_TRANSLATE_NOOP("releases", "Another decision stands"),
    StaysBehind.RELEASED: QT_TRANSLATE_NOOP("releases", "Released already"),
    StaysBehind.UNDECLARED: QT_TRANSLATE_NOOP("releases", "Nothing declared"),
    StaysBehind.NOT_ASSESSED: QT_TRANSLATE_NOOP("releases", "Not assessed completely"),
    StaysBehind.SEVERAL: QT_TRANSLATE_NOOP("releases", "Several declarations"),
    StaysBehind.YELLOW_LANE: QT_TRANSLATE_NOOP("releases", "Yellow: compare it first"),
    StaysBehind.NOT_A_NUMBER: QT_TRANSLATE_NOOP("releases", "No number of an item"),
    StaysBehind.LAW: QT_TRANSLATE_NOOP("releases", "The law forbids it"),
}


def reason_words(reason: TakeBackReason) -> str:
    """Return why a release is taken back."""
    return translate("releases", str(REASONS[reason]))


def list_words(kind: ListKind) -> str:
    """Return where a list came from."""
    return translate("releases", str(LISTS[kind]))


def behind_words(why: StaysBehind) -> str:
    """Return why an item is not released with the others."""
    return translate("releases", str(BEHIND[why]))


def decided_words(act: acts.OutcomeRecorded, names: Names) -> str:
    """Return a disposition that nobody else had to agree to then, or had agreed to beforehand."""
    if not act.batch:
        return translate("acts", "Decided: {disposition}").format(disposition=word(act.disposition))
    told = translate("acts", "Decided with a list that {officer} signed: {disposition} (list {batch})")
    return told.format(
        disposition=word(act.disposition), officer=own(names.officer(act.consent)), batch=ltr(act.batch[:12])
    )


def decided_remark(act: acts.OutcomeRecorded | acts.OutcomeProposed) -> str:
    """Return what falls due with a disposition, and the officer's reason."""
    due = translate("acts", "Charge due: {charge}").format(charge=ltr(act.charge)) if act.charge else ""
    return " · ".join(part for part in (due, own(act.reason)) if part)


def release_words(act: acts.Act, names: Names) -> tuple[str, str] | None:
    """Return the sentence and the remark of an act about quick releases; None where it is no such act."""
    match act:
        case acts.ReleaseTakenBack():
            told = translate("acts", "Took the release back (entry {entry}): {reason}")
            sentence = told.format(entry=ltr(names.entry(act.outcome)), reason=reason_words(act.reason))
            return sentence, own(act.remark)
        case acts.BulkReleaseBegun():
            told = translate("acts", "Signed a list of {officer} for release: {source} {name}, {count} items")
            sentence = told.format(
                officer=own(names.officer(act.proposer)),
                source=list_words(act.source),
                name=ltr(act.name),
                count=len(act.items),
            )
            return sentence, f"{own(act.reason)} · {ltr(act.digest[:16])}"
        case acts.BulkReleaseEnded():
            told = (
                translate("acts", "Gave up the rest of a list for release; {count} items were released")
                if act.given_up
                else translate("acts", "A list was released: {count} items")
            )
            return told.format(count=act.released), own(act.reason)
        case acts.TrustedListTaken():
            told = (
                translate("acts", "Withdrew the list of trusted senders {title}, version {version}")
                if act.withdrawn
                else translate("acts", "Took in the list of trusted senders {title}, version {version}")
            )
            return told.format(title=own(act.title), version=act.version), own(act.reason) or ltr(
                act.sha256[:16]
            )
        case _:
            return None
