"""A station that tells others: its exchange over folders of its own, and stories that give messages."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from borderpost.app.exchange_settings import ExchangeSettings
from borderpost.app.exchanging import Exchange, load_layout
from borderpost.app.places import resources_root
from borderpost.domain.codes import Disposition, StepResult, StepType
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.message_state import MessageState
from borderpost.domain.messages import MessageType
from borderpost.feeds.pack_files import load_pack
from borderpost.work import concluding, inspecting
from station import ANNA, Station
from station_stories import opened

ALL = frozenset(MessageType)
PACKS = resources_root() / "packs"


def pack(name: str = "trips") -> LegalPack:
    found = load_pack(PACKS / name, PACKS / "convention")
    assert isinstance(found, LegalPack)
    return found


@dataclass
class Told:
    """A station with its exchange."""

    station: Station
    exchange: Exchange
    outbox: Path
    inbox: Path
    law: LegalPack

    def messages(self) -> tuple[MessageState, ...]:
        return self.station.store.read(lambda pages: pages.messages_newest(1000)).result()[::-1]

    def names(self) -> list[str]:
        return sorted(path.name for path in self.outbox.iterdir()) if self.outbox.exists() else []

    def put(self, name: str, data: bytes) -> Path:
        self.inbox.mkdir(parents=True, exist_ok=True)
        (self.inbox / name).write_bytes(data)
        return self.inbox / name

    def hold(self, item_id: str = "RR473124829GB") -> Any:
        return self.conclude(item_id, Disposition.HOLD_VALUE)

    def conclude(
        self,
        item_id: str,
        disposition: Disposition,
        reason: str = "secret of the officer",
        hold_reason: str = "",
        charge: str = "",
    ) -> Any:
        state = opened(self.station, item_id)
        at = {"officer": ANNA, "inspection": state.id}
        self.station.do(inspecting.record_step, **at, step=StepType.EXTERNAL, result=StepResult.ANOMALY)
        return self.station.do(
            concluding.conclude,
            **at,
            disposition=disposition,
            reason=reason,
            charge=charge,
            hold_reason=hold_reason,
            law=self.law,
        )


def settings_of(
    station: Station, types: frozenset[MessageType] = ALL, agency: str = "Food Agency"
) -> ExchangeSettings:
    folder = station.folder.root / "exchange"
    return ExchangeSettings(folder / "outbox", folder / "inbox", types, agency, timedelta(hours=24))


def started(station: Station, types: frozenset[MessageType] = ALL) -> Told:
    """Return the station with an exchange that knows nothing but what lies on the disk."""
    found, law = settings_of(station, types), pack()
    layout = load_layout(station.folder.root, resources_root())
    exchange = Exchange(station.store, found, law, "NRLHVN", layout)
    return Told(station, exchange, found.outbox, found.inbox, law)


def told(station: Station, types: frozenset[MessageType] = ALL) -> Told:
    """Return the station with an exchange that begins now: what was recorded before is not told."""
    made = started(station, types)
    made.exchange.look()
    return made
