"""What the law asks about one item, read off its inspection."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from borderpost.domain.codes import IPR_COMMODITIES, Commodity, Disposition, FindingCode, IprRight, Unit
from borderpost.domain.declaration import MailClass
from borderpost.domain.formalities import Formalities
from borderpost.domain.formality_codes import Answer, Consent, Recipient
from borderpost.domain.inspection import GoodsLine, Inspection

_S10 = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}")
_CLASS_BY_LETTER = {
    "C": MailClass.PARCEL,
    "E": MailClass.EXPRESS,
    "L": MailClass.LETTER_POST,
    "R": MailClass.LETTER_POST,
    "U": MailClass.LETTER_POST,
    "V": MailClass.LETTER_POST,
}
_COUNTED = frozenset({Unit.PIECE, Unit.PAIR, Unit.SET, Unit.PACKET})


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """An item as the rules see it. What is not known is None, and opens nothing.

    `units`: how many units the goods lines hold, a pair or a set being one. `covered`: whether an application
    of a right-holder covers every line that infringes a right; `asked`: whether its holder asked for the
    small-consignment procedure; `confirmed`: whether a right-holder confirmed the infringement. `run_out`:
    the clocks that ran out unanswered. `lifted`: rules that a second person lifted, each for one disposition.
    """

    findings: frozenset[FindingCode] = frozenset()
    commodities: frozenset[Commodity] = frozenset()
    rights: frozenset[IprRight] = frozenset()
    mail_class: MailClass = MailClass.UNSTATED
    gross_weight_kg: Decimal | None = None
    units: Decimal | None = None
    perishable: bool = False
    covered: bool = False
    asked: bool = False
    lane: str = ""
    examined: bool = False
    standing: Disposition | None = None
    consents: frozenset[Consent] = frozenset()
    confirmed: bool = False
    run_out: frozenset[str] = frozenset()
    lifted: frozenset[tuple[str, Disposition]] = frozenset()


def facts_of(state: Inspection, run_out: frozenset[str] = frozenset()) -> CaseFacts:
    """Return the facts of an inspection; `run_out` comes from its clocks."""
    infringing = [line.act for line in state.lines if _infringes(line)]
    formalities = state.formalities
    return CaseFacts(
        findings=frozenset(finding.code for finding in state.findings),
        commodities=frozenset(line.act.commodity for line in state.lines),
        rights=frozenset(act.ipr_right for act in infringing) - {IprRight.NONE},
        mail_class=mail_class_of(state),
        gross_weight_kg=gross_weight_of(state),
        units=_units(state),
        perishable=any(line.act.perishable for line in state.lines),
        covered=bool(infringing) and all(act.application.strip() for act in infringing),
        asked=bool(infringing) and all(act.small_consignment_asked for act in infringing),
        lane=state.lane,
        examined=bool(state.steps),
        standing=state.outcome.disposition if state.outcome else None,
        consents=_consents(formalities),
        confirmed=any(
            one.answer is Answer.CONFIRMS and one.sender is Recipient.RIGHT_HOLDER
            for one in formalities.replies
        ),
        run_out=run_out,
        lifted=frozenset((one.rule, one.disposition) for one in formalities.lifted if one.granted),
    )


def mail_class_of(state: Inspection) -> MailClass:
    """Return the class that was declared, else the one that the first letter of an S10 number tells."""
    declared = (state.declaration or {}).get("mail_class", "")
    if declared in set(MailClass) and declared:
        return MailClass(declared)
    if _S10.fullmatch(state.item_id):
        return _CLASS_BY_LETTER.get(state.item_id[0], MailClass.UNSTATED)
    return MailClass.UNSTATED


def gross_weight_of(state: Inspection) -> Decimal | None:
    """Return the weight (kg) that was measured last, else the one that was declared."""
    measured = [step.weight_kg for step in state.steps if step.weight_kg]
    declared = (state.declaration or {}).get("gross_weight_kg", "")
    return _positive(measured[-1] if measured else declared)


def _consents(formalities: Formalities) -> frozenset[Consent]:
    given = {one.consent for one in formalities.consents}
    if any(one.answer is Answer.CONSENTS for one in formalities.replies):
        given.add(Consent.DESTRUCTION)
    return frozenset(given)


def _infringes(line: GoodsLine) -> bool:
    return line.act.commodity in IPR_COMMODITIES or line.act.ipr_right is not IprRight.NONE


def _units(state: Inspection) -> Decimal | None:
    if not state.lines or any(line.act.unit not in _COUNTED for line in state.lines):
        return None
    counted = [_positive(line.act.quantity) for line in state.lines]
    known = [one for one in counted if one is not None]
    return sum(known, Decimal(0)) if len(known) == len(counted) else None


def _positive(text: object) -> Decimal | None:
    try:
        number = Decimal(text) if isinstance(text, str) and text else Decimal("NaN")
    except InvalidOperation:
        return None
    return number if number.is_finite() and number > 0 else None
