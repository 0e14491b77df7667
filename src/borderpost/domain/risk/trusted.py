"""Senders that a list says can be trusted: what that may ease, what never, and the share drawn all the same.

A trusted sender is known by an identifier (its registration with the post, or the number under which it pays
tax) together with its name and country. Its list says which profiles do not select its items. An item is
eased from yellow to green alone, and only where every profile that selected it is one of those; nothing is
eased without the draw, by which a share of what would be eased is looked at all the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, Protocol

from borderpost.domain.declaration import Declaration
from borderpost.domain.risk.assessment import Assessment, NoteKind
from borderpost.domain.risk.draw import Draw, SiteDraw, draw
from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.profile_kind import ProfileKind
from borderpost.domain.risk.trusted_flag import TrustedFlag, WhyNot
from borderpost.domain.risk.words import fold

LEAST_SHARE: Final = Decimal("0.01")
"""No list may have fewer of its items drawn: trust that is never looked at is not known to hold."""
_DRAWN_AS: Final = "TRUSTED"
_UNASSESSED: Final = frozenset({NoteKind.NO_LIST, NoteKind.FAILED, NoteKind.TOO_SLOW})


@dataclass(frozen=True, slots=True)
class TrustedSender:
    """One sender: its name and country, what it is known by (at least one), the profiles that it eases."""

    id: str
    name: str
    country: str
    reference: str = ""
    ioss: str = ""
    eases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrustedList:
    """A list as it was signed; both days are included. `share` of its items is drawn all the same.

    `key` is the public key (hex) that signed it, `sha256` that of its file.
    """

    id: str
    version: int
    title: str
    issuer: str
    issued_on: date
    valid_from: date
    valid_until: date
    share: Decimal
    senders: tuple[TrustedSender, ...]
    key: str = ""
    sha256: str = ""

    def holds_on(self, day: date) -> bool:
        """Tell whether the list is in force on a day."""
        return self.valid_from <= day <= self.valid_until


class Draws(Protocol):
    """Draws items of what would be eased; None where there is no secret to draw by."""

    def drawn(self, item_id: str, day: date, share: Decimal) -> Draw | None:
        """Draw one item with a share."""
        ...


@dataclass(frozen=True, slots=True)
class NoDraws:
    """Nothing to draw by, so that nothing is eased."""

    def drawn(self, item_id: str, day: date, share: Decimal) -> Draw | None:
        """Draw nothing."""
        return None


@dataclass(frozen=True, slots=True)
class SiteDraws:
    """Draws by the keys of the site's sealed draw, in a lot of its own."""

    draw: SiteDraw

    def drawn(self, item_id: str, day: date, share: Decimal) -> Draw | None:
        """Draw one item by its own day."""
        return draw(self.draw.key_of(day), drawn_as(item_id), share)


def drawn_as(item_id: str) -> str:
    """Return the name under which an item is in this draw, so that its lot is another than in the site's."""
    return f"{_DRAWN_AS}{item_id}"


class TrustedSenders:
    """All lists of a site, made ready to be asked for a declaration's sender."""

    def __init__(self, lists: Iterable[TrustedList] = ()) -> None:
        self.lists = tuple(lists)
        self._known: dict[str, list[tuple[TrustedList, TrustedSender]]] = {}
        for each in self.lists:
            for sender in each.senders:
                for identifier in (sender.reference, sender.ioss):
                    if _tight(identifier):
                        self._known.setdefault(_tight(identifier), []).append((each, sender))

    def of(self, declaration: Declaration, day: date) -> tuple[TrustedList, TrustedSender] | None:
        """Return the list in force and the entry that a declaration's sender is on: every field that the
        entry names has to agree."""
        if not self._known:
            return None
        for identifier in (declaration.sender.reference, declaration.seller.ioss):
            for each, sender in self._known.get(_tight(identifier), ()) if identifier else ():
                if each.holds_on(day) and _is(sender, declaration):
                    return each, sender
        return None


def with_trust(
    assessment: Assessment, declaration: Declaration, today: date, senders: TrustedSenders, draws: Draws
) -> Assessment:
    """Return the assessment with what is known of its sender, eased where its list says so and nothing else
    speaks against it."""
    found = senders.of(declaration, today)
    if found is None:
        return assessment
    listed, sender = found
    flag = TrustedFlag(
        listed.id, listed.version, listed.title, listed.issuer, listed.valid_until, sender.id, sender.name
    )
    why_not = _shut(assessment, sender)
    if why_not is not None:
        return replace(assessment, trusted=replace(flag, why_not=why_not))
    lot = draws.drawn(declaration.item_id, declaration.item_date, listed.share)
    if lot is None or lot.chosen:
        why_not = WhyNot.NO_DRAW if lot is None else WhyNot.DRAWN
        return replace(assessment, trusted=replace(flag, why_not=why_not, share=format(listed.share, "f")))
    profiles = tuple(hit.profile_id for hit in assessment.hits)
    told = replace(flag, eased=True, profiles=profiles, share=format(listed.share, "f"), draw_key=lot.key_id)
    return replace(assessment, lane=Lane.GREEN, trusted=told)


def _shut(assessment: Assessment, sender: TrustedSender) -> WhyNot | None:
    """Return why trust eases nothing here, None where it does if the draw lets it."""
    if assessment.drawn is not None and assessment.drawn.chosen:
        return WhyNot.DRAWN
    if assessment.lane is Lane.GREEN:
        return WhyNot.NOTHING_TO_EASE
    if assessment.lane is not Lane.YELLOW:
        return WhyNot.GRAVE
    if any(note.kind in _UNASSESSED for note in assessment.notes):
        return WhyNot.NOT_ASSESSED
    targeted = all(hit.kind is ProfileKind.TARGETED for hit in assessment.hits)
    eased = all(hit.profile_id in sender.eases for hit in assessment.hits)
    return None if assessment.hits and targeted and eased else WhyNot.NOT_LISTED


def _is(sender: TrustedSender, declaration: Declaration) -> bool:
    party = declaration.sender
    named = {_words(party.name), _words(party.company), _words(declaration.seller.name)}
    return (
        _words(sender.name) in named - {""}
        and _tight(sender.country) == _tight(party.country)
        and (not sender.reference or _tight(sender.reference) == _tight(party.reference))
        and (not sender.ioss or _tight(sender.ioss) == _tight(declaration.seller.ioss))
    )


def _words(text: str) -> str:
    folded = fold(text)
    return " ".join(folded.latin_words or folded.script_words)


def _tight(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def is_eased(plain: Mapping[str, Any]) -> bool:
    """Tell whether an assessment in plain form was eased."""
    told = plain.get("trusted")
    return isinstance(told, Mapping) and told.get("eased") is True
