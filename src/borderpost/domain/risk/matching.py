"""Tells which profiles hold for a declaration, and nothing else: no reasons, no notes, no budgets."""

from borderpost.domain.risk.facts import ItemFacts, OverBudget
from borderpost.domain.risk.judging import Judge
from borderpost.domain.risk.profile_set import ProfileSet


def matching(item: ItemFacts, profiles: ProfileSet) -> list[int]:
    """Return the positions of the profiles whose condition holds, in ascending order, in force or not."""
    judges = profiles.judges
    return [position for position in profiles.index.candidates(item) if holds(judges[position], item)]


def holds(judge: Judge, item: ItemFacts) -> bool:
    """Tell whether a condition holds; one that fails is no hit, as at the bench."""
    try:
        return judge.judge(item, None) is True
    except OverBudget:
        return False
    except Exception:  # noqa: BLE001  # whatever is wrong with it, the bench goes on without it
        return False
