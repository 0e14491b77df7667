"""Looks for everything in which a declaration falls short."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from borderpost.domain.declaration import ContentLine, Declaration, Nature, Party, WarningKind
from borderpost.domain.hs import HsStanding, read_hs
from borderpost.domain.identifiers import s10
from borderpost.domain.money import ARITHMETIC
from borderpost.domain.risk.quality_terms import Shortfall
from borderpost.domain.risk.vague import VagueDescriptions
from borderpost.domain.risk.words import fold

NOTICE_WANTED = timedelta(hours=24)
DAYS_AFTER_POSTING = 3
_PLACEHOLDERS = frozenset(
    (
        *(
            "na",
            "none",
            "noname",
            "unknown",
            "test",
            "tester",
            "sender",
            "addressee",
            "recipient",
            "customer",
        ),
        *("xx", "xxx", "anonymous"),
    )
)
_WARNED: dict[WarningKind, Shortfall] = {
    WarningKind.UNKNOWN_OFFICE: Shortfall.UNKNOWN_CODE,
    WarningKind.UNKNOWN_CODE: Shortfall.UNKNOWN_CODE,
    WarningKind.CHECK_DIGIT: Shortfall.BAD_NUMBER,
    WarningKind.DATE_IN_FUTURE: Shortfall.DATE_IN_FUTURE,
    WarningKind.DESCRIPTION_CUT: Shortfall.DAMAGED_VALUE,
    WarningKind.TEXT_CUT: Shortfall.DAMAGED_VALUE,
    WarningKind.CONTROL_CHARACTER: Shortfall.DAMAGED_VALUE,
    WarningKind.NUMBER_NOT_TEXT: Shortfall.DAMAGED_VALUE,
    WarningKind.FORMULA_CELL: Shortfall.DAMAGED_VALUE,
    WarningKind.WEIGHTS_DISAGREE: Shortfall.WEIGHTS_DISAGREE,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One shortfall of the item, or of one of its lines (by number), with what stood there."""

    shortfall: Shortfall
    line: int | None = None
    value: str = ""


def timeliness_of(declaration: Declaration, arrived_at: datetime | None) -> tuple[Finding, ...] | None:
    """Return what is late about a declaration; None where there is nothing to hold it against."""
    received = _aware(declaration.message.received_at)
    if arrived_at is None and declaration.posted_on is None:
        return None
    found: list[Finding] = []
    if arrived_at is not None:
        notice = _aware(arrived_at) - received
        if notice < timedelta(0):
            found.append(Finding(Shortfall.AFTER_ARRIVAL, value=_hours(-notice)))
        elif notice < NOTICE_WANTED:
            found.append(Finding(Shortfall.SHORT_NOTICE, value=_hours(notice)))
    if declaration.posted_on is not None:
        days = (received - datetime.combine(declaration.posted_on, time(), UTC)).days
        if days > DAYS_AFTER_POSTING:
            found.append(Finding(Shortfall.LONG_AFTER_POSTING, value=str(days)))
    return tuple(found)


def findings_of(declaration: Declaration, vague: VagueDescriptions | None) -> Iterator[Finding]:
    """Yield what a declaration falls short of in accuracy, completeness and consistency."""
    yield from (
        Finding(_WARNED[warning.kind], value=warning.value)
        for warning in declaration.warnings
        if warning.kind in _WARNED
    )
    yield from _of_the_item(declaration)
    for line in declaration.lines:
        yield from _of_a_line(line, vague)
    yield from _disagreements(declaration)


def _of_the_item(declaration: Declaration) -> Iterator[Finding]:
    sender, addressee = declaration.sender, declaration.addressee
    if not sender.display_name:
        yield Finding(Shortfall.NO_SENDER)
    if not sender.lines or not sender.country:
        yield Finding(Shortfall.NO_SENDER_ADDRESS)
    if not addressee.display_name:
        yield Finding(Shortfall.NO_ADDRESSEE)
    if not addressee.lines or not (addressee.city or addressee.postcode):
        yield Finding(Shortfall.NO_ADDRESSEE_ADDRESS)
    if not (addressee.phone or addressee.email):
        yield Finding(Shortfall.NO_CONTACT)
    for party in (sender, addressee):
        if _is_placeholder(party):
            yield Finding(Shortfall.PLACEHOLDER_NAME, value=party.display_name)
    if declaration.nature is Nature.UNSTATED:
        yield Finding(Shortfall.NO_NATURE)
    if declaration.gross_weight_kg is None:
        yield Finding(Shortfall.NO_GROSS_WEIGHT)
    elif declaration.gross_weight_kg.is_zero():
        yield Finding(Shortfall.ZERO_WEIGHT)
    if not declaration.lines:
        yield Finding(Shortfall.NO_CONTENTS)


def _of_a_line(line: ContentLine, vague: VagueDescriptions | None) -> Iterator[Finding]:
    number = line.number
    if not line.description.strip():
        yield Finding(Shortfall.NO_DESCRIPTION, number)
    elif vague is not None and vague.judge(line.description).vagueness.too_vague:
        yield Finding(Shortfall.VAGUE_DESCRIPTION, number, line.description)
    if not line.hs_code:
        yield Finding(Shortfall.NO_HS_CODE, number)
    elif read_hs(line.hs_code).standing is not HsStanding.KNOWN:
        yield Finding(Shortfall.UNKNOWN_HS_CODE, number, line.hs_code)
    if line.quantity is None:
        yield Finding(Shortfall.NO_QUANTITY, number)
    if line.net_weight_kg is None:
        yield Finding(Shortfall.NO_WEIGHT, number)
    elif line.net_weight_kg.is_zero():
        yield Finding(Shortfall.ZERO_WEIGHT, number)
    if line.value is None:
        yield Finding(Shortfall.NO_VALUE, number)
    elif line.value.amount.is_zero():
        yield Finding(Shortfall.ZERO_VALUE, number)
    if not line.origin_country:
        yield Finding(Shortfall.NO_ORIGIN, number)


def _disagreements(declaration: Declaration) -> Iterator[Finding]:
    office, sender = declaration.origin_office[:2], declaration.sender.country
    if office and sender and office != sender:
        yield Finding(Shortfall.OFFICE_OF_ANOTHER_COUNTRY, value=f"{office}, {sender}")
    number = s10.parse(declaration.item_id)
    if number is not None and office and number.country != office:
        yield Finding(Shortfall.NUMBER_OF_ANOTHER_COUNTRY, value=f"{number.country}, {office}")
    values = [line.value for line in declaration.lines if line.value is not None]
    currencies = sorted({value.currency for value in values})
    if len(currencies) > 1:
        yield Finding(Shortfall.SEVERAL_CURRENCIES, value=", ".join(currencies))
    insured = declaration.insured_value
    if insured is not None and currencies == [insured.currency] and len(values) == len(declaration.lines):
        total = Decimal(0)
        for value in values:
            total = ARITHMETIC.add(total, value.amount)
        if ARITHMETIC.compare(insured.amount, total) == 1:
            yield Finding(
                Shortfall.INSURED_ABOVE_VALUE,
                value=f"{insured.amount}, {total} {insured.currency}",
            )
    if declaration.nature is Nature.GIFT and declaration.sender.company:
        yield Finding(Shortfall.GIFT_FROM_COMPANY, value=declaration.sender.company)


def _is_placeholder(party: Party) -> bool:
    name = fold(party.display_name)
    if name.blank or name.script_words:
        return False
    letters = name.latin.replace(" ", "")
    return letters in _PLACEHOLDERS or len(letters) == 1


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _hours(span: timedelta) -> str:
    return str(int(span / timedelta(hours=1)))
