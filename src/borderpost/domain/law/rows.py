"""The rows of a legal pack: each says where it is written, when it holds, and whether that text was read.

A row is data of a site: everything it names is a code of this program or the id of another row. `verified`
is false where the source itself was not read; such a row works, and is shown as one to be replaced.
"""

from datetime import date
from decimal import Decimal

import msgspec

from borderpost.domain.codes import Approval, Commodity, Disposition, FindingCode, IprRight, StepType
from borderpost.domain.declaration import MailClass
from borderpost.domain.formality_codes import Consent, Means, Recipient
from borderpost.domain.law.terms import AgencyKind, Event, Expiry, Observed, RetentionClass, Roll, Span
from borderpost.domain.officer import Role

BENCH_ROLES = (Role.OFFICER, Role.APPROVER)


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text of law: how it is cited, and where its content was taken from."""

    id: str
    citation: str
    taken_from: str = ""


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every row says of itself. `source` is the id of a Source; both days are included."""

    id: str
    source: str
    valid_from: date
    valid_until: date | None = None
    verified: bool
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Tell whether the row is in force on a day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class Power(Row, frozen=True, kw_only=True):
    """A power of the officer, in the words of the site."""

    text: str


class Offence(Row, frozen=True, kw_only=True):
    """What a finding amounts to; no commodities named means any."""

    text: str
    findings: tuple[FindingCode, ...]
    commodities: tuple[Commodity, ...] = ()


class DispositionRow(Row, frozen=True, kw_only=True):
    """A disposition that the pack allows, and when.

    `findings`: one of them has to stand. `offence`: the findings have to be an offence of the pack.
    `standing`: one of these dispositions has to stand. `clocks`: one of these clocks has to have run out
    unanswered, unless one of `consents` was given. `confirmed`: where one of these dispositions stands, the
    right-holder has to have confirmed the infringement.
    """

    disposition: Disposition
    approval: Approval = Approval.NONE
    proposers: tuple[Role, ...] = BENCH_ROLES
    legal_basis: str
    convention_basis: str = ""
    findings: tuple[FindingCode, ...] = ()
    offence: bool = False
    standing: tuple[Disposition, ...] = ()
    clocks: tuple[str, ...] = ()
    consents: tuple[Consent, ...] = ()
    confirmed: tuple[Disposition, ...] = ()
    notices: tuple[str, ...] = ()
    postal_event: str = ""


class Prohibition(Row, frozen=True, kw_only=True):
    """Dispositions that are forbidden where one of the findings or commodities stands."""

    forbids: tuple[Disposition, ...]
    findings: tuple[FindingCode, ...] = ()
    commodities: tuple[Commodity, ...] = ()


class ReasonRule(Row, frozen=True, kw_only=True):
    """Dispositions that need a written reason in certain cases.

    Where `lanes` are named, the case is an item of such a lane without a completed step of examination;
    where `findings` are named, the case is that one of them stands. With `examination`, no word stands in for
    a step of examination of an item of such a lane.
    """

    dispositions: tuple[Disposition, ...]
    lanes: tuple[str, ...] = ()
    findings: tuple[FindingCode, ...] = ()
    examination: bool = False


class SmallPath(Row, frozen=True, kw_only=True):
    """The short procedure for a small consignment: it opens only where every condition holds.

    Small is at most `most_units` units, or below `below_kg` gross.
    """

    disposition: Disposition
    standard: Disposition
    findings: tuple[FindingCode, ...]
    rights: tuple[IprRight, ...]
    mail_classes: tuple[MailClass, ...]
    most_units: Decimal
    below_kg: Decimal


class OpeningGate(Row, frozen=True, kw_only=True):
    """Items that may be opened only with one of the consents; `at_most_kg` absent means of any weight."""

    mail_classes: tuple[MailClass, ...]
    at_most_kg: Decimal | None = None
    steps: tuple[StepType, ...]
    consents: tuple[Consent, ...]


class Notice(Row, frozen=True, kw_only=True):
    """A notice, to whom it goes and what has to stand in it."""

    recipient: Recipient
    dispositions: tuple[Disposition, ...]
    elements: tuple[str, ...]
    means: tuple[Means, ...] = ()


class Clock(Row, frozen=True, kw_only=True):
    """A time limit: `length` spans from the event, on a calendar.

    It runs while one of `dispositions` stands (none named: any), where one of `findings` stands (likewise),
    and, where `perishable` is said, for such goods only. `notice` is the notice whose service the event or
    the stop is. `extension` is how many spans more may be granted.
    """

    starts: Event
    stops: tuple[Event, ...]
    notice: str = ""
    stop_notice: str = ""
    length: int
    span: Span
    calendar: str
    roll: Roll = Roll.STAYS
    extension: int = 0
    on_expiry: Expiry
    dispositions: tuple[Disposition, ...] = ()
    findings: tuple[FindingCode, ...] = ()
    perishable: bool | None = None


class Holiday(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A day on which nobody works: a date each year, the nth weekday of a month, days from Easter, or dates.

    `weekday` is 1 for Monday to 7; `nth` counts from the month's start, or from its end where negative.
    `easter` counts days from Easter Sunday of the western churches.
    """

    name: str
    month: int = 0
    day: int = 0
    weekday: int = 0
    nth: int = 0
    easter: int | None = None
    dates: tuple[date, ...] = ()
    observed: Observed = Observed.SAME_DAY
    first_year: int = 1
    last_year: int = 9999


class Calendar(Row, frozen=True, kw_only=True):
    """Which days are working days, and whose midnight ends them."""

    time_zone: str
    rest_days: tuple[int, ...] = (6, 7)
    holidays: tuple[Holiday, ...] = ()


class RetentionRow(Row, frozen=True, kw_only=True):
    """For how many days after its end a record of this class keeps its person data."""

    outcome: RetentionClass
    days: int


class HoldReason(Row, frozen=True, kw_only=True):
    """Why an item is held, and the post's code for that."""

    disposition: Disposition
    text: str
    postal_code: str


class DecisionCode(Row, frozen=True, kw_only=True):
    """The code under which the post is told of a disposition."""

    disposition: Disposition
    code: str


class Override(Row, frozen=True, kw_only=True):
    """Rules of the pack that a second person may lift, with a reason and an entry in the journal."""

    lifts: tuple[str, ...]
    role: Role


class Agency(Row, frozen=True, kw_only=True):
    """Another agency, what it takes, and how it is reached.

    Where it names findings or commodities, one of them has to stand; where it names none, it takes anything.
    """

    name: str
    kind: AgencyKind
    contact: str = ""
    findings: tuple[FindingCode, ...] = ()
    commodities: tuple[Commodity, ...] = ()
