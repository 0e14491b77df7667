"""Words for what a declaration says by code: classes, natures, warnings, and the names of its fields."""

import re

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.declaration import DeclarationWarning, MailClass, Nature, WarningKind
from borderpost.ui.words.amounts import isolated, shortened

CLASSES: dict[MailClass, object] = {
    MailClass.PARCEL: QT_TRANSLATE_NOOP("declared", "Parcel"),
    MailClass.EXPRESS: QT_TRANSLATE_NOOP("declared", "Express (EMS)"),
    MailClass.EMPTY_RECEPTACLE: QT_TRANSLATE_NOOP("declared", "Empty receptacle"),
    MailClass.LETTER_POST: QT_TRANSLATE_NOOP("declared", "Letter post"),
    MailClass.UNSTATED: QT_TRANSLATE_NOOP("declared", "Not stated"),
}
NATURES: dict[Nature, object] = {
    Nature.SALE_OF_GOODS: QT_TRANSLATE_NOOP("declared", "Sale of goods"),
    Nature.RETURNED_GOODS: QT_TRANSLATE_NOOP("declared", "Returned goods"),
    Nature.GIFT: QT_TRANSLATE_NOOP("declared", "Gift"),
    Nature.COMMERCIAL_SAMPLE: QT_TRANSLATE_NOOP("declared", "Commercial sample"),
    Nature.DOCUMENTS: QT_TRANSLATE_NOOP("declared", "Documents"),
    Nature.MIXED: QT_TRANSLATE_NOOP("declared", "Mixed"),
    Nature.OTHER: QT_TRANSLATE_NOOP("declared", "Other"),
    Nature.UNSTATED: QT_TRANSLATE_NOOP("declared", "Not stated"),
}
_ODDITIES: dict[WarningKind, object] = {
    WarningKind.UNKNOWN_OFFICE: QT_TRANSLATE_NOOP("declared", "unknown office"),
    WarningKind.CHECK_DIGIT: QT_TRANSLATE_NOOP("declared", "wrong check digit"),
    WarningKind.NO_CONTENTS: QT_TRANSLATE_NOOP("declared", "no contents"),
    WarningKind.NO_HS_CODE: QT_TRANSLATE_NOOP("declared", "no HS code"),
    WarningKind.UNKNOWN_HS_CODE: QT_TRANSLATE_NOOP("declared", "unknown HS code"),
    WarningKind.HS_LEADING_ZERO_LOST: QT_TRANSLATE_NOOP("declared", "HS code without its leading zero"),
    WarningKind.WEIGHTS_DISAGREE: QT_TRANSLATE_NOOP("declared", "weights do not add up"),
    WarningKind.DESCRIPTION_CUT: QT_TRANSLATE_NOOP("declared", "description cut"),
    WarningKind.NO_NAME: QT_TRANSLATE_NOOP("declared", "no name"),
    WarningKind.UNKNOWN_FIELD: QT_TRANSLATE_NOOP("declared", "unknown field"),
    WarningKind.UNKNOWN_CODE: QT_TRANSLATE_NOOP("declared", "unknown code"),
    WarningKind.DATE_IN_FUTURE: QT_TRANSLATE_NOOP("declared", "date in the future"),
    WarningKind.TEXT_CUT: QT_TRANSLATE_NOOP("declared", "text cut"),
    WarningKind.CONTROL_CHARACTER: QT_TRANSLATE_NOOP("declared", "control character"),
    WarningKind.NUMBER_NOT_TEXT: QT_TRANSLATE_NOOP("declared", "number not sent as text"),
    WarningKind.FORMULA_CELL: QT_TRANSLATE_NOOP("declared", "text like a formula"),
    WarningKind.CURRENCY_ASSUMED: QT_TRANSLATE_NOOP("declared", "currency assumed"),
    WarningKind.QUANTITY_ASSUMED: QT_TRANSLATE_NOOP("declared", "quantity assumed"),
}
_WARNINGS: dict[WarningKind, object] = {
    WarningKind.UNKNOWN_OFFICE: QT_TRANSLATE_NOOP("declared", "{field}: “{value}” is not a known office."),
    WarningKind.CHECK_DIGIT: QT_TRANSLATE_NOOP("declared", "{field}: the check digit of {value} is wrong."),
    WarningKind.NO_CONTENTS: QT_TRANSLATE_NOOP("declared", "No contents were declared."),
    WarningKind.NO_HS_CODE: QT_TRANSLATE_NOOP("declared", "{field} was not declared."),
    WarningKind.UNKNOWN_HS_CODE: QT_TRANSLATE_NOOP("declared", "{field}: {value} is in no HS chapter."),
    WarningKind.HS_LEADING_ZERO_LOST: QT_TRANSLATE_NOOP(
        "declared", "{field}: {value} has probably lost its leading zero (0{value})."
    ),
    WarningKind.WEIGHTS_DISAGREE: QT_TRANSLATE_NOOP(
        "declared", "The lines weigh more than the whole item ({value} kg)."
    ),
    WarningKind.DESCRIPTION_CUT: QT_TRANSLATE_NOOP("declared", "{field} was longer and has been cut."),
    WarningKind.NO_NAME: QT_TRANSLATE_NOOP("declared", "{field}: neither a name nor a company was declared."),
    WarningKind.UNKNOWN_FIELD: QT_TRANSLATE_NOOP("declared", "The message holds an unknown field: {field}."),
    WarningKind.UNKNOWN_CODE: QT_TRANSLATE_NOOP("declared", "{field}: “{value}” is not a known code."),
    WarningKind.DATE_IN_FUTURE: QT_TRANSLATE_NOOP("declared", "{field}: {value} lies in the future."),
    WarningKind.TEXT_CUT: QT_TRANSLATE_NOOP("declared", "{field} was longer and has been cut."),
    WarningKind.CONTROL_CHARACTER: QT_TRANSLATE_NOOP(
        "declared", "{field} held control characters; they were taken out."
    ),
    WarningKind.NUMBER_NOT_TEXT: QT_TRANSLATE_NOOP(
        "declared", "{field} was sent as a number; digits may have been lost."
    ),
    WarningKind.FORMULA_CELL: QT_TRANSLATE_NOOP(
        "declared", "{field} begins like a spreadsheet formula. It is kept as text."
    ),
    WarningKind.CURRENCY_ASSUMED: QT_TRANSLATE_NOOP(
        "declared", "{field} was not declared; {value} is assumed, as agreed for this feed."
    ),
    WarningKind.QUANTITY_ASSUMED: QT_TRANSLATE_NOOP(
        "declared", "{field} was not declared; what is given for one unit is taken for the whole line."
    ),
}
_FIELDS: dict[str, object] = {
    "message.id": QT_TRANSLATE_NOOP("declared", "Message"),
    "message.version": QT_TRANSLATE_NOOP("declared", "Version"),
    "message.source": QT_TRANSLATE_NOOP("declared", "Source"),
    "message.received_at": QT_TRANSLATE_NOOP("declared", "Received"),
    "item_id": QT_TRANSLATE_NOOP("declared", "Item number"),
    "alternate_ids": QT_TRANSLATE_NOOP("declared", "Other number"),
    "mail_class": QT_TRANSLATE_NOOP("declared", "Mail class"),
    "posted_on": QT_TRANSLATE_NOOP("declared", "Posted on"),
    "origin_office": QT_TRANSLATE_NOOP("declared", "Office of origin"),
    "destination_office": QT_TRANSLATE_NOOP("declared", "Office of destination"),
    "receptacle_id": QT_TRANSLATE_NOOP("declared", "Receptacle"),
    "nature": QT_TRANSLATE_NOOP("declared", "Nature of the item"),
    "gross_weight_kg": QT_TRANSLATE_NOOP("declared", "Gross weight"),
    "postage": QT_TRANSLATE_NOOP("declared", "Postage"),
    "insured_value": QT_TRANSLATE_NOOP("declared", "Insured value"),
    "sender": QT_TRANSLATE_NOOP("declared", "Sender"),
    "addressee": QT_TRANSLATE_NOOP("declared", "Addressee"),
    "seller": QT_TRANSLATE_NOOP("declared", "Seller"),
    "seller.platform": QT_TRANSLATE_NOOP("declared", "Platform"),
    "seller.ioss": QT_TRANSLATE_NOOP("declared", "IOSS number"),
    "documents": QT_TRANSLATE_NOOP("declared", "Document"),
    "lines": QT_TRANSLATE_NOOP("declared", "Line"),
    "name": QT_TRANSLATE_NOOP("declared", "Name"),
    "company": QT_TRANSLATE_NOOP("declared", "Company"),
    "city": QT_TRANSLATE_NOOP("declared", "City"),
    "region": QT_TRANSLATE_NOOP("declared", "Region"),
    "postcode": QT_TRANSLATE_NOOP("declared", "Postcode"),
    "country": QT_TRANSLATE_NOOP("declared", "Country"),
    "phone": QT_TRANSLATE_NOOP("declared", "Telephone"),
    "email": QT_TRANSLATE_NOOP("declared", "E-mail"),
    "reference": QT_TRANSLATE_NOOP("declared", "Reference"),
    "description": QT_TRANSLATE_NOOP("declared", "Description"),
    "description_cut": QT_TRANSLATE_NOOP("declared", "Description cut"),
    "quantity": QT_TRANSLATE_NOOP("declared", "Quantity"),
    "unit": QT_TRANSLATE_NOOP("declared", "Unit"),
    "net_weight_kg": QT_TRANSLATE_NOOP("declared", "Net weight"),
    "value": QT_TRANSLATE_NOOP("declared", "Value"),
    "hs_code": QT_TRANSLATE_NOOP("declared", "HS code"),
    "origin_country": QT_TRANSLATE_NOOP("declared", "Country of origin"),
    "product_ids": QT_TRANSLATE_NOOP("declared", "Product number"),
    "amount": QT_TRANSLATE_NOOP("declared", "Amount"),
    "currency": QT_TRANSLATE_NOOP("declared", "Currency"),
    "type": QT_TRANSLATE_NOOP("declared", "Kind"),
    "number": QT_TRANSLATE_NOOP("declared", "Number"),
    "scheme": QT_TRANSLATE_NOOP("declared", "Kind"),
}
_STEP = re.compile(r"([a-z_]+)(?:\[(\d+)\])?")
_ADDRESS_LINES = ("sender.lines", "addressee.lines")


def class_word(mail_class: MailClass) -> str:
    """Return the word for a class of mail."""
    return QCoreApplication.translate("declared", str(CLASSES[mail_class]))


def nature_word(nature: Nature) -> str:
    """Return the word for the reason of sending."""
    return QCoreApplication.translate("declared", str(NATURES[nature]))


def oddity_word(kind: WarningKind) -> str:
    """Return in two words or so what a warning is about."""
    return QCoreApplication.translate("declared", str(_ODDITIES[kind]))


def warning_sentence(warning: DeclarationWarning) -> str:
    """Return what is odd about a declaration, with the field and the value as it came."""
    text = QCoreApplication.translate("declared", str(_WARNINGS[warning.kind]))
    value = isolated(shortened(warning.value, 80))
    return text.format(field=declared_field(warning.field), value=value)


def declared_field(path: str) -> str:
    """Return the words for a field of the canonical declaration (`lines[2].hs_code`: line 3, HS code)."""
    words: list[str] = []
    whole = ""
    for part in path.split("."):
        step = _STEP.fullmatch(part)
        if step is None:
            return path
        whole = f"{whole}.{step[1]}" if whole else step[1]
        word = _street() if whole in _ADDRESS_LINES else _field_word(whole, step[1])
        if step[2] is not None:
            numbered = QCoreApplication.translate("declared", "{word} {number}")
            word = numbered.format(word=word, number=int(step[2]) + 1)
        words.append(word)
    return ", ".join(words)


def _field_word(whole: str, last: str) -> str:
    found = _FIELDS.get(whole) or _FIELDS.get(last)
    return QCoreApplication.translate("declared", str(found)) if found else last


def _street() -> str:
    return QCoreApplication.translate("declared", "Address line")
