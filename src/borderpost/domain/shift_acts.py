"""The acts about the report of a shift: that it was made, and that it went to a printer."""

from borderpost.domain.act_base import ActBase


class ShiftReported(ActBase, frozen=True, tag="shift_reported"):
    """The report of a day (`YYYY-MM-DD`) was handed out, known by its SHA-256.

    It tells of the entries `first` to `last`; 0 where the day has none.
    """

    day: str
    first: int
    last: int
    sha256: str


class ShiftReportPrinted(ActBase, frozen=True, tag="shift_report_printed"):
    """The report of a day was handed to a printer of the system."""

    day: str
    sha256: str
    printer: str


ShiftAct = ShiftReported | ShiftReportPrinted
"""What concerns a day of the station and not an item."""
