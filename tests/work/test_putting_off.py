"""A profile that fails while an item is scanned is journalled once, by an entry of its own."""

import contextlib
from dataclasses import replace
from datetime import date

from borderpost.domain.acts import ProfileSwitchedOff, act_of
from borderpost.domain.risk.assess import assess
from borderpost.domain.risk.condition import Comparison, Field, Operator
from borderpost.domain.risk.guard import Guard, SwitchedOff
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.domain.risk.surroundings import Surroundings
from borderpost.store import journal
from borderpost.work.putting_off import put_off
from declared import MUG
from record_dump import assert_whole
from risk_trees import PLAIN, RATES, ListedNames
from station import Station

WATCHING = replace(
    PLAIN,
    id="watching",
    version=3,
    condition=Comparison(Field.SENDER_NAME, Operator.MATCHES_LIST, word_list="watched"),
)


class TornLists(ListedNames):
    """Watch lists that cannot be read."""

    def has(self, list_id: str) -> bool:
        """Fail."""
        raise OSError("torn")


def test_a_profile_that_fails_is_journalled_once(station: Station) -> None:
    told: list[SwitchedOff] = []
    guard = Guard(report=told.append)
    around = Surroundings(watch=TornLists({}))
    for _ in range(3):
        assessed = assess(MUG, ProfileSet((WATCHING,)), RATES, date(2026, 11, 22), around=around, guard=guard)
        assert assessed.notes[0].profiles == ("watching",)
    for off in told:
        station.do(put_off, off=off)
    with contextlib.closing(station.folder.connect_record(readonly=True)) as conn:
        written = [act_of(entry) for entry in journal.entries(conn)]
    assert written[-1] == ProfileSwitchedOff(
        profile="watching", version=3, reason="failed", detail="OSError: torn"
    )
    assert sum(isinstance(act, ProfileSwitchedOff) for act in written) == 1
    assert_whole(station.folder)
