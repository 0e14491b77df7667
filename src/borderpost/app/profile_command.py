"""Carries out the commands around signed files of profiles: hand out, take in, check."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from borderpost.app.at_terminal import VAULT_TROUBLES, StaysShut
from borderpost.app.carrying_out import NotDone
from borderpost.app.opening import OpenSite, open_site
from borderpost.app.places import BadSite
from borderpost.app.profile_parcels import checked, take_in
from borderpost.app.site_workshop import export
from borderpost.app.unlocking import secrets_at_hand
from borderpost.domain.decisions import Refused
from borderpost.domain.risk.profile import ProfileFault
from borderpost.domain.risk.profile_exchange import (
    SIZE_LIMIT,
    BadExchange,
    ExchangeProblem,
    SignedProfiles,
    read_signed,
)
from borderpost.feeds.profile_sentences import profile_sentence
from borderpost.feeds.rates_file import BadRates
from borderpost.store.cosigning import fingerprint
from borderpost.store.engine import DatabaseError
from borderpost.store.files import write_durably
from borderpost.store.lock import FolderInUse
from borderpost.store.vault import VaultLocked
from borderpost.work.troubles import NotRecorded

Say = Callable[[str], None]
_SENTENCES = {
    ExchangeProblem.TOO_LARGE: "the file has more than {detail} bytes",
    ExchangeProblem.NOT_THIS_FORM: "this is no signed file of profiles, or it was changed",
    ExchangeProblem.BAD_SIGNATURE: "the signature does not hold: the file was changed after it was signed",
    ExchangeProblem.UNKNOWN_KEY: "the key {detail} has signed nothing here before: compare it with a report"
    " of that station, and give it by --key",
    ExchangeProblem.FAULTY: "there are faults in it, and nothing is taken in",
    ExchangeProblem.EMPTY: "there are no profiles in it",
}


@contextlib.contextmanager
def opened_for_command(site: Path, passphrase_file: Path | None) -> Iterator[OpenSite]:
    """Open a site for a command that records something; raise NotDone with the sentence that says why not."""
    try:
        with contextlib.closing(open_site(site, given=secrets_at_hand(passphrase_file))) as opened:
            if opened.store.shut is not None:
                raise NotDone(f"{site}: the record is damaged and only read; recover it first")
            yield opened
    except (*VAULT_TROUBLES, BadSite, BadRates, FolderInUse, StaysShut, VaultLocked, NotRecorded) as error:
        raise NotDone(str(error)) from error
    except DatabaseError as error:
        raise NotDone(f"{site}: the store cannot be used ({error})") from error
    except OSError as error:
        raise NotDone(f"{error.filename or site}: {error.strerror or error}") from error


def export_profiles(
    site: Path, passphrase_file: Path | None, file: Path, profiles: Sequence[str], say: Say
) -> None:
    """Write profiles in force to a signed file and journal that; raise NotDone."""
    with opened_for_command(site, passphrase_file) as opened:
        try:
            data = opened.store.submit(partial(export, site=opened, profiles=profiles)).result()
        except Refused as error:
            unknown = ", ".join(one.subject for one in error.refusals if one.subject)
            raise NotDone(f"not in force here: {unknown or 'any profile'}") from error
        write_durably(file, data)
        say(f"{file}: {len(read_signed(data).exchange.profiles)} profiles, signed by {opened.store.station}")
        say(f"fingerprint of the key {fingerprint(opened.store.public_key)}")


def check_profiles(file: Path, say: Say) -> None:
    """Say who signed a file, whether the signature holds, and what is in it; raise NotDone."""
    _, signed = _read(file)
    _tell(signed, say)


def import_profiles(site: Path, passphrase_file: Path | None, file: Path, key: str, say: Say) -> None:
    """Propose the profiles of a file whose key is known, or named by its fingerprint; raise NotDone."""
    data, signed = _read(file)
    with opened_for_command(site, passphrase_file) as opened:
        _tell(signed, say)
        try:
            done = opened.store.submit(
                partial(take_in, site=opened, untrusted_data=data, trusted=key)
            ).result()
        except BadExchange as error:
            raise NotDone(_sentence(file, error)) from error
        for line in done.result:
            say(line)


def _read(file: Path) -> tuple[bytes, SignedProfiles]:
    try:
        with file.open("rb") as opened:
            data = opened.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise NotDone(f"{file}: {error.strerror or error}") from error
    try:
        return data, checked(data)
    except BadExchange as error:
        raise NotDone(_sentence(file, error)) from error


def _tell(signed: SignedProfiles, say: Say) -> None:
    exchange = signed.exchange
    say(f"signed by station {exchange.station} at {exchange.at.isoformat(timespec='seconds')}")
    say(f"fingerprint of the key {fingerprint(exchange.key)}")
    for one in exchange.profiles:
        say(f"{one.id}, version {one.version}: {one.title} (author {one.author}, approver {one.approver})")


def _sentence(file: Path, error: BadExchange) -> str:
    told = f"{file}: {_SENTENCES[error.problem].format(detail=error.detail)}"
    return "\n".join((told, *map(_fault, error.faults)))


def _fault(fault: ProfileFault) -> str:
    return f"  {profile_sentence(fault)}"
