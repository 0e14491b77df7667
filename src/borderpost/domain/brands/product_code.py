"""A code that was scanned off goods: article number, serial number, batch, or a telephone's number."""

from dataclasses import dataclass

from borderpost.domain.identifiers import CarrierTable, read_scan
from borderpost.domain.identifiers.reading import Check, IdentifierKind, Reading
from borderpost.domain.scan import RawScan

_PRODUCTS = frozenset(
    {
        IdentifierKind.GTIN,
        IdentifierKind.ISBN,
        IdentifierKind.GS1_MESSAGE,
        IdentifierKind.DIGITAL_LINK,
        IdentifierKind.IMEI,
    }
)
_SERIAL, _BATCH, _BEST_BEFORE, _EXPIRY = "21", "10", "15", "17"


@dataclass(frozen=True, slots=True)
class ProductCode:
    """`gtin` is in fourteen digits, `digits` as it was printed; `check_holds` is False where a check digit
    (of the GTIN, or Luhn's of an IMEI) is wrong. `expiry` is YYMMDD as GS1 writes it."""

    text: str
    gtin: str = ""
    digits: str = ""
    serial: str = ""
    batch: str = ""
    expiry: str = ""
    imei: str = ""
    check_holds: bool = True

    @property
    def number(self) -> str:
        """What the goods are known by: the article number, else the telephone's, else the serial number."""
        return self.digits or self.imei or self.serial or self.text

    @property
    def unit(self) -> str:
        """What tells this one piece from others of its kind; empty where the code does not say."""
        return self.serial or self.imei


def product_code(scan: RawScan, table: CarrierTable) -> ProductCode | None:
    """Return what a scan says of goods, None where it names a parcel or says nothing of goods."""
    readings = read_scan(scan, table)
    first = readings[0]
    if first.kind not in _PRODUCTS or any(one.is_item for one in readings):
        return None
    whole = next((one for one in readings if one.kind in _WHOLE), None)
    if whole is not None:
        return _of_elements(whole, readings)
    if first.kind is IdentifierKind.IMEI:
        return ProductCode(first.text, imei=first.text, check_holds=first.check is not Check.FAILED)
    article = next((one for one in readings if one.kind is IdentifierKind.GTIN), first)
    return _of_article(article)


_WHOLE = frozenset({IdentifierKind.GS1_MESSAGE, IdentifierKind.DIGITAL_LINK})


def _of_elements(whole: Reading, readings: tuple[Reading, ...]) -> ProductCode | None:
    article = next((one for one in readings if one.kind is IdentifierKind.GTIN), None)
    serial = whole.detail(_SERIAL)
    if article is None and not serial:
        return None
    return ProductCode(
        text=whole.display,
        gtin=article.text.zfill(14) if article else "",
        digits=article.text if article else "",
        serial=serial,
        batch=whole.detail(_BATCH),
        expiry=whole.detail(_EXPIRY) or whole.detail(_BEST_BEFORE),
        check_holds=article is None or article.check is not Check.FAILED,
    )


def _of_article(article: Reading) -> ProductCode:
    digits = article.text
    is_number = digits.isascii() and digits.isdigit()
    return ProductCode(
        text=digits,
        gtin=digits.zfill(14) if is_number else "",
        digits=digits,
        check_holds=article.check is not Check.FAILED,
    )
