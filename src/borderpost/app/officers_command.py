"""Carries out the commands around the roster: list it, enrol its first administrator."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from borderpost.app.at_terminal import VAULT_TROUBLES, StaysShut
from borderpost.app.carrying_out import NotDone
from borderpost.app.opening import OpenSite, open_site
from borderpost.app.places import BadSite
from borderpost.app.unlocking import secrets_at_hand
from borderpost.domain.decisions import Refused, Rule
from borderpost.domain.officer import Role
from borderpost.store.engine import DatabaseError
from borderpost.store.lock import FolderInUse
from borderpost.store.passphrases import Argon2Passphrases
from borderpost.store.vault import VaultLocked
from borderpost.work.access import Enrolment
from borderpost.work.access import first_administrator as enrol_first

Say = Callable[[str], None]
_WHY: dict[Rule, str] = {
    Rule.ROLE: "somebody administers access already: sign in as they, under 'People'",
    Rule.OFFICER_KNOWN: "that id is on the roster already",
    Rule.WEAK_PASSPHRASE: "a passphrase has at least ten letters",
    Rule.FIELD_MISSING: "the id has small letters, digits, dots and hyphens, and the name is not empty",
}


@contextlib.contextmanager
def _opened(site: Path, passphrase_file: Path | None) -> Iterator[OpenSite]:
    try:
        with contextlib.closing(open_site(site, given=secrets_at_hand(passphrase_file))) as opened:
            yield opened
    except Refused as refused:
        raise NotDone("; ".join(_WHY.get(one.rule, str(one.rule)) for one in refused.refusals)) from refused
    except (*VAULT_TROUBLES, BadSite, FolderInUse, StaysShut, VaultLocked) as error:
        raise NotDone(str(error)) from error
    except DatabaseError as error:
        raise NotDone(f"{site}: the store cannot be used ({error})") from error
    except OSError as error:
        raise NotDone(f"{error.filename or site}: {error.strerror or error}") from error


def list_officers(site: Path, passphrase_file: Path | None, say: Say) -> None:
    """Print the roster, one line for each; raise NotDone."""
    with _opened(site, passphrase_file) as opened:
        for one in opened.store.read(lambda pages: pages.enrolled()).result():
            who = one.officer
            days = f"{who.valid_from or '…'} – {who.valid_until or '…'}"
            duty = days if who.active else "off duty"
            say(
                "\t".join(
                    (who.id, who.name, " ".join(sorted(who.roles)), duty, "PIN" if one.has_pin else "-")
                )
            )


def first_administrator(
    site: Path, passphrase_file: Path | None, officer_id: str, name: str, first_words: Path, say: Say
) -> None:
    """Enrol an access administrator where there is none; raise NotDone."""
    try:
        passphrase = first_words.read_text(encoding="utf-8").strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise NotDone(f"{first_words}: not read ({error})") from error
    enrolment = Enrolment(officer_id, name, frozenset({Role.ADMINISTRATOR}))
    with _opened(site, passphrase_file) as opened:
        made = opened.store.submit(
            lambda tx: enrol_first(
                tx, enrolment=enrolment, passphrase=passphrase, passphrases=Argon2Passphrases()
            )
        ).result()
        say(f"{made.result.name} may administer access. Now destroy {first_words}.")
