"""Administering access: officers enrolled, changed and retired, passphrases and PINs given and taken."""

from dataclasses import dataclass, replace

from borderpost.domain import access_acts as acts
from borderpost.domain.access_rules import (
    NO_BADGE,
    administrator_refusals,
    enrolment_refusals,
    passphrase_refusals,
)
from borderpost.domain.acts import OfficerLoggedIn
from borderpost.domain.decisions import Refusal, Refused, Rule
from borderpost.domain.officer import Officer, Right, Role
from borderpost.domain.quick_return import is_weak_pin
from borderpost.work.changes import Done, Kind
from borderpost.work.ports import Passphrases, Transaction
from borderpost.work.ports_access import Credential
from borderpost.work.roster import on_duty
from borderpost.work.session import Attempt, Proven, with_proof
from borderpost.work.written import LONG, written

_CHANGES = frozenset({Kind.ROSTER, Kind.SESSION})


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Somebody as they shall stand on the roster; days are `YYYY-MM-DD` or empty."""

    id: str
    name: str
    roles: frozenset[Role]
    active: bool = True
    valid_from: str = ""
    valid_until: str = ""

    def officer(self) -> Officer:
        """Return the officer, with blanks at the ends taken off."""
        return Officer(
            written(self.id, "officer_id").casefold(),
            written(self.name, "name"),
            self.roles,
            self.active,
            self.valid_from.strip(),
            self.valid_until.strip(),
        )


def enrol(
    tx: Transaction, *, officer: Officer, enrolment: Enrolment, passphrase: str, passphrases: Passphrases
) -> Done[Officer]:
    """Put somebody on the roster with a first passphrase, in whose place they choose their own."""
    new = enrolment.officer()
    found = [*administrator_refusals(on_duty(tx, officer), new.id), *enrolment_refusals(new)]
    found.extend(passphrase_refusals(passphrase))
    if tx.credential(new.id) is not None:
        found.append(Refusal(Rule.OFFICER_KNOWN, new.id))
    if found:
        raise Refused(found)
    return _enrolled(tx, officer.id, new, passphrases.make(passphrase))


def first_administrator(
    tx: Transaction, *, enrolment: Enrolment, passphrase: str, passphrases: Passphrases
) -> Done[Officer]:
    """Enrol somebody to administer access where nobody can; the entry is the station's own."""
    new = enrolment.officer()
    today = tx.now().date().isoformat()
    found = [*enrolment_refusals(new), *passphrase_refusals(passphrase)]
    known = [one.officer for one in tx.roster()]
    if any(one.may(Right.MANAGE_ACCESS) and one.on_duty_on(today) for one in known):
        found.append(Refusal(Rule.ROLE, Right.MANAGE_ACCESS))
    if any(one.id == new.id for one in known):
        found.append(Refusal(Rule.OFFICER_KNOWN, new.id))
    if not new.may(Right.MANAGE_ACCESS):
        found.append(Refusal(Rule.FIELD_MISSING, "roles"))
    if found:
        raise Refused(found)
    return _enrolled(tx, "", new, passphrases.make(passphrase))


def change(tx: Transaction, *, officer: Officer, enrolment: Enrolment, reason: str) -> Done[Officer]:
    """Change name, roles, days or duty of somebody on the roster, saying why; nobody is ever taken off it."""
    new = enrolment.officer()
    known = _known(tx, new.id)
    reason = written(reason, "reason", LONG)
    found = [*administrator_refusals(on_duty(tx, officer), new.id), *enrolment_refusals(new)]
    if not reason:
        found.append(Refusal(Rule.NO_REASON))
    if found:
        raise Refused(found)
    entry = tx.append(
        officer.id,
        acts.OfficerChanged(
            subject=new.id,
            name=new.name,
            roles=sorted(new.roles),
            active=new.active,
            reason=reason,
            valid_from=new.valid_from,
            valid_until=new.valid_until,
        ),
    )
    tx.put_credential(replace(known, officer=new), entry.id)
    return Done(new, _CHANGES)


def reset_passphrase(
    tx: Transaction,
    *,
    officer: Officer,
    subject: str,
    passphrase: str,
    reason: str,
    passphrases: Passphrases,
) -> Done[Officer]:
    """Give somebody another passphrase, saying why; their PIN goes with the old one.

    It is good for one thing: that its officer chooses another with it (`choose_own`).
    """
    known = _known(tx, subject)
    reason = written(reason, "reason", LONG)
    found = [*administrator_refusals(on_duty(tx, officer), subject), *passphrase_refusals(passphrase)]
    if not reason:
        found.append(Refusal(Rule.NO_REASON))
    if found:
        raise Refused(found)
    entry = tx.append(officer.id, acts.PassphraseReset(subject=subject, reason=reason))
    given = replace(known, passphrase_hash=passphrases.make(passphrase), pin_hash="", given=True)
    tx.put_credential(given, entry.id)
    return Done(known.officer, _CHANGES)


def clear_pin(tx: Transaction, *, officer: Officer, subject: str, reason: str = "") -> Done[Officer]:
    """Take a PIN away: one's own without a word, another's as an administrator who says why."""
    known = _known(tx, subject)
    reason = written(reason, "reason", LONG)
    if subject != officer.id:
        found = [*administrator_refusals(on_duty(tx, officer), subject)]
        if not reason:
            found.append(Refusal(Rule.NO_REASON))
        if found:
            raise Refused(found)
    entry = tx.append(officer.id, acts.PinCleared(subject=subject, reason=reason))
    tx.put_credential(replace(known, pin_hash=""), entry.id)
    return Done(known.officer, _CHANGES)


def set_pin(
    tx: Transaction, *, officer: Officer, passphrase: str, pin: str, passphrases: Passphrases
) -> Done[Proven[Officer]]:
    """Set the PIN by which an officer returns to their own locked bench; it takes their passphrase."""
    if is_weak_pin(pin):
        raise Refused([Refusal(Rule.WEAK_PIN)])

    def proven(who: Officer) -> Done[Officer]:
        entry = tx.append(who.id, acts.PinSet())
        tx.put_credential(replace(_known(tx, who.id), pin_hash=passphrases.make(pin)), entry.id)
        return Done(who, _CHANGES)

    return with_proof(tx, officer_id=officer.id, passphrase=passphrase, passphrases=passphrases, then=proven)


def change_passphrase(
    tx: Transaction, *, officer: Officer, passphrase: str, new: str, passphrases: Passphrases
) -> Done[Proven[Officer]]:
    """Choose another passphrase for oneself, giving the old one, also one that was given; the PIN goes."""
    if found := passphrase_refusals(new):
        raise Refused(found)

    def proven(who: Officer) -> Done[Officer]:
        known = _known(tx, who.id)
        if passphrases.matches(known.passphrase_hash, new):
            raise Refused([Refusal(Rule.PASSPHRASE_SAME)])
        entry = tx.append(who.id, acts.PassphraseChanged())
        own = replace(known, passphrase_hash=passphrases.make(new), pin_hash="", given=False)
        tx.put_credential(own, entry.id)
        return Done(who, _CHANGES)

    return with_proof(
        tx,
        officer_id=officer.id,
        passphrase=passphrase,
        passphrases=passphrases,
        then=proven,
        given_too=True,
    )


def choose_own(
    tx: Transaction, *, officer_id: str, passphrase: str, new: str, passphrases: Passphrases
) -> Done[Attempt]:
    """Sign in with a passphrase that was given, by choosing another in its place."""
    who = Officer(officer_id, "", frozenset())
    done = change_passphrase(tx, officer=who, passphrase=passphrase, new=new, passphrases=passphrases)
    if done.result.result is not None:
        tx.append(officer_id, OfficerLoggedIn())
    return Done(done.result.attempt, done.changes)


def issue_badge(tx: Transaction, *, officer: Officer, subject: str) -> Done[str]:
    """Give somebody a badge of a new number: oneself, or another as an administrator; return its code.

    The one before it, lost or not, counts no more.
    """
    known = _known(tx, subject)
    if subject != officer.id and (found := administrator_refusals(on_duty(tx, officer), subject)):
        raise Refused(found)
    badge = f"B{tx.new_id()[-9:].upper()}"
    entry = tx.append(officer.id, acts.BadgeMade(subject=subject, badge=badge))
    tx.put_credential(replace(known, badge=badge), entry.id)
    return Done(badge, _CHANGES)


def revoke_badge(tx: Transaction, *, officer: Officer, subject: str, reason: str = "") -> Done[Officer]:
    """Let a badge count no more: one's own without a word, another's as an administrator who says why."""
    known = _known(tx, subject)
    reason = written(reason, "reason", LONG)
    if subject != officer.id:
        found = [*administrator_refusals(on_duty(tx, officer), subject)]
        if not reason:
            found.append(Refusal(Rule.NO_REASON))
        if found:
            raise Refused(found)
    entry = tx.append(
        officer.id, acts.BadgeRevoked(subject=subject, badge=known.badge or subject.upper(), reason=reason)
    )
    tx.put_credential(replace(known, badge=NO_BADGE), entry.id)
    return Done(known.officer, _CHANGES)


def _enrolled(tx: Transaction, by: str, new: Officer, passphrase_hash: str) -> Done[Officer]:
    entry = tx.append(
        by,
        acts.OfficerEnrolled(
            subject=new.id,
            name=new.name,
            roles=sorted(new.roles),
            valid_from=new.valid_from,
            valid_until=new.valid_until,
        ),
    )
    tx.put_credential(Credential(new, passphrase_hash, given=True, badge=NO_BADGE), entry.id)
    return Done(new, _CHANGES)


def _known(tx: Transaction, subject: str) -> Credential:
    """Return an officer as the roster has them, whatever the day."""
    found = next((one for one in tx.roster() if one.officer.id == subject), None)
    if found is None:
        raise Refused([Refusal(Rule.NOT_KNOWN, subject)])
    return found
