"""Words for what risk profiles look at."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.risk.condition import Field

FIELDS: dict[Field, object] = {
    Field.ITEM_ID: QT_TRANSLATE_NOOP("reasons", "Item number"),
    Field.MAIL_CLASS: QT_TRANSLATE_NOOP("reasons", "Mail class"),
    Field.NATURE: QT_TRANSLATE_NOOP("reasons", "Nature of the item"),
    Field.ORIGIN_OFFICE: QT_TRANSLATE_NOOP("reasons", "Office of origin"),
    Field.ORIGIN_OFFICE_COUNTRY: QT_TRANSLATE_NOOP("reasons", "Country of the office of origin"),
    Field.DESTINATION_OFFICE: QT_TRANSLATE_NOOP("reasons", "Office of destination"),
    Field.RECEPTACLE_ID: QT_TRANSLATE_NOOP("reasons", "Receptacle"),
    Field.MESSAGE_ID: QT_TRANSLATE_NOOP("reasons", "Number of the message"),
    Field.MESSAGE_VERSION: QT_TRANSLATE_NOOP("reasons", "Version of the message"),
    Field.POSTED_DAYS_AGO: QT_TRANSLATE_NOOP("reasons", "Days since posting"),
    Field.RECEIVED_DAYS_AGO: QT_TRANSLATE_NOOP("reasons", "Days since the declaration came"),
    Field.MESSAGE_SOURCE: QT_TRANSLATE_NOOP("reasons", "Source of the declaration"),
    Field.GROSS_WEIGHT: QT_TRANSLATE_NOOP("reasons", "Gross weight"),
    Field.NET_WEIGHT: QT_TRANSLATE_NOOP("reasons", "Net weight of all lines"),
    Field.LINE_COUNT: QT_TRANSLATE_NOOP("reasons", "Number of content lines"),
    Field.TOTAL_VALUE: QT_TRANSLATE_NOOP("reasons", "Total value"),
    Field.VALUE_PER_KG: QT_TRANSLATE_NOOP("reasons", "Value per kilogram"),
    Field.POSTAGE: QT_TRANSLATE_NOOP("reasons", "Postage"),
    Field.INSURED_VALUE: QT_TRANSLATE_NOOP("reasons", "Insured value"),
    Field.SENDER_NAME: QT_TRANSLATE_NOOP("reasons", "Sender's name"),
    Field.SENDER_COMPANY: QT_TRANSLATE_NOOP("reasons", "Sender's company"),
    Field.SENDER_ADDRESS: QT_TRANSLATE_NOOP("reasons", "Sender's address"),
    Field.SENDER_CITY: QT_TRANSLATE_NOOP("reasons", "Sender's city"),
    Field.SENDER_REGION: QT_TRANSLATE_NOOP("reasons", "Sender's region"),
    Field.SENDER_POSTCODE: QT_TRANSLATE_NOOP("reasons", "Sender's postcode"),
    Field.SENDER_COUNTRY: QT_TRANSLATE_NOOP("reasons", "Sender's country"),
    Field.SENDER_PHONE: QT_TRANSLATE_NOOP("reasons", "Sender's telephone"),
    Field.SENDER_EMAIL: QT_TRANSLATE_NOOP("reasons", "Sender's e-mail"),
    Field.SENDER_REFERENCE: QT_TRANSLATE_NOOP("reasons", "Sender's reference"),
    Field.ADDRESSEE_NAME: QT_TRANSLATE_NOOP("reasons", "Addressee's name"),
    Field.ADDRESSEE_COMPANY: QT_TRANSLATE_NOOP("reasons", "Addressee's company"),
    Field.ADDRESSEE_ADDRESS: QT_TRANSLATE_NOOP("reasons", "Addressee's address"),
    Field.ADDRESSEE_CITY: QT_TRANSLATE_NOOP("reasons", "Addressee's city"),
    Field.ADDRESSEE_REGION: QT_TRANSLATE_NOOP("reasons", "Addressee's region"),
    Field.ADDRESSEE_POSTCODE: QT_TRANSLATE_NOOP("reasons", "Addressee's postcode"),
    Field.ADDRESSEE_COUNTRY: QT_TRANSLATE_NOOP("reasons", "Addressee's country"),
    Field.ADDRESSEE_PHONE: QT_TRANSLATE_NOOP("reasons", "Addressee's telephone"),
    Field.ADDRESSEE_EMAIL: QT_TRANSLATE_NOOP("reasons", "Addressee's e-mail"),
    Field.ADDRESSEE_REFERENCE: QT_TRANSLATE_NOOP("reasons", "Addressee's reference"),
    Field.SELLER_NAME: QT_TRANSLATE_NOOP("reasons", "Seller's name"),
    Field.SELLER_PLATFORM: QT_TRANSLATE_NOOP("reasons", "Platform of the sale"),
    Field.SELLER_IOSS: QT_TRANSLATE_NOOP("reasons", "Seller's IOSS number"),
    Field.DOCUMENT_TYPE: QT_TRANSLATE_NOOP("reasons", "Kind of document"),
    Field.DOCUMENT_NUMBER: QT_TRANSLATE_NOOP("reasons", "Document number"),
    Field.WARNINGS: QT_TRANSLATE_NOOP("reasons", "Oddity of the declaration"),
    Field.SAME_SENDER_ITEMS: QT_TRANSLATE_NOOP("reasons", "Number of items of the same sender"),
    Field.SAME_SENDER_VALUE: QT_TRANSLATE_NOOP("reasons", "Value of all items of the same sender"),
    Field.SAME_ADDRESSEE_ITEMS: QT_TRANSLATE_NOOP("reasons", "Number of items for the same addressee"),
    Field.SAME_ADDRESSEE_VALUE: QT_TRANSLATE_NOOP("reasons", "Value of all items for the same addressee"),
    Field.SAME_ADDRESS_ITEMS: QT_TRANSLATE_NOOP("reasons", "Number of items to the same address"),
    Field.SAME_ADDRESS_VALUE: QT_TRANSLATE_NOOP("reasons", "Value of all items to the same address"),
    Field.LINE_DESCRIPTION: QT_TRANSLATE_NOOP("reasons", "Description"),
    Field.LINE_QUANTITY: QT_TRANSLATE_NOOP("reasons", "Quantity"),
    Field.LINE_UNIT: QT_TRANSLATE_NOOP("reasons", "Unit"),
    Field.LINE_NET_WEIGHT: QT_TRANSLATE_NOOP("reasons", "Net weight"),
    Field.LINE_VALUE: QT_TRANSLATE_NOOP("reasons", "Value"),
    Field.LINE_VALUE_PER_KG: QT_TRANSLATE_NOOP("reasons", "Value per kilogram"),
    Field.LINE_VALUE_PER_UNIT: QT_TRANSLATE_NOOP("reasons", "Value per unit"),
    Field.LINE_HS_CODE: QT_TRANSLATE_NOOP("reasons", "HS code"),
    Field.LINE_ORIGIN_COUNTRY: QT_TRANSLATE_NOOP("reasons", "Country of origin"),
    Field.LINE_PRODUCT_ID: QT_TRANSLATE_NOOP("reasons", "Product number"),
    Field.LINE_PRODUCT_SCHEME: QT_TRANSLATE_NOOP("reasons", "Kind of product number"),
    Field.LINE_GTIN: QT_TRANSLATE_NOOP("reasons", "Trade item number (GTIN)"),
}


def reason_field(field: Field, line: int | None, days: int = 0) -> str:
    """Return the words for a field, with its content line, or the days that items were counted over."""
    word = QCoreApplication.translate("reasons", str(FIELDS[field]))
    if days:
        return QCoreApplication.translate("reasons", "{field} in {days} days").format(field=word, days=days)
    if line is None:
        return word
    return QCoreApplication.translate("reasons", "{field} of line {line}").format(field=word, line=line)
