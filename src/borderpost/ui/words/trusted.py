"""A trusted sender in words: which list says so, until when, and what that eased or did not."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.risk.trusted_flag import TrustedFlag, WhyNot
from borderpost.ui.kit.text import ltr
from borderpost.ui.words.amounts import day_text, isolated

translate = QCoreApplication.translate

_WHY_NOT: dict[WhyNot, object] = {
    WhyNot.NOTHING_TO_EASE: QT_TRANSLATE_NOOP("trusted", "Nothing selected this item."),
    WhyNot.GRAVE: QT_TRANSLATE_NOOP("trusted", "Trust eases nothing in this lane."),
    WhyNot.DRAWN: QT_TRANSLATE_NOOP("trusted", "This one was drawn at random: look at it all the same."),
    WhyNot.NOT_LISTED: QT_TRANSLATE_NOOP("trusted", "The list eases nothing of what selected this item."),
    WhyNot.NOT_ASSESSED: QT_TRANSLATE_NOOP("trusted", "Not every profile was asked, so nothing is eased."),
    WhyNot.NO_DRAW: QT_TRANSLATE_NOOP("trusted", "This site draws nothing, so nothing is eased."),
}


def trusted_words(flag: TrustedFlag) -> str:
    """Return what an officer is told of a sender that is on a list of trusted senders."""
    told = translate(
        "trusted", "Trusted sender: {sender}, on {title} of {issuer} (version {version}, valid until {day})."
    ).format(
        sender=isolated(flag.sender),
        title=isolated(flag.title),
        issuer=isolated(flag.issuer),
        version=flag.version,
        day=ltr(day_text(flag.valid_until.isoformat())),
    )
    if flag.eased:
        eased = translate("trusted", "It is green for that: otherwise it would be yellow by {profiles}.")
        return f"{told} {eased.format(profiles=', '.join(map(ltr, flag.profiles)))}"
    why = translate("trusted", str(_WHY_NOT[flag.why_not])) if flag.why_not is not None else ""
    return f"{told} {why}".strip()
