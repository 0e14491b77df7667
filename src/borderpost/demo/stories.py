"""The stories that demo mail tells: the plain parcel, the split order, the re-issued number and the rest."""

from collections.abc import Callable

from borderpost.demo import goods, names
from borderpost.demo.dice import Dice
from borderpost.demo.mailroom import Json, Mailroom
from borderpost.demo.origins import BY_COUNTRY, money

__all__ = ["RARE", "Mailroom", "Story", "choose"]

Told = tuple[list[Json], list[Json]]  # declarations now, and those that come later
Story = Callable[[Mailroom], Told]


def plain(mail: Mailroom) -> Told:
    """Tell of everyday goods, declared well."""
    return [mail.item()], []


def papers(mail: Mailroom) -> Told:
    """Tell of documents."""
    told = mail.item(rows=[goods.PAPERS], nature="documents")
    told["lines"][0]["product_ids"] = []
    return [told], []


def branded(mail: Mailroom) -> Told:
    """Tell of goods under a protected mark from where copies come from."""
    origin = BY_COUNTRY[mail.dice.pick(("CN", "CN", "HK", "TR"))]
    return [mail.item(origin=origin, rows=[mail.dice.pick(goods.BRANDED)], mail_class="C")], []


def undervalued(mail: Mailroom) -> Told:
    """Tell of dear goods declared at next to nothing."""
    return [
        mail.item(rows=[mail.dice.pick(goods.UNDERVALUED)], nature=mail.dice.pick(("gift", "sale_of_goods")))
    ], []


def vague(mail: Mailroom) -> Told:
    """Tell of goods that the sender did not care to name."""
    told = mail.item()
    writing = BY_COUNTRY[told["sender"]["country"]].writing
    words = goods.VAGUE_LOCAL.get(writing, ()) * 2 + goods.VAGUE
    for line in told["lines"]:
        line["description"] = mail.dice.pick(words)
        line["hs_code"] = ""
        line["product_ids"] = []
    return [told], []


def precursor(mail: Mailroom) -> Told:
    """Tell of a listed chemical."""
    return [mail.item(rows=[mail.dice.pick(goods.PRECURSORS)], mail_class="C")], []


def restricted(mail: Mailroom) -> Told:
    """Tell of goods that need a licence, and seldom have one."""
    told = mail.item(rows=[mail.dice.pick(goods.RESTRICTED)])
    if mail.dice.chance(0.3):
        told["documents"].append({"type": "licence", "number": f"LIC-{mail.dice.digits(6)}"})
    return [told], []


def hazardous(mail: Mailroom) -> Told:
    """Tell of goods that nobody should open at a bench."""
    return [mail.item(rows=[mail.dice.pick(goods.HAZARDOUS)], mail_class="C")], []


def watched(mail: Mailroom) -> Told:
    """Tell of a sender whom the watch list names."""
    told = mail.item(origin=BY_COUNTRY["HK"])
    told["sender"]["company"] = goods.WATCHED_SENDER
    return [told], []


def firm_gift(mail: Mailroom) -> Told:
    """Tell of a gift that a company sends."""
    told = mail.item(nature="gift")
    told["sender"]["company"] = told["sender"]["company"] or names.firm(mail.dice, "english")
    told["seller"] = {"name": "", "platform": "", "ioss": ""}
    return [told], []


def split(mail: Mailroom) -> Told:
    """Tell of one order sent as several items of one day, each under the duty threshold."""
    origin = mail.origin()
    day = mail.posting_day()
    first = mail.item(origin=origin, day=day, rows=[mail.dice.pick(goods.EVERYDAY)], nature="sale_of_goods")
    told = [first]
    for _ in range(mail.dice.whole(2, 4)):
        part = mail.item(
            origin=origin, day=day, rows=[], mail_class=first["mail_class"], nature="sale_of_goods"
        )
        part["sender"], part["addressee"], part["seller"] = (
            first["sender"],
            first["addressee"],
            first["seller"],
        )
        part["lines"] = [dict(line) for line in first["lines"]]
        part["gross_weight_kg"] = first["gross_weight_kg"]
        told.append(part)
    pounds = mail.dice.span(112, 133)
    for part in told:
        for line in part["lines"]:
            line["value"] = money(pounds + mail.dice.span(-3, 1), origin)
    return told, []


def amended(mail: Mailroom) -> Told:
    """Tell of a declaration that a later version puts right."""
    first = mail.item()
    second = mail.amend(first)
    line = second["lines"][0]
    line["description"] = f"{line['description']} (corrected)"
    value = line["value"]
    line["value"] = {
        "amount": mail.scaled(value["amount"], mail.dice.pick((2, 3, 5))),
        "currency": value["currency"],
    }
    return [first], [second]


def reissued(mail: Mailroom) -> Told:
    """Tell of one S10 number on two items, posted more than a year apart."""
    early = mail.item(day=mail.posting_day(mail.dice.whole(400, 640)))
    late = mail.item(origin=BY_COUNTRY[early["sender"]["country"]], mail_class=early["mail_class"])
    late["item_id"] = early["item_id"]
    return [early], [late]


def several(mail: Mailroom) -> Told:
    """Tell of one item that the post and the platform both declared, not quite alike."""
    first = mail.item(nature="sale_of_goods")
    second = mail.second_message(first)
    for line in second["lines"]:
        line["quantity"] = str(int(line["quantity"]) + 1)
    return [first], [second]


def empty(mail: Mailroom) -> Told:
    """Tell of an item whose contents nobody declared."""
    told = mail.item(rows=[])
    told["gross_weight_kg"] = f"{mail.dice.span(0.1, 4):.3f}"
    return [told], []


def endless(mail: Mailroom) -> Told:
    """Tell of a spare-parts dealer's parcel with 200 lines."""
    rows = [mail.dice.pick(goods.EVERYDAY)._replace(kg=0.05, most=1) for _ in range(200)]
    numbered = [row._replace(description=f"{row.description}, lot {i + 1}") for i, row in enumerate(rows)]
    return [mail.item(rows=numbered, mail_class="C", nature="sale_of_goods")], []


def untidy(mail: Mailroom) -> Told:
    """Tell of a declaration with an unknown office, no HS code and weights that do not add up."""
    told = mail.item()
    told["origin_office"] = f"{told['sender']['country']}XXXZ"
    told["receptacle_id"] = ""
    told["gross_weight_kg"] = "0.010"
    for line in told["lines"]:
        line["hs_code"] = ""
    return [told], []


def empty_receptacle(mail: Mailroom) -> Told:
    """Tell of empty bags going home."""
    told = mail.item(rows=[], mail_class="T", nature="other")
    told["gross_weight_kg"] = f"{mail.dice.span(4, 12):.1f}"
    return [told], []


RARE: tuple[Story, ...] = (
    papers,
    branded,
    undervalued,
    vague,
    precursor,
    restricted,
    hazardous,
    watched,
    firm_gift,
    split,
    amended,
    reissued,
    several,
    empty,
    endless,
    untidy,
    empty_receptacle,
)
SHARES: tuple[tuple[Story, float], ...] = (
    (plain, 0.66),
    (papers, 0.04),
    (branded, 0.02),
    (undervalued, 0.03),
    (vague, 0.06),
    (precursor, 0.003),
    (restricted, 0.02),
    (hazardous, 0.005),
    (watched, 0.003),
    (firm_gift, 0.02),
    (split, 0.01),
    (amended, 0.05),
    (reissued, 0.02),
    (several, 0.02),
    (empty, 0.01),
    (endless, 0.0002),
    (untidy, 0.01),
)


def choose(dice: Dice) -> Story:
    """Return one story by its share of the mail; what the shares leave over is plain mail."""
    drawn = dice.random()
    for story, share in SHARES:
        drawn -= share
        if drawn < 0:
            return story
    return plain
