"""The parcels that the tour handles: those of the demo's cast, or found among what it was given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from borderpost.app.opening import OpenSite
from borderpost.demo import site as demo
from borderpost.demo.cast import cast, misprint
from borderpost.demo.labels import Label
from borderpost.demo.photographs import Subject
from borderpost.domain.codes import FindingCode
from borderpost.domain.declaration import Declaration, Party
from borderpost.domain.identifiers import s10
from borderpost.domain.intake import Accepted
from borderpost.domain.risk.lane import Lane
from borderpost.feeds.reading import read_declarations
from borderpost.tour.frames import BadMaterial
from borderpost.work.ports import Held, Transaction
from borderpost.work.scanning import SAME_ITEM_WITHIN

LOOKED_THROUGH = 20_000
"""So many of the given numbers are assessed, to find the parcels for the tour."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel: the text of its barcode, its label, and the number that its declaration bears."""

    code: str
    label: Label
    item_id: str


@dataclass(frozen=True, slots=True)
class Seizure:
    """What is found in the red parcel.

    `line` is the declared line that is seized, `picture` what the goods look like, `word` one by which the
    log finds the inspection.
    """

    line: int
    finding: FindingCode
    note: str
    brand: str
    reason: str
    picture: Subject
    word: str


_COUNTERFEIT = Seizure(
    line=1,
    finding=FindingCode.IPR_SUSPECT,
    note="The mark is sewn on crooked; there are no papers of the right holder.",
    brand="Zarquet",
    reason="The goods bear a mark that the sender has no right to; nobody but its holder makes such goods.",
    picture=Subject.SHOES,
    word="zarquet",
)
_PROHIBITED = Seizure(
    line=1,
    finding=FindingCode.RESTRICTED_NO_PERMIT,
    note="There is no licence in the parcel, and none was declared.",
    brand="",
    reason="Such goods may be imported with a licence only, and there is none.",
    picture=Subject.TABLETS,
    word="",
)
_MADE_GOODS = ("42", "61", "62", "63", "64", "65", "71", "85", "90", "91", "95")
"""Chapters of goods that bear marks, and are copied."""


@dataclass(frozen=True, slots=True)
class Parcels:
    """What the tour handles; None where the given declarations hold no such parcel."""

    green: Parcel
    red: Parcel
    seizure: Seizure
    undeclared: Parcel
    misprinted: Parcel
    secure: Parcel | None
    several: Parcel | None
    amended: Parcel | None
    seen_before: Parcel | None
    right_to_left: Parcel | None


def demo_parcels(made_on: date) -> Parcels:
    """Return the cast of the demo site."""
    labels = demo.labels(made_on)
    named = {member.key: Parcel(member.label, labels[member.key], member.item_id) for member in cast(made_on)}
    return Parcels(
        green=named["green"],
        red=named["red"],
        seizure=_COUNTERFEIT,
        undeclared=named["undeclared"],
        misprinted=named["misprinted"],
        secure=named["secure"],
        several=named["several"],
        amended=named["amended"],
        seen_before=named["reissued"],
        right_to_left=named["arabic"],
    )


def given_parcels(file: Path, site: OpenSite, preferred: Sequence[str]) -> Parcels:
    """Find parcels among given declarations by what the site's profiles say of them.

    `preferred` numbers, those on clean frames, come first. Raise BadMaterial where no green or no red one is
    there.
    """
    numbers = tuple(dict.fromkeys((*preferred, *islice(_numbers(file), LOOKED_THROUGH))))
    found = site.store.submit(lambda tx: _look_up(tx, numbers)).result()
    plain = {number: held[0] for number, held in found.items() if len(held) == 1 and held[0].versions == 1}
    lanes = {number: site.assess(held.declaration).lane for number, held in plain.items()}

    def first(lane: Lane) -> Parcel | None:
        return next((_parcel(plain[n]) for n, of in lanes.items() if of is lane and _useful(plain[n])), None)

    green, red = first(Lane.GREEN), first(Lane.RED)
    if green is None or red is None:
        missing = Lane.GREEN if green is None else Lane.RED
        raise BadMaterial(f"{file}: no item in it is {missing} by the site's profiles; the tour needs one")
    printed = next((n for n in plain if _is_s10(n) and n not in (green.code, red.code)), green.code)
    wrong = misprint(printed)
    return Parcels(
        green=green,
        red=red,
        seizure=_seizure(plain[red.code].declaration, site),
        undeclared=_undeclared(found),
        misprinted=Parcel(wrong, _label(plain[printed].declaration, wrong), printed),
        secure=first(Lane.SECURE),
        several=_first(held for held in found.values() if len(held) > 1 and _one_item(held)),
        amended=_first(held for held in found.values() if len(held) == 1 and held[0].versions > 1),
        seen_before=_first(held for held in found.values() if len(held) > 1 and not _one_item(held)),
        right_to_left=None,
    )


def _seizure(declaration: Declaration, site: OpenSite) -> Seizure:
    """Seize the line that the profiles named, for what goods of its kind are seized for."""
    hits = site.assess(declaration).hits
    named = [clause.line for hit in hits for clause in hit.clauses if clause.line and not clause.negated]
    line = next((one for one in declaration.lines if one.number in named), declaration.lines[0])
    words = [word for word in line.description.split() if word.isalpha() and len(word) > 3]
    kind = _COUNTERFEIT if line.hs_code[:2] in _MADE_GOODS else _PROHIBITED
    return replace(kind, line=line.number, word=kind.word or (words or [declaration.item_id])[0].lower())


def _numbers(file: Path) -> Iterator[str]:
    for row in read_declarations(file):
        if isinstance(row, Accepted):
            yield row.declaration.item_id


def _look_up(tx: Transaction, numbers: Sequence[str]) -> dict[str, tuple[Held, ...]]:
    found = ((number, tx.find(number)) for number in numbers)
    return {number: held for number, held in found if held and held[0].declaration.item_id == number}


def _is_s10(number: str) -> bool:
    item = s10.parse(number)
    return item is not None and item.valid and item.text == number


def _useful(held: Held) -> bool:
    return bool(held.declaration.lines) and _is_s10(held.declaration.item_id)


def _one_item(held: Sequence[Held]) -> bool:
    days = [each.declaration.item_date for each in held]
    return max(days) - min(days) <= SAME_ITEM_WITHIN


def _first(groups: Iterator[tuple[Held, ...]]) -> Parcel | None:
    return next((_parcel(held[0]) for held in groups if _useful(held[0])), None)


def _parcel(held: Held) -> Parcel:
    declaration = held.declaration
    return Parcel(declaration.item_id, _label(declaration, declaration.item_id), declaration.item_id)


def _undeclared(found: dict[str, tuple[Held, ...]]) -> Parcel:
    free = (s10.generate("RR", serial, "VN") for serial in range(36_604_200, 99_999_999))
    code = next(code for code in free if code not in found)
    return Parcel(code, Label(code, ("Nguyễn Thảo", "7 phố Cầu Gỗ", "Huế 530000", "VN")), "")


def _label(declaration: Declaration, code: str) -> Label:
    return Label(
        code=code,
        sender=_address(declaration.sender),
        addressee=_address(declaration.addressee),
        contents=tuple(
            (
                line.description[:80],
                str(line.quantity or ""),
                str(line.net_weight_kg or ""),
                f"{line.value.amount} {line.value.currency}" if line.value else "",
            )
            for line in declaration.lines[:3]
        ),
        gross_kg=str(declaration.gross_weight_kg or ""),
        office=declaration.origin_office,
        posted=declaration.posted_on.isoformat() if declaration.posted_on else "",
    )


def _address(party: Party) -> tuple[str, ...]:
    town = " ".join(part for part in (party.city, party.region, party.postcode) if part)
    return tuple(line for line in (party.name, party.company, *party.lines, town, party.country) if line)
