"""The mappings that are shipped: what they make of a record in the shape that they are for."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from borderpost.domain.declaration import MailClass, Nature, WarningKind
from borderpost.domain.money import Money
from borderpost.feeds.checking import check_feed, explained_fields
from borderpost.feeds.mapping.files import load_mapping
from borderpost.feeds.mapping.model import Mapping
from foreign_feeds import ARRIVED, only, rows_of

SHIPPED = Path(__file__).parents[2] / "resources" / "mappings"


def shipped(name: str) -> Mapping:
    found = load_mapping(SHIPPED / f"{name}.toml")
    assert isinstance(found, Mapping)
    return found


CUSITM = """<?xml version="1.0" encoding="UTF-8"?>
<MailObjects xmlns="urn:any"><MailObject>
<Id>RR194156903CN</Id><LocalId>L-77</LocalId><PId>6f1c</PId><MailClassCd>u</MailClassCd>
<OrigPostOrgCd>CNPVGA</OrigPostOrgCd><DestPostOrgCd>GBLALA</DestPostOrgCd><PostingDt>2026-11-05T09:30:00</PostingDt>
<Declaration><Data><GrossWeight>0.512</GrossWeight><NatureTypeCd>{nature}</NatureTypeCd>
<InsuredValue></InsuredValue><InsuredValueCurrencyCd>SDR</InsuredValueCurrencyCd>
<Postage>4.5</Postage><PostageCurrencyCd>CNY</PostageCurrencyCd>
<Sender><FirstName>Wei</FirstName><LastName>Li</LastName><AddressLine1>73 Renmin Rd</AddressLine1>
<City>杭州</City><State>ZJ</State><ZIP>310000</ZIP><CountryCd>cn</CountryCd>
<Telephone>+86 571</Telephone></Sender>
<Recipient><Name>Emma Jones</Name><AddressLine1>5 The Green</AddressLine1><AddressLine2>Flat 2</AddressLine2>
<CountryCd>GB</CountryCd><IdRef>GB123</IdRef></Recipient>
<ContentPieces><ContentPiece><Index>1</Index><Number>2</Number><Description>Mug</Description><NetWeight>0.4</NetWeight>
<Amount>9.90</Amount><CurrencyCd>USD</CurrencyCd><HS>691200</HS><OrigCountryCd>CN</OrigCountryCd></ContentPiece>
<ContentPiece/></ContentPieces>
<Documents><Document><DocumentType>Invoice</DocumentType><DocumentId>I-1</DocumentId></Document></Documents>
</Data></Declaration></MailObject></MailObjects>"""


def test_a_cusitm_shaped_record() -> None:
    declaration = only(rows_of(CUSITM.replace("{nature}", "31"), shipped("cusitm-xml")))
    assert (declaration.item_id, declaration.alternate_ids) == ("RR194156903CN", ("L-77",))
    assert (declaration.message.id, declaration.message.version) == ("6f1c", 1)
    assert (declaration.message.source, declaration.message.received_at) == ("CNPVGA", ARRIVED)
    assert (declaration.mail_class, declaration.nature) == (MailClass.LETTER_POST, Nature.GIFT)
    assert str(declaration.posted_on) == "2026-11-05"
    assert (declaration.postage, declaration.insured_value) == (Money(Decimal("4.5"), "CNY"), None)
    assert (declaration.sender.name, declaration.sender.city, declaration.sender.country) == (
        "Wei Li",
        "杭州",
        "CN",
    )
    assert declaration.addressee.lines == ("5 The Green", "Flat 2")
    (line,) = declaration.lines
    assert (line.description, line.quantity, line.net_weight_kg) == ("Mug", 2, Decimal("0.4"))
    assert (line.value, line.hs_code) == (Money(Decimal("9.90"), "USD"), "691200")
    assert [(one.type, one.number) for one in declaration.documents] == [("invoice", "I-1")]
    assert declaration.warnings == ()


@pytest.mark.parametrize(
    ("code", "nature"),
    [
        ("11", Nature.SALE_OF_GOODS),
        ("21", Nature.RETURNED_GOODS),
        ("32", Nature.COMMERCIAL_SAMPLE),
        ("91", Nature.DOCUMENTS),
        ("999", Nature.OTHER),
        ("MIXED_CONTENTS", Nature.MIXED),
        ("77", Nature.UNSTATED),
    ],
)
def test_natures_by_number_and_by_name(code: str, nature: Nature) -> None:
    declaration = only(rows_of(CUSITM.replace("{nature}", code), shipped("cusitm-xml")))
    assert declaration.nature is nature
    unknown = [one.value for one in declaration.warnings if one.kind is WarningKind.UNKNOWN_CODE]
    assert unknown == (["77"] if code == "77" else [])


H7 = {
    "lrn": "L1",
    "additionalProcedure": ["C07", "F48"],
    "grossMass": 0.8,
    "transportDocument": {"type": "N730", "referenceNumber": "LX123456785CN"},
    "exporter": {"name": "Li Wei", "address": {"streetAndNumber": "1 Renmin Rd", "country": "CN"}},
    "importer": {
        "name": "Jana Novák",
        "address": {"city": "Brno", "country": "CZ"},
        "communication": [{"type": "EM", "identifier": "j@x.cz"}, {"type": "TE", "identifier": "+420 1"}],
    },
    "additionalFiscalReference": [{"role": "FR5", "vatIdentificationNumber": "IM3720000023"}],
    "goodsItem": [
        {
            "descriptionOfGoods": "Phone case",
            "commodityCode": {"harmonizedSystemSubheadingCode": "392690"},
            "grossMass": 0.2,
            "intrinsicValue": {"amount": 12.5},
            "numberOfPackages": 1,
            "countryOfOrigin": "CN",
            "productIdentifier": [{"type": "GTIN", "value": "4006381333931"}],
        }
    ],
    "supportingDocument": [{"type": "N380", "referenceNumber": "INV-1"}],
}


def test_an_h7_shaped_declaration() -> None:
    document = {"sender": "POST-DE", "sentAt": "2026-11-20T10:00:00Z", "declarations": [H7]}
    declaration = only(rows_of(json.dumps(document), shipped("h7-json")))
    assert (declaration.item_id, declaration.message.source) == ("LX123456785CN", "POST-DE")
    assert (declaration.nature, declaration.gross_weight_kg) == (Nature.SALE_OF_GOODS, Decimal("0.8"))
    assert (declaration.addressee.email, declaration.addressee.phone) == ("j@x.cz", "+420 1")
    assert (declaration.seller.name, declaration.seller.ioss) == ("Li Wei", "IM3720000023")
    (line,) = declaration.lines
    assert (line.value, line.hs_code, line.net_weight_kg) == (
        Money(Decimal("12.5"), "EUR"),
        "392690",
        Decimal("0.2"),
    )
    assert [(one.scheme, one.value) for one in line.product_ids] == [("gtin", "4006381333931")]
    assert [one.kind for one in declaration.warnings] == [WarningKind.CURRENCY_ASSUMED]


def test_every_field_of_a_declaration_can_be_explained(tmp_path: Path) -> None:
    mapping = shipped("cusitm-xml")
    file = tmp_path / "day.xml"
    file.write_text(CUSITM.replace("{nature}", "31"), encoding="utf-8")
    (row,) = check_feed(file, mapping).shown
    sources = {one.field: one.source for one in row.fields}
    assert sources["sender.name"] == ("Declaration/Data/Sender/FirstName + Declaration/Data/Sender/LastName")
    assert sources["lines[0].value.amount"] == "Amount"
    assert sources["message.received_at"] == "arrival"
    assert "" not in sources.values()
    assert explained_fields(row.row, mapping) == row.fields
