"""What is wrong with a mapping, where, and how that is said."""

from dataclasses import dataclass
from enum import StrEnum


class MappingProblem(StrEnum):
    """Kinds of fault in a mapping."""

    NOT_TOML = "not_toml"
    TOO_LARGE = "too_large"
    NOT_READABLE = "not_readable"
    MISSING = "missing"
    UNKNOWN_KEY = "unknown_key"
    WRONG_TYPE = "wrong_type"
    BAD_ID = "bad_id"
    BAD_PATH = "bad_path"
    NO_UPWARDS = "no_upwards"
    UNKNOWN_FORMAT = "unknown_format"
    UNKNOWN_ENCODING = "unknown_encoding"
    UNKNOWN_TABLE = "unknown_table"
    UNKNOWN_UNIT = "unknown_unit"
    UNKNOWN_ZONE = "unknown_zone"
    UNKNOWN_CHOICE = "unknown_choice"
    BAD_DATE_FORM = "bad_date_form"
    BAD_SPAN = "bad_span"
    OUT_OF_RANGE = "out_of_range"
    NOT_OF_THIS_FORMAT = "not_of_this_format"
    NO_SOURCE = "no_source"
    NO_START = "no_start"
    UNKNOWN_CURRENCY = "unknown_currency"
    DUPLICATE = "duplicate"


_SENTENCES: dict[MappingProblem, str] = {
    MappingProblem.NOT_TOML: "the file is not TOML ({value})",
    MappingProblem.TOO_LARGE: "the file has more than {value} bytes",
    MappingProblem.NOT_READABLE: "the file cannot be read ({value})",
    MappingProblem.MISSING: "is missing",
    MappingProblem.UNKNOWN_KEY: "has no meaning here",
    MappingProblem.WRONG_TYPE: "has the wrong form: {value}",
    MappingProblem.BAD_ID: "'{value}' is no id: small letters, digits and hyphens, at most 64",
    MappingProblem.BAD_PATH: "'{value}' is no path such as Sender/Name, Amount/@cur, Party[@role=CZ]/Name",
    MappingProblem.NO_UPWARDS: "'{value}' leads out of the record; only downward paths may stand here",
    MappingProblem.UNKNOWN_FORMAT: "'{value}' is no format: csv, fixed, xml, json or edifact",
    MappingProblem.UNKNOWN_ENCODING: "'{value}' is no encoding that is read",
    MappingProblem.UNKNOWN_TABLE: "there is no table '{value}' under [tables]",
    MappingProblem.UNKNOWN_UNIT: "'{value}' is no unit of weight: kg, g, mg, lb or oz",
    MappingProblem.UNKNOWN_ZONE: "'{value}' is no time zone such as UTC, +05:30 or Asia/Kolkata",
    MappingProblem.UNKNOWN_CHOICE: "'{value}' is none of the choices",
    MappingProblem.BAD_DATE_FORM: "'{value}' is no date form: iso, epoch, epoch_ms or one such as %Y%m%d",
    MappingProblem.BAD_SPAN: "{value} is no [first position from 1, length]",
    MappingProblem.OUT_OF_RANGE: "{value} is out of range",
    MappingProblem.NOT_OF_THIS_FORMAT: "has no meaning for a source of the format {value}",
    MappingProblem.NO_SOURCE: "says nothing of where the value comes from",
    MappingProblem.NO_START: "exactly one layout has to start a record",
    MappingProblem.UNKNOWN_CURRENCY: "'{value}' is no currency of ISO 4217",
    MappingProblem.DUPLICATE: "'{value}' is given twice",
}


@dataclass(frozen=True, slots=True)
class MappingFault:
    """One fault: the mapping, the path in its file (`lines.value.amount.per`), what is wrong, the value."""

    mapping: str
    path: str
    problem: MappingProblem
    value: str = ""


def mapping_sentence(fault: MappingFault) -> str:
    """Return the fault as `mapping 'x': fields.item_id: '[' is no path such as …`."""
    what = _SENTENCES[fault.problem].format(value=fault.value)
    place = f"{fault.path}: " if fault.path else ""
    return f"mapping '{fault.mapping}': {place}{what}"
