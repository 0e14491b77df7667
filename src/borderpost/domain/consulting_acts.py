"""The acts of looking somebody up without their parcel at hand, and of taking names out in a table."""

from enum import StrEnum
from typing import Final

from borderpost.domain.act_base import ActBase


class ConsultationReason(StrEnum):
    """Why declarations are searched without a scan."""

    NO_READABLE_LABEL = "no_readable_label"
    POSTAL_QUERY = "postal_query"
    ENFORCEMENT_REQUEST = "enforcement_request"
    QUALITY_CHECK = "quality_check"
    OTHER = "other"


REFERENCE_NEEDED: Final = frozenset({ConsultationReason.ENFORCEMENT_REQUEST, ConsultationReason.OTHER})
"""Reasons that say nothing without a reference, or without the officer's own words."""


class ConsultationBegun(ActBase, frozen=True, tag="consultation_begun"):
    """An officer began to search declarations, and said why; its entry's id is the consultation's."""

    reason: ConsultationReason
    reference: str = ""


class DeclarationsSearched(ActBase, frozen=True, tag="declarations_searched"):
    """What was typed into the search and stood there long enough to be read, and how many items it found.

    `more` says that there were further ones than the list has room for.
    """

    consultation: str
    query: str
    found: int = 0
    more: bool = False


class ItemConsulted(ActBase, frozen=True, tag="item_consulted"):
    """An item that was found by a search was taken up at the bench."""

    consultation: str
    item_id: str
    item_date: str
    query: str = ""


class SendersTableSaved(ActBase, frozen=True, tag="senders_table_saved"):
    """A table that names senders was saved to a file, to be read outside the station.

    `rows` are senders, of so many `weeks` of arrival; `sha256` (hex) is that of the file.
    """

    reason: ConsultationReason
    rows: int
    weeks: int
    sha256: str
    reference: str = ""
