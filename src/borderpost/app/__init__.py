"""The composition root: the only room that knows everybody; it builds, wires, starts and stops."""

import sys
from collections.abc import Sequence
from pathlib import Path


def run_workstation(*, site: Path) -> int:
    """Open the workstation on a site, making the demo site where there is none; return the exit code."""
    from borderpost.app.running import run

    return run(site)


def import_declarations(
    *, site: Path, files: Sequence[Path], rejects: Path | None, mapping: str | None = None
) -> int:
    """Take files of declarations in; 0 when every row was kept, 1 when some were rejected, 2 on an error.

    `mapping` is the path or the id of the mapping by which the files are read.
    """
    from borderpost.app.feeding import NoMapping, mapping_by_id, named_mapping
    from borderpost.app.importing import RejectsNotWritten, import_file
    from borderpost.app.telling import Meter, import_lines
    from borderpost.store.engine import DatabaseError, EngineTooOld, MadeByLater
    from borderpost.store.site import SiteFolder

    try:
        chosen = None if mapping is None else named_mapping(mapping, site)
    except NoMapping as error:
        print(f"borderpost: {error}", file=sys.stderr)
        return 2
    worst = 0
    for file in files:
        meter = Meter(file.name)
        try:
            report = import_file(
                SiteFolder(site),
                file,
                mapping=chosen,
                find_mapping=mapping_by_id(site),
                rejects_folder=rejects,
                progress=meter.show,
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
        except (DatabaseError, EngineTooOld, MadeByLater) as error:
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
    return worst


def check_feed(*, site: Path, mapping: str, file: Path, rows: int) -> int:
    """Show what a mapping makes of a file's first rows; 0 when all are taken, 1 when not, 2 on an error."""
    from borderpost.app.feeding import NoMapping, check_lines, named_mapping
    from borderpost.feeds.checking import check_feed

    try:
        check = check_feed(file, named_mapping(mapping, site), shown=rows)
    except NoMapping as error:
        print(f"borderpost: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"borderpost: {file}: {error.strerror or error}", file=sys.stderr)
        return 2
    for line in check_lines(check):
        print(line)
    return 1 if check.summary.rejected else 0


def watch_feed(*, site: Path, folder: Path, mapping: str | None, interval_s: float) -> int:
    """Take in what is put into a folder until a signal stops it; 0 then, 2 on an error."""
    from borderpost.app.feeding import NoMapping, named_mapping, stopped_by_signals, watched_import

    try:
        chosen = None if mapping is None else named_mapping(mapping, site)
        print(f"Watching {folder}. Ctrl+C stops.", flush=True)
        with stopped_by_signals() as stop:
            watched_import(site, folder, chosen, stop, interval_s, lambda line: print(line, flush=True))
    except NoMapping as error:
        print(f"borderpost: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"borderpost: {error.filename or folder}: {error.strerror or error}", file=sys.stderr)
        return 2
    return 0


def verify_journal(*, site: Path) -> int:
    """Walk a site's journal and name the first wrong entry; 0 where all holds, 1 where not, 2 on an error."""
    from borderpost.store.engine import DatabaseError, EngineTooOld
    from borderpost.store.keys import NoStationKey
    from borderpost.store.site import SiteFolder, verify_site
    from borderpost.store.verify import SENTENCES

    folder = SiteFolder(site)
    if not folder.record.is_file():
        print(f"borderpost: {site}: there is no journal in this folder", file=sys.stderr)
        return 2
    try:
        verdict = verify_site(folder)
    except (NoStationKey, EngineTooOld) as error:
        print(f"borderpost: {error}", file=sys.stderr)
        return 2
    except (DatabaseError, OSError) as error:
        print(f"borderpost: {folder.record}: the record cannot be reached ({error})", file=sys.stderr)
        return 2
    if verdict.fault is None:
        print(f"{verdict.entries} entries hold. The newest bears the hash {verdict.head_hash}.")
        return 0
    why = f"{SENTENCES[verdict.fault]}{f' ({verdict.detail})' if verdict.detail else ''}"
    print(f"Entry {verdict.wrong} is wrong: {why}. {verdict.entries} entries before it hold.")
    return 1


def rebuild_projections(*, site: Path) -> int:
    """Make the projections of a site anew from its journal; 0 where it was done, 2 on an error."""
    from borderpost.domain.acts import UnknownAct
    from borderpost.domain.entry import BadEntry
    from borderpost.domain.inspection import Misplaced
    from borderpost.store.engine import DatabaseError, EngineTooOld, MadeByLater
    from borderpost.store.lock import FolderInUse
    from borderpost.store.site import SiteFolder, rebuild_site

    folder = SiteFolder(site)
    if not folder.record.is_file():
        print(f"borderpost: {site}: there is no journal in this folder", file=sys.stderr)
        return 2
    try:
        entries = rebuild_site(folder)
    except (FolderInUse, EngineTooOld, MadeByLater, OSError) as error:
        print(f"borderpost: nothing was changed: {error}", file=sys.stderr)
        return 2
    except (BadEntry, UnknownAct, Misplaced, DatabaseError) as error:
        print(
            f"borderpost: nothing was changed: {error}. 'borderpost verify' names the entry.", file=sys.stderr
        )
        return 2
    print(f"Made anew from {entries} entries.")
    return 0


__all__ = [
    "check_feed",
    "import_declarations",
    "rebuild_projections",
    "run_workstation",
    "verify_journal",
    "watch_feed",
]
