"""What is fetched from outside beside the declarations themselves: the roster, amendments, feeds."""

from borderpost.store.engine import Connection
from borderpost.store.numbers import message_number
from borderpost.store.roster import credential as credential
from borderpost.store.roster import officers as officers
from borderpost.store.roster import put_roster as put_roster

FIRST_VERSION = 1
"""The version of a message that is not noted as an amendment."""


def amended_messages(conn: Connection) -> set[int]:
    """Return the numbers of the messages that have versions other than the first."""
    return {number for (number,) in conn.execute("SELECT DISTINCT message FROM amendments")}


def versions_of(conn: Connection, message: str) -> dict[int, str]:
    """Return the versions of a message that are noted, which the first is not, with the weeks they are in."""
    query = "SELECT version, week FROM amendments WHERE message = ?"
    return dict(conn.execute(query, (message_number(message),)).fetchall())


def note_version(conn: Connection, message: str, version: int, week: str) -> None:
    """Note a version that is not the first; belongs inside a transaction that ends before the week's own."""
    conn.execute(
        "INSERT OR REPLACE INTO amendments(message, version, week) VALUES (?, ?, ?)",
        (message_number(message), version, week),
    )


def forget_week(conn: Connection, week: str) -> None:
    """Forget all that is known of a week; belongs inside a transaction."""
    for table in ("amendments", "aside", "weeks"):
        conn.execute(f"DELETE FROM {table} WHERE week = ?", (week,))  # noqa: S608 - our own names


def note_week(conn: Connection, week: str, items: int) -> None:
    """Note how many declarations a week's file holds; belongs inside a transaction."""
    conn.execute("INSERT OR REPLACE INTO weeks(week, items) VALUES (?, ?)", (week, items))


def items_of_week(conn: Connection, week: str) -> int:
    """Return how many declarations a week's file held when it was last written, 0 where nobody knows."""
    row = conn.execute("SELECT items FROM weeks WHERE week = ?", (week,)).fetchone()
    return int(row[0]) if row else 0


def forget_feeds(conn: Connection) -> None:
    """Forget how far every feed was taken in: each is read from its start when it is fed again."""
    conn.execute("DELETE FROM feeds")


def note_aside(conn: Connection, file: str, week: str, items: int) -> None:
    """Note that a week's file was set aside as `file`; `items` is how many it held, 0 where nobody knows.

    Belongs inside a transaction.
    """
    conn.execute("INSERT OR REPLACE INTO aside(file, week, items) VALUES (?, ?, ?)", (file, week, items))


def weeks_aside(conn: Connection) -> list[tuple[str, int]]:
    """Return the weeks of which a file was set aside, and how many declarations that held."""
    return conn.execute("SELECT week, max(items) FROM aside GROUP BY week ORDER BY week").fetchall()


def feed(conn: Connection, name: str) -> tuple[str, str] | None:
    """Return position and counts of a feed as JSON, where it was met before."""
    row = conn.execute("SELECT position, counts FROM feeds WHERE name = ?", (name,)).fetchone()
    return (row[0], row[1]) if row else None


def put_feed(conn: Connection, name: str, position: str, counts: str) -> None:
    """Note how far a feed has been taken in, once that is durable; belongs inside a transaction."""
    conn.execute(
        "INSERT OR REPLACE INTO feeds(name, position, counts) VALUES (?, ?, ?)", (name, position, counts)
    )
