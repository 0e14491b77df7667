"""What a scan turned out to say: the readings and everything that is attached to them."""

from dataclasses import dataclass
from enum import StrEnum

from borderpost.domain.identifiers.actions import Action


class IdentifierKind(StrEnum):
    """The family of identifiers that a text belongs to."""

    S10 = "s10"
    CARRIER = "carrier"
    SSCC = "sscc"
    RECEPTACLE = "receptacle"
    DESPATCH = "despatch"
    IMPC = "impc"
    AIR_WAYBILL = "air_waybill"
    GTIN = "gtin"
    ISBN = "isbn"
    ISSN = "issn"
    GS1_MESSAGE = "gs1_message"
    DIGITAL_LINK = "digital_link"
    IMEI = "imei"
    IOSS = "ioss"
    ACTION = "action"
    UNKNOWN = "unknown"


class Check(StrEnum):
    """What became of the check digit: it held, it did not, or the format has none."""

    PASSED = "passed"
    FAILED = "failed"
    NONE = "none"


class ReadingWarning(StrEnum):
    """What is odd about a reading that stands all the same."""

    UNKNOWN_COUNTRY = "unknown_country"
    USER_ASSIGNED_COUNTRY = "user_assigned_country"
    WITHDRAWN_COUNTRY = "withdrawn_country"
    RESERVED_SERVICE = "reserved_service"
    UNALLOCATED_SERVICE = "unallocated_service"
    BILATERAL_SERVICE = "bilateral_service"
    UNKNOWN_MAIL_CATEGORY = "unknown_mail_category"
    UNKNOWN_MAIL_CLASS = "unknown_mail_class"
    AMBIGUOUS = "ambiguous"
    UNEXPECTED_SYMBOLOGY = "unexpected_symbology"
    MALFORMED_MESSAGE = "malformed_message"
    WITHOUT_BOUNDARY = "without_boundary"
    INPUT_CUT = "input_cut"
    NOT_UTF8 = "not_utf8"
    BROKEN_ACTION = "broken_action"
    ACTION_NOT_FROM_SCANNER = "action_not_from_scanner"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a scan.

    `text` is the normalised identifier, fit for comparison and storage; `display` is the way it is
    printed. `carrier` and `format_id` name the row of the carrier table. `details` are pairs of a
    field's name and its text (for a GS1 message, of application identifier and value). `corrections`
    are other texts that would pass where this one does not; nobody has applied them. `embedded_from`
    says in what the text was found when it is not the whole of the scan. `is_item` is true where the
    text can name one parcel. `action` is set for kind `ACTION` alone.
    """

    kind: IdentifierKind
    text: str
    display: str
    check: Check = Check.NONE
    carrier: str = ""
    format_id: str = ""
    details: tuple[tuple[str, str], ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    corrections: tuple[str, ...] = ()
    embedded_from: IdentifierKind | None = None
    is_item: bool = False
    action: Action | None = None

    def detail(self, name: str) -> str:
        """The text of the field `name`, or an empty one."""
        return next((value for key, value in self.details if key == name), "")
