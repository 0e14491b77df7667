"""To which other agencies the law lets an item be referred: those that take what was found."""

from borderpost.domain.law.facts import CaseFacts
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.rows import Agency


def takes(agency: Agency, facts: CaseFacts) -> bool:
    """Tell whether an agency takes an item: it takes anything, or something of what stands."""
    if not agency.findings and not agency.commodities:
        return True
    return bool(
        facts.findings & frozenset(agency.findings) or facts.commodities & frozenset(agency.commodities)
    )


def agencies_for(pack: LegalPack | None, facts: CaseFacts) -> tuple[Agency, ...]:
    """Return the agencies that take an item, those for its very kind before those that take anything."""
    taking = [row for row in pack.agencies if takes(row, facts)] if pack else []
    return tuple(sorted(taking, key=lambda row: not row.findings and not row.commodities))


def agency_for(pack: LegalPack | None, facts: CaseFacts, chosen: str = "") -> Agency | None:
    """Return the agency that was chosen, where it takes the item; else the only one that does."""
    taking = agencies_for(pack, facts)
    if chosen:
        return next((row for row in taking if row.id == chosen), None)
    return taking[0] if len(taking) == 1 else None
