"""The referrals to other agencies as the journal tells them: a projection, one row a referral."""

from typing import Final

from borderpost.domain.inspection import Inspection
from borderpost.domain.referrals import Referral
from borderpost.store.engine import Connection
from borderpost.work.ports_referrals import Key

SCHEMA: Final = """
CREATE TABLE referrals(
  row INTEGER PRIMARY KEY,
  inspection TEXT NOT NULL,
  entry TEXT NOT NULL UNIQUE,
  agency TEXT NOT NULL,
  receipt TEXT NOT NULL,
  open INTEGER NOT NULL
) STRICT;
CREATE INDEX referrals_open ON referrals(open, row);
CREATE INDEX referrals_receipt ON referrals(receipt) WHERE receipt <> '';
"""


def project_referrals(conn: Connection, before: tuple[Referral, ...], after: Inspection) -> None:
    """Carry the referrals of an inspection that changed into their rows."""
    known = {one.id: one for one in before}
    for one in after.formalities.referrals:
        if known.get(one.id) != one:
            conn.execute(
                "INSERT OR REPLACE INTO referrals(row, inspection, entry, agency, receipt, open)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    one.mark.sequence,
                    after.id,
                    one.id,
                    one.agency,
                    one.handed.receipt if one.handed else "",
                    int(one.is_open),
                ),
            )


def keys(conn: Connection, *, still_open: bool) -> tuple[Key, ...]:
    """Return the referrals that wait for something, or those that do not, oldest first."""
    query = "SELECT inspection, entry FROM referrals WHERE open = ? ORDER BY row"
    return tuple((inspection, entry) for inspection, entry in conn.execute(query, (int(still_open),)))


def under(conn: Connection, receipt: str) -> tuple[Key, ...]:
    """Return the referrals that were handed over under a transfer receipt, in their order."""
    query = "SELECT inspection, entry FROM referrals WHERE receipt = ? AND receipt <> '' ORDER BY row"
    return tuple((inspection, entry) for inspection, entry in conn.execute(query, (receipt,)))


def next_number(conn: Connection, station: str, year: int) -> str:
    """Return the number of the next transfer receipt: STATION-YEAR-T000001."""
    prefix = f"{station}-{year}-T"
    (last,) = conn.execute(
        "SELECT max(receipt) FROM referrals WHERE receipt > ? AND receipt < ? AND receipt <> ''",
        (prefix, prefix + "~"),
    ).fetchone()
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:06d}"
