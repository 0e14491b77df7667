"""The command `quality`: how it is asked, and how good the declarations of a site are, told or as a table."""

import argparse
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from borderpost.app.evidence_arguments import Command

if TYPE_CHECKING:
    from borderpost.work.ports_quality import QualityReport

_WEEKS = 8
_WEEKS_MOST = 104
_SHOWN = 30
_NAME = 40


def add_quality_command(command: Command, takes_site: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add the command."""
    quality = command("quality", _tell, "count how good declarations are, by post or by sender")
    quality.add_argument("--by", choices=("post", "sender"), default="post", help="what is counted by")
    quality.add_argument(
        "--weeks", type=_weeks, default=_WEEKS, metavar="N", help="weeks of arrival, this one included"
    )
    quality.add_argument("--csv", type=Path, metavar="FILE", help="write the whole table there")
    takes_site(quality)


def _weeks(untrusted: str) -> int:
    weeks = int(untrusted) if untrusted.isascii() and untrusted.isdecimal() and len(untrusted) < 4 else 0
    if not 1 <= weeks <= _WEEKS_MOST:
        raise argparse.ArgumentTypeError(f"not a number of weeks from 1 to {_WEEKS_MOST}: {untrusted}")
    return weeks


def _tell(chosen: argparse.Namespace) -> int:
    from borderpost.app.at_terminal import VAULT_TROUBLES, StaysShut, unlocked
    from borderpost.app.site_quality import site_report
    from borderpost.domain.risk.quality_ledger import CountedBy
    from borderpost.store.engine import DatabaseError
    from borderpost.store.files import write_durably
    from borderpost.work.quality_table import csv_of

    try:
        folder = unlocked(chosen.site, chosen.passphrase_file, may_make=False)
        if not folder.declarations.is_dir():
            sys.stderr.write(f"borderpost: {chosen.site}: no declarations are held there\n")
            return 2
        today = date.today()  # noqa: DTZ011 - the site's own day
        report = site_report(folder, CountedBy(chosen.by), chosen.weeks, today)
        if chosen.csv is not None:
            write_durably(chosen.csv, csv_of(report))
    except (StaysShut, OSError, DatabaseError, *VAULT_TROUBLES) as error:
        sys.stderr.write(f"borderpost: {chosen.site}: {error}\n")
        return 2
    for line in report_lines(report):
        sys.stdout.write(f"{line}\n")
    return 0


def report_lines(report: "QualityReport") -> Iterator[str]:
    """Yield the table of a report: scores of 0 to 100, and what is amiss most often."""
    from borderpost.domain.risk.quality_terms import COSTS, QualityGroup

    since = report.weeks[0].isoformat()
    yield f"{report.everything.total.declarations} declarations since {since}, by {report.by.value}:"
    groups = "".join(f"{group.value:>14}" for group in QualityGroup)
    yield f"{'':<{_NAME}}{'declarations':>13}{'score':>7}{groups}  most often"
    for row in (report.everything, *report.rows[:_SHOWN]):
        name = "all" if row is report.everything else row.name or "(none named)"
        total = row.total
        scores = "".join(f"{_score(total.mean(group)):>14}" for group in QualityGroup)
        worst = max(total.shortfalls, key=lambda kind: COSTS[kind][1] * total.shortfalls[kind], default=None)
        share = "" if worst is None else f"{worst.value} {total.shortfalls[worst] / total.declarations:.0%}"
        shown = "".join(c if c.isprintable() else " " for c in name)[: _NAME - 1]
        yield f"{shown:<{_NAME}}{total.declarations:>13}{_score(total.score):>7}{scores}  {share}".rstrip()
    if report.all_rows > _SHOWN:
        yield f"and {report.all_rows - _SHOWN} more; --csv FILE writes all of them"


def _score(score: float | None) -> str:
    return "-" if score is None else f"{score:.0f}"
