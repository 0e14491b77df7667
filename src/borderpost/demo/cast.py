"""The named parcels of the demo: fixed numbers that the manual and the tour may count on.

Each says which lane the demo's risk profiles give it and which of their clauses it trips; a clause is
named by what it looks at, and `why` gives the value that it finds.

`counterfeit-words` a word of `goods.INVENTED_BRANDS` in a description, goods from CN, HK or TR: red
`value-per-kg` a line declared below 3 pounds a kilogram: yellow
`vague-description` a description that is one of `goods.VAGUE` and nothing else: yellow
`precursor-words` ephedrine, safrole, phenylacetone, butyrolactone: red
`sender-watch` `goods.WATCHED_SENDER` as the sender's company: red
`watched-names` a name near to one of the demo's watch list, in another spelling: red
`random-check` nothing: the sealed draw chose it: red
`secure-words` lithium cells that are loose, damaged or swollen, gas cartridges, fireworks: secure
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from borderpost.demo.goods import WATCHED_SENDER
from borderpost.demo.mailroom import Json, party
from borderpost.demo.numbers import gtin13, s9
from borderpost.demo.origins import BY_COUNTRY, SITE_COUNTRY, SITE_OFFICE
from borderpost.domain.identifiers import s10


@dataclass(frozen=True, slots=True)
class CastMember:
    """One named parcel.

    `label` is the text of its barcode and `item_id` the number that its declarations bear (empty where
    there is none). `lane` is green, yellow, red or secure, or empty where no declaration answers to the
    label. `declarations` are in the order in which they arrive.
    """

    key: str
    item_id: str
    label: str
    lane: str
    clauses: tuple[str, ...]
    why: str
    declarations: tuple[Json, ...]


class _Row(NamedTuple):
    description: str
    pieces: str
    unit: str
    net_kg: str
    amount: str
    hs_code: str


class _Message(NamedTuple):
    days_ago: int
    gross_kg: str
    rows: tuple[_Row, ...]
    name: str = ""
    company: str = ""
    street: str = ""
    nature: str = "sale_of_goods"
    version: int = 1
    platform: str = ""
    by_platform: bool = False


class _Part(NamedTuple):
    key: str
    item_id: str
    lane: str
    why: str
    messages: tuple[_Message, ...]
    clauses: tuple[str, ...] = ()


_SHOES = (
    _Row("Zarquet style sneakers", "12", "PR", "9.840", "1180.00", "640411"),
    _Row("Shoe boxes, printed, empty", "12", "PCE", "1.560", "140.00", "481920"),
)
_PERFUME = (
    _Row("عطر شرقي 50 مل", "2", "PCE", "0.480", "320.00", "330300"),
    _Row("تمر فاخر 500 غ", "2", "PCE", "1.100", "118.00", "080410"),
)
_HATS = _Row("Handgefilzte Hüte für Mädchen", "2", "PCE", "0.320", "56.00", "650500")
_TABLETS = _Row("Tablet computer 10 inch, used", "2", "PCE", "1.240", "14.50", "847130")
_CHEMICAL = _Row("Ephedrine hydrochloride, laboratory grade", "2", "BOT", "1.000", "9400.00", "293941")
_WATCHES = _Row("Quartz wrist watch, steel case", "4", "PCE", "0.520", "1520.00", "910211")
_LAMPS = _Row("Desk lamp, LED, aluminium", "2", "PCE", "0.440", "310.00", "940521")
_BOARD = _Row("Chess board, beech wood, with pieces", "1", "SET", "0.930", "74.00", "950490")
_CELLS = _Row("Lithium ion cells 18650, loose, damaged", "40", "PCE", "1.920", "1180.00", "850760")
_COPPER = _Row("Bakır cezve, el yapımı", "2", "PCE", "0.610", "1840.00", "741810")

_PARTS: tuple[_Part, ...] = (
    _Part(
        "green",
        s10.generate("CC", 473_124, "DE"),
        "green",
        "felt hats, well described, at a fair value",
        (_Message(4, "0.410", (_HATS,), "Käthe Weiß", "", "Mühlenweg 17", nature="gift"),),
    ),
    _Part(
        "yellow",
        s10.generate("CP", 517_208, "HK"),
        "yellow",
        "two tablet computers for 14.50 HKD, some 1.20 pounds a kilogram",
        (_Message(7, "1.420", (_TABLETS,), "陈静", "", "青衣路12號", nature="gift"),),
        ("value-per-kg",),
    ),
    _Part(
        "vague",
        s10.generate("LX", 620_355, "CN"),
        "yellow",
        "the whole description is the word parts",
        (
            _Message(
                9, "0.530", (_Row("parts", "3", "PCE", "0.480", "96.00", ""),), "刘洋", "", "梧桐街6弄8号"
            ),
        ),
        ("vague-description",),
    ),
    _Part(
        "red",
        s10.generate("CC", 738_261, "CN"),
        "red",
        "Zarquet, an invented mark, on twelve pairs of shoes from CN",
        (
            _Message(
                5, "12.150", _SHOES, "", "百汇通跨境电商", "翠湖大道88号3栋502室", platform="Lotusbazaar"
            ),
        ),
        ("counterfeit-words",),
    ),
    _Part(
        "precursor",
        s10.generate("CE", 811_940, "IN"),
        "red",
        "ephedrine hydrochloride, a listed chemical",
        (_Message(8, "1.300", (_CHEMICAL,), "", "नीलम प्रयोगशाला भंडार", "21 गाँधी बाज़ार"),),
        ("precursor-words",),
    ),
    _Part(
        "watched",
        s10.generate("EE", 902_117, "HK"),
        "red",
        "sent by Heron Bay Consolidators, whom the watch list names",
        (_Message(3, "0.700", (_WATCHES,), "", WATCHED_SENDER, "Unit 40, Harbour View"),),
        ("sender-watch",),
    ),
    _Part(
        "likeness",
        s10.generate("CC", 260_771, "HK"),
        "red",
        "sent by Mosgrave Orbitals Supplies, which comes near to a firm on the watch list",
        (_Message(3, "0.540", (_LAMPS,), "", "Mosgrave Orbitals Supplies Limited", "Flat 7, Harbour View"),),
        ("watched-names",),
    ),
    _Part(
        "drawn",
        s10.generate("CC", 318_204, "DE"),
        "red",
        "drawn by chance, one item in fifty: nothing speaks against it",
        (_Message(4, "1.020", (_BOARD,), "", "Lindenblüte Kontor", "Am Königsufer 8"),),
        ("random-check",),
    ),
    _Part(
        "secure",
        s10.generate("CC", 154_873, "CN"),
        "secure",
        "loose, damaged lithium cells: not to be opened at a bench",
        (_Message(6, "2.100", (_CELLS,), "吴磊", "", "工业园7号厂房"),),
        ("secure-words",),
    ),
    _Part("undeclared", s10.generate("RR", 366_042, "VN"), "", "no advance declaration was ever sent", ()),
    _Part(
        "reissued",
        s10.generate("RR", 280_519, "FR"),
        "green",
        "the number was on another item more than a year ago",
        (
            _Message(
                *(421, "0.110", (_Row("Stylo-plume, laque noire", "1", "PCE", "0.070", "52.00", "960830"),)),
                *("Agnès Hébert", "", "9, impasse du Blé", "gift"),
            ),
            _Message(
                *(4, "1.010", (_Row("Papier à lettres vergé", "2", "PCE", "0.900", "38.00", "481720"),)),
                *("", "Papeterie Œillet", "31, rue de l’Écluse"),
            ),
        ),
    ),
    _Part(
        "amended",
        s10.generate("CC", 449_706, "TR"),
        "green",
        "first declared as one sample; the second version names two copper pots at three times the value",
        (
            _Message(
                *(6, "0.700", (_Row("sample", "1", "PCE", "0.610", "620.00", ""),)),
                *("", "Bakır Atölyesi Ünal", "Değirmen Yolu 9"),
            ),
            _Message(6, "0.700", (_COPPER,), "", "Bakır Atölyesi Ünal", "Değirmen Yolu 9", version=2),
        ),
    ),
    _Part(
        "several",
        s10.generate("HA", 593_820, "US"),
        "green",
        "the post declares three books, the platform four",
        (
            _Message(
                *(5, "1.180", (_Row("Paperback novel", "3", "PCE", "1.020", "33.00", "490199"),)),
                *("", "Larkspur Supplies LLC", "Unit 8, Quarry Park"),
            ),
            _Message(
                *(5, "1.400", (_Row("Books, paperback", "4", "PCE", "1.340", "44.00", "490199"),)),
                *("", "Larkspur Supplies LLC", "Unit 8, Quarry Park"),
                platform="Wayside Market",
                by_platform=True,
            ),
        ),
    ),
    _Part(
        "misprinted",
        s10.generate("CC", 671_438, "PL"),
        "",
        "the label bears a wrong check digit; the declaration has the right one",
        (
            _Message(
                *(5, "0.800", (_Row("Bombki szklane, malowane", "2", "SET", "0.620", "230.00", "950510"),)),
                *("Grażyna Ząbek", "", "ul. Młyńska 4/12", "gift"),
            ),
        ),
    ),
    _Part(
        "arabic",
        s10.generate("EE", 705_612, "AE"),
        "green",
        "names and goods in Arabic, written from right to left",
        (_Message(2, "1.750", _PERFUME, "ليلى العطار", "دار العطور الشرقية", "شارع الياسمين 14"),),
    ),
)


def cast(today: date) -> tuple[CastMember, ...]:
    """Return the named parcels as of a day; their numbers never change, their dates follow the day."""
    return tuple(
        CastMember(
            key=part.key,
            item_id=part.item_id if part.messages else "",
            label=misprint(part.item_id) if part.key == "misprinted" else part.item_id,
            lane=part.lane,
            clauses=part.clauses,
            why=part.why,
            declarations=tuple(_declaration(part.item_id, message, today) for message in part.messages),
        )
        for part in _PARTS
    )


def misprint(item_id: str) -> str:
    """Return an S10 number with its check digit raised by one, as a bad printer would have it."""
    return f"{item_id[:10]}{(int(item_id[10]) + 1) % 10}{item_id[11:]}"


def _declaration(item_id: str, message: _Message, today: date) -> Json:
    origin = BY_COUNTRY[item_id[-2:]]
    day = today - timedelta(days=message.days_ago)
    received = datetime.combine(day, time(11, 20)) + timedelta(
        hours=5 * (message.version + message.by_platform)
    )
    source = "PLATFORM" if message.by_platform else f"POST-{origin.country}"
    serial = int(item_id[2:10])
    kind = {"C": "C", "H": "C", "E": "E"}.get(item_id[0], "U")
    sold = message.nature == "sale_of_goods"
    return {
        "message": {
            "id": f"{source}-{serial:08d}-{day:%Y%m%d}",
            "version": message.version,
            "source": source,
            "received_at": f"{received.isoformat()}Z",
        },
        "item_id": item_id,
        "alternate_ids": [],
        "mail_class": kind,
        "posted_on": day.isoformat(),
        "origin_office": origin.office,
        "destination_office": SITE_OFFICE,
        "receptacle_id": s9(origin.office, SITE_OFFICE, f"{kind}N", day, serial, serial % 9 + 1, 18.4),
        "nature": message.nature,
        "gross_weight_kg": message.gross_kg,
        "postage": {"amount": "48.00", "currency": origin.currency},
        "insured_value": None,
        "sender": party(message.name, message.company, message.street, (*origin.places[0], origin.country)),
        "addressee": party(
            "Farah Bennett", "", "17 Millbrook Close", ("Norwich", "", "NR2 3TU", SITE_COUNTRY)
        ),
        "lines": [_line(row, origin.country, origin.currency, message.platform) for row in message.rows],
        "documents": [{"type": "invoice", "number": f"INV-{serial:07d}"}] if sold else [],
        "seller": {
            "name": message.company if message.platform else "",
            "platform": message.platform,
            "ioss": "",
        },
    }


def _line(row: _Row, country: str, currency: str, platform: str) -> Json:
    products = [{"scheme": "gtin", "value": gtin13(f"200{row.hs_code}{len(row.description):03d}")}]
    return {
        "description": row.description,
        "quantity": row.pieces,
        "unit": row.unit,
        "net_weight_kg": row.net_kg,
        "value": {"amount": row.amount, "currency": currency},
        "hs_code": row.hs_code,
        "origin_country": country,
        "product_ids": products if platform else [],
    }
