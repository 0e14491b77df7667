"""The acts of custody: exhibits registered, opened, closed, passed on, alarms answered, places counted."""

import msgspec

from borderpost.domain.act_base import ActBase
from borderpost.domain.custody_codes import AlarmKind, ExhibitKind, Passing, PlaceKind


class ExhibitRegistered(ActBase, frozen=True, tag="exhibit_registered"):
    """An exhibit got its label; its custody begins with the officer. `parent` is what a sample is of."""

    inspection: str
    exhibit: str
    what: ExhibitKind
    description: str = ""
    lines: list[int] = msgspec.field(default_factory=list)
    parent: str = ""
    location: str = ""
    weight_kg: str = ""


class ContainerOpened(ActBase, frozen=True, tag="container_opened"):
    """A bag was opened: the seal that it should bear, and the one that was found on it.

    `weight_limit_kg` is by how much the weight may differ from the one before.
    """

    inspection: str
    exhibit: str
    seal: str
    seal_found: str
    purpose: str = ""
    location: str = ""
    weight_kg: str = ""
    weight_limit_kg: str = ""


class ContainerClosed(ActBase, frozen=True, tag="container_closed"):
    """A bag was closed again with a new seal; the weight is what it is compared with from here on."""

    inspection: str
    exhibit: str
    seal: str
    location: str = ""
    weight_kg: str = ""


class ExhibitPassed(ActBase, frozen=True, tag="exhibit_passed"):
    """An exhibit went from one place to the next.

    `counterpart` is the officer who proved themselves beside the one whose entry this is. `receiver` is the
    person outside who took or brought it, `receipt` the number on the paper that they signed. `authority` is
    the entry that lets an exhibit leave for good.
    """

    inspection: str
    exhibit: str
    how: Passing
    from_kind: PlaceKind
    from_name: str
    to_kind: PlaceKind
    to_name: str
    purpose: str = ""
    location: str = ""
    counterpart: str = ""
    receiver: str = ""
    receipt: str = ""
    authority: str = ""
    seal_found: str = ""
    seal_intact: bool = True
    weight_kg: str = ""
    weight_limit_kg: str = ""


class AlarmRaised(ActBase, frozen=True, tag="alarm_raised"):
    """A stocktake did not find an exhibit where it should be; `stocktake` is its entry."""

    inspection: str
    exhibit: str
    alarm: AlarmKind
    expected: str = ""
    found: str = ""
    stocktake: str = ""


class AlarmAnswered(ActBase, frozen=True, tag="alarm_answered"):
    """A person explained an alarm; `entry` is the one that raised it."""

    inspection: str
    exhibit: str
    alarm: AlarmKind
    entry: str
    reason: str


class StocktakeRecorded(ActBase, frozen=True, tag="stocktake_recorded"):
    """Everything in a place was scanned; what is missing, misplaced and unknown is named by its number."""

    place_kind: PlaceKind
    place: str
    began_at: str
    scanned: list[str] = msgspec.field(default_factory=list)
    missing: list[str] = msgspec.field(default_factory=list)
    misplaced: list[str] = msgspec.field(default_factory=list)
    unknown: list[str] = msgspec.field(default_factory=list)


class ProposalWithdrawn(ActBase, frozen=True, tag="proposal_withdrawn"):
    """Whoever proposed a disposition took the proposal back."""

    inspection: str
    proposal: str
    reason: str


class ReopeningAsked(ActBase, frozen=True, tag="reopening_asked"):
    """An officer asks that an ended inspection go on."""

    inspection: str
    reason: str


class ReopeningAnswered(ActBase, frozen=True, tag="reopening_answered"):
    """A second person let the inspection go on, or did not."""

    inspection: str
    request: str
    granted: bool
    remark: str = ""


CustodyAct = (
    ExhibitRegistered | ContainerOpened | ContainerClosed | ExhibitPassed | AlarmRaised | AlarmAnswered
)
"""What befalls one exhibit."""
