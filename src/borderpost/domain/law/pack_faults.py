"""What can be wrong with a legal pack, and at which place in which file."""

from dataclasses import dataclass
from enum import StrEnum


class PackProblem(StrEnum):
    """What is wrong."""

    NOT_READABLE = "not_readable"
    NOT_TOML = "not_toml"
    TOO_LARGE = "too_large"
    NO_FILES = "no_files"
    UNKNOWN_TABLE = "unknown_table"
    HEAD_TWICE = "head_twice"
    BAD_VALUE = "bad_value"
    MISSING = "missing"
    DUPLICATE_ID = "duplicate_id"
    OVERLAP = "overlap"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    UNKNOWN_SOURCE = "unknown_source"
    UNKNOWN_CALENDAR = "unknown_calendar"
    UNKNOWN_CLOCK = "unknown_clock"
    UNKNOWN_NOTICE = "unknown_notice"
    UNKNOWN_RULE = "unknown_rule"
    CONVENTION_STANDS = "convention_stands"
    UNKNOWN_ZONE = "unknown_zone"
    OUT_OF_RANGE = "out_of_range"


@dataclass(frozen=True, slots=True)
class PackFault:
    """What is wrong in which file, at which path in it (`clocks[2].span`)."""

    file: str
    path: str
    problem: PackProblem
    detail: str = ""


class Gap(StrEnum):
    """What a pack that can be used still lacks."""

    NO_DISPOSITION = "no_disposition"
    NO_HOLD_REASON = "no_hold_reason"
    NO_DECISION_CODE = "no_decision_code"
    NO_RETENTION = "no_retention"
    NO_OFFENCE = "no_offence"
    NO_POWER = "no_power"
    NO_OPENING_GATE = "no_opening_gate"
    NO_CLOCK = "no_clock"
    NO_HOLIDAYS = "no_holidays"
    NO_AGENCY = "no_agency"
    NO_CONTACT = "no_contact"
    UNVERIFIED = "unverified"
    OUT_OF_FORCE = "out_of_force"


@dataclass(frozen=True, slots=True)
class PackGap:
    """One thing that is lacking, and what it is about (a code, a row)."""

    gap: Gap
    subject: str
