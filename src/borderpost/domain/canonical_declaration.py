"""The canonical form of a declaration as plain data, there and back, and the digest of its content."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

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
from borderpost.domain.money import Money

Plain = dict[str, Any]


class NotCanonical(ValueError):
    """Plain data that `to_canonical` cannot have written."""


def _decimal(number: Decimal | None) -> str:
    if number is None:
        return ""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _money(money: Money | None) -> Plain | None:
    return None if money is None else {"amount": _decimal(money.amount), "currency": money.currency}


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _party(party: Party) -> Plain:
    return {
        "name": party.name,
        "company": party.company,
        "lines": list(party.lines),
        "city": party.city,
        "region": party.region,
        "postcode": party.postcode,
        "country": party.country,
        "phone": party.phone,
        "email": party.email,
        "reference": party.reference,
    }


def _line(line: ContentLine) -> Plain:
    plain: Plain = {
        "description": line.description,
        "quantity": _decimal(line.quantity),
        "unit": line.unit,
        "net_weight_kg": _decimal(line.net_weight_kg),
        "value": _money(line.value),
        "hs_code": line.hs_code,
        "origin_country": line.origin_country,
        "product_ids": [{"scheme": one.scheme, "value": one.value} for one in line.product_ids],
    }
    if line.description_cut:
        plain["description_cut"] = True
    return plain


def _content(declaration: Declaration) -> Plain:
    return {
        "item_id": declaration.item_id,
        "alternate_ids": list(declaration.alternate_ids),
        "mail_class": declaration.mail_class.value,
        "posted_on": declaration.posted_on.isoformat() if declaration.posted_on else "",
        "origin_office": declaration.origin_office,
        "destination_office": declaration.destination_office,
        "receptacle_id": declaration.receptacle_id,
        "nature": declaration.nature.value,
        "gross_weight_kg": _decimal(declaration.gross_weight_kg),
        "postage": _money(declaration.postage),
        "insured_value": _money(declaration.insured_value),
        "sender": _party(declaration.sender),
        "addressee": _party(declaration.addressee),
        "lines": [_line(line) for line in declaration.lines],
        "documents": [{"type": one.type, "number": one.number} for one in declaration.documents],
        "seller": {
            "name": declaration.seller.name,
            "platform": declaration.seller.platform,
            "ioss": declaration.seller.ioss,
        },
    }


def to_canonical(declaration: Declaration) -> Plain:
    """Return the declaration as JSON-able data, the same for equal declarations.

    Numbers are plain decimal text without needless zeros, moments end in `Z`. `warnings` and
    `lines[].description_cut` stand in it only where there are any; a feed that meets them passes over them.
    """
    plain: Plain = {
        "message": {
            "id": declaration.message.id,
            "version": declaration.message.version,
            "source": declaration.message.source,
            "received_at": _moment(declaration.message.received_at),
        },
        **_content(declaration),
    }
    if declaration.warnings:
        plain["warnings"] = [
            {"kind": one.kind.value, "field": one.field, "value": one.value} for one in declaration.warnings
        ]
    return plain


def content_digest(declaration: Declaration) -> str:
    """Return the SHA-256 (hex) of what is declared, whichever message said so.

    Neither the message reference nor the warnings count; numbers count by value, so 1.50 is 1.5.
    """
    text = json.dumps(_content(declaration), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def from_canonical(plain: Mapping[str, Any]) -> Declaration:
    """Return the declaration that `to_canonical` wrote; raise NotCanonical for anything else.

    For data of our own that comes back from a store or a journal. A feed's data goes through `feeds`.
    """
    try:
        return _declaration(plain)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
        raise NotCanonical(f"{type(error).__name__}: {error}") from error


def _number_of(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _money_of(plain: Mapping[str, str] | None) -> Money | None:
    return None if plain is None else Money(Decimal(plain["amount"]), plain["currency"])


def _party_of(plain: Mapping[str, Any]) -> Party:
    return Party(
        name=plain["name"],
        company=plain["company"],
        lines=tuple(plain["lines"]),
        city=plain["city"],
        region=plain["region"],
        postcode=plain["postcode"],
        country=plain["country"],
        phone=plain["phone"],
        email=plain["email"],
        reference=plain["reference"],
    )


def _line_of(number: int, plain: Mapping[str, Any]) -> ContentLine:
    return ContentLine(
        number=number,
        description=plain["description"],
        quantity=_number_of(plain["quantity"]),
        unit=plain["unit"],
        net_weight_kg=_number_of(plain["net_weight_kg"]),
        value=_money_of(plain["value"]),
        hs_code=plain["hs_code"],
        origin_country=plain["origin_country"],
        product_ids=tuple(ProductId(one["scheme"], one["value"]) for one in plain["product_ids"]),
        description_cut=plain.get("description_cut", False),
    )


def _declaration(plain: Mapping[str, Any]) -> Declaration:
    message, seller = plain["message"], plain["seller"]
    return Declaration(
        message=MessageRef(
            message["id"],
            message["version"],
            message["source"],
            datetime.fromisoformat(message["received_at"]),
        ),
        item_id=plain["item_id"],
        alternate_ids=tuple(plain["alternate_ids"]),
        mail_class=MailClass(plain["mail_class"]),
        posted_on=date.fromisoformat(plain["posted_on"]) if plain["posted_on"] else None,
        origin_office=plain["origin_office"],
        destination_office=plain["destination_office"],
        receptacle_id=plain["receptacle_id"],
        nature=Nature(plain["nature"]),
        gross_weight_kg=_number_of(plain["gross_weight_kg"]),
        postage=_money_of(plain["postage"]),
        insured_value=_money_of(plain["insured_value"]),
        sender=_party_of(plain["sender"]),
        addressee=_party_of(plain["addressee"]),
        lines=tuple(_line_of(number, line) for number, line in enumerate(plain["lines"], start=1)),
        documents=tuple(SupportingDocument(one["type"], one["number"]) for one in plain["documents"]),
        seller=Seller(seller["name"], seller["platform"], seller["ioss"]),
        warnings=tuple(
            DeclarationWarning(WarningKind(one["kind"]), one["field"], one["value"])
            for one in plain.get("warnings", ())
        ),
    )
