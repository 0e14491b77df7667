"""The inspections of a record as the measurement of profiles sees them."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import msgspec

from borderpost.domain.codes import Disposition, FindingCode
from borderpost.domain.inspection import Inspection
from borderpost.domain.risk.measuring import Judged
from borderpost.domain.risk.profile_kind import ProfileKind
from borderpost.store.engine import Connection

_decode = msgspec.msgpack.Decoder(Inspection).decode
_AMISS = frozenset(
    {
        Disposition.SEIZE,
        Disposition.RETURN,
        Disposition.FORFEIT,
        Disposition.DESTROY,
        Disposition.REFUSE_ENTRY,
        Disposition.FINE,
    }
)
"""Dispositions that say by themselves that something was amiss, whatever finding stands beside them."""


def judged(conn: Connection, since: date, until: date, cancelled: Callable[[], bool]) -> list[Judged]:
    """Return the inspections begun on these local days; none once cancelled. Not for the GUI thread."""
    found: list[Judged] = []
    query = "SELECT state FROM inspections WHERE day >= ? AND day <= ? ORDER BY row"
    for (state,) in conn.execute(query, (since.isoformat(), until.isoformat())):
        if cancelled():
            return []
        found.append(judged_of(_decode(state)))
    return found


def judged_of(state: Inspection) -> Judged:
    """Return what an inspection tells of the profiles that selected its item.

    It counts as examined once a finding, or a disposition that says as much, is recorded.
    """
    hits = [hit for hit in _listed(state.assessment.get("hits")) if isinstance(hit, Mapping)]
    drawn = state.assessment.get("drawn")
    drawn = drawn if isinstance(drawn, Mapping) else {}
    amiss = any(finding.code is not FindingCode.NIL for finding in state.findings) or any(
        outcome.disposition in _AMISS for outcome in state.outcomes
    )
    return Judged(
        day=(state.opened.at + timedelta(minutes=state.opened.offset_minutes)).date(),
        hits=frozenset(str(hit.get("profile_id", "")) for hit in hits),
        targeted=any(hit.get("kind", ProfileKind.TARGETED) != ProfileKind.RANDOM for hit in hits),
        drawn=drawn.get("chosen") is True,
        probability=_probability(drawn.get("probability")),
        examined=bool(state.findings) or amiss,
        found=amiss,
    )


def _listed(plain: Any) -> list[Any]:
    return plain if isinstance(plain, list) else []


def _probability(plain: Any) -> float:
    try:
        return float(plain)
    except (TypeError, ValueError):
        return 0.0
