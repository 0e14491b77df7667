"""How far a file has been taken in, noted with every batch: one that was cut off is taken up there."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from borderpost.domain.intake import Row
from borderpost.feeds.position import (
    FeedPosition,
    PositionTracker,
    Resumption,
    fingerprint_of,
    position_from_plain,
    resumption,
)
from borderpost.feeds.rejects import RejectsFile
from borderpost.feeds.summary import FeedSummary
from borderpost.store import mirror
from borderpost.store.engine import Connection, immediate
from borderpost.store.message_versions import Kept


class Progressing:
    """One file on its way in: where it is taken up, and what an earlier import had counted of it.

    `behind` is the offset up to which everything was kept, 0 where the file is read from its start;
    `rejects` is the rejects file, to be gone on with where the earlier import had begun one.
    """

    def __init__(self, conn: Connection, file: Path, mapping: str, target: Path) -> None:
        self._conn = conn
        self._name = f"{file.resolve()}\n{mapping}"
        self.kept: Counter[Kept] = Counter()
        self.summary = FeedSummary()
        self.rejected = 0
        self.rejects = RejectsFile(target)
        start: FeedPosition | None = None
        noted = mirror.feed(conn, self._name)
        if noted is not None:
            position = position_from_plain(json.loads(noted[0]))
            if resumption(position, file, mapping) is Resumption.CONTINUE and self._goes_on(
                json.loads(noted[1]), target
            ):
                start = position
        self.behind = start.end if start is not None else 0
        self._tracker = PositionTracker(fingerprint_of(file), mapping, start)

    def met(self, rows: Sequence[Row]) -> None:
        """Take note of rows that are being kept; they count once `note` or `complete` is called."""
        self._tracker.after_all(rows)

    def note(self, rejects: RejectsFile, rejected: int) -> None:
        """Note that all rows met are durable, and not the last; raise OSError where the refused ones cannot
        be made so."""
        counts = {
            "kept": {kind.value: count for kind, count in self.kept.items()},
            "summary": self.summary.as_plain(),
            "rejected": rejected,
            "rejects": rejects.path.name,
            "rejects_bytes": rejects.make_durable(),
            "rejects_sha256": rejects.sha256,
        }
        self._put(self._tracker.position(followed=True), counts)

    def complete(self) -> None:
        """Note that the last rows are durable: should the file grow, what is behind it will be new."""
        self._put(self._tracker.position(complete=True), {})

    def _put(self, position: FeedPosition, counts: dict[str, Any]) -> None:
        with immediate(self._conn):
            mirror.put_feed(self._conn, self._name, json.dumps(position.as_plain()), json.dumps(counts))

    def _goes_on(self, counts: dict[str, Any], target: Path) -> bool:
        """Take over what was counted; False where refused rows were put aside that are no longer there."""
        if not counts:
            return True
        # positions that an earlier version noted do not tell the hash
        begun_as = counts.get("rejects_sha256", "")
        rejects = RejectsFile(target, begun=counts["rejects_bytes"], begun_as=begun_as)
        if counts["rejected"] and (counts["rejects"] != target.name or not rejects.is_whole()):
            return False
        self.kept = Counter({Kept(kind): count for kind, count in counts["kept"].items()})
        self.summary = FeedSummary.from_plain(counts["summary"])
        self.rejected = counts["rejected"]
        self.rejects = rejects
        return True
