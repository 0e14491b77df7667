"""What a legal pack that can be used still lacks on a day, and which of its rows nobody has verified."""

from collections.abc import Iterator
from datetime import date

from borderpost.domain.codes import HOLDS, Disposition
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.pack_faults import Gap, PackGap
from borderpost.domain.law.terms import RetentionClass


def gaps_of(pack: LegalPack, day: date) -> tuple[PackGap, ...]:
    """Return what is lacking on the day, the gravest first."""
    return tuple(_gaps(pack, day))


def _gaps(pack: LegalPack, day: date) -> Iterator[PackGap]:
    now = pack.on(day)
    for disposition in Disposition:
        if now.allows(disposition) is None:
            yield PackGap(Gap.NO_DISPOSITION, disposition)
        elif disposition in HOLDS and not now.reasons_to_hold(disposition):
            yield PackGap(Gap.NO_HOLD_REASON, disposition)
        if now.allows(disposition) is not None and not now.decision_code(disposition):
            yield PackGap(Gap.NO_DECISION_CODE, disposition)
    kept = {row.outcome for row in now.retention}
    yield from (
        PackGap(Gap.NO_RETENTION, outcome)
        for outcome in RetentionClass
        if outcome not in kept and outcome is not RetentionClass.UNDER_WAY
    )
    for gap, there in (
        (Gap.NO_OFFENCE, now.offences),
        (Gap.NO_POWER, now.powers),
        (Gap.NO_OPENING_GATE, now.opening_gates),
        (Gap.NO_CLOCK, now.clocks),
        (Gap.NO_AGENCY, now.agencies),
    ):
        if not there:
            yield PackGap(gap, pack.id)
    yield from (PackGap(Gap.NO_HOLIDAYS, row.id) for row in now.calendars if not row.holidays)
    yield from (PackGap(Gap.NO_CONTACT, row.id) for row in now.agencies if not row.contact.strip())
    yield from (PackGap(Gap.OUT_OF_FORCE, row.id) for _, row in pack.rows() if not row.holds_on(day))
    yield from (PackGap(Gap.UNVERIFIED, row.id) for _, row in now.rows() if not row.verified)
