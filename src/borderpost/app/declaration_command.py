"""The commands for the declarations themselves: erased when their time is over, checked page by page."""

import sys
from collections.abc import Callable
from pathlib import Path

from borderpost.app.at_terminal import StaysShut, unlocked
from borderpost.app.carrying_out import NotDone
from borderpost.app.evidence_command import open_store
from borderpost.app.keeping import keeping_of_site
from borderpost.app.packs import NoPack, site_law
from borderpost.app.places import SITE_FILE, BadSite, read_site
from borderpost.app.purging import Purge, purge, would_purge
from borderpost.domain.law.keeping import Keeping
from borderpost.store.engine import DatabaseError, EngineTooOld
from borderpost.store.folder import SiteFolder
from borderpost.store.lock import FolderInUse, FolderLock
from borderpost.store.quarantine import mark_damaged, set_week_aside
from borderpost.store.site import local_clock
from borderpost.store.week_check import damage_of
from borderpost.work.retaining import Week
from borderpost.work.troubles import NotRecorded

_NO_VERDICT = "it cannot be reached"


def purge_declarations(
    *,
    site: Path,
    passphrase_file: Path | None,
    dry_run: bool = False,
    trust_clock: bool = False,
    say: Callable[[str], None],
) -> int:
    """Erase the declarations of a site whose time is over; 0, 1 where it was withheld, 2 on an error."""
    today = local_clock().date()
    try:
        config = read_site(site / SITE_FILE)
        keeping = keeping_of_site(config, site_law(config, site), today)
        if keeping is None:
            say("Declarations are never erased here: neither the legal pack nor site.toml says when.")
            return 0
        if dry_run:
            done = would_purge(unlocked(site, passphrase_file), keeping, today)
        else:
            with open_store(site, passphrase_file) as store:
                done = purge(store, keeping, today, trust_clock=trust_clock)
    except (BadSite, NoPack, StaysShut, NotDone, NotRecorded, EngineTooOld) as error:
        return _refuse(error)
    except (DatabaseError, OSError) as error:
        return _refuse(f"{site}: the declarations cannot be reached ({error})")
    for line in _lines(done, keeping, dry_run=dry_run):
        say(line)
    return 1 if done.withheld is not None and not dry_run else 0


def _lines(done: Purge, keeping: Keeping, *, dry_run: bool) -> list[str]:
    kept = f"Declarations are kept for {keeping.days} days ({keeping.basis})."
    lines = [kept]
    if done.withheld is not None:
        lines.append(
            f"Nothing has arrived since {done.withheld.date()}, so this computer's clock is not believed;"
            " where it is right, give --trust-clock."
        )
    verb = "would be erased" if dry_run or done.withheld is not None else "erased"
    lines += [f"{week.week}: {_what(week)} {verb}." for week in done.weeks]
    if not done.weeks:
        lines.append("Nothing is older than that.")
    lines += [
        f"{week}: a file is open in another program; it cannot be read any more, and goes later."
        for week in done.left
    ]
    return lines


def _what(week: Week) -> str:
    what = "a damaged file" if week.unread else f"{week.items} declarations"
    sources = ", ".join(f"{count} from {source or 'no source'}" for source, count in week.sources.items())
    aside = f", and {week.aside} damaged files" if week.aside else ""
    return f"{what}{f' ({sources})' if sources else ''}{aside}"


def check_declarations(*, site: Path, passphrase_file: Path | None, say: Callable[[str], None]) -> int:
    """Read every page of every week of a site, and set damaged weeks aside.

    Return 0, 1 where one is damaged, 2 on an error.
    """
    try:
        folder = unlocked(site, passphrase_file)
        weeks = folder.weeks()
        found = {week: why for week in weeks if (why := _damage(folder, week))}
    except (StaysShut, EngineTooOld) as error:
        return _refuse(error)
    for week, why in found.items():
        say(f"{week}: {why}. {_set_aside(folder, week, why)}")
    say(f"{len(weeks) - len(found)} of {len(weeks)} weeks are whole.")
    if found:
        say("Feed every file again that holds declarations of the damaged weeks: 'borderpost import'.")
    return 1 if found else 0


def _damage(folder: SiteFolder, week: str) -> str:
    try:
        return damage_of(folder, week)
    except (DatabaseError, OSError) as error:
        return f"{_NO_VERDICT} ({error})"


def _set_aside(folder: SiteFolder, week: str, why: str) -> str:
    if why.startswith(_NO_VERDICT):
        return "It is left as it is."
    try:
        with FolderLock(folder.importing):
            # somebody may have set it aside and begun a new one meanwhile
            if not damage_of(folder, week):
                return "It was set aside already."
            target = set_week_aside(folder, week)
    except (FolderInUse, DatabaseError, OSError):
        mark_damaged(folder, week, why)
        return "It is in use; the next import sets it aside."
    return f"It was set aside as {target.relative_to(folder.root)}."


def _refuse(why: object) -> int:
    sys.stderr.write(f"borderpost: {why}\n")
    return 2
