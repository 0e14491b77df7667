"""What becomes of one row of a feed: a declaration, or a refusal that says where and why."""

from dataclasses import dataclass
from enum import StrEnum

from msgspec import Struct

from borderpost.domain.declaration import Declaration


class RejectReason(StrEnum):
    """Why a row is no declaration."""

    NOT_JSON = "not_json"
    NOT_AN_OBJECT = "not_an_object"
    NOT_UTF8 = "not_utf8"
    TOO_DEEP = "too_deep"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    DUPLICATE_FIELD = "duplicate_field"
    MISSING = "missing"
    WRONG_TYPE = "wrong_type"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    UNKNOWN_CURRENCY = "unknown_currency"
    UNKNOWN_COUNTRY = "unknown_country"
    IMPOSSIBLE_DATE = "impossible_date"
    HS_NOT_DIGITS = "hs_not_digits"
    BAD_IDENTIFIER = "bad_identifier"
    NO_HEADER = "no_header"
    BAD_CSV = "bad_csv"
    WRONG_CELLS = "wrong_cells"
    ROWS_DISAGREE = "rows_disagree"
    VERSION_CONFLICT = "version_conflict"
    BAD_XML = "bad_xml"
    BAD_EDIFACT = "bad_edifact"
    UNKNOWN_KIND = "unknown_kind"
    NO_MAPPING = "no_mapping"
    BOMB = "bomb"
    DAMAGED = "damaged"
    CUT_OFF = "cut_off"
    DOCTYPE = "doctype"
    UNREADABLE = "unreadable"


ENDS_THE_FILE = frozenset(
    {
        RejectReason.BOMB,
        RejectReason.DAMAGED,
        RejectReason.CUT_OFF,
        RejectReason.DOCTYPE,
        RejectReason.UNREADABLE,
    }
)
"""Faults of the file and not of one row: nothing behind them could be read."""


@dataclass(frozen=True, slots=True)
class Origin:
    """How a row that is not in the canonical form was read, so that it can be read so again.

    `mapping` is the id of the mapping, `record` the number of the record in its file (from 1), `arrived`
    the moment at which the file arrived (RFC 3339), where the mapping asks for it.
    """

    mapping: str
    record: int
    arrived: str = ""


class Accepted(Struct, frozen=True, gc=False):
    """A row that is a declaration.

    `line` is the physical line (from 1) where the row begins; `end` the offset in bytes just behind
    it, for telling progress; `raw` the row as it came, without its line ending. `header` and `origin`
    are as in Rejected.
    """

    line: int
    declaration: Declaration
    raw: bytes
    end: int
    header: bytes = b""
    origin: Origin | None = None

    def refused(self, field: str, reason: RejectReason, value: str) -> "Rejected":
        """Return the refusal of this row for a reason that only shows beside what is held already."""
        return Rejected(
            line=self.line,
            field=field,
            reason=reason,
            value=value,
            untrusted_row=self.raw,
            start=self.end - len(self.raw),
            end=self.end,
            header=self.header,
            origin=self.origin,
        )


class Rejected(Struct, frozen=True, gc=False):
    """A row that is none, with the line, field and reason.

    `field` is a path in the canonical form (`lines[2].value.currency`, counted from 0), empty when the
    row as a whole is at fault; `value` what stood there, shortened. `untrusted_row` is the row as it
    came, `header` what must stand before it to read it again (the header row of a CSV, the opening of an
    XML document), `origin` how a mapping read it. Where `complete` is false the row was too long to hold:
    `untrusted_row` is only its beginning, and the whole of it is in the source at the bytes `start` to `end`
    (of the text as UTF-8, unpacked where the source is compressed).
    """

    line: int
    field: str
    reason: RejectReason
    value: str
    untrusted_row: bytes
    start: int
    end: int
    header: bytes = b""
    complete: bool = True
    origin: Origin | None = None


Row = Accepted | Rejected
