"""What can be wrong with a brand pack."""

from dataclasses import dataclass
from enum import StrEnum


class BrandProblem(StrEnum):
    """Why a pack cannot be used."""

    NO_FILE = "no_file"
    NOT_READABLE = "not_readable"
    NOT_TOML = "not_toml"
    NOT_CSV = "not_csv"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    UNKNOWN_FILE = "unknown_file"
    BAD_VALUE = "bad_value"
    DUPLICATE = "duplicate"
    CHECK_DIGIT = "check_digit"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    UNKNOWN_SOURCE = "unknown_source"
    UNKNOWN_CONTACT = "unknown_contact"
    NO_PICTURE = "no_picture"
    BAD_PICTURE = "bad_picture"
    CLIMBS_OUT = "climbs_out"
    EDITION_TAKEN = "edition_taken"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class BrandFault:
    """One fault: the file, the place in it (`application[2].number`), and what the value was."""

    file: str
    path: str
    problem: BrandProblem
    detail: str = ""
