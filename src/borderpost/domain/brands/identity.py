"""Holds a scanned product code against what was declared and against what right-holders told customs."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from borderpost.domain.brands.declared_goods import DeclaredGoods, DeclaredProduct
from borderpost.domain.brands.pack import Application, BrandPack, Product
from borderpost.domain.brands.product_code import ProductCode


class Question(StrEnum):
    """What is asked of a product's identity."""

    DECLARATION = "declaration"
    NUMBER = "number"
    ROUTE = "route"
    APPLICATION = "application"


class Answer(StrEnum):
    """What came of a question."""

    AGREES = "agrees"
    DECLARED_OTHERWISE = "declared_otherwise"
    NO_IDS_DECLARED = "no_ids_declared"
    NO_DECLARATION = "no_declaration"
    BAD_CHECK_DIGIT = "bad_check_digit"
    THEIRS = "theirs"
    THEIRS_UNLISTED = "theirs_unlisted"
    NOT_THEIRS = "not_theirs"
    ANOTHERS = "anothers"
    NO_HOLDER = "no_holder"
    NO_ARTICLE_NUMBER = "no_article_number"
    ROUTE_KNOWN = "route_known"
    ROUTE_UNKNOWN = "route_unknown"
    ROUTES_NOT_TOLD = "routes_not_told"
    COVERED = "covered"
    OTHER_GOODS = "other_goods"
    GOODS_UNKNOWN = "goods_unknown"
    NOT_IN_FORCE = "not_in_force"
    NO_APPLICATION = "no_application"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer with what was compared: `scanned` (of the goods) with `against`, and where that was read.

    `line` is the declared line that it speaks of, 0 for none.
    """

    question: Question
    answer: Answer
    scanned: str = ""
    against: tuple[str, ...] = ()
    source: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Identity:
    """Everything that a product code told. `holder` is the right-holder whose goods they are or claim to be;
    `line` is the declared line that the goods belong to, 0 where none is known."""

    code: ProductCode
    verdicts: tuple[Verdict, ...]
    holder: BrandPack | None = None
    product: Product | None = None
    application: Application | None = None
    mark: str = ""
    hs_code: str = ""
    line: int = 0

    def verdict(self, question: Question) -> Verdict:
        """Return the answer to a question."""
        return next(one for one in self.verdicts if one.question is question)


def compare(
    code: ProductCode,
    declared: DeclaredGoods,
    packs: Sequence[BrandPack],
    day: date,
    *,
    chosen: str = "",
    mark_seen: str = "",
) -> Identity:
    """Return what a code says on a day. `chosen` is the id of the right-holder that the officer named, and
    `mark_seen` the mark that stands on the goods, as it was typed; both may be empty."""
    by_declaration, line = _against_declaration(code, declared)
    owner = _owner(code, packs, day)
    claimed, mark = _claimed(packs, owner, chosen, mark_seen, line, declared)
    holder = claimed or owner
    product = owner.product(code.gtin, day) if owner is not None and owner is holder else None
    if line is None and mark and not mark_seen:
        line = next((one for one in declared.lines if _bears(one.description, mark)), None)
    hs_code = (product.hs_code if product else "") or (line.hs_code if line else "")
    mark = mark or (product.mark if product else "") or (holder.marks[0] if holder and holder.marks else "")
    covering, by_application = _against_applications(holder, hs_code, day)
    return Identity(
        code=code,
        verdicts=(
            by_declaration,
            _against_numbers(code, holder, owner, product, day),
            _against_routes(holder, declared, hs_code, day),
            by_application,
        ),
        holder=holder,
        product=product,
        application=covering,
        mark=mark,
        hs_code=hs_code,
        line=line.number if line else 0,
    )


def same_number(one: str, other: str) -> bool:
    """Tell whether two identifiers are the same: leading zeros, blanks and letters' case do not matter."""
    mine, theirs = _plain(one), _plain(other)
    return bool(mine) and mine == theirs


def _plain(number: str) -> str:
    bare = "".join(number.split()).casefold()
    return bare.lstrip("0") or bare


def _against_declaration(
    code: ProductCode, declared: DeclaredGoods
) -> tuple[Verdict, DeclaredProduct | None]:
    question = Question.DECLARATION
    if not declared.is_declared:
        return Verdict(question, Answer.NO_DECLARATION, code.number), None
    wanted = [number for number in (code.digits, code.serial, code.imei, code.text) if number]
    named: list[str] = []
    for line in declared.lines:
        ids = [value for _, value in line.ids]
        if any(same_number(value, number) for value in ids for number in wanted):
            return Verdict(question, Answer.AGREES, code.number, tuple(ids), line=line.number), line
        named += ids
    answer = Answer.DECLARED_OTHERWISE if named else Answer.NO_IDS_DECLARED
    return Verdict(question, answer, code.number, tuple(dict.fromkeys(named))), None


def _owner(code: ProductCode, packs: Sequence[BrandPack], day: date) -> BrandPack | None:
    """Return whose number it is: a listed article goes before a prefix, a long prefix before a short one."""
    if not code.gtin or not code.check_holds:
        return None
    listed = next((pack for pack in packs if pack.product(code.gtin, day) is not None), None)
    if listed is not None:
        return listed
    held = [(len(prefix.digits), pack) for pack in packs if (prefix := pack.prefix_of(code.gtin, day))]
    return max(held, key=lambda pair: pair[0])[1] if held else None


def _claimed(
    packs: Sequence[BrandPack],
    owner: BrandPack | None,
    chosen: str,
    mark_seen: str,
    line: DeclaredProduct | None,
    declared: DeclaredGoods,
) -> tuple[BrandPack | None, str]:
    """Return the right-holder whose goods these claim to be, with the mark that says so.

    Where several marks are declared, the goods are those of the one whose number they bear.
    """
    picked = next((pack for pack in packs if chosen and pack.id == chosen), None)
    asked = [picked] if picked is not None else sorted(packs, key=lambda pack: pack is not owner)
    texts = [mark_seen] if mark_seen.strip() else []
    texts += [line.description] if line is not None else [one.description for one in declared.lines]
    for group in ([text] for text in texts) if mark_seen.strip() or line is not None else [texts]:
        for pack in asked:
            mark = next((mark for mark in pack.marks for text in group if _bears(text, mark)), "")
            if mark:
                return pack, mark
    return picked, ""


def _bears(text: str, mark: str) -> bool:
    folded, wanted = (unicodedata.normalize("NFKC", each).casefold().strip() for each in (text, mark))
    return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", folded) is not None


def _against_numbers(
    code: ProductCode, holder: BrandPack | None, owner: BrandPack | None, product: Product | None, day: date
) -> Verdict:
    question, scanned = Question.NUMBER, code.number
    if not code.check_holds:
        return Verdict(question, Answer.BAD_CHECK_DIGIT, scanned)
    if holder is None:
        return Verdict(question, Answer.NO_HOLDER if code.gtin else Answer.NO_ARTICLE_NUMBER, scanned)
    if not code.gtin:
        return Verdict(question, Answer.NO_ARTICLE_NUMBER, scanned)
    prefixes = tuple(one.digits for one in holder.prefixes if one.holds_on(day))
    if product is not None:
        listed = (product.gtin, product.description)
        return Verdict(question, Answer.THEIRS, scanned, listed, holder.source_title(product))
    if owner is holder:
        prefix = holder.prefix_of(code.gtin, day)
        against = (prefix.digits,) if prefix else ()
        return Verdict(question, Answer.THEIRS_UNLISTED, scanned, against, holder.source_title(prefix))
    first = next((one for one in holder.prefixes if one.holds_on(day)), None)
    if owner is not None:
        source = owner.source_title(owner.product(code.gtin, day) or owner.prefix_of(code.gtin, day))
        return Verdict(question, Answer.ANOTHERS, scanned, (owner.right_holder, *prefixes), source)
    return Verdict(question, Answer.NOT_THEIRS, scanned, prefixes, holder.source_title(first))


def _against_routes(holder: BrandPack | None, declared: DeclaredGoods, hs_code: str, day: date) -> Verdict:
    from_where = ", ".join(part for part in (declared.country, *declared.consignors) if part)
    question = Question.ROUTE
    routes = [one for one in holder.routes if one.holds_on(day)] if holder is not None else []
    if holder is None or not routes or not declared.country:
        return Verdict(question, Answer.ROUTES_NOT_TOLD, from_where)
    told: list[str] = []
    for route in routes:
        told += [f"{', '.join(route.countries)}: {', '.join(route.consignors)}".removesuffix(": ")]
        fits = not route.hs or (bool(hs_code) and hs_code.startswith(route.hs))
        sent = not route.consignors or any(
            _bears(name, consignor) for name in declared.consignors for consignor in route.consignors
        )
        if fits and sent and declared.country in route.countries:
            return Verdict(question, Answer.ROUTE_KNOWN, from_where, (told[-1],), holder.source_title(route))
    return Verdict(question, Answer.ROUTE_UNKNOWN, from_where, tuple(told), holder.source_title(routes[0]))


def _against_applications(
    holder: BrandPack | None, hs_code: str, day: date
) -> tuple[Application | None, Verdict]:
    question = Question.APPLICATION
    if holder is None or not holder.applications:
        return None, Verdict(question, Answer.NO_APPLICATION, hs_code)
    in_force = [one for one in holder.applications if one.holds_on(day)]
    if not in_force:
        last = max(holder.applications, key=lambda one: one.valid_until or date.max)
        against = (last.number, f"{last.valid_from} – {last.valid_until or ''}".strip())
        return None, Verdict(question, Answer.NOT_IN_FORCE, hs_code, against, holder.source_title(last))
    covering = next((one for one in in_force if not one.hs), None)
    if hs_code:
        covering = next((one for one in in_force if one.hs and hs_code.startswith(one.hs)), covering)
    shown = covering or in_force[0]
    against = (shown.number, shown.goods)
    if covering is not None:
        answer = Answer.COVERED
    else:
        answer = Answer.OTHER_GOODS if hs_code else Answer.GOODS_UNKNOWN
    return covering, Verdict(question, answer, hs_code, against, holder.source_title(shown))
