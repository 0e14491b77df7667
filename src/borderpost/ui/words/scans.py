"""Words for what a scan turned out to be, and for what is remarkable about it."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.identifiers import IdentifierKind, Reading, ReadingWarning
from borderpost.domain.scan import ScanSource
from borderpost.ui.words.amounts import isolated, shortened
from borderpost.work.scanning import Remark

_LONGEST_CODE = 80

KINDS: dict[IdentifierKind, object] = {
    IdentifierKind.S10: QT_TRANSLATE_NOOP("scans", "Postal item number (S10)"),
    IdentifierKind.CARRIER: QT_TRANSLATE_NOOP("scans", "Carrier's item number"),
    IdentifierKind.SSCC: QT_TRANSLATE_NOOP("scans", "Logistic unit (SSCC)"),
    IdentifierKind.RECEPTACLE: QT_TRANSLATE_NOOP("scans", "Receptacle (S9)"),
    IdentifierKind.DESPATCH: QT_TRANSLATE_NOOP("scans", "Despatch (S8)"),
    IdentifierKind.IMPC: QT_TRANSLATE_NOOP("scans", "Office code (IMPC)"),
    IdentifierKind.AIR_WAYBILL: QT_TRANSLATE_NOOP("scans", "Air waybill"),
    IdentifierKind.GTIN: QT_TRANSLATE_NOOP("scans", "Article number (GTIN)"),
    IdentifierKind.ISBN: QT_TRANSLATE_NOOP("scans", "Book number (ISBN)"),
    IdentifierKind.ISSN: QT_TRANSLATE_NOOP("scans", "Serial number of a periodical (ISSN)"),
    IdentifierKind.GS1_MESSAGE: QT_TRANSLATE_NOOP("scans", "GS1 message"),
    IdentifierKind.DIGITAL_LINK: QT_TRANSLATE_NOOP("scans", "GS1 Digital Link"),
    IdentifierKind.IMEI: QT_TRANSLATE_NOOP("scans", "Telephone's number (IMEI)"),
    IdentifierKind.IOSS: QT_TRANSLATE_NOOP("scans", "Seller's IOSS number"),
    IdentifierKind.ACTION: QT_TRANSLATE_NOOP("scans", "Command barcode"),
    IdentifierKind.UNKNOWN: QT_TRANSLATE_NOOP("scans", "Unknown code"),
}
SOURCES: dict[ScanSource, object] = {
    ScanSource.WEDGE: QT_TRANSLATE_NOOP("scans", "hand scanner"),
    ScanSource.SERIAL: QT_TRANSLATE_NOOP("scans", "hand scanner"),
    ScanSource.CAMERA: QT_TRANSLATE_NOOP("scans", "camera"),
    ScanSource.IMAGE: QT_TRANSLATE_NOOP("scans", "picture file"),
    ScanSource.KEYED: QT_TRANSLATE_NOOP("scans", "typed"),
}
REMARKS: dict[Remark, object] = {
    Remark.NOT_AN_ITEM: QT_TRANSLATE_NOOP("scans", "Not a parcel number"),
    Remark.CHECK_FAILED: QT_TRANSLATE_NOOP("scans", "Check digit wrong"),
    Remark.UNKNOWN_COUNTRY: QT_TRANSLATE_NOOP("scans", "Unknown country"),
    Remark.NO_DECLARATION: QT_TRANSLATE_NOOP("scans", "No declaration"),
    Remark.SEVERAL_DECLARATIONS: QT_TRANSLATE_NOOP("scans", "Several declarations"),
    Remark.AMENDED: QT_TRANSLATE_NOOP("scans", "Amended"),
    Remark.SEEN_BEFORE: QT_TRANSLATE_NOOP("scans", "Number seen before"),
    Remark.ALREADY_INSPECTED: QT_TRANSLATE_NOOP("scans", "Already inspected"),
    Remark.INSPECTION_RUNNING: QT_TRANSLATE_NOOP("scans", "Inspection running"),
    Remark.INCOMPLETE: QT_TRANSLATE_NOOP("scans", "Declarations missing"),
}
_WARNINGS: dict[ReadingWarning, object] = {
    ReadingWarning.UNKNOWN_COUNTRY: QT_TRANSLATE_NOOP("scans", "The last two letters name no country."),
    ReadingWarning.USER_ASSIGNED_COUNTRY: QT_TRANSLATE_NOOP(
        "scans", "The last two letters are a country code outside of ISO 3166."
    ),
    ReadingWarning.WITHDRAWN_COUNTRY: QT_TRANSLATE_NOOP(
        "scans", "The last two letters name a country that no longer exists."
    ),
    ReadingWarning.RESERVED_SERVICE: QT_TRANSLATE_NOOP(
        "scans", "The first two letters are reserved and should not be in use."
    ),
    ReadingWarning.UNALLOCATED_SERVICE: QT_TRANSLATE_NOOP(
        "scans", "The first two letters name no postal service."
    ),
    ReadingWarning.BILATERAL_SERVICE: QT_TRANSLATE_NOOP(
        "scans", "The first two letters are for use between two posts by agreement."
    ),
    ReadingWarning.UNKNOWN_MAIL_CATEGORY: QT_TRANSLATE_NOOP("scans", "The mail category is not known."),
    ReadingWarning.UNKNOWN_MAIL_CLASS: QT_TRANSLATE_NOOP("scans", "The mail class is not known."),
    ReadingWarning.AMBIGUOUS: QT_TRANSLATE_NOOP(
        "scans", "The code can be understood in more than one way; this is the likeliest."
    ),
    ReadingWarning.UNEXPECTED_SYMBOLOGY: QT_TRANSLATE_NOOP(
        "scans", "The kind of barcode does not fit its content."
    ),
    ReadingWarning.MALFORMED_MESSAGE: QT_TRANSLATE_NOOP("scans", "The GS1 message is malformed."),
    ReadingWarning.WITHOUT_BOUNDARY: QT_TRANSLATE_NOOP(
        "scans", "The number was found inside a longer code without anything that marks its ends."
    ),
    ReadingWarning.INPUT_CUT: QT_TRANSLATE_NOOP(
        "scans", "The code is too long; only its beginning was read."
    ),
    ReadingWarning.NOT_UTF8: QT_TRANSLATE_NOOP(
        "scans", "The code's characters are not in the usual encoding."
    ),
    ReadingWarning.BROKEN_ACTION: QT_TRANSLATE_NOOP(
        "scans", "It begins like a command barcode, but its check character is wrong. Print the sheet anew."
    ),
    ReadingWarning.ACTION_NOT_FROM_SCANNER: QT_TRANSLATE_NOOP(
        "scans", "Command barcodes are obeyed from the hand scanner only."
    ),
}
# A remark of the same scan says these already.
_SAID_BY_REMARKS = frozenset({ReadingWarning.UNKNOWN_COUNTRY})


def kind_word(kind: IdentifierKind) -> str:
    """Return the word for a family of identifiers."""
    return QCoreApplication.translate("scans", str(KINDS[kind]))


def source_word(source: ScanSource) -> str:
    """Return the word for the kind of device that read a code."""
    return QCoreApplication.translate("scans", str(SOURCES[source]))


def device_name(device: str) -> str:
    """Return a device's name at the start of a sentence; one named for its kind alone is put into words."""
    if device not in set(ScanSource):
        return device
    kind = source_word(ScanSource(device))
    return kind[:1].upper() + kind[1:]


def remark_word(remark: Remark) -> str:
    """Return the two words or so for something remarkable about a scan."""
    return QCoreApplication.translate("scans", str(REMARKS[remark]))


def warning_sentences(reading: Reading) -> list[str]:
    """Return what is odd about a reading, except for what a remark of the scan says."""
    return [
        QCoreApplication.translate("scans", str(_WARNINGS[warning]))
        for warning in reading.warnings
        if warning not in _SAID_BY_REMARKS
    ]


def code_text(text: str) -> str:
    """Return a code as it can stand in a sentence: control characters shown, long ones cut."""
    shown = "".join(letter if letter.isprintable() else _control(letter) for letter in text[:200])
    return isolated(shortened(shown, _LONGEST_CODE))


def _control(letter: str) -> str:
    code = ord(letter)
    if code < 0x20:
        return chr(0x2400 + code)
    return f"<{code:X}>"
