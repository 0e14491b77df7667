"""A desk with risk profiles and declarations, and scans for it: what the tests of the bench screen share."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from borderpost.domain.declaration import (
    ContentLine,
    Declaration,
    DeclarationWarning,
    MailClass,
    MessageRef,
    Nature,
    Party,
    ProductId,
    Seller,
    SupportingDocument,
    WarningKind,
)
from borderpost.domain.entry import Entry
from borderpost.domain.identifiers import Action, Command, s10
from borderpost.domain.inspection import Inspection
from borderpost.domain.money import Money, RateTable
from borderpost.domain.officer import Officer
from borderpost.domain.risk.assess import assess
from borderpost.domain.risk.assessment import Assessment
from borderpost.domain.risk.condition import All, Comparison, Field, Operator
from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.profile import Profile
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.store import journal
from borderpost.ui.bench import BenchScreen, CameraView, model
from borderpost.ui.desk import Desk
from declared import declare
from station import ANNA, Station
from ui.desk_maker import open_desk, settle
from ui.hands import Hands

TODAY = date(2026, 11, 20)
RATES = RateTable(
    "GBP", date(2026, 11, 19), {"USD": Decimal("1.25"), "CNY": Decimal("9.10"), "EUR": Decimal("1.15")}
)
KG, WORDS = Decimal(3), ("zarquet", "brand replica")


def number(serial: int, service: str = "RX", country: str = "CN") -> str:
    """Return a valid item number."""
    return s10.generate(service, serial, country)


def profile(name: str, title: str, lane: Lane, condition: object, instruction: str = "Open it.") -> Profile:
    """Return a profile in force."""
    return Profile(
        id=name,
        version=3,
        title=title,
        lane=lane,
        owner="Post team North",
        author="ann",
        approver="bob",
        valid_from=date(2026, 1, 1),
        valid_until=date(2027, 1, 1),
        legal_basis="Customs Act, section 12",
        instruction=instruction,
        condition=condition,  # type: ignore[arg-type]
    )


PROFILES = ProfileSet(
    (
        profile(
            "brand-words",
            "Brand name in the description",
            Lane.RED,
            Comparison(Field.LINE_DESCRIPTION, Operator.HAS_WORDS, WORDS),
            "Open the parcel. Compare labels and stitching with the right-holder's guide.",
        ),
        profile(
            "undervalued",
            "Value too low for its weight",
            Lane.RED,
            All(
                (
                    Comparison(Field.LINE_VALUE_PER_KG, Operator.BELOW, threshold=KG, currency="GBP"),
                    Comparison(Field.LINE_HS_CODE, Operator.STARTS_WITH, ("64", "6110")),
                )
            ),
            "Ask for the invoice. Count the goods.",
        ),
        profile(
            "gift-in-bulk",
            "Gift of many pieces",
            Lane.YELLOW,
            All(
                (
                    Comparison(Field.NATURE, Operator.IS_IN, ("gift",)),
                    Comparison(Field.LINE_QUANTITY, Operator.ABOVE, threshold=Decimal(20)),
                )
            ),
            "Compare the declared quantity with the parcel.",
        ),
        profile(
            "hazard-route",
            "Sender under a hazard alert",
            Lane.SECURE,
            Comparison(Field.SENDER_COMPANY, Operator.IS_EXACTLY, ("Halvard Fireworks",)),
            "Do not open. Call the hazard team on extension 440.",
        ),
        profile(
            "dear-goods",
            "High value",
            Lane.YELLOW,
            Comparison(Field.TOTAL_VALUE, Operator.ABOVE, threshold=Decimal(900), currency="GBP"),
            "Check the invoice.",
        ),
    )
)


def assess_by_profiles(declaration: Declaration | None) -> Assessment:
    """Assess as the composition root does."""
    return assess(declaration, PROFILES, RATES, TODAY)


GREEN, YELLOW, RED, SECURE, UNDECLARED = (number(10_000_000 + i * 1_111) for i in range(5))
SEVERAL, AMENDED, ARABIC, HAN, LONG = (number(20_000_000 + i * 1_111, "CP") for i in range(5))

TEA = ContentLine(
    1,
    "Cotton tea towels, printed",
    Decimal(4),
    "PCE",
    Decimal("0.410"),
    Money(Decimal("18.00"), "EUR"),
    "630260",
    "PT",
)
SHOES = ContentLine(
    1,
    "ZARQUET running shoes, men, size 42",
    Decimal(12),
    "PAIR",
    Decimal("10.200"),
    Money(Decimal("15.00"), "USD"),
    "640411",
    "CN",
    (ProductId("gtin", "1748404255488"), ProductId("sku", "SKU-826528")),
)


def declared(item_id: str, *lines: ContentLine, message: str = "", **fields: object) -> Declaration:
    """Return a declaration with everything usual in it; `fields` replace what it says."""
    plain = Declaration(
        message=MessageRef(
            message or f"m-{item_id}", 1, "POST-PT", datetime(2026, 11, 18, 6, 30, tzinfo=UTC)
        ),
        item_id=item_id,
        mail_class=MailClass.PARCEL,
        posted_on=date(2026, 11, 14),
        origin_office="PTLISA",
        destination_office="GBLALA",
        nature=Nature.SALE_OF_GOODS,
        gross_weight_kg=Decimal("0.520"),
        postage=Money(Decimal("11.20"), "EUR"),
        sender=Party(
            name="Inês Carvalho", lines=("Rua do Norte 14",), city="Porto", postcode="4000-091", country="PT"
        ),
        addressee=Party(
            name="Emma Jones", lines=("5 The Green",), city="Cardiff", postcode="CF10 1AA", country="GB"
        ),
        lines=lines or (TEA,),
        seller=Seller(platform="Bazaar24"),
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def red(item_id: str = RED) -> Declaration:
    """Return a declaration that two profiles hit."""
    return declared(
        item_id,
        SHOES,
        replace(
            SHOES, number=2, description="sports socks", hs_code="", product_ids=(), quantity=Decimal(40)
        ),
        sender=Party(
            company="Shenzhen Bright Trading Co.",
            name="Li Wei",
            lines=("No. 73 Renmin Road",),
            city="杭州",
            postcode="310000",
            country="CN",
            phone="+86143178314",
        ),
        nature=Nature.GIFT,
        gross_weight_kg=Decimal("10.900"),
        receptacle_id="CNPVGAGBLALAAUN60565045000222",
        documents=(SupportingDocument("invoice", "INV8450355"),),
        warnings=(DeclarationWarning(WarningKind.NO_HS_CODE, "lines[1].hs_code"),),
    )


def usual_day() -> list[Declaration]:
    """Return a declaration for each way in which a parcel can come up."""
    amended = declared(AMENDED, message="m-amended")
    later = replace(
        amended,
        message=replace(amended.message, version=2),
        lines=(replace(TEA, quantity=Decimal(6), value=Money(Decimal("27.00"), "EUR")),),
        addressee=replace(amended.addressee, city="Swansea"),
    )
    return [
        declared(GREEN),
        declared(YELLOW, replace(TEA, quantity=Decimal(48)), nature=Nature.GIFT),
        red(),
        declared(SECURE, sender=Party(company="Halvard Fireworks", city="Valletta", country="MT")),
        declared(SEVERAL, message="m-several-1"),
        declared(
            SEVERAL,
            SHOES,
            message="m-several-2",
            sender=Party(name="Björn & Söhne", city="Kiel", country="DE"),
        ),
        amended,
        later,
        declared(
            ARABIC,
            replace(TEA, description="أحذية رياضية للرجال مقاس 42 – Zarquet"),
            sender=Party(
                name="نادية حسن العلي",
                lines=("شارع الملك فهد ١٢",),
                city="جدة",
                postcode="21577",
                country="SA",
            ),
        ),
        declared(
            HAN,
            replace(TEA, description="竹制餐具 𠮷野家 杯子 🫖 四件套"),
            sender=Party(
                company="深圳市明亮贸易有限公司",
                name="王伟",
                lines=("人民路 73 号",),
                city="深圳",
                postcode="518000",
                country="CN",
            ),
            addressee=Party(
                name="𠮷田 花子", lines=("14 Marlow Road",), city="Leeds", postcode="LS1 4DY", country="GB"
            ),
        ),
        declared(
            LONG,
            *(
                replace(
                    TEA,
                    number=n,
                    description=f"{n} " + "woven cotton cloth in many colours " * 14,
                    description_cut=True,
                )
                for n in range(1, 201)
            ),
        ),
    ]


def keep(station: Station, declarations: Iterable[Declaration]) -> None:
    """Let the store hold these declarations."""
    declare(station.folder, *declarations)


def scan(text: str, source: ScanSource = ScanSource.WEDGE) -> RawScan:
    """Return a code as the hand scanner reads it from a label."""
    symbology = "]C0" if source is ScanSource.WEDGE else ""
    return RawScan(
        text.encode(), source, datetime(2026, 11, 20, 13, 3, 22, tzinfo=UTC), symbology, "Scanner 1"
    )


@dataclass
class Bench:
    """The bench screen in a window of its own, with hands to work it and what it has told the program."""

    desk: Desk
    screen: BenchScreen
    station: Station
    hands: Hands
    camera: CameraView
    examinations: list[Inspection] = field(default_factory=list)
    lanes: list[str] = field(default_factory=list)
    recorded: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)

    def scan(self, text: str, source: ScanSource = ScanSource.WEDGE) -> None:
        """Scan a code, and let what comes of it come home."""
        self.desk.scans.route(scan(text, source))
        settle(self.desk)

    def command(self, command: Command, argument: str = "") -> bool:
        """Scan a command barcode while the bench is in front."""
        done = self.screen.on_action(Action(command, argument))
        settle(self.desk)
        return done

    def entries(self) -> list[Entry]:
        """Return the journal without its first entry."""
        connection = self.station.folder.connect_record()
        found = list(journal.entries(connection))[1:]
        connection.close()
        return found

    def kinds(self) -> list[str]:
        """Return the kinds of the journal's entries, in order."""
        return [entry.kind for entry in self.entries()]

    def texts(self) -> str:
        """Return every word that the screen shows."""
        widgets = [*self.screen.findChildren(QLabel), *self.screen.findChildren(QPushButton)]
        shown = [widget.text() for widget in widgets if widget.isVisible() and widget.text()]
        return re.sub(r"[\u2066-\u2069]", "", "\n".join(shown))


@contextmanager
def open_bench(station: Station, officer: Officer = ANNA) -> Iterator[Bench]:
    """Open a bench over the station; its officer has always looked before the next key is pressed."""
    with open_desk(station, officer, assess=assess_by_profiles) as desk:
        camera = CameraView()
        screen = BenchScreen(desk, camera)
        desk.scans.action_scanned.connect(screen.on_action)
        bench = Bench(desk, screen, station, Hands(desk, screen), camera)
        screen.examination_asked.connect(bench.examinations.append)
        screen.lane_shown.connect(bench.lanes.append)
        screen.recorded.connect(bench.recorded.append)
        screen.image_chosen.connect(bench.pictures.append)
        window = QWidget()
        page = QVBoxLayout(window)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(screen)
        window.resize(1040, 660)
        window.show()
        window.activateWindow()
        QApplication.processEvents()
        screen.on_shown()
        patience, model.JUST_REPLACED_S = model.JUST_REPLACED_S, 0.0
        try:
            yield bench
        finally:
            model.JUST_REPLACED_S = patience
            settle(desk)
            window.close()
            window.deleteLater()
