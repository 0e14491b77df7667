"""Says in plain English why a row was refused and what would mend it."""

from borderpost.domain.intake import Rejected, RejectReason

_SENTENCES: dict[RejectReason, str] = {
    RejectReason.NOT_JSON: "The row is not JSON ({value}).",
    RejectReason.NOT_AN_OBJECT: "{where} must be an object in braces, but is {value}.",
    RejectReason.NOT_UTF8: "The row is not UTF-8 text ({value}).",
    RejectReason.TOO_DEEP: "The row nests more deeply than a declaration can.",
    RejectReason.TOO_LONG: "The row is too long ({value} bytes; at most 16 MiB). "
    "It is kept here in part; the whole of it is in the source, at the bytes given as start and end.",
    RejectReason.TOO_MANY: "{where} has too many entries ({value}).",
    RejectReason.DUPLICATE_FIELD: "{where} is given twice, and which one holds cannot be known.",
    RejectReason.MISSING: "{where} is required, but is missing or empty.",
    RejectReason.WRONG_TYPE: "{where} has the wrong form: {value}.",
    RejectReason.NOT_A_NUMBER: "{where} is '{value}', which is no finite decimal number such as 12.50.",
    RejectReason.OUT_OF_RANGE: "{where} is {value}, which is out of range.",
    RejectReason.UNKNOWN_CURRENCY: "{where} is '{value}', which is no currency of ISO 4217 (three capitals).",
    RejectReason.UNKNOWN_COUNTRY: "{where} is '{value}', which is no country of ISO 3166-1 (two capitals).",
    RejectReason.IMPOSSIBLE_DATE: "{where} is '{value}', which is no possible date. "
    "Days are written 2026-11-22, moments 2026-11-22T08:30:00Z.",
    RejectReason.HS_NOT_DIGITS: "{where} is '{value}', but an HS code holds digits only.",
    RejectReason.BAD_IDENTIFIER: "{where} is '{value}', but an item number has 1 to 50 visible ASCII "
    "characters, without blanks.",
    RejectReason.NO_HEADER: "The file has no header row that names all of: {value}.",
    RejectReason.BAD_CSV: "The row is no well-formed CSV ({value}).",
    RejectReason.WRONG_CELLS: "The row has not as many cells as the header ({value}).",
    RejectReason.ROWS_DISAGREE: "{where} is '{value}', but an earlier row of the same declaration says "
    "otherwise.",
    RejectReason.VERSION_CONFLICT: "{where} says '{value}', and this version of the message is already held "
    "with other content. An amendment has to bear a higher version.",
    RejectReason.BAD_XML: "The record is no well-formed XML ({value}).",
    RejectReason.BAD_EDIFACT: "The record is no well-formed EDIFACT ({value}).",
    RejectReason.UNKNOWN_KIND: "The row is of the kind '{value}', which the mapping does not know here.",
    RejectReason.NO_MAPPING: "The row was read by the mapping '{value}'. Name that mapping to feed it again.",
    RejectReason.BOMB: "The file was not read further: unpacked it grows out of all proportion ({value}).",
    RejectReason.DAMAGED: "The file was not read further: it is damaged here ({value}). Have it sent again.",
    RejectReason.CUT_OFF: "The file ends before its end ({value}). What stands before was taken in; "
    "feed the whole file once it is there.",
    RejectReason.DOCTYPE: "The file was not read: it brings a document type declaration, and entities "
    "of its own are not allowed.",
    RejectReason.UNREADABLE: "The file was not read further: {value}.",
}


def sentence_of(rejected: Rejected) -> str:
    """Return the sentence for a refused row; its line and field are told beside it."""
    where = rejected.field or "The row"
    return _SENTENCES[rejected.reason].format(where=where, value=rejected.value)
