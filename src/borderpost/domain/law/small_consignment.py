"""The conditions of a small-consignment procedure, each told apart: what holds, and what does not."""

from dataclasses import dataclass
from enum import StrEnum

from borderpost.domain.declaration import MailClass
from borderpost.domain.law.facts import CaseFacts
from borderpost.domain.law.rows import SmallPath


class SmallCondition(StrEnum):
    """What a consignment has to be, all of it, for the short procedure."""

    SUSPECTED = "suspected"
    RIGHT = "right"
    NOT_PERISHABLE = "not_perishable"
    COVERED = "covered"
    ASKED_FOR = "asked_for"
    IN_THE_MAIL = "in_the_mail"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Checked:
    """One condition, whether it holds, and the figures or codes that decided."""

    condition: SmallCondition
    holds: bool
    detail: str = ""


def small_conditions(path: SmallPath, facts: CaseFacts) -> tuple[Checked, ...]:
    """Return every condition of the procedure with whether it holds for the item."""
    suspected = facts.findings & frozenset(path.findings)
    rights = facts.rights & frozenset(path.rights)
    return (
        Checked(SmallCondition.SUSPECTED, bool(suspected), ", ".join(sorted(facts.findings))),
        Checked(
            SmallCondition.RIGHT, bool(rights) and rights == facts.rights, ", ".join(sorted(facts.rights))
        ),
        Checked(SmallCondition.NOT_PERISHABLE, not facts.perishable),
        Checked(SmallCondition.COVERED, facts.covered),
        Checked(SmallCondition.ASKED_FOR, facts.asked),
        Checked(
            SmallCondition.IN_THE_MAIL,
            facts.mail_class in path.mail_classes or facts.mail_class is MailClass.UNSTATED,
            facts.mail_class,
        ),
        _small(path, facts),
    )


def _small(path: SmallPath, facts: CaseFacts) -> Checked:
    few = facts.units is not None and facts.units <= path.most_units
    light = facts.gross_weight_kg is not None and facts.gross_weight_kg < path.below_kg
    units = "?" if facts.units is None else f"{facts.units.normalize():f}"
    weight = "?" if facts.gross_weight_kg is None else f"{facts.gross_weight_kg.normalize():f}"
    detail = f"{units} > {path.most_units:f}, {weight} kg >= {path.below_kg:f} kg"
    return Checked(SmallCondition.SMALL, few or light, "" if few or light else detail)
