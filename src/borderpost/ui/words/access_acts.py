"""Access told as plain sentences: who was enrolled as what, PINs, returns, badges, exports."""

from PySide6.QtCore import QCoreApplication

from borderpost.domain import access_acts as access
from borderpost.domain.acts import Act
from borderpost.domain.officer import Role
from borderpost.ui.kit.text import ltr
from borderpost.ui.words.codes import word
from borderpost.ui.words.names import Names, own

translate = QCoreApplication.translate
_KNOWN = frozenset(Role)


def access_words(act: Act, names: Names) -> tuple[str, str] | None:
    """Return the sentence and the remark of an act of access; None where the act is none."""
    match act:
        case access.OfficerEnrolled():
            told = translate("access", "Enrolled {officer} as {roles}")
            sentence = told.format(officer=own(act.name), roles=role_words(act.roles))
            return sentence, days_words(act.valid_from, act.valid_until)
        case access.OfficerChanged():
            told = translate("access", "Changed {officer}: {roles}")
            retired = translate("access", "Took {officer} off duty")
            sentence = (told if act.active else retired).format(
                officer=own(act.name), roles=role_words(act.roles)
            )
            days = days_words(act.valid_from, act.valid_until)
            return sentence, " · ".join(part for part in (own(act.reason), days) if part)
        case access.PassphraseReset():
            told = translate("access", "Gave {officer} another passphrase")
            return told.format(officer=own(names.officer(act.subject))), own(act.reason)
        case access.PassphraseChanged():
            return translate("access", "Chose another passphrase"), ""
        case access.PinSet():
            return translate("access", "Set a PIN"), ""
        case access.PinCleared():
            told = translate("access", "Took the PIN of {officer} away")
            return told.format(officer=own(names.officer(act.subject))), own(act.reason)
        case access.PinFailed():
            told = translate("access", "A wrong PIN was given for {officer}")
            count = translate("access", "{count} in a row").format(count=act.failures)
            return told.format(officer=own(names.officer(act.claimed))), count
        case access.SessionReturned():
            return translate("access", "Came back by badge and PIN"), ""
        case access.BadgeMade():
            told = translate("access", "Made the badge of {officer}")
            return told.format(officer=own(names.officer(act.subject))), ltr(act.badge)
        case access.BadgeRevoked():
            told = translate("access", "Revoked the badge of {officer}")
            remark = " · ".join(part for part in (ltr(act.badge), own(act.reason)) if part)
            return told.format(officer=own(names.officer(act.subject))), remark
        case access.AccessLogExported():
            told = translate("access", "Exported {count} entries about access and consultation")
            return told.format(count=act.entries), ltr(act.sha256[:16])
        case _:
            return None


def role_words(roles: list[str]) -> str:
    """Return roles in words; one that this program does not know as it is written."""
    return ", ".join(word(Role(role)) if role in _KNOWN else own(role) for role in sorted(roles))


def days_words(since: str, until: str) -> str:
    """Return from when to when somebody is on duty."""
    if since and until:
        return translate("access", "{since} to {until}").format(since=ltr(since), until=ltr(until))
    if since:
        return translate("access", "from {since}").format(since=ltr(since))
    return translate("access", "until {until}").format(until=ltr(until)) if until else ""
