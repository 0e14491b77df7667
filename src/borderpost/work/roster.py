"""Who an officer is by the roster of this moment, whatever they were when they logged in."""

from dataclasses import replace

from borderpost.domain.officer import Officer
from borderpost.work.ports import Transaction


def on_duty(tx: Transaction, officer: Officer) -> Officer:
    """Return the officer with the roles that the roster grants now; one who is no longer on it may nothing.

    Every verb that asks for a right asks it of this officer: a session may be older than the roster.
    """
    known = tx.credential(officer.id)
    return known.officer if known is not None else replace(officer, active=False)
