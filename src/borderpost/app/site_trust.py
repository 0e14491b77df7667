"""The lists of trusted senders of a site: files in its folder that count where the journal took them in."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from borderpost.app.places import SiteConfig
from borderpost.app.site_risk import SiteRisk, draw_secret
from borderpost.domain.release_acts import TrustedListTaken
from borderpost.domain.risk.draw import SiteDraw
from borderpost.domain.risk.profile import ProfileFault
from borderpost.domain.risk.trusted import NoDraws, SiteDraws, TrustedList, TrustedSenders
from borderpost.domain.risk.trusted_file import BadTrusted, SignedTrusted, TrustedProblem, read_signed
from borderpost.feeds.profile_sentences import profile_sentence
from borderpost.store.files import write_durably
from borderpost.store.folder import SiteFolder
from borderpost.store.keys import text_signature_holds

FOLDER: Final = "trusted"
_SENTENCES: Final = {
    TrustedProblem.TOO_LARGE: "it is larger than {detail} bytes",
    TrustedProblem.NOT_THIS_FORM: "this is no signed file of trusted senders {detail}",
    TrustedProblem.BAD_SIGNATURE: "its signature does not hold: it was changed after it was signed",
    TrustedProblem.UNKNOWN_KEY: "its key is not known here for this list: compare the fingerprint with its"
    " issuer, and give it by --key ({detail})",
    TrustedProblem.FAULTY: "there are faults in it, and nothing is taken in {detail}",
    TrustedProblem.OLD_VERSION: "version {detail} was taken in already; raise the version",
    TrustedProblem.NOT_IN_FORCE: "it has run out, or was issued in the future ({detail})",
}


def checked(untrusted: bytes) -> SignedTrusted:
    """Return what a file holds once its signature has proved to be its key's; raise BadTrusted."""
    signed = read_signed(untrusted)
    if not text_signature_holds(signed.listed.key, signed.signed, bytes.fromhex(signed.signature)):
        raise BadTrusted(TrustedProblem.BAD_SIGNATURE)
    return signed


def trusted_sentence(error: BadTrusted) -> str:
    """Return why a file is not taken, with every fault in it."""
    told = _SENTENCES[error.problem].format(detail=error.detail).strip()
    return "\n".join((told, *(f"  {_fault(fault)}" for fault in error.faults)))


def keep_file(folder: SiteFolder, listed: TrustedList, data: bytes) -> None:
    """Make the file of a list durable, before the journal says that it was taken in."""
    path = _path(folder, listed.id, listed.version, listed.sha256)
    path.parent.mkdir(exist_ok=True)
    write_durably(path, data)


def in_force(taken: Iterable[TrustedListTaken]) -> tuple[TrustedListTaken, ...]:
    """Return of everything that was taken in and withdrawn what counts: the newest version of each id."""
    newest: dict[str, TrustedListTaken] = {}
    for one in taken:
        newest[one.list_id] = one
    return tuple(one for one in newest.values() if not one.withdrawn)


def with_trusted(
    risk: SiteRisk,
    folder: SiteFolder,
    config: SiteConfig,
    taken: Iterable[TrustedListTaken],
    newest: date | None = None,
) -> SiteRisk:
    """Return what a site judges by with its lists of trusted senders; a file that is not what the journal
    says counts for nothing, and is told.

    `newest` is the day of the journal's newest entry: a list that had run out by then counts for nothing
    however far the clock is set back.
    """
    lists: list[TrustedList] = []
    faults: list[str] = []
    for one in in_force(taken):
        path = _path(folder, one.list_id, one.version, one.sha256)
        try:
            signed = checked(path.read_bytes())
        except OSError as error:
            faults.append(f"{FOLDER}/{path.name}: {error.strerror or error}; take the list in again")
            continue
        except BadTrusted as error:
            faults.append(f"{FOLDER}/{path.name}: {trusted_sentence(error)}")
            continue
        if signed.listed.sha256 != one.sha256:
            faults.append(f"{FOLDER}/{path.name}: not the file that was taken in; take the list in again")
        elif newest is None or newest <= signed.listed.valid_until:
            lists.append(signed.listed)
    draw = risk.draw
    if lists and draw is None:
        # without a draw of the whole stream there is still the secret of one
        draw = SiteDraw(draw_secret(folder, config), Decimal(0))
    draws = SiteDraws(draw) if lists and draw is not None else NoDraws()
    return replace(risk, trusted=TrustedSenders(lists), draws=draws, faults=(*risk.faults, *faults))


def _path(folder: SiteFolder, list_id: str, version: int, sha256: str) -> Path:
    # by its hash, so that no other file can take the place of one that counts
    return folder.root / FOLDER / f"{list_id}-{version}-{sha256[:16]}.txt"


def _fault(fault: ProfileFault) -> str:
    return profile_sentence(fault)
