"""By how much the weight of a closed bag may differ from one weighing to the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

_MOST_GRAMS: Final = 100_000
_MOST_PERMILLE: Final = 1000


class NotATolerance(ValueError):
    """The settings of custody say something that is no tolerance; the sentence names the field."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """The larger of a fixed weight and a share of the weight before."""

    grams: int = 5
    permille: int = 10

    def limit_kg(self, before_kg: str) -> str:
        """Return by how much (decimal kg) a weight may differ from the one before; nothing without one."""
        if not before_kg:
            return ""
        share = Decimal(before_kg) * self.permille / 1000
        return format(max(Decimal(self.grams) / 1000, share).quantize(Decimal("0.000001")).normalize(), "f")


STANDARD: Final = Tolerance()


def tolerance_of(untrusted: Mapping[str, Any]) -> Tolerance:
    """Read the table `weight` (`grams`, `permille`: whole numbers); raise NotATolerance for anything else."""
    table = untrusted.get("weight", {})
    if not isinstance(table, Mapping):
        raise NotATolerance("weight: not a table")
    if unknown := set(table) - {"grams", "permille"}:
        raise NotATolerance(f"weight.{sorted(unknown)[0]}: no such field")
    grams = _whole(table, "grams", STANDARD.grams, _MOST_GRAMS)
    permille = _whole(table, "permille", STANDARD.permille, _MOST_PERMILLE)
    return Tolerance(grams, permille)


def _whole(table: Mapping[str, Any], field: str, otherwise: int, most: int) -> int:
    value = table.get(field, otherwise)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise NotATolerance(f"weight.{field}: a whole number from 0 to {most}")
    return value
