"""The desk that makes one canonical declaration at a time out of the demo's goods, names and posts."""

import copy
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from borderpost.demo import goods, names, numbers
from borderpost.demo.dice import Dice
from borderpost.demo.goods import Goods
from borderpost.demo.origins import ORIGIN_URN, PLATFORMS, SITE_COUNTRY, SITE_OFFICE, Origin, money
from borderpost.domain.identifiers import s10

Json = dict[str, Any]

CLASS_URN = "C" * 9 + "U" * 9 + "E" * 2
SERVICES = {
    "C": ("CC", "CP", "CE", "HA", "HQ"),
    "E": ("EE", "EB", "EP"),
    "U": ("RR", "LX", "UA", "VV"),
    "T": ("CA",),
}
SUBCLASSES = {"C": "CN", "E": "EN", "U": "UN", "T": "TA"}
NATURE_URN = (
    *("sale_of_goods",) * 13,
    *("gift",) * 4,
    *("returned_goods", "commercial_sample", "mixed", "other"),
)
LETTER_LIMIT_KG = 1.9
OLDEST_POSTING = 28


class Mailroom:
    """Draws items for one seed and one day; serials never repeat within it."""

    def __init__(self, dice: Dice, today: date) -> None:
        self.dice = dice
        self.today = today
        self._drawn = 0
        self._start = dice.whole(0, numbers.SERIAL_SPACE - 1)

    def origin(self) -> Origin:
        """Return a sending post, by its share of the mail."""
        return self.dice.pick(ORIGIN_URN)

    def posting_day(self, days_ago: int | None = None) -> date:
        """Return the day of posting: recent, unless told otherwise."""
        return self.today - timedelta(
            days=self.dice.whole(2, OLDEST_POSTING) if days_ago is None else days_ago
        )

    def item(
        self,
        *,
        origin: Origin | None = None,
        day: date | None = None,
        rows: Sequence[Goods] | None = None,
        mail_class: str = "",
        nature: str = "",
    ) -> Json:
        """Return one new declaration; whatever is not given is drawn."""
        dice = self.dice
        origin = origin or self.origin()
        day = day or self.posting_day()
        kind = mail_class or dice.pick(CLASS_URN)
        why = nature or dice.pick(NATURE_URN)
        chosen = self._everyday(origin) if rows is None else rows
        lines = [self._line(row, origin) for row in chosen]
        net = sum(float(line["net_weight_kg"]) for line in lines)
        if not mail_class and kind == "U" and net > LETTER_LIMIT_KG:
            kind = "C"
        self._drawn += 1
        serial = numbers.nth_serial(self._start, self._drawn)
        item_id = s10.generate(dice.pick(SERVICES[kind]), serial, origin.country)
        alternates = [f"YT{serial:08d}{dice.digits(8)}"] if dice.chance(0.08) else []
        if dice.chance(0.01):
            item_id = f"YT{dice.digits(8)}{serial:08d}"
        sold = why == "sale_of_goods"
        platform = dice.pick(PLATFORMS) if sold and dice.chance(0.7) else ""
        return {
            "message": self._message(f"{origin.country}{serial:08d}", f"POST-{origin.country}", day),
            "item_id": item_id,
            "alternate_ids": alternates,
            "mail_class": kind,
            "posted_on": day.isoformat(),
            "origin_office": origin.office,
            "destination_office": SITE_OFFICE,
            "receptacle_id": self._receptacle(origin, kind, day),
            "nature": why,
            "gross_weight_kg": f"{net + 0.02 + net * dice.span(0.04, 0.14):.3f}",
            "postage": money(2.4 + net * 6, origin),
            "insured_value": money(dice.whole(20, 200), origin) if dice.chance(0.05) else None,
            "sender": self._sender(origin, company=sold or why == "commercial_sample"),
            "addressee": self._addressee(),
            "lines": lines,
            "documents": [{"type": "invoice", "number": f"INV-{dice.digits(7)}"}]
            if sold and dice.chance(0.5)
            else [],
            "seller": {
                "name": names.firm(dice, "english") if platform else "",
                "platform": platform,
                "ioss": f"IM372{dice.digits(7)}" if platform and dice.chance(0.2) else "",
            },
        }

    def amend(self, first: Json) -> Json:
        """Return the next version of a message, to be changed by the caller."""
        second: Json = copy.deepcopy(first)
        second["message"]["version"] += 1
        second["message"]["received_at"] = self._after(first["message"]["received_at"])
        return second

    def second_message(self, first: Json) -> Json:
        """Return the platform's own message about the same item."""
        second: Json = copy.deepcopy(first)
        message = first["message"]
        second["message"] = {
            "id": f"PLT-{message['id']}",
            "version": 1,
            "source": "PLATFORM",
            "received_at": self._after(message["received_at"]),
        }
        return second

    @staticmethod
    def scaled(amount: str, factor: int) -> str:
        """Return a decimal text times a whole factor, with as many decimals as before."""
        whole, point, decimals = amount.partition(".")
        digits = str(int(whole + decimals) * factor).zfill(len(decimals) + 1)
        return f"{digits[: len(digits) - len(decimals)]}.{digits[-len(decimals) :]}" if point else digits

    def _everyday(self, origin: Origin) -> list[Goods]:
        local = goods.LOCAL[origin.writing]
        kinds = self.dice.pick((1, 1, 1, 1, 1, 2, 2, 3, 4))
        return [self.dice.pick(local if self.dice.chance(0.25) else goods.EVERYDAY) for _ in range(kinds)]

    def _line(self, row: Goods, origin: Origin) -> Json:
        dice = self.dice
        pieces = dice.whole(1, row.most)
        products = []
        if dice.chance(0.4):
            products.append({"scheme": "gtin", "value": numbers.gtin13(f"20{dice.digits(10)}")})
            if dice.chance(0.5):
                products.append({"scheme": "sku", "value": f"SKU-{dice.digits(6)}"})
        return {
            "description": row.description,
            "quantity": str(pieces),
            "unit": row.unit,
            "net_weight_kg": f"{row.kg * pieces * dice.span(0.93, 1.08):.3f}",
            "value": money(row.pounds * pieces * dice.span(0.9, 1.3), origin),
            "hs_code": f"{row.hs_code}{dice.pick(('00', '10', '90'))}" if dice.chance(0.25) else row.hs_code,
            "origin_country": origin.country if dice.chance(0.85) else "CN",
            "product_ids": products,
        }

    def _sender(self, origin: Origin, *, company: bool) -> Json:
        dice = self.dice
        at_home = dice.chance(0.7)
        writing = origin.writing if at_home else "english"
        by_firm = company and dice.chance(0.7)
        return party(
            name="" if by_firm and dice.chance(0.5) else names.person(dice, writing),
            company=names.firm(dice, writing) if by_firm else "",
            street=dice.pick(names.WRITINGS[writing].streets).format(n=dice.whole(1, 240)),
            place=(*(dice.pick(origin.places) if at_home else origin.latin_place), origin.country),
            phone=f"{origin.phone}000{dice.digits(6)}" if dice.chance(0.8) else "",
        )

    def _addressee(self) -> Json:
        dice = self.dice
        city, postcode = dice.pick(names.SITE_PLACES)
        addressed = party(
            name=names.person(dice, dice.pick(names.ADDRESSEE_WRITINGS)),
            company=dice.pick(names.SITE_FIRMS) if dice.chance(0.06) else "",
            street=dice.pick(names.SITE_STREETS).format(n=dice.whole(1, 180)),
            place=(city, "", postcode, SITE_COUNTRY),
            phone=f"+447700900{dice.digits(3)}" if dice.chance(0.6) else "",
        )
        if dice.chance(0.3):
            addressed["email"] = f"resident.{dice.digits(5)}@mail.example"
        if addressed["company"]:
            addressed["reference"] = f"GB{dice.digits(12)}"
        return addressed

    def _message(self, message_id: str, source: str, day: date) -> Json:
        received = datetime.combine(day, time(8)) + timedelta(minutes=self.dice.whole(0, 1700))
        return {"id": message_id, "version": 1, "source": source, "received_at": f"{received.isoformat()}Z"}

    def _after(self, received_at: str) -> str:
        later = datetime.fromisoformat(received_at.removesuffix("Z")) + timedelta(
            minutes=self.dice.whole(20, 900)
        )
        return f"{later.isoformat()}Z"

    def _receptacle(self, origin: Origin, kind: str, day: date) -> str:
        return numbers.s9(
            origin.office,
            SITE_OFFICE,
            SUBCLASSES[kind],
            day,
            day.timetuple().tm_yday * 20 + ord(kind),
            self.dice.whole(1, 6),
            self.dice.span(5, 29),
        )


def party(name: str, company: str, street: str, place: tuple[str, str, str, str], phone: str = "") -> Json:
    """Return a sender or addressee; `place` is city, region, postcode, country."""
    city, region, postcode, country = place
    return {
        "name": name,
        "company": company,
        "lines": [street],
        "city": city,
        "region": region,
        "postcode": postcode,
        "country": country,
        "phone": phone,
        "email": "",
        "reference": "",
    }
