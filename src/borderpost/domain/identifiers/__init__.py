"""Every number that a parcel, a bag or the goods inside can bear, understood for what it is."""

from borderpost.domain.identifiers import s10
from borderpost.domain.identifiers.actions import Action, Command, format_action, parse_action
from borderpost.domain.identifiers.carriers import (
    EMPTY_TABLE,
    CarrierTable,
    CarrierTableError,
    parse_carrier_table,
)
from borderpost.domain.identifiers.read import prepare, read_scan
from borderpost.domain.identifiers.reading import Check, IdentifierKind, Reading, ReadingWarning
from borderpost.domain.identifiers.symbology import Family, family_of
from borderpost.domain.identifiers.text import tight

__all__ = [
    "EMPTY_TABLE",
    "Action",
    "CarrierTable",
    "CarrierTableError",
    "Check",
    "Command",
    "Family",
    "IdentifierKind",
    "Reading",
    "ReadingWarning",
    "family_of",
    "format_action",
    "parse_action",
    "parse_carrier_table",
    "prepare",
    "read_scan",
    "s10",
    "tight",
]
