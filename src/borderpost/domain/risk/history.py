"""How many items of the same sender, addressee or address came lately, and who is asked for it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from borderpost.domain.declaration import Declaration
from borderpost.domain.money import Money
from borderpost.domain.risk.party_key import address_key, party_key

DAYS_LIMIT = 366


class SameKind(StrEnum):
    """What items have in common when they are counted: a party of the item, or where it goes."""

    SENDER = "sender"
    ADDRESSEE = "addressee"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Tally:
    """The items counted, and what they were declared to be worth: one sum for each currency.

    `without_value` of the items declared no value on some line, so that the sums are the least they can be.
    """

    items: int = 0
    values: tuple[Money, ...] = ()
    without_value: int = 0


class History(Protocol):
    """The declarations that a site holds, up to and with one day, ready to be counted."""

    def count(self, kind: SameKind, key: str, since_days: int) -> Tally:
        """Count the items of the last `since_days` days (1: that day alone) with the key, by `item_date`.

        An item counts once, by the newest version of its declaration. The item at hand counts with the
        others as soon as the site holds its declaration.
        """


def history_key(kind: SameKind, declaration: Declaration) -> str:
    """Return the key by which a declaration is counted; empty where it is not."""
    match kind:
        case SameKind.SENDER:
            return party_key(declaration.sender)
        case SameKind.ADDRESSEE:
            return party_key(declaration.addressee)
        case SameKind.ADDRESS:
            return address_key(declaration.addressee)
