"""Every time limit of every shipped pack by a date worked out by hand: holidays, leap days, months."""

from datetime import date
from typing import Any

import pytest

from borderpost.domain.codes import Disposition
from borderpost.domain.formalities import Formalities
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.terms import Event, Span
from borderpost.domain.referrals import HandOver, Referral
from domain.test_law_clocks import item, mark, moment, one, perishable, served
from legal_packs import NAMES, in_force

D = Disposition
WORKED: dict[str, tuple[str, str, Disposition | None, str]] = {
    # clock: the day of its event, its last day, what stands, and the notice that was served
    "eu-26-notice": ("2026-12-24", "2026-12-28", D.HOLD_SMALL, ""),
    "eu-26-view": ("2028-02-21", "2028-03-06", D.HOLD_SMALL, "eu-26-declarant"),
    "eu-26-proceedings": ("2026-03-27", "2026-04-13", D.HOLD_SMALL, "eu-26-holder"),
    "eu-23-view": ("2026-04-24", "2026-05-11", D.HOLD_IPR, "eu-17-declarant"),
    "eu-23-view-perishable": ("2026-12-23", "2026-12-29", D.HOLD_IPR, "eu-17-declarant"),
    "eu-23-holder": ("2026-11-20", "2026-12-04", D.HOLD_IPR, "eu-17-holder"),
    "eu-23-holder-perishable": ("2026-04-02", "2026-04-08", D.HOLD_IPR, "eu-17-holder"),
    "eu-18-application": ("2026-04-29", "2026-05-06", D.HOLD_IPR, "eu-17-holder"),
    "eu-safety": ("2026-11-20", "2026-11-26", D.HOLD_SAFETY, ""),
    "eu-hand-over": ("2026-11-20", "2026-11-25", D.REFER, ""),
    "eu-agency-answer": ("2026-11-20", "2026-12-04", D.REFER, ""),
    "trips-55-proceedings": ("2026-12-24", "2027-01-08", D.HOLD_IPR, "trips-holder"),
    "trips-hand-over": ("2026-11-20", "2026-11-25", D.REFER, ""),
    "trips-agency-answer": ("2026-11-20", "2026-12-04", D.REFER, ""),
    "uk-claim": ("2026-01-31", "2026-02-28", D.SEIZE, "uk-seizure-notice"),
    "uk-claim-unserved": ("2027-12-31", "2028-01-31", D.SEIZE, ""),
    "uk-disposal": ("2028-01-20", "2028-03-05", D.SEIZE, ""),
    "uk-disposal-perishable": ("2026-11-20", "2026-11-20", D.SEIZE, ""),
    "uk-hand-over": ("2026-04-02", "2026-04-09", D.REFER, ""),
    "uk-agency-answer": ("2026-12-24", "2027-01-12", D.REFER, ""),
    "us-decide": ("2026-07-01", "2026-07-09", None, ""),
    "us-notice": ("2026-11-24", "2026-12-02", D.HOLD_DOCUMENT, ""),
    "us-ipr-notice": ("2027-01-15", "2027-01-25", D.HOLD_IPR, ""),
    "us-ipr-reply": ("2028-02-25", "2028-03-03", D.HOLD_IPR, "us-ipr-importer"),
    "us-exclusion": ("2028-02-01", "2028-03-02", D.HOLD_TEST, ""),
    "us-seizure": ("2026-11-20", "2027-01-19", D.SEIZE, ""),
    "us-election": ("2027-01-31", "2027-03-02", D.SEIZE, "us-seizure-notice"),
    "us-hand-over": ("2026-11-25", "2026-12-01", D.REFER, ""),
    "us-agency-answer": ("2026-12-18", "2027-01-05", D.REFER, ""),
}
LENGTHS: dict[str, tuple[int, Span]] = {
    # the table of the reference: one row an obligation
    "eu-26-notice": (1, Span.WORKING_DAYS),
    "eu-26-view": (10, Span.WORKING_DAYS),
    "eu-23-view": (10, Span.WORKING_DAYS),
    "eu-23-view-perishable": (3, Span.WORKING_DAYS),
    "eu-18-application": (4, Span.WORKING_DAYS),
    "eu-safety": (4, Span.WORKING_DAYS),
    "us-decide": (5, Span.WORKING_DAYS),
    "us-notice": (5, Span.WORKING_DAYS),
    "us-ipr-reply": (7, Span.DAYS),
    "us-exclusion": (30, Span.DAYS),
    "us-election": (30, Span.DAYS),
    "uk-claim": (1, Span.MONTHS),
    "uk-disposal": (45, Span.DAYS),
    "trips-55-proceedings": (10, Span.WORKING_DAYS),
}


def at_work(clock: str) -> Inspection:
    """Return an inspection in which the clock began on the day of its event."""
    day, _, standing, notice = WORKED[clock]
    opened = f"{day}T12:00"
    more: dict[str, Any] = {}
    if notice:
        more["formalities"] = Formalities(services=(served(notice, day),))
    if standing is D.REFER:
        handed = HandOver(mark(4, moment(opened)), "T1", "Dr. Holt", (), "")
        starts = next(row.starts for row in in_force(clock.split("-")[0]).clocks if row.id == clock)
        made = Referral(
            mark(3, moment(opened)),
            "a",
            "Agency",
            "",
            (),
            "",
            handed if starts is Event.HANDED_OVER else None,
        )
        more["formalities"] = Formalities(referrals=(made,))
    state = item(opened, standing, **more)
    return perishable(state) if clock.endswith("perishable") else state


@pytest.mark.parametrize("clock", WORKED)
def test_it_ends_on_the_day_that_was_worked_out(clock: str) -> None:
    day, last, _, _ = WORKED[clock]
    found = one(clock.split("-")[0], at_work(clock), clock, f"{day}T13:00")
    assert found.due == date.fromisoformat(last)


def test_every_time_limit_of_every_pack_is_worked_out() -> None:
    shipped = {row.id for name in NAMES for row in in_force(name).clocks}
    assert shipped == set(WORKED)


@pytest.mark.parametrize("clock", LENGTHS)
def test_it_is_as_long_as_the_reference_says(clock: str) -> None:
    (row,) = [row for row in in_force(clock.split("-")[0]).clocks if row.id == clock]
    assert (row.length, row.span) == LENGTHS[clock]


def test_ten_more_days_may_be_granted_under_trips_and_nowhere_else() -> None:
    extended = {row.id: row.extension for name in NAMES for row in in_force(name).clocks if row.extension}
    assert extended == {"trips-55-proceedings": 10}
