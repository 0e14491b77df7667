"""What the command line says of an import: a line that moves while it runs, and what came of it."""

import sys
import time
from collections import Counter

from borderpost.app.importing import ImportReport
from borderpost.feeds.reject_sentences import sentence_of
from borderpost.store.message_versions import Kept

_WORDS = {
    Kept.NEW: "new",
    Kept.AMENDED: "amended",
    Kept.SUPERSEDED: "older than what is held",
    Kept.SAME: "held already",
    Kept.EXPIRED: "older than the time for which declarations are kept",
}


class Meter:
    """A line of progress on a terminal; silent where the output is no terminal."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._shown = 0.0
        self._live = sys.stderr.isatty()

    def show(self, done: int, whole: int) -> None:
        """Tell how many of the file's bytes are read, at most ten times a second."""
        now = time.monotonic()
        if not self._live or now - self._shown < 0.1:
            return
        self._shown = now
        percent = 100 * done // whole if whole else 100
        sys.stderr.write(f"\r{self._name}: {percent:3d} %")
        sys.stderr.flush()

    def end(self) -> None:
        """Clear the line."""
        if self._live and self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def import_lines(report: ImportReport) -> list[str]:
    """Return what came of one file, a sentence a line."""
    kept = ", ".join(f"{report.kept[kind]} {word}" for kind, word in _WORDS.items() if report.kept[kind])
    lines = [f"{report.file}: {report.rows} rows: {kept or 'none kept'}, {report.rejected} rejected."]
    if report.warnings:
        oddities = ", ".join(f"{count} {kind}" for kind, count in report.warnings.most_common())
        lines.append(f"  Accepted with a warning: {oddities}.")
    by_source = Counter(
        {
            source: sum(n for (one, _), n in report.summary.warnings.items() if one == source)
            for source in {source for source, _ in report.summary.warnings}
        }
    )
    if len(by_source) > 1:
        sources = ", ".join(f"{count} {source or 'unnamed'}" for source, count in by_source.most_common(5))
        lines.append(f"  Most of them from: {sources}.")
    if report.resumed_at:
        lines.append(f"  Taken up at byte {report.resumed_at}, where an earlier import had ended.")
    lines += [
        f"  The declarations of {week} were damaged and set aside: feed every file again that holds some."
        for week in dict.fromkeys(report.set_aside)
    ]
    if report.newest is not None:
        lines.append(
            f"  It tells of arrivals up to {report.newest}, a day that this station's clock has not reached."
            " Look whether the clock is right: declarations are filed, and erased, by it."
        )
    if report.ended_by is not None:
        lines.append(f"  {sentence_of(report.ended_by)}")
    if report.rejects is not None:
        lines.append(f"  The rejected rows are in {report.rejects}: mend them there and import that file.")
    return lines
