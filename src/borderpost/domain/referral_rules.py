"""What a referral forbids: goods are not given away that another agency has, or is to get."""

from typing import Final

from borderpost.domain.codes import Disposition
from borderpost.domain.custody_codes import ExhibitKind, PlaceKind
from borderpost.domain.decisions import Refusal, Rule
from borderpost.domain.inspection import Inspection

_GIVES_AWAY: Final = frozenset(
    {
        Disposition.RELEASE,
        Disposition.RELEASE_WITH_CHARGE,
        Disposition.RELEASE_AMENDED,
        Disposition.RETURN,
        Disposition.RESTORE,
    }
)


def referred_goods_refusals(state: Inspection, disposition: Disposition) -> tuple[Refusal, ...]:
    """Return why goods cannot go their way: an agency has them, or they are referred to one.

    Samples stay where they are, and a referral that took no goods along holds nothing up.
    """
    found: list[Refusal] = []
    if disposition in _GIVES_AWAY:
        found.extend(
            Refusal(Rule.HANDED_OVER, one.place.name)
            for one in state.exhibits
            if one.place.kind is PlaceKind.AGENCY and not one.gone and one.kind is not ExhibitKind.SAMPLE
        )
    if disposition in _GIVES_AWAY or disposition is Disposition.REFER:
        found.extend(
            Refusal(Rule.REFERRAL_OPEN, one.agency)
            for one in state.formalities.referrals
            if one.is_open and one.exhibits and one.handed is None
        )
    return tuple(dict.fromkeys(found))
