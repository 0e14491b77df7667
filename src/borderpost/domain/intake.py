"""What becomes of one row of a feed: a declaration, or a refusal that says where and why."""

from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Accepted:
    """A row that is a declaration.

    `line` is the physical line (from 1) where the row begins; `end` the offset in bytes just behind
    it, for telling progress; `raw` the row as it came, without its line ending.
    """

    line: int
    declaration: Declaration
    raw: bytes
    end: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is none, with the line, field and reason.

    `field` is a path in the canonical form (`lines[2].value.currency`, counted from 0), empty when the
    row as a whole is at fault; `value` what stood there, shortened. `untrusted_row` is the row as it
    came, `header` the header row of a CSV. Where `complete` is false the row was too long to hold:
    `untrusted_row` is only its beginning, and the whole of it is in the source at the bytes `start` to `end`.
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


Row = Accepted | Rejected
