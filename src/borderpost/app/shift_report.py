"""The report of a day at a station, made from its journal, with a checkpoint signed now."""

import bisect
import contextlib
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from borderpost.app.carrying_out import NotDone
from borderpost.app.evidence_command import Say, open_store
from borderpost.app.places import SITE_FILE, BadSite, SiteConfig, read_site
from borderpost.documents.fonts import FontsMissing
from borderpost.documents.shift_report import OfficerShift, ShiftRecord, shift_report
from borderpost.domain import acts
from borderpost.domain.entry import Entry, decode_body
from borderpost.domain.officer import Officer
from borderpost.store import journal
from borderpost.store.engine import Connection, snapshot
from borderpost.store.files import write_durably
from borderpost.store.projections import load
from borderpost.store.site import StationStore
from borderpost.ui.words.codes import word
from borderpost.work.shift_paper import ShiftPaper, issue_shift_report


def make_shift_report(
    site: Path, target: Path, day: date | None, passphrase_file: Path | None, say: Say
) -> None:
    """Write the shift report of a day (today without one) as a PDF; raise NotDone."""
    if target.exists():
        raise NotDone(f"{target} is there already; name another file")
    try:
        config = read_site(site / SITE_FILE)
    except BadSite as error:
        raise NotDone(str(error)) from error
    with open_store(site, passphrase_file) as store:
        try:
            paper = make_shift_paper(store, config, day)
        except FontsMissing as error:
            raise NotDone(str(error)) from error
        store.submit(lambda tx: issue_shift_report(tx, officer=None, paper=paper)).result()
        write_durably(target, paper.pdf, mode=0o644)
        say(f"{target}: entries {paper.first} to {paper.last}, {paper.officers} officers.")


def make_shift_paper(store: StationStore, site: SiteConfig, day: date | None) -> ShiftPaper:
    """Return the report of a day (today without one) as a PDF; raise FontsMissing without fonts."""
    signed = store.submit(lambda tx: tx.checkpoint()).result()
    now = store.now().astimezone()
    officers = {one.id: one for one in store.read(lambda pages: pages.officers()).result()}
    with contextlib.closing(store.folder.connect_record(readonly=True)) as conn, snapshot(conn):
        wanted = day or now.date()
        entries = list(entries_of(conn, wanted))
        numbers = seizures_in(conn, entries)
    record = shift_record(entries, officers, site, wanted, now, numbers)
    text = signed.printed() if signed is not None else ""
    pdf = shift_report(with_checkpoint(record, text))
    return ShiftPaper(wanted, record.first, record.last, len(record.officers), pdf)


def entries_of(conn: Connection, day: date) -> Iterable[Entry]:
    """Yield the entries of a day as the clocks at the bench showed it, in order."""
    last = journal.head(conn).sequence
    numbers = range(1, last + 1)
    # the journal is in the order of time; a day may begin up to fourteen hours before that of UTC
    start = bisect.bisect_left(numbers, day - timedelta(days=1), key=lambda number: _day_of(conn, number))
    for item in journal.stored(conn, after=start):
        entry = decode_body(item.body)
        if _local(entry).date() == day:
            yield entry
        elif _local(entry).date() > day + timedelta(days=1):
            return


def seizures_in(conn: Connection, entries: Iterable[Entry]) -> tuple[tuple[str, str], ...]:
    """Return number and item of each seizure that these entries made stand."""
    found = []
    for entry in entries:
        act = acts.act_of(entry)
        if isinstance(act, acts.OutcomeApproved) and act.number:
            state = load(conn, act.inspection)
            found.append((act.number, state.item_id if state is not None else ""))
    return tuple(found)


def shift_record(
    entries: Iterable[Entry],
    officers: Mapping[str, Officer],
    site: SiteConfig,
    day: date,
    made_at: datetime,
    seizures: tuple[tuple[str, str], ...] = (),
) -> ShiftRecord:
    """Return what the report shows of a day's entries; those of the station itself count for nobody."""
    told = list(entries)
    worked: dict[str, list[Entry]] = {}
    for entry in told:
        if entry.officer:
            worked.setdefault(entry.officer, []).append(entry)
    return ShiftRecord(
        office=site.office,
        station=f"{site.facility}, {site.bench} ({site.station})",
        day=day,
        made_at=made_at,
        first=told[0].sequence if told else 0,
        last=told[-1].sequence if told else 0,
        officers=tuple(_shift(_name(officers, one), each) for one, each in worked.items()),
        seizures=seizures,
    )


def with_checkpoint(record: ShiftRecord, checkpoint: str) -> ShiftRecord:
    """Return the record with the checkpoint as it is printed."""
    return ShiftRecord(
        **{name: getattr(record, name) for name in ShiftRecord.__slots__ if name != "checkpoint"},
        checkpoint=checkpoint,
    )


def _shift(name: str, entries: list[Entry]) -> OfficerShift:
    done = [acts.act_of(entry) for entry in entries]
    outcomes = Counter(
        word(act.disposition) for act in done if isinstance(act, acts.OutcomeRecorded | acts.OutcomeProposed)
    )
    return OfficerShift(
        name,
        _local(entries[0]),
        _local(entries[-1]),
        scanned=sum(isinstance(act, acts.ItemScanned) for act in done),
        examined=sum(isinstance(act, acts.InspectionOpened) for act in done),
        photographs=sum(isinstance(act, acts.PhotographTaken) for act in done),
        outcomes=tuple(sorted(outcomes.items())),
    )


def _name(officers: Mapping[str, Officer], officer: str) -> str:
    known = officers.get(officer)
    return f"{known.name} ({known.id})" if known else officer


def _local(entry: Entry) -> datetime:
    return entry.at.astimezone(timezone(timedelta(minutes=entry.offset_minutes)))


def _day_of(conn: Connection, number: int) -> date:
    """Return the day of an entry; one that was lost has that of the next."""
    item = next(journal.stored(conn, after=number - 1))
    return _local(decode_body(item.body)).date()
