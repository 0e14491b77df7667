"""Lists of declared items for tests of bulk releases: the lane of each is the word of its goods."""

from datetime import UTC, date, datetime

from msgspec.structs import replace

from borderpost.domain.declaration import ContentLine, Declaration, MailClass, MessageRef
from borderpost.domain.identifiers import EMPTY_TABLE, Reading, read_scan, s10
from borderpost.domain.risk.assessment import Assessment
from borderpost.domain.risk.lane import Lane
from borderpost.domain.scan import RawScan
from borderpost.store.folder import SiteFolder
from declared import declare

RECEPTACLE = "CNPVGAGBLALAAUN60565045000222"
DAY = date(2026, 11, 14)


def number_at(place: int) -> str:
    """Return a valid number, another one for each place."""
    return s10.generate("RX", 10_000_000 + place, "CN")


GREEN_NUMBERS = tuple(number_at(90_000_000 - place) for place in range(1, 4))


def listed(place: int, lane: str, version: int = 1) -> Declaration:
    """Return what is declared for the item at a place of the list."""
    received = datetime(2026, 11, 18, 6, 30, tzinfo=UTC)
    return Declaration(
        message=MessageRef(f"m-{place}", version, "POST-CN", received),
        item_id=number_at(place),
        mail_class=MailClass.PARCEL,
        posted_on=DAY,
        receptacle_id=RECEPTACLE,
        lines=(ContentLine(1, lane),),
    )


def declare_list(folder: SiteFolder, *lanes: str, version: int = 1) -> tuple[str, ...]:
    """Let the store hold an item for each lane; one that is `undeclared` has a number alone."""
    held = [listed(place, lane, version) for place, lane in enumerate(lanes) if lane != "undeclared"]
    declare(folder, *held)
    return tuple(number_at(place) for place in range(len(lanes)))


def ASSESS(declaration: Declaration | None) -> Assessment:
    """Judge an item by the word of its goods."""
    lane = Lane(declaration.lines[0].description) if declaration is not None else Lane.YELLOW
    return Assessment(lane, (), (), "", date(2026, 11, 20))


def READ(scan: RawScan) -> tuple[Reading, ...]:
    """Read a number without carriers of its own."""
    return tuple(read_scan(scan, EMPTY_TABLE))


def in_another(declaration: Declaration) -> Declaration:
    """Return the same item in no receptacle."""
    return replace(declaration, receptacle_id="")
