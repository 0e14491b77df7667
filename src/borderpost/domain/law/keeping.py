"""For how long declarations are kept that no case needs, by the legal pack and by the site's own wish."""

from dataclasses import dataclass
from datetime import date

from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.terms import RetentionClass

_OF_NO_CASE = (RetentionClass.DECLARED_ONLY, RetentionClass.RELEASED_WITHOUT_FINDING)


@dataclass(frozen=True, slots=True)
class Keeping:
    """Days for which declarations are kept behind the last day of the week of their arrival; what says so."""

    days: int
    basis: str


def keeping_of(pack: LegalPack | None, site_days: int, on: date) -> Keeping | None:
    """Return for how long declarations are kept; None where nothing says so: then nothing is erased.

    A week holds what was only declared and what was released without a finding, so the longer of the two
    counts, and the site may keep both for longer still (`site_days`, 0 where it says nothing).
    """
    found = []
    if pack is not None:
        found = [
            Keeping(row.days, f"{pack.edition} {row.id}")
            for row in pack.retention
            if row.outcome in _OF_NO_CASE and row.holds_on(on)
        ]
    if site_days:
        found.append(Keeping(site_days, "site"))
    return max(found, key=lambda keeping: keeping.days, default=None)
