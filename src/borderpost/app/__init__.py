"""The composition root: the only room that knows everybody; it builds, wires, starts and stops."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path


def run_workstation(*, site: Path, passphrase_file: Path | None = None) -> int:
    """Open the workstation on a site, making the demo site where there is none; return the exit code."""
    from borderpost.app.running import run
    from borderpost.app.unlocking import BadPassphraseFile, secrets_at_hand

    try:
        given = secrets_at_hand(passphrase_file)
    except BadPassphraseFile as error:
        return _refuse(error)
    return run(site, given)


def no_file(path: Path) -> str:
    """Return what is wrong with a path under which there is no file of a feed."""
    if path.is_dir():
        return f"{path}: this is a folder; name a file in it"
    if path.exists():
        return f"{path}: this is no file that can be read again from where it ended; save it as one"
    return f"{path}: there is no such file"


def import_declarations(
    *,
    site: Path,
    files: Sequence[Path],
    rejects: Path | None,
    mapping: str | None = None,
    passphrase_file: Path | None = None,
) -> int:
    """Take files of declarations in; 0 when every row was kept, 1 when some were rejected, 2 on an error.

    `mapping` is the path or the id of the mapping by which the files are read.
    """
    from borderpost.app.at_terminal import VAULT_TROUBLES, StaysShut, unlocked
    from borderpost.app.feeding import NoMapping, mapping_by_id, named_mapping
    from borderpost.app.importing import RejectsNotWritten, import_file
    from borderpost.app.keeping import keep_days
    from borderpost.app.quality_count import count_site_quality
    from borderpost.app.telling import Meter, import_lines
    from borderpost.store.engine import DatabaseError, EngineTooOld, MadeByLater
    from borderpost.store.features_pass import carry_on
    from borderpost.store.keys import NoStationKey
    from borderpost.store.lock import FolderInUse

    try:
        chosen = None if mapping is None else named_mapping(mapping, site)
        folder = unlocked(site, passphrase_file, may_make=True)
    except NoMapping as error:
        return _refuse(error)
    except (StaysShut, OSError) as error:
        return _refuse(f"{site}: declarations cannot be kept there ({error})")
    not_now = (MadeByLater, NoStationKey, FolderInUse, *VAULT_TROUBLES)
    worst = 0
    for file in files:
        meter = Meter(file.name)
        try:
            report = import_file(
                folder,
                file,
                mapping=chosen,
                find_mapping=mapping_by_id(site),
                rejects_folder=rejects,
                progress=meter.show,
                keep_days=keep_days(site),
            )
        except RejectsNotWritten as error:
            meter.end()
            print(f"borderpost: {error}", file=sys.stderr)
            worst = 2
            continue
        except OSError as error:
            meter.end()
            print(f"borderpost: {error.filename or file}: {error.strerror or error}", file=sys.stderr)
            worst = 2
            continue
        except (DatabaseError, EngineTooOld, *not_now) as error:
            meter.end()
            print(
                f"borderpost: {site}: declarations cannot be kept there ({error});"
                f" feed {file} again once they can",
                file=sys.stderr,
            )
            return 2
        meter.end()
        for line in import_lines(report):
            print(line)
        if report.rejected:
            worst = max(worst, 1)
        carry_on(folder)
        count_site_quality(folder, date.today())  # noqa: DTZ011 - the site's own day
    return worst


def check_feed(*, site: Path, mapping: str, file: Path, rows: int) -> int:
    """Show what a mapping makes of a file's first rows; 0 when all are taken, 1 when not, 2 on an error."""
    from borderpost.app.feeding import NoMapping, check_lines, named_mapping
    from borderpost.feeds.checking import check_feed

    try:
        check = check_feed(file, named_mapping(mapping, site), shown=rows)
    except NoMapping as error:
        return _refuse(error)
    except OSError as error:
        print(f"borderpost: {file}: {error.strerror or error}", file=sys.stderr)
        return 2
    for line in check_lines(check):
        print(line)
    return 1 if check.summary.rejected else 0


def watch_feed(
    *, site: Path, folder: Path, mapping: str | None, interval_s: float, passphrase_file: Path | None = None
) -> int:
    """Take in what is put into a folder until a signal stops it; 0 then, 2 on an error."""
    from borderpost.app.at_terminal import StaysShut, unlocked
    from borderpost.app.feeding import NoMapping, named_mapping, stopped_by_signals, watched_import

    try:
        chosen = None if mapping is None else named_mapping(mapping, site)
        opened = unlocked(site, passphrase_file, may_make=True)
        print(f"Watching {folder}. Ctrl+C stops.", flush=True)
        with stopped_by_signals() as stop:
            watched_import(opened, folder, chosen, stop, interval_s, lambda line: print(line, flush=True))
    except (NoMapping, StaysShut) as error:
        return _refuse(error)
    except OSError as error:
        print(f"borderpost: {error.filename or folder}: {error.strerror or error}", file=sys.stderr)
        return 2
    return 0


def verify_journal(
    *,
    site: Path,
    passphrase_file: Path | None = None,
    against: Sequence[Path] = (),
    evidence: bool = False,
) -> int:
    """Walk a site's journal and name the first wrong entry; 0 where all holds, 1 where not, 2 on an error.

    `against` are files of checkpoints that other stations signed or kept; `evidence` reads every file, too.
    """
    from borderpost.app.at_terminal import StaysShut, no_journal, unlocked
    from borderpost.app.carrying_out import NotDone
    from borderpost.app.evidence_command import read_known
    from borderpost.store.engine import DatabaseError, EngineTooOld
    from borderpost.store.keys import NoStationKey
    from borderpost.store.site import SiteFolder, verify_evidence, verify_site
    from borderpost.store.verify import SENTENCES, Fault

    folder = SiteFolder(site)
    if not folder.record.is_file():
        return _refuse(no_journal(folder))
    try:
        known = read_known(against)
        opened = unlocked(site, passphrase_file)
        verdict = verify_site(opened, known=known)
        files = verify_evidence(opened) if evidence and verdict.holds else None
    except (StaysShut, NoStationKey, EngineTooOld, NotDone) as error:
        return _refuse(error)
    except (DatabaseError, OSError) as error:
        print(f"borderpost: {folder.record}: the record cannot be reached ({error})", file=sys.stderr)
        return 2
    if verdict.fault is None:
        print(f"{verdict.entries} entries hold. The newest bears the hash {verdict.head_hash}.")
        for first, last in verdict.lost:
            which = f"Entry {first} was" if first == last else f"Entries {first} to {last} were"
            print(f"{which} lost to damage, as the journal itself tells.")
        for each in known:
            print(
                f"It agrees with the checkpoint over {each.checkpoint.size} entries of {each.checkpoint.at}."
            )
        if files is None:
            return 0
        for spoilt in files.spoilt:
            print(f"The evidence of entry {spoilt.sequence} is lost: {spoilt.reason} ({spoilt.sha256}).")
        print(f"{files.files} files of evidence are what was captured.")
        return 1 if files.spoilt else 0
    if verdict.pages:
        numbers = ", ".join(map(str, verdict.pages))
        print(f"Damaged pages of {folder.record.name}: {numbers}.")
    if verdict.fault is Fault.DAMAGED_PAGES:
        print(
            f"{verdict.entries} entries hold, and yet {SENTENCES[verdict.fault]}."
            " Copy the folder, then put the record back from a backup."
        )
        return 1
    why = f"{SENTENCES[verdict.fault]}{f' ({verdict.detail})' if verdict.detail else ''}"
    print(f"Entry {verdict.wrong} is wrong: {why}. {verdict.entries} entries before it hold.")
    return 1


def rebuild_projections(*, site: Path, passphrase_file: Path | None = None) -> int:
    """Make the projections of a site anew from its journal; 0 where it was done, 2 on an error."""
    from borderpost.app.at_terminal import StaysShut, no_journal, unlocked
    from borderpost.domain.acts import UnknownAct
    from borderpost.domain.entry import BadEntry
    from borderpost.domain.inspection import Misplaced
    from borderpost.store.engine import DatabaseError, EngineTooOld, MadeByLater
    from borderpost.store.lock import FolderInUse
    from borderpost.store.site import SiteFolder, rebuild_site

    folder = SiteFolder(site)
    if not folder.record.is_file():
        return _refuse(no_journal(folder))
    try:
        entries = rebuild_site(unlocked(site, passphrase_file))
    except (StaysShut, FolderInUse, EngineTooOld, MadeByLater, OSError) as error:
        print(f"borderpost: nothing was changed: {error}", file=sys.stderr)
        return 2
    except (BadEntry, UnknownAct, Misplaced, DatabaseError) as error:
        print(
            f"borderpost: nothing was changed: {error}. 'borderpost verify' names the entry.", file=sys.stderr
        )
        return 2
    print(f"Made anew from {entries} entries.")
    return 0


def manage_keys(
    *,
    verb: str,
    site: Path,
    passphrase_file: Path | None,
    new_passphrase_file: Path | None,
    code_file: Path | None,
    sheet: Path | None,
) -> int:
    """Set what opens a site's store; 0 where it was done, 2 where not."""
    from borderpost.app.keys_command import KeysRequest, KeysVerb, keys

    request = KeysRequest(KeysVerb(verb), site, passphrase_file, new_passphrase_file, code_file, sheet)
    return keys(request, say=print, complain=_complain)


def check_pack(*, name: str, site: Path) -> int:
    """Say what a legal pack lacks; 0 where it can be used, 1 where it has faults, 2 where there is none."""
    from datetime import UTC, datetime

    from borderpost.app.pack_telling import check_lines
    from borderpost.app.packs import NoPack, named_pack, pack_folders
    from borderpost.feeds.pack_files import find_pack

    try:
        pack = named_pack(name, site)
    except NoPack as error:
        _complain(str(error))
        return 2 if find_pack(name, pack_folders(site)) is None else 1
    for line in check_lines(pack, datetime.now(UTC).date()):
        print(line)
    return 0


def write_pack_table(*, out: Path | None, day: date | None = None) -> int:
    """Write the table of dispositions by shipped packs, or print it; 0, or 2 on an error.

    Without a day it holds for today.
    """
    from datetime import UTC, datetime

    from borderpost.app.pack_telling import table_lines
    from borderpost.app.packs import NoPack, named_pack
    from borderpost.app.places import resources_root
    from borderpost.feeds.pack_files import pack_names

    folder = resources_root() / "packs"
    try:
        packs = [named_pack(str(folder / name), folder) for name in pack_names([folder])]
        text = "\n".join(table_lines(packs, day or datetime.now(UTC).date())) + "\n"
        if out is None:
            print(text, end="")
        else:
            out.write_text(text, encoding="utf-8")
    except (NoPack, OSError) as error:
        return _refuse(error)
    return 0


def _refuse(why: object) -> int:
    _complain(str(why))
    return 2


def _complain(why: str) -> None:
    print(f"borderpost: {why}", file=sys.stderr)


__all__ = [
    "check_feed",
    "check_pack",
    "import_declarations",
    "manage_keys",
    "rebuild_projections",
    "run_workstation",
    "verify_journal",
    "watch_feed",
    "write_pack_table",
]
