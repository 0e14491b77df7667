"""The declaration as it stood when the item was taken up, read from the plain form that the record keeps."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from borderpost.domain.declaration import Nature
from borderpost.domain.money import Money
from borderpost.ui.kit.text import ltr
from borderpost.ui.story.table import Line
from borderpost.ui.words.acts import translate
from borderpost.ui.words.amounts import money_text, number_text, total_text, weight_text
from borderpost.ui.words.declared import nature_word
from borderpost.ui.words.names import own

Plain = Mapping[str, Any]


def declared_rows(declaration: Plain, digest: str) -> list[tuple[str, str, bool]]:
    """Return label, value and whether it is a code, for the facts about the item as a whole.

    Records of other stations and older programs may lack fields: those show as missing, nothing fails.
    """
    lines = [_plain(line) for line in _list(declaration, "lines")]
    message = _plain(declaration.get("message"))
    version = str(message.get("version", ""))
    numbered = translate("story", "{message}, version {version}")
    identity = numbered.format(message=_text(message, "id"), version=version) if message else ""
    return [
        (translate("story", "Sender"), party_text(_plain(declaration.get("sender"))), False),
        (translate("story", "Addressee"), party_text(_plain(declaration.get("addressee"))), False),
        (translate("story", "Nature"), _nature(_text(declaration, "nature")), False),
        (translate("story", "Posted"), _text(declaration, "posted_on"), False),
        (
            translate("story", "Gross weight"),
            weight_text(_number(_text(declaration, "gross_weight_kg"))),
            False,
        ),
        (translate("story", "Value"), total_text(_money(line.get("value")) for line in lines), False),
        (translate("story", "Message"), identity, False),
        (translate("story", "SHA-256"), f"{digest[:32]}\n{digest[32:]}", True),
    ]


def declared_lines(declaration: Plain) -> list[Line]:
    """Return number, description, quantity, net weight, value, HS code and origin of each content line."""
    lines = [_plain(line) for line in _list(declaration, "lines")]
    return [
        Line(
            (
                str(number),
                own(_text(line, "description")),
                ltr(f"{number_text(_number(_text(line, 'quantity')))} {_text(line, 'unit')}".strip()),
                ltr(weight_text(_number(_text(line, "net_weight_kg")))),
                ltr(money_text(_money(line.get("value")))),
                _text(line, "hs_code"),
                _text(line, "origin_country"),
            )
        )
        for number, line in enumerate(lines, start=1)
    ]


def party_text(party: Plain) -> str:
    """Return a sender or addressee: name, company and address, each in a direction of its own."""
    street = [str(line) for line in _list(party, "lines")]
    town = " ".join(part for part in (_text(party, "postcode"), _text(party, "city")) if part)
    address = ", ".join(part for part in (*street, town, _text(party, "country")) if part)
    parts = (_text(party, "name"), _text(party, "company"), address)
    return "\n".join(" ".join(part.split()) for part in parts if part.strip())


def _plain(value: object) -> Plain:
    return value if isinstance(value, Mapping) else {}


def _list(plain: Plain, name: str) -> list[Any]:
    value = plain.get(name)
    return value if isinstance(value, list) else []


def _text(plain: Plain, name: str) -> str:
    value = plain.get(name)
    return value if isinstance(value, str) else ""


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def _money(value: object) -> Money | None:
    plain = _plain(value)
    amount = _number(_text(plain, "amount"))
    return Money(amount, _text(plain, "currency")) if amount is not None else None


def _nature(text: str) -> str:
    return nature_word(Nature(text)) if text in set(Nature) else text
