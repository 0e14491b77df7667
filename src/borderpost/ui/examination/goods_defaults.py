"""What the goods form proposes before the officer says otherwise: kind of goods, unit, right infringed."""

from collections.abc import Collection

from borderpost.domain.codes import IPR_COMMODITIES, Commodity, FindingCode, IprRight, Unit

# HS chapters and headings, longest prefix first; what counts as suspected counterfeit, and what otherwise
_IPR_BY_HS: tuple[tuple[str, Commodity], ...] = (
    ("8517", Commodity.IPR_PHONES),
    ("9101", Commodity.IPR_ACCESSORIES),
    ("9102", Commodity.IPR_ACCESSORIES),
    ("9004", Commodity.IPR_ACCESSORIES),
    ("4821", Commodity.IPR_LABELS),
    ("33", Commodity.IPR_BODY_CARE),
    ("42", Commodity.IPR_ACCESSORIES),
    ("61", Commodity.IPR_CLOTHING),
    ("62", Commodity.IPR_CLOTHING),
    ("64", Commodity.IPR_SHOES),
    ("65", Commodity.IPR_CLOTHING),
    ("71", Commodity.IPR_ACCESSORIES),
    ("84", Commodity.IPR_ELECTRONICS),
    ("85", Commodity.IPR_ELECTRONICS),
    ("95", Commodity.IPR_TOYS),
)
_OTHER_BY_HS: tuple[tuple[str, Commodity], ...] = (
    ("240412", Commodity.REVENUE_VAPE),
    ("8543", Commodity.REVENUE_VAPE),
    ("3808", Commodity.HEALTH_PESTICIDES),
    ("1209", Commodity.ENVIRONMENT_INVASIVE),
    ("9018", Commodity.HEALTH_DEVICES),
    ("9306", Commodity.SECURITY_AMMUNITION),
    ("22", Commodity.REVENUE_ALCOHOL),
    ("24", Commodity.REVENUE_TOBACCO),
    ("30", Commodity.HEALTH_MEDICINES),
    ("36", Commodity.SECURITY_EXPLOSIVES),
    ("93", Commodity.SECURITY_FIREARMS),
    ("97", Commodity.CULTURAL),
    ("02", Commodity.OTHER_FOOD),
    ("04", Commodity.OTHER_FOOD),
    ("16", Commodity.OTHER_FOOD),
)
_UNITS: dict[Commodity, Unit] = {
    Commodity.IPR_SHOES: Unit.PAIR,
    Commodity.HEALTH_MEDICINES: Unit.TABLET,
    Commodity.HEALTH_DOPING: Unit.TABLET,
    Commodity.REVENUE_TOBACCO: Unit.CIGARETTE,
    Commodity.REVENUE_ALCOHOL: Unit.LITRE,
}


def proposed_commodity(hs_code: str, findings: Collection[FindingCode]) -> Commodity:
    """Return the kind of goods that an HS code and the findings point to, OTHER where they do not."""
    table = _IPR_BY_HS if FindingCode.IPR_SUSPECT in findings else _OTHER_BY_HS
    for prefix, commodity in table:
        if hs_code.startswith(prefix):
            return commodity
    if FindingCode.CASH in findings:
        return Commodity.CASH
    if FindingCode.UNSAFE_PRODUCT in findings:
        return Commodity.OTHER_UNSAFE
    return Commodity.IPR_OTHER if FindingCode.IPR_SUSPECT in findings else Commodity.OTHER


def proposed_unit(commodity: Commodity) -> Unit:
    """Return the unit in which such goods are counted; narcotics go by net weight."""
    if commodity.value.startswith("drugs."):
        return Unit.GRAM
    return _UNITS.get(commodity, Unit.PIECE)


def proposed_right(commodity: Commodity) -> IprRight:
    """Return the right that such goods infringe most often, none where none is at stake."""
    return IprRight.TRADE_MARK if commodity in IPR_COMMODITIES else IprRight.NONE
