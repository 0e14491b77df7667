"""A small good file for every reader of declarations, with the mappings that read the foreign ones."""

import json
import tomllib

from borderpost.feeds.mapping.model import Mapping
from borderpost.feeds.mapping.reading import mapping_from_plain

_MESSAGE = """
[fields.message]
id = { first = ["msg", { generated = "digest" }] }
version = { first = ["ver", { constant = "1" }] }
source = "/from"
[fields.message.received_at]
first = [{ path = "at", moment = ["iso", "%Y%m%d", "epoch"], zone = "+08:00" }, { generated = "arrival" }]
"""
_FIELDS = """
item_id = "number"
alternate_ids = [{ path = "others", split = " " }]
nature = { path = "kind", table = "nature", other = "other" }
posted_on = { path = "at", date = ["iso", "%Y%m%d"] }
gross_weight_kg = { path = "grams", weight_unit = "g", decimal_mark = "," }
postage = { amount = "postage", currency = "currency", assumed_currency = "EUR" }
[fields.sender]
name = { join = ["first", "last"] }
country = { path = "land", case = "upper", cut = [1, 2] }
"""
_LINE = """
description = "what"
quantity = "n"
net_weight_kg = { path = "w", weight_unit = { path = "unit", default = "g" }, per = "unit" }
hs_code = "hs"
[lines.value]
amount = { path = "worth", per = "unit", implied_decimals = 2 }
currency = "../currency"
assumed_currency = "CNY"
[[lines.product_ids]]
scheme = { constant = "gtin" }
value = "gtin"
"""
_TABLE = '[tables.nature]\n31 = "gift"\n11 = "sale_of_goods"\n'

_SOURCES = {
    "csv": 'format = "csv"\ngroup_by = ["number"]\n',
    "xml": 'format = "xml"\npath = "Items/Item"\n',
    "json": 'format = "json"\npath = "data/items"\n',
    "fixed": """format = "fixed"
type_at = [1, 1]
[[source.layouts]]
type = "H"
ignored = true
[[source.layouts]]
type = "I"
starts = true
fields = { number = [2, 13], msg = [15, 4], kind = [19, 2], at = [21, 8], grams = [29, 6], land = [35, 2] }
[[source.layouts]]
type = "L"
name = "goods"
fields = { what = [2, 12], n = [14, 3], w = [17, 5], worth = [22, 6], hs = [28, 6] }
""",
}
_EACH = {"csv": "rows", "xml": "Bag/Piece", "json": "goods", "fixed": "goods"}

_EDIFACT = """
id = "fuzz-edifact"
[source]
format = "edifact"
groups = ["GID"]
[fields]
item_id = "RFF[1=AAQ]/1/2"
gross_weight_kg = "MEA[1=WT]/3/2"
[fields.message]
id = "BGM/2"
version = { constant = "1" }
source = "/UNB/2"
received_at = { join = ["/UNB/4/1", "/UNB/4/2"], with = "", moment = ["%y%m%d%H%M"] }
[fields.sender]
name = "NAD[1=CZ]/4"
[lines]
each = "GID"
description = "FTX/4"
quantity = "1"
"""


def mapping(name: str) -> Mapping:
    """Return the mapping that reads the seed of a foreign form."""
    text = _EDIFACT
    if name != "edifact":
        lines = f'[lines]\neach = "{_EACH[name]}"{_LINE}'
        text = f'id = "fuzz-{name}"\n{_TABLE}[source]\n{_SOURCES[name]}[fields]{_FIELDS}{_MESSAGE}{lines}'
    found = mapping_from_plain(tomllib.loads(text))
    if not isinstance(found, Mapping):
        raise ValueError(f"the mapping for {name} has faults: {found}")
    return found


def _canonical(number: int) -> str:
    return json.dumps(
        {
            "message": {
                "id": f"m{number}",
                "version": 1,
                "source": "P",
                "received_at": "2026-11-07T16:00:00Z",
            },
            "item_id": "RR194156903CN",
            "alternate_ids": ["A1"],
            "nature": "gift",
            "gross_weight_kg": "0.5",
            "sender": {"name": "李伟", "country": "CN", "lines": ["1 Road"]},
            "lines": [{"description": "Mug", "quantity": 1, "value": {"amount": "5", "currency": "EUR"}}],
            "documents": [{"type": "invoice", "number": "1"}],
        },
        ensure_ascii=False,
    )


JSON_LINES = "\n".join(map(_canonical, range(3))).encode() + b"\n"
CANONICAL_CSV = (
    b"item_id,message_id,message_version,received_at,sender_name,description,quantity,amount,currency,hs_code\n"
    b'A1,m1,1,2026-11-07T16:00:00Z,"Li, Wei",Mug,1,5.00,EUR,691200\n'
    b'A1,m1,1,2026-11-07T16:00:00Z,"Li, Wei","A ""cup""\nof two lines",2,5.00,EUR,691200\n'
    b"A2,m2,1,2026-11-07T16:00:00Z,Emma,Pan,1,,,\n"
)
CSV = (
    "number;msg;kind;at;grams;postage;currency;first;last;land;what;n;w;unit;worth;hs;gtin\n"
    "A1;m1;31;20261107;1500,5;4;EUR;Li;Wei;cn;Mug;2;150;GRM;990;691200;4006381333931\n"
    "A1;m1;31;20261107;1500,5;4;EUR;Li;Wei;cn;=Cup;1;;;;;\n"
    'A2;m2;99;2026-11-07;;;;"Zoë; x";;;"two\nlines";;;;;;\n'
).encode()
FIXED = (
    (
        b"Hday\n"
        b"IRR194156903CN000131202611070015 5CN\nLMug         002001500009906912 0\nLCup         001\n"
        b"IRR194156917CN000211\n"
    )
    .replace(b"15 5", b"1500")
    .replace(b"6912 0", b"691200")
)
XML = (
    b'<?xml version="1.0"?>\n<!-- a day --><Post xmlns="urn:p"><from>P1</from><Items note="x">\n'
    b"<Item><number>RR194156903CN</number><msg>m1</msg><kind>31</kind><at>20261107</at><grams>500</grams>"
    b"<first>Li</first><last>W&amp;i</last><land>cn</land><currency>EUR</currency><postage>4</postage>"
    b'<Bag><Piece x="1"><what><![CDATA[Mug <blue>]]></what><n>2</n><w>150</w><worth>990</worth></Piece>'
    b"<Piece><what>Cup</what></Piece></Bag></Item>\n"
    b"<Item><number>A2</number><msg>m2</msg><!-- <Item> --></Item>\n</Items></Post>\n"
)
JSON = json.dumps(
    {
        "from": "P1",
        "data": {
            "page": 1,
            "items": [
                {
                    "number": "RR194156903CN",
                    "msg": 1,
                    "kind": "31",
                    "grams": 500.5,
                    "land": "cn",
                    "currency": "EUR",
                    "goods": [{"what": 'A "mug" [x]', "n": 2, "w": 150, "worth": 990, "hs": "691200"}],
                },
                {"number": "A2", "msg": "m2", "goods": []},
            ],
        },
        "end": None,
    }
).encode()
EDIFACT = (
    b"UNA:+.? 'UNB+UNOC:3+POSTCN+CUSTGB+261107:1600+1'\n"
    b"UNH+1+CUSDEC:D:96B:UN'BGM+787+M-1+9'RFF+AAQ:RR194156903CN'NAD+CZ+++Li ?'Wei?''\n"
    b"MEA+WT++KGM:0.5'GID+2'FTX+AAA+++Mug:blue'GID+1'FTX+AAA+++Cup'UNS+S'UNT+12+1'\n"
    b"UNH+2+CUSDEC:D:96B:UN'BGM+787+M-2+9'RFF+AAQ:RR194156917CN'UNT+4+2'\nUNZ+2+1'\n"
)
