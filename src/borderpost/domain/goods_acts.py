"""The acts of goods: one kind of goods listed, one product code held against declaration and brand packs."""

from typing import Any

import msgspec

from borderpost.domain.act_base import ActBase
from borderpost.domain.codes import Commodity, IprRight, Package, Unit


class LineRecorded(ActBase, frozen=True, tag="line_recorded"):
    """Goods to be seized or detained: one kind of product of one brand.

    `value` (in `currency`) and `origin_country` are what was found, as far as the goods tell; `serials` the
    numbers of single pieces. `packages` is how many packages of the kind `package` the line fills; either may
    be left out.
    """

    inspection: str
    line: int
    description: str
    quantity: str
    unit: Unit
    commodity: Commodity
    brand: str = ""
    hs_code: str = ""
    ipr_right: IprRight = IprRight.NONE
    right_holder: str = ""
    declared_line: int = 0
    product_code: str = ""
    net_weight_kg: str = ""
    note: str = ""
    application: str = ""
    small_consignment_asked: bool = False
    perishable: bool = False
    value: str = ""
    currency: str = ""
    origin_country: str = ""
    serials: list[str] = msgspec.field(default_factory=list)
    package: Package = Package.UNSTATED
    packages: str = ""


class ProductCompared(ActBase, frozen=True, tag="product_compared"):
    """A product code was scanned, and what came of comparing it, as everything was known then.

    `verdicts` are those of `brands.identity` in plain form; `pack`, `edition` and `pack_sha256` name the
    brand pack of the right-holder, empty where none was concerned.
    """

    inspection: str
    code: str
    raw: str
    verdicts: list[dict[str, Any]]
    gtin: str = ""
    serial: str = ""
    right_holder: str = ""
    pack: str = ""
    edition: str = ""
    pack_sha256: str = ""
    application: str = ""
    declared_line: int = 0
    device: str = ""
