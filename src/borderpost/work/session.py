"""Logging in and out of the bench, coming back to it, and proving oneself as a second officer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Generic, TypeVar

from borderpost.domain.access_acts import PinFailed, SessionReturned
from borderpost.domain.acts import LoginFailed, OfficerLoggedIn, OfficerLoggedOut, SessionLocked
from borderpost.domain.decisions import Refusal, Refused, Rule
from borderpost.domain.entry import moment_of
from borderpost.domain.officer import Officer
from borderpost.domain.quick_return import NotByPin, not_by_pin
from borderpost.work.changes import Done, Kind
from borderpost.work.ports import Passphrases, Transaction

_CHANGES = frozenset({Kind.SESSION})
_STEERED: Final = timedelta(seconds=1)
T = TypeVar("T")


class MustWait(Exception):
    """Too many wrong passphrases in a row: no attempt is taken before the wait is over."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"no attempt is taken for {wait.total_seconds():.0f} s")
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Attempt:
    """The answer to a login: the officer, or how long to wait after a wrong passphrase."""

    officer: Officer | None
    wait: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Proven(Generic[T]):
    """What became of an act that takes a second person's credential: nothing, where the proof failed."""

    attempt: Attempt
    result: T | None


def authenticate(
    tx: Transaction,
    *,
    officer_id: str,
    passphrase: str,
    passphrases: Passphrases,
    opens_session: bool = True,
    given_too: bool = False,
) -> Done[Attempt]:
    """Check an officer's passphrase and journal how it went; raise MustWait where it is too soon.

    Raise Refused for a right passphrase that somebody else chose: it proves nothing but (`given_too`) that
    its officer may choose another.

    A failure is returned rather than raised, so that its entry is kept.
    With `opens_session` false nothing but a failure is journalled: the act that the proof is for
    (an approval, say) is journalled by its own verb.
    """
    credential = tx.credential(officer_id)
    if credential is None:
        return Done(Attempt(None, timedelta(0)), frozenset())
    failures = tx.failures(officer_id)
    wait = failures.wait(tx.now())
    if wait > timedelta(0):
        raise MustWait(wait)
    # One who was taken off duty is answered as if the passphrase were wrong, and the attempt is kept.
    if not passphrases.matches(credential.passphrase_hash, passphrase) or not credential.officer.active:
        tx.append("", LoginFailed(claimed=officer_id, failures=failures.count + 1))
        return Done(Attempt(None, tx.failures(officer_id).wait(tx.now())), _CHANGES)
    if credential.given and not given_too:
        raise Refused([Refusal(Rule.PASSPHRASE_GIVEN)])
    if opens_session or failures.count:
        tx.append(officer_id, OfficerLoggedIn())
    return Done(Attempt(credential.officer), _CHANGES)


def with_proof(
    tx: Transaction,
    *,
    officer_id: str,
    passphrase: str,
    passphrases: Passphrases,
    then: Callable[[Officer], Done[T]],
    given_too: bool = False,
) -> Done[Proven[T]]:
    """Let a second person prove who they are, then do what they proved themselves for, in one transaction.

    A failure is journalled and slows the next attempt down as at a login; nothing else is recorded then.
    """
    proof = authenticate(
        tx,
        officer_id=officer_id,
        passphrase=passphrase,
        passphrases=passphrases,
        opens_session=False,
        given_too=given_too,
    )
    if proof.result.officer is None:
        return Done(Proven(proof.result, None), proof.changes)
    done = then(proof.result.officer)
    return Done(Proven(proof.result, done.result), proof.changes | done.changes)


def log_out(tx: Transaction, *, officer: Officer) -> Done[None]:
    """Journal that the officer left; what the shift recorded goes under a checkpoint."""
    tx.append(officer.id, OfficerLoggedOut())
    tx.checkpoint()
    return Done(None, _CHANGES)


def lock(tx: Transaction, *, officer: Officer, idle: bool) -> Done[str]:
    """Journal that the screen was locked; return the entry's id, by which `return_by_pin` knows the lock."""
    return Done(tx.append(officer.id, SessionLocked(idle=idle)).id, _CHANGES)


def may_return(tx: Transaction, *, officer_id: str, locked: str) -> Done[NotByPin | None]:
    """Return why badge and PIN do not open the bench that a lock shut; None where the PIN may be tried."""
    known = tx.credential(officer_id)
    has_pin = known is not None and known.officer.active and bool(known.pin_hash)
    session = tx.bench_session()
    why = not_by_pin(session, officer=officer_id, locked=locked, has_pin=has_pin, now=tx.now())
    if why is None and tx.now() < moment_of(locked) - _STEERED:
        # set back while the bench was locked, so that no entry tells of it yet
        why = NotByPin.SHIFT_OVER
    return Done(why, frozenset())


def return_by_pin(
    tx: Transaction, *, officer_id: str, pin: str, locked: str, passphrases: Passphrases
) -> Done[Attempt]:
    """Let an officer come back to the very bench that they locked, by the PIN beside their badge.

    Raise MustWait where it is too soon, and Refused where only the passphrase helps. A wrong PIN is
    journalled and returned; it never counts as a proof for anything else.
    """
    if may_return(tx, officer_id=officer_id, locked=locked).result is not None:
        raise Refused([Refusal(Rule.PASSPHRASE_NEEDED)])
    known, session = tx.credential(officer_id), tx.bench_session()
    assert known is not None and session is not None  # noqa: S101, PT018 - the rules have seen them
    wait = session.wait(tx.now())
    if wait > timedelta(0):
        raise MustWait(wait)
    if not passphrases.matches(known.pin_hash, pin):
        tx.append("", PinFailed(claimed=officer_id, failures=session.failures + 1))
        after = tx.bench_session()
        return Done(Attempt(None, after.wait(tx.now()) if after else timedelta(0)), _CHANGES)
    tx.append(officer_id, SessionReturned(locked=locked))
    return Done(Attempt(known.officer), _CHANGES)
