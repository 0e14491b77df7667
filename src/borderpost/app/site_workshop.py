"""The profile workshop of an open site: decides, puts in force, tries out, measures, beside the screens."""

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from borderpost.app.opening import OpenSite
from borderpost.app.profile_parcels import checked, take_in
from borderpost.app.site_risk import SiteRisk, with_workshop
from borderpost.app.watch_lookups import WatchLookups
from borderpost.domain.acts import ProfilesExported
from borderpost.domain.decisions import Refusal, Refused, Rule
from borderpost.domain.officer import Officer, Right
from borderpost.domain.risk.condition import Operator, comparisons
from borderpost.domain.risk.measuring import Measured, measure
from borderpost.domain.risk.profile import Profile, ProfileFault, WordList
from borderpost.domain.risk.profile_exchange import SIZE_LIMIT, ProfileExchange, signed_file
from borderpost.domain.risk.profile_reading import profile_set_of
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.domain.risk.surroundings import Surroundings
from borderpost.store.cosigning import fingerprint
from borderpost.store.files import write_durably
from borderpost.store.screening_thread import ScreeningThread
from borderpost.ui.workshop.port import Parcel
from borderpost.work.changes import Done
from borderpost.work.ports import Transaction
from borderpost.work.ports_risk import BackTest, Cancelled, JudgedBy, Screening
from borderpost.work.roster import on_duty

T = TypeVar("T")
ITEMS_SHOWN = 50


class SiteWorkshop:
    """Fills `ui.workshop.port.Workshop`. What is asked first is answered first, on threads of its own."""

    def __init__(self, site: OpenSite) -> None:
        self._site = site
        self._screening = ScreeningThread(site.folder, site.store.aside)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="profiles")
        self._closed = False
        self._lookups = WatchLookups(self._screening, self._judged)

    def close(self) -> None:
        """End the threads; what was asked is not answered any more."""
        self._closed = True
        self._lookups.stop()
        self._thread.shutdown(wait=True, cancel_futures=True)
        self._screening.close()

    def in_force(self) -> ProfileSet:
        """Return the profiles that judge now."""
        return self._site.risk.profiles

    def filed(self) -> ProfileSet:
        """Return the profiles of the site's files."""
        return self._site.risk.filed

    def misfits(self, profile: Profile) -> tuple[ProfileFault, ...]:
        """Return why a profile does not fit among the site's others."""
        return profile_set_of([profile], self.filed().lists)[1]

    def decide(self, verb: Callable[[Transaction], Done[T]]) -> "Future[Done[T]]":
        """Let the writer carry out a verb; what it put in force judges the very next scan.

        The profiles are made ready within the transaction and take effect once it is kept, on the writer's
        thread and so before its next job.
        """
        ready: list[SiteRisk] = []

        def carry_out(tx: Transaction) -> Done[T]:
            done = verb(tx)
            ready.append(with_workshop(self._site.risk, tx.bench_profiles())[0])
            return done

        def take_effect(kept: "Future[Done[T]]") -> None:
            if not kept.cancelled() and kept.exception() is None:
                self._site.risk = ready[-1]

        future = self._site.store.submit(carry_out)
        future.add_done_callback(take_effect)
        return future

    def measured(self, days: int, cancelled: Callable[[], bool]) -> "Future[Measured]":
        """Return the figures of the last days, today included."""
        return self._thread.submit(self._measure, days, cancelled)

    def try_out(
        self, profile: Profile, days: int, cancelled: Callable[[], bool], *, overlap: bool = True
    ) -> "Future[BackTest]":
        """Return what a profile would have selected in the last days; fails with Cancelled once cancelled."""
        profiles, by = self._judged()

        def unwanted() -> bool:
            return self._closed or cancelled()

        def ask(screening: Screening) -> BackTest:
            if unwanted():
                raise Cancelled
            return screening.backtest(
                profile,
                profiles,
                by,
                until=self._site.clock().date(),
                days=days,
                first=ITEMS_SHOWN,
                overlap=overlap,
                cancelled=unwanted,
            )

        return self._screening.ask(ask)

    def _judged(self) -> tuple[ProfileSet, JudgedBy]:
        """Return the profiles in force, and by what declarations are judged."""
        risk = self._site.risk
        return risk.profiles, JudgedBy(risk.rates, Surroundings(risk.watch, None, risk.vague))

    def hand_out(self, profiles: Sequence[str], path: Path, officer: Officer) -> "Future[str]":
        """Write profiles in force to a signed file, and journal that; return its key's fingerprint."""
        return self._thread.submit(self._hand_out, tuple(profiles), path, officer)

    def look_into(self, path: Path) -> "Future[Parcel]":
        """Read a signed file of profiles; fails with BadExchange where it is none, or was changed."""
        return self._thread.submit(self._look_into, path)

    def take_in(self, parcel: Parcel, officer: Officer) -> "Future[Done[tuple[str, ...]]]":
        """Propose what is in a file whose key the officer has compared; return what became of each."""
        return self._site.store.submit(
            partial(
                take_in,
                site=self._site,
                untrusted_data=parcel.data,
                trusted=parcel.fingerprint,
                officer=officer,
            )
        )

    def _look_into(self, path: Path) -> Parcel:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
        exchange = checked(data).exchange
        known = self._site.store.submit(lambda tx: tx.profile_keys(exchange.station)).result()
        return Parcel(
            data, exchange.station, fingerprint(exchange.key), exchange.key in known, exchange.profiles
        )

    def _hand_out(self, profiles: tuple[str, ...], path: Path, officer: Officer) -> str:
        data = self._site.store.submit(
            partial(export, site=self._site, profiles=profiles, officer=officer)
        ).result()
        write_durably(path, data)
        return fingerprint(self._site.store.public_key)

    def _measure(self, days: int, cancelled: Callable[[], bool]) -> Measured:
        until = self._site.clock().date()
        since = until - timedelta(days=days - 1)
        pages = self._site.store.open_pages()
        try:
            return measure(pages.judged(since, until, lambda: self._closed or cancelled()), since, until)
        finally:
            pages.close()


def export(
    tx: Transaction, *, site: OpenSite, profiles: Sequence[str], officer: Officer | None = None
) -> bytes:
    """Return the signed file of profiles in force, having journalled that it is handed out.

    None given means all of them. Without `officer`, whoever has the station's vault hands them out. Raise
    Refused for an officer who may not, and for an id that is not in force.
    """
    if officer is not None and not on_duty(tx, officer).may(Right.WRITE_PROFILES):
        raise Refused([Refusal(Rule.ROLE)])
    standing = {one.id: one for one in site.risk.profiles}
    if unknown := [one for one in profiles if one not in standing]:
        raise Refused([Refusal(Rule.NOT_KNOWN, one) for one in unknown])
    chosen = [standing[one] for one in dict.fromkeys(profiles)] or list(standing.values())
    if not chosen:
        raise Refused([Refusal(Rule.NOT_KNOWN, "")])
    exchange = ProfileExchange(
        station=site.store.station,
        key=site.store.public_key,
        at=tx.now(),
        by=officer.id if officer is not None else "station",
        profiles=tuple(chosen),
        lists=_lists_of(chosen, site.risk.filed.lists),
    )
    data = signed_file(exchange, site.store.sign_text(exchange.text()))
    named = [f"{one.id} {one.version}" for one in chosen]
    act = ProfilesExported(profiles=named, sha256=hashlib.sha256(data).hexdigest())
    tx.append(officer.id if officer is not None else "", act)
    return data


def _lists_of(profiles: Sequence[Profile], lists: Sequence[WordList]) -> tuple[WordList, ...]:
    """Return the word lists that profiles refer to; watch lists of names stay where they are."""
    named = {
        comparison.word_list
        for profile in profiles
        for _, comparison in comparisons(profile.condition)
        if comparison.operator is not Operator.MATCHES_LIST
    }
    return tuple(one for one in lists if one.id in named)
