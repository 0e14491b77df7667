"""Measures watch lists over a whole store: names looked up once, and a profile that goes by them alone."""

import contextlib
import time
from dataclasses import replace
from decimal import Decimal
from statistics import median
from typing import Final

from borderpost.benchmarks.figures import Bound, Figure
from borderpost.benchmarks.risk_profiles import WATCH_LIST, make_profiles
from borderpost.benchmarks.risk_store import asking
from borderpost.benchmarks.store_mail import Mail
from borderpost.domain.money import RateTable
from borderpost.domain.risk.condition import Comparison, Condition, Field, Not, Operator
from borderpost.domain.risk.profile import Profile
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.domain.risk.surroundings import Surroundings
from borderpost.domain.risk.watch_match import WatchLists
from borderpost.store.features_file import features_there, open_to_write
from borderpost.store.folder import SiteFolder
from borderpost.store.watched_names import Lists, NameLookup, forget_lists, lists_there
from borderpost.store.watched_pass import look_names_up
from borderpost.work.ports_risk import JudgedBy

_TIMES: Final = 5
_MICRO: Final = 1e6


def watched_store(folder: SiteFolder, mail: Mail, rates: RateTable, watch: WatchLists) -> list[Figure]:
    """Measure what it takes to look all senders of a store up, and to try a profile of one watch list on it,
    nothing of the store read before; by processor time."""
    _forget(folder)
    begun = time.process_time()
    look_names_up(folder, NameLookup(Lists(watch)), [(WATCH_LIST, Field.SENDER_NAME)])
    spent = (time.process_time() - begun) / mail.items
    near = Comparison(Field.SENDER_NAME, Operator.MATCHES_LIST, word_list=WATCH_LIST, threshold=Decimal(90))
    times = [_tried(folder, mail, JudgedBy(rates, Surroundings(watch)), near) for _ in range(_TIMES)]
    others = _tried(folder, mail, JudgedBy(rates, Surroundings(watch)), Not(near))
    size = f"{mail.items:,} items"
    return [
        Figure("senders looked up in a watch list, behind the features, µs an item", spent * _MICRO),
        Figure(f"one new profile of a watch list alone, {size}, s", median(times), 0.5, Bound.AT_MOST),
        Figure("the same, all that it does not name, s", others, 0.5, Bound.AT_MOST),
    ]


def _tried(folder: SiteFolder, mail: Mail, by: JudgedBy, condition: Condition) -> float:
    profile = _profile(condition)
    with asking(folder) as store:
        begun = time.process_time()
        store.backtest(profile, ProfileSet(), by, until=mail.last_day, days=mail.weeks * 7, overlap=False)
        return time.process_time() - begun


def _profile(condition: Condition) -> Profile:
    (profile,) = make_profiles(1).profiles
    return replace(profile, id="watched senders", condition=condition)


def _forget(folder: SiteFolder) -> None:
    """Forget what an earlier run looked up."""
    for week in features_there(folder):
        with contextlib.closing(open_to_write(folder, week)) as conn:
            forget_lists(conn, lists_there(conn))
