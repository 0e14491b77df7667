"""The items of a record that were examined, and whether anything was found in them."""

from datetime import date

from borderpost.domain.codes import FindingCode
from borderpost.domain.item_key import item_key
from borderpost.store import projections
from borderpost.store.engine import Connection

ItemDay = tuple[str, str]
"""The number of an item as `item_key` gives it, and its day (ISO): numbers come again after a year."""


def examined_items(record: Connection, since: date, until: date) -> dict[ItemDay, bool]:
    """Return the items taken up on or after `since` that have a finding, with whether it is another than
    that there was nothing. An inspection after `until` counts, as long as the item is of before."""
    ids = [
        inspection
        for (inspection,) in record.execute(
            "SELECT id FROM inspections WHERE day >= ? AND item_date <= ? ORDER BY row",
            (since.isoformat(), until.isoformat()),
        )
    ]
    found: dict[ItemDay, bool] = {}
    for inspection in ids:
        state = projections.load(record, inspection)
        if state is None or not state.findings:
            continue
        bears = any(finding.code is not FindingCode.NIL for finding in state.findings)
        key = (item_key(state.item_id), state.item_date)
        found[key] = found.get(key, False) or bears
    return found
