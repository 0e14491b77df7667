"""Taking entries about access and consultation out of the station, which is itself an entry."""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable

from borderpost.domain.access_acts import AccessLogExported
from borderpost.domain.audit import TOPICS
from borderpost.domain.decisions import Refusal, Refused, Rule
from borderpost.domain.entry import Entry, format_time
from borderpost.domain.officer import Officer, Right
from borderpost.work.changes import Done, Kind
from borderpost.work.ports import Transaction
from borderpost.work.roster import on_duty
from borderpost.work.written import LONG, written

_HEAD = ("entry", "time", "officer", "topic", "kind", "what", "payload", "id", "hash")
# a table that opens in a spreadsheet must not begin to reckon
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_table(entries: Iterable[Entry], told: Callable[[Entry], str]) -> bytes:
    """Return entries as CSV (UTF-8, comma, CRLF), a line each; `told` says one in words.

    `hash` is the entry's own, by which `verify` and an evidence bundle know it.
    """
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(_HEAD)
    for entry in entries:
        payload = json.dumps(entry.payload, ensure_ascii=False, sort_keys=True)
        topic = TOPICS.get(entry.kind, "")
        cells = (entry.officer, topic, entry.kind, told(entry), payload, entry.id, entry.hash)
        table.writerow((entry.sequence, format_time(entry.at), *map(_plain, cells)))
    return out.getvalue().encode("utf-8")


def export(tx: Transaction, *, officer: Officer, table: bytes, entries: int, asked: str = "") -> Done[str]:
    """Journal that a table of entries is handed out; return its SHA-256 (hex). Only auditors may."""
    if not on_duty(tx, officer).may(Right.AUDIT):
        raise Refused([Refusal(Rule.ROLE, Right.AUDIT)])
    digest = hashlib.sha256(table).hexdigest()
    tx.append(
        officer.id,
        AccessLogExported(entries=entries, sha256=digest, asked=written(asked, "query", LONG)),
    )
    return Done(digest, frozenset({Kind.SESSION}))


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
