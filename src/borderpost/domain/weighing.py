"""What a scale showed: a weight, or why there is none."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from borderpost.domain.money import ARITHMETIC

# kilograms in a unit, by definition
UNITS: dict[str, Decimal] = {
    "kg": Decimal(1),
    "g": Decimal("0.001"),
    "t": Decimal(1000),
    "lb": Decimal("0.45359237"),
    "oz": Decimal("0.028349523125"),
}
HEAVIEST = Decimal(5000)


class ScaleState(StrEnum):
    """How a scale stands with what lies on it."""

    STABLE = "stable"
    MOVING = "moving"
    OVERLOAD = "overload"
    UNDERLOAD = "underload"
    BUSY = "busy"
    WRONG_UNIT = "wrong_unit"
    UNREADABLE = "unreadable"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Weighing:
    """A line of a scale. `kg` is there while STABLE or MOVING; `text` is the line as it came, `at` in UTC."""

    state: ScaleState
    device: str
    at: datetime
    kg: Decimal | None = None
    text: str = ""

    @property
    def shown(self) -> str:
        """The weight in kilograms, as exact as the scale gave it; empty where there is none."""
        return f"{self.kg:f}" if self.kg is not None else ""


def kilograms(number: Decimal, unit: str) -> Decimal | None:
    """Return a weight in kilograms, to the tenth of a gram where the unit is no metric one; None where it is
    no unit of weight, or the weight is none that a bench can carry."""
    factor = UNITS.get(unit.casefold())
    if factor is None or not number.is_finite():
        return None
    weight = ARITHMETIC.multiply(number, factor)
    if unit.casefold() in ("lb", "oz"):
        weight = ARITHMETIC.quantize(weight, Decimal("0.0001"))
    return weight if abs(weight) <= HEAVIEST else None
