"""What a stocktake finds: what is missing from a place, what lies there and should not, what nobody knows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from borderpost.domain.custody.exhibit import Place
from borderpost.domain.item_key import item_key


@dataclass(frozen=True, slots=True)
class Kept:
    """An exhibit as a stocktake sees it; `place` is where its chain of custody says that it is."""

    inspection: str
    exhibit: str
    place: Place


@dataclass(frozen=True, slots=True)
class Found:
    """The result: exhibits present, missing and misplaced, and numbers that belong to none."""

    present: tuple[Kept, ...]
    missing: tuple[Kept, ...]
    misplaced: tuple[Kept, ...]
    unknown: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Tell whether everything is as it should be."""
        return not (self.missing or self.misplaced or self.unknown)


def compare(scanned: Iterable[str], expected: Iterable[Kept], known: Mapping[str, tuple[Kept, ...]]) -> Found:
    """Hold what was scanned against what should lie in a place.

    `known` are the exhibits of each number scanned, by `item_key`; of what was scanned twice once counts.
    """
    should = {(one.inspection, one.exhibit): one for one in expected}
    present: dict[tuple[str, str], Kept] = {}
    misplaced: dict[tuple[str, str], Kept] = {}
    unknown: list[str] = []
    for key, number in {item_key(number): number for number in scanned}.items():
        exhibits = known.get(key, ())
        here = [one for one in exhibits if (one.inspection, one.exhibit) in should]
        # of two cases with one number the one that should lie here is meant
        into = present if here else misplaced
        into.update({(one.inspection, one.exhibit): one for one in here or exhibits})
        if not exhibits:
            unknown.append(number)
    missing = tuple(one for key, one in should.items() if key not in present)
    return Found(tuple(present.values()), missing, tuple(misplaced.values()), tuple(unknown))
