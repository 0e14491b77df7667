"""Records to make documents from: a full one, an empty one and a hostile one."""

import hashlib
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from msgspec import structs
from PIL import Image, ImageDraw

from borderpost.documents.report_record import (
    CustodyRow,
    ExaminationStep,
    Finding,
    ItemFacts,
    JournalPosition,
    Lane,
    LegalBlock,
    Office,
    OfficerAct,
    Photograph,
    ReportKind,
    ReportState,
    Role,
    SealedBag,
    SeizedLine,
    SeizureRecord,
    SelectionReason,
)
from borderpost.domain.declaration import (
    ContentLine,
    Declaration,
    MailClass,
    MessageRef,
    Nature,
    Party,
    ProductId,
    Seller,
    SupportingDocument,
)
from borderpost.domain.money import Money

LOCAL = timezone(timedelta(hours=1))
ITEM = "RR473124829CN"
ENTRY = hashlib.sha256(b"entry").hexdigest()
PREVIOUS = hashlib.sha256(b"previous").hexdigest()
KEY = hashlib.sha256(b"key").hexdigest()


def at(hour: int, minute: int, second: int = 0) -> datetime:
    """A moment of the sample day in the station's local time."""
    return datetime(2026, 11, 3, hour, minute, second, tzinfo=LOCAL)


def jpeg(number: int, size: tuple[int, int] = (1280, 960)) -> bytes:
    """A small drawn photograph."""
    image = Image.new("RGB", size, (182 - 14 * number, 160, 130 + 14 * number))
    draw = ImageDraw.Draw(image)
    width, height = size
    draw.rectangle((width * 0.2, height * 0.2, width * 0.8, height * 0.8), fill=(150, 111, 74))
    draw.rectangle((width * 0.3, height * 0.3, width * 0.6, height * 0.5), fill=(250, 250, 245))
    for bar in range(30):
        left = width * (0.32 + bar * 0.008)
        draw.rectangle((left, height * 0.33, left + (bar % 3 + 1) * width * 0.0015, height * 0.43), fill=0)
    draw.ellipse((width * 0.62, height * 0.55, width * 0.75, height * 0.72), fill=(60, 60, 80))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


def photograph(number: int, size: tuple[int, int] = (1280, 960), **changes: object) -> Photograph:
    """A drawn photograph with its true hash."""
    subjects = ("Label", "Outside", "X-ray image", "Opened as found", "Product", "Sealed bag")
    captions = (
        "Outer label with the item identifier, as presented",
        "All six faces and the closing tape before opening",
        "Image of scanner XR-2, dense round objects at the centre",
        "Opened as found: 24 boxed watches in two layers",
        "Product front with brand and model, scale and colour card beside it",
        "In the bag, seal number readable",
    )
    data = jpeg(number, size)
    plain = Photograph(
        number=number,
        sha256=hashlib.sha256(data).hexdigest(),
        jpeg=data,
        subject=subjects[(number - 1) % 6],
        caption=captions[(number - 1) % 6],
        taken_at=at(14, 20 + number, 11),
        device="Bench camera 1",
        line_number=1 if number == 5 else None,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def declaration(lines: int = 3) -> Declaration:
    """A declaration with names in two scripts."""
    goods = ("Plastic toy watch", "USB cable", "Gift box, cardboard", "Silicone strap")
    return Declaration(
        message=MessageRef("e945cb6395f6f552fbc6", 2, "POST-CN", datetime(2026, 11, 1, 13, 0, tzinfo=UTC)),
        item_id=ITEM,
        mail_class=MailClass.LETTER_POST,
        posted_on=date(2026, 10, 28),
        origin_office="CNPVGA",
        destination_office="GBLALA",
        receptacle_id="CNPVGAGBLALAAUN60565045000222",
        nature=Nature.GIFT,
        gross_weight_kg=Decimal("0.412"),
        postage=Money(Decimal("4.58"), "USD"),
        sender=Party(
            name="李小明",
            company="深圳市华强北电子商务有限公司",
            lines=("福田区深南中路3002号国贸大厦21楼",),
            city="深圳",
            postcode="518000",
            country="CN",
            phone="+86 143178314",
        ),
        addressee=Party(
            name="محمد عبد الله الفاضل",
            lines=("14 Marlow Road", "Flat 3 (شقة 3)"),
            city="Leeds",
            postcode="LS1 4DY",
            country="GB",
            email="m.alfadil@example.org",
            reference="ORD-99812",
        ),
        lines=tuple(
            ContentLine(
                number=index + 1,
                description=goods[index % 4],
                quantity=Decimal(24 + index),
                unit="PCE",
                net_weight_kg=Decimal("0.110"),
                value=Money(Decimal("1.50") * (index + 1), "USD"),
                hs_code=("910211", "854442", "481920", "911390")[index % 4],
                origin_country="CN",
                product_ids=(ProductId("gtin", "1748404255488"),) if index % 2 == 0 else (),
            )
            for index in range(lines)
        ),
        documents=(SupportingDocument("invoice", "INV8450355"),),
        seller=Seller("", "Bazaar24", "IM3720000224"),
    )


def full_record() -> SeizureRecord:
    """A seizure with everything in it."""
    return SeizureRecord(
        number="GB-LBA-2026-000317-8",
        kind=ReportKind.SEIZURE,
        state=ReportState.ISSUED,
        dated=at(15, 2, 40),
        office=Office(
            administration="Demonstration Customs Administration",
            name="Postal Customs Office Northfield",
            code="GBLBA1",
            facility="International Mail Centre, Hall 2",
            station="NF-BENCH-04",
            address=("Marshalling Yard 7, Northfield NF2 9QT",),
            contact="Tel. +44 113 496 0000 · post.seizures@customs.example",
        ),
        item=ItemFacts(
            identifier=ITEM,
            other_identifiers=("LP00552231CN",),
            mail_class=MailClass.LETTER_POST,
            receptacle="CNPVGAGBLALAAUN60565045000222",
            origin_office="CNPVGA",
            destination_office="GBLALA",
            posted_on=date(2026, 10, 28),
            presented_at=at(13, 48, 2),
            measured_weight_kg=Decimal("2.376"),
            scanned_by="Hand scanner (Code 128)",
        ),
        journal=JournalPosition("NF-BENCH-04", 4711, ENTRY, PREVIOUS, KEY, at(15, 2, 40)),
        lane=Lane.RED,
        declaration=declaration(),
        declaration_digest=hashlib.sha256(b"declaration").hexdigest(),
        reasons=(
            SelectionReason(
                "IPR-WATCH-07",
                "version 3",
                "Watches declared as toys",
                "Origin is CN and HS begins with 9102 and the description says “toy”",
                "lines[1].description",
                "Plastic toy watch",
                "Open, compare brand marks, photograph the movement",
            ),
            SelectionReason(
                "VAL-PER-KG-02",
                "version 11",
                "Value per kilogram out of range",
                "Value per kilogram below 5 EUR for HS chapter 91",
                "value_per_kg",
                "3.41 EUR/kg",
            ),
        ),
        steps=(
            ExaminationStep(
                "EXT",
                "External examination",
                "",
                "A. Kimura",
                at(14, 2),
                at(14, 4),
                "Anomaly",
                "Weight six times that declared",
            ),
            ExaminationStep(
                "XRAY",
                "X-ray",
                "XR-2",
                "A. Kimura",
                at(14, 9),
                at(14, 12),
                "Anomaly",
                "24 round metal objects",
            ),
            ExaminationStep(
                "OPEN_FULL",
                "Opened in full",
                "",
                "A. Kimura",
                at(14, 20),
                at(14, 46),
                "Anomaly",
                "Opened under tape no. E608-2231",
                True,
            ),
        ),
        findings=(
            Finding(
                "IPR_SUSPECT",
                "Suspected infringement of a right",
                "Logo on dial and case back",
                at(14, 47),
                "A. Kimura",
            ),
            Finding("MISDECL_DESC", "Description false", "Wrist watches, not toys", at(14, 48), "A. Kimura"),
        ),
        lines=(
            SeizedLine(
                1,
                "Wrist watch, quartz, steel case, blue dial, in box with booklet",
                brand="CHRONARIS",
                quantity=Decimal(24),
                unit="PCE",
                net_weight_kg=Decimal("2.040"),
                hs_code="910211",
                origin_country="CN",
                commodity="Accessories (IPR)",
                right_infringed="Trade mark",
                right_holder="Chronaris Watches SA",
                product_code="7612345678900",
                packages="2 × Box (BX)",
                declared="Plastic toy watch, 24 PCE",
                found="Metal wrist watch, 24 PCE",
                value=Money(Decimal("10800.00"), "EUR"),
                value_basis="genuine retail",
            ),
            SeizedLine(
                2,
                "Guarantee booklet with logo",
                brand="CHRONARIS",
                quantity=Decimal(24),
                unit="PCE",
                hs_code="491110",
                commodity="Labels and packaging (IPR)",
                right_infringed="Trade mark",
                found="Not declared",
            ),
        ),
        bags=(SealedBag("EB-0092217", "S-7781203", (1, 2), "Store A, shelf 14", at(14, 55), "A. Kimura"),),
        photographs=tuple(
            photograph(number, (960, 1280) if number == 2 else (1280, 960)) for number in range(1, 7)
        ),
        custody=(
            CustodyRow(
                1,
                (1, 2),
                "Item RR473124829CN",
                "A. Kimura",
                "Sealed",
                "Bench 4",
                at(14, 55),
                "Intact",
                "EB-0092217",
                True,
                4712 + 1,
                hashlib.sha256(b"custody 1").hexdigest(),
            ),
            CustodyRow(
                2,
                (1, 2),
                "A. Kimura",
                "T. Okafor",
                "Into store",
                "Store A, shelf 14",
                at(15, 20),
                "Intact",
                "EB-0092217",
                True,
                4712 + 2,
                hashlib.sha256(b"custody 2").hexdigest(),
            ),
        ),
        officers=(
            OfficerAct(Role.SEIZING, "A. Kimura", "O-1182", "Officer", at(14, 58, 3), 4709, ENTRY[::-1]),
            OfficerAct(Role.APPROVING, "R. Lindqvist", "O-0417", "Approver", at(15, 2, 40), 4711, ENTRY),
        ),
        legal=LegalBlock(
            power_to_examine="Postal Packets Act s. 12 (2): power to open and examine",
            provision="Trade Marks (Border Measures) Order, art. 9: import of goods that infringe",
            grounds="Sign identical to registered mark 1 204 331 on goods for which it is registered; not "
            "made by or for the right-holder; quantity and packing for trade.",
            forfeiture="Customs Act s. 139 (6) with schedule 3",
            rights=(
                "You may claim that the goods are not liable to forfeiture within one month of the notice.",
                "You may ask for restoration of the goods, with proof of ownership and the report number.",
                "A claimant abroad names a solicitor in this country.",
            ),
            source="Demonstration text, edition 2026-07",
        ),
        decision_reason="Seized as liable to forfeiture; goods infringe a registered trade mark.",
        program="Borderpost 0.1.0",
    )


def empty_record() -> SeizureRecord:
    """Nothing but what a report cannot be without."""
    return SeizureRecord(
        number="X-1",
        kind=ReportKind.DETENTION,
        state=ReportState.DRAFT,
        dated=at(9, 0),
        office=Office(""),
        item=ItemFacts(""),
        journal=JournalPosition("", 0, ""),
    )


def hostile_record(lines: int = 200) -> SeizureRecord:
    """Long, wide, right-to-left and four-byte texts in every place."""
    base = full_record()
    odd = (
        "x" * 512,
        "ساعة يد معدنية (24) MODEL-X " * 12,
        "塑料玩具手表带盒子和说明书" * 20,
        "🧨🧪 fireworks 👩‍👩‍👧 \x00\x07 \ud800 line\nbreak",
        "",
    )
    seized = tuple(
        replace(
            base.lines[0],
            number=index + 1,
            description=odd[index % 5],
            brand=odd[(index + 1) % 5][:60],
            found=odd[(index + 3) % 5][:120],
            right_holder="W" * 90,
            quantity=Decimal("-12345678901234567890.123"),
            value=Money(Decimal("NaN"), "€€€") if index % 2 else Money(Decimal("1e12"), "EUR"),
            hs_code="9" * 40,
        )
        for index in range(40)
    )
    declared = structs.replace(
        declaration(lines),
        sender=Party(name="שלום בן־דוד " * 20, lines=tuple("a" * 300 for _ in range(9)), country="IL"),
        addressee=Party(name="\u202e" + "evil" * 50, company="🧨" * 80),
    )
    declared = structs.replace(
        declared,
        lines=tuple(
            structs.replace(line, description=odd[index % 5]) if index % 9 == 0 else line
            for index, line in enumerate(declared.lines)
        ),
    )
    broken = (
        photograph(1, jpeg=None),
        photograph(2, jpeg=b"not a picture"),
        photograph(3, sha256="0" * 64),
        photograph(4, (3000, 40), caption="宽" * 300),
        photograph(5, (40, 3000), sha256="not a hash at all " * 9),
    )
    return replace(
        base,
        state=ReportState.DRAFT,
        declaration=declared,
        lines=seized,
        photographs=broken,
        item=replace(base.item, identifier="Ünïcode идентификатор 🧨"),
        legal=replace(base.legal, grounds="A very long ground. " * 500),
        remarks=("m" * 9000,),
        bags=(replace(base.bags[0], bag="B" * 120, line_numbers=tuple(range(1, 41))),),
        officers=(replace(base.officers[0], name="N" * 200),),
    )
