"""Carries out the commands around brand packs: check a folder, take it in, list what is held."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from borderpost.app.at_terminal import StaysShut, unlocked
from borderpost.app.carrying_out import NotDone
from borderpost.domain.brands.faults import BrandFault, BrandProblem
from borderpost.feeds.brand_files import BrandFolder, brand_folders, load_brand
from borderpost.store import brands
from borderpost.store.engine import DatabaseError
from borderpost.store.folder import Locked, SiteFolder
from borderpost.store.vault import VaultChanged

Say = Callable[[str], None]
_SENTENCES = {
    BrandProblem.NO_FILE: "is not there",
    BrandProblem.NOT_READABLE: "cannot be read",
    BrandProblem.NOT_TOML: "is no TOML",
    BrandProblem.NOT_CSV: "is no CSV with the columns of a pack",
    BrandProblem.TOO_LARGE: "is too large",
    BrandProblem.TOO_MANY: "holds too many",
    BrandProblem.UNKNOWN_FILE: "does not belong into a pack",
    BrandProblem.BAD_VALUE: "cannot be used",
    BrandProblem.DUPLICATE: "stands there twice",
    BrandProblem.CHECK_DIGIT: "is no GTIN with a right check digit",
    BrandProblem.ENDS_BEFORE_IT_BEGINS: "ends before it begins",
    BrandProblem.UNKNOWN_SOURCE: "names a source that is not listed",
    BrandProblem.UNKNOWN_CONTACT: "names a contact that is not listed",
    BrandProblem.NO_PICTURE: "names a picture that is not there",
    BrandProblem.BAD_PICTURE: "is no picture of that kind",
    BrandProblem.CLIMBS_OUT: "is no plain file of this folder",
    BrandProblem.EDITION_TAKEN: "is held already with other content: give it another name",
    BrandProblem.OLDER: "is older than the edition that is held",
}


def fault_sentence(folder: Path, fault: BrandFault) -> str:
    """Return what is wrong with a pack, by folder, file and place."""
    place = f" {fault.path}:" if fault.path else ""
    detail = f" ({fault.detail})" if fault.detail else ""
    return f"{folder.name}/{fault.file}:{place} {_SENTENCES[fault.problem]}{detail}"


def check_brands(folder: Path, say: Say) -> bool:
    """Say of each pack in a folder what it holds or what is wrong with it; return whether all are sound."""
    sound = [_checked(each, say) is not None for each in _folders(folder)]
    return all(sound)


def import_brands(site: Path, passphrase_file: Path | None, folder: Path, say: Say) -> bool:
    """Take the packs of a folder in, each wholly or not at all; return whether all are in."""
    try:
        return take_in_brands(unlocked(site, passphrase_file, may_make=True), folder, say)
    except (StaysShut, Locked, VaultChanged) as error:
        raise NotDone(str(error)) from error
    except DatabaseError as error:
        raise NotDone(f"{site}: the brand packs cannot be written ({error})") from error


def take_in_brands(site: SiteFolder, folder: Path, say: Say) -> bool:
    """Take packs into a site whose vault is open; return whether all are in. Raise NotDone, DatabaseError."""
    sound = True
    found = [(each, _checked(each, say)) for each in _folders(folder)]
    with brands.open_brands(site) as conn:
        for each, read in found:
            if read is None:
                sound = False
                continue
            kept = brands.put_pack(conn, read.pack, read.pictures, datetime.now(UTC))
            if isinstance(kept, BrandFault):
                say(fault_sentence(each, kept))
                sound = False
            else:
                say(f"{read.pack.id}: " + ("taken in" if kept else "is here already"))
    return sound


def list_brands(site: Path, passphrase_file: Path | None, say: Say) -> None:
    """Say which editions a site holds, the one in use marked; raise NotDone."""
    try:
        folder = unlocked(site, passphrase_file)
        if not brands.brands_file(folder).exists():
            say("no brand packs")
            return
        with brands.open_brands(folder, readonly=True) as conn:
            in_use = {pack.sha256: pack for pack in brands.current_packs(conn)}
            for brand, edition, sha256, at in brands.editions(conn):
                pack = in_use.get(sha256)
                holder = f" {pack.right_holder}" if pack else " (not in use)"
                say(f"{brand} {edition} sha256 {sha256[:16]} taken in {at}{holder}")
    except (StaysShut, Locked, VaultChanged) as error:
        raise NotDone(str(error)) from error
    except DatabaseError as error:
        raise NotDone(f"{site}: the brand packs cannot be read ({error})") from error


def _folders(folder: Path) -> Iterator[Path]:
    try:
        yield from brand_folders(folder)
    except OSError as error:
        raise NotDone(f"{folder}: {error.strerror}") from error


def _checked(folder: Path, say: Say) -> BrandFolder | None:
    with contextlib.suppress(OSError):
        if not folder.is_dir():
            raise NotDone(f"{folder}: there is no such folder")
    read = load_brand(folder)
    if not isinstance(read, BrandFolder):
        for fault in read:
            say(fault_sentence(folder, fault))
        return None
    pack = read.pack
    unverified = sorted(name for name, source in pack.sources.items() if not source.verified)
    say(
        f"{pack.id}: {pack.right_holder}, edition {pack.edition} of {pack.issued_on},"
        f" {len(pack.products)} articles, {len(pack.prefixes)} prefixes,"
        f" {len(pack.applications)} applications, {len(pack.features)} features,"
        f" {len(pack.pictures)} pictures, {len(pack.routes)} routes, sha256 {pack.sha256[:16]}"
    )
    if unverified:
        say(f"{pack.id}: sources that nobody has verified: {', '.join(unverified)}")
    return read
