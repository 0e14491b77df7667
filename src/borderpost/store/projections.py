"""The tables that screens read, made from the journal entry by entry and from nothing else."""

from datetime import timedelta
from typing import Any

import msgspec
from anyascii import anyascii

from borderpost.domain import acts
from borderpost.domain.entry import Entry, format_time
from borderpost.domain.inspection import Inspection, Outcome, fold
from borderpost.domain.item_key import item_key
from borderpost.store.access import project_access
from borderpost.store.checkpoints import project_cosigned
from borderpost.store.custody import new_numbers, project_exhibits
from borderpost.store.engine import Connection
from borderpost.store.journal import entries
from borderpost.store.outbox import project_choice, project_message
from borderpost.store.record_schema import empty_projections
from borderpost.store.recoveries import recoveries
from borderpost.store.referrals import project_referrals
from borderpost.store.releases import project_bulk, project_bulk_item, project_trusted
from borderpost.store.reopenings import project_reopening
from borderpost.store.workshop import project_import, project_profile

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Inspection).decode
_COLUMNS = (
    "row, id, item_id, item_date, opened_at, offset_minutes, day, lane, stage, disposition, officer,"
    " approver, sender, addressee, goods, number, photographs, state"
)
_NAMES = _COLUMNS.split(", ")
_PLACES = ", ".join("?" * len(_NAMES))


def project(conn: Connection, entry: Entry) -> None:
    """Carry one entry into the projections; belongs inside the transaction that wrote it.

    The act is read from the entry itself, so that what is shown is what the journal says.
    """
    act = acts.act_of(entry)
    project_access(conn, entry, act)
    if isinstance(act, acts.AccessAct | acts.ShiftAct):
        return
    match act:
        case acts.LoginFailed():
            conn.execute(
                "INSERT INTO login_failures(officer, count, last_at) VALUES (?, ?, ?)"
                " ON CONFLICT(officer) DO UPDATE SET count=excluded.count, last_at=excluded.last_at",
                (act.claimed, act.failures, format_time(entry.at)),
            )
        case acts.OfficerLoggedIn():
            conn.execute("DELETE FROM login_failures WHERE officer = ?", (entry.officer,))
        case acts.StationOpened() | acts.OfficerLoggedOut() | acts.SessionLocked() | acts.ItemScanned():
            pass
        case acts.ClockSetBack() | acts.DrawSealed() | acts.DrawShown() | acts.ProfileSwitchedOff():
            pass
        case acts.DeclarationsPurged():
            conn.execute(
                "INSERT INTO purges(sequence, week, items, file) VALUES (?, ?, ?, ?)",
                (entry.sequence, act.week, act.items, act.file),
            )
        case acts.RecordRecovered() | acts.KeyRotated():
            conn.execute("INSERT INTO key_entries(sequence) VALUES (?)", (entry.sequence,))
        case acts.CheckpointCosigned() | acts.CosignatureReceived():
            project_cosigned(conn, act)
        case (
            acts.ConsultationBegun()
            | acts.DeclarationsSearched()
            | acts.ItemConsulted()
            | acts.SendersTableSaved()
        ):
            conn.execute("INSERT INTO consultations(sequence) VALUES (?)", (entry.sequence,))
        case acts.ProfilesImported():
            project_import(conn, act)
        case acts.ProfilesExported() | acts.StocktakeRecorded():
            pass
        case acts.MessagesChosen():
            project_choice(conn, entry, act)
        case acts.BulkReleaseBegun() | acts.BulkReleaseEnded():
            project_bulk(conn, entry, act)
        case acts.TrustedListTaken():
            project_trusted(conn, entry, act)
        case (
            acts.ProfileDrafted()
            | acts.ProfileProposed()
            | acts.ProfileApproved()
            | acts.ProfileRefused()
            | acts.ProfileRetired()
        ):
            project_profile(conn, entry, act)
        case _:
            _project_inspection(conn, entry, act)


def _project_inspection(conn: Connection, entry: Entry, act: acts.Act) -> None:
    inspection = acts.inspection_of(act)
    kept = conn.execute(
        f"SELECT {_COLUMNS} FROM inspections WHERE id = ?",  # noqa: S608 - constants
        (inspection,),
    ).fetchone()
    before = _decode(kept[-1]) if kept else None
    after = fold(before, entry, act)
    conn.execute("INSERT INTO entry_index(inspection, sequence) VALUES (?, ?)", (inspection, entry.sequence))
    for number in new_numbers(act):
        conn.execute(
            # What stands in the journal has to be shown, even where a number was used twice.
            "INSERT OR IGNORE INTO exhibit_numbers(number, inspection) VALUES (?, ?)",
            (item_key(number), inspection),
        )
    if before is None or before.exhibits is not after.exhibits:
        project_exhibits(conn, before.exhibits if before else (), after)
    if before is None or before.formalities.referrals is not after.formalities.referrals:
        project_referrals(conn, before.formalities.referrals if before else (), after)
    _put(conn, kept, _row(after))
    project_reopening(conn, before, after)
    if isinstance(act, acts.ToldOutside):
        project_message(conn, entry, act)
    if isinstance(act, acts.OutcomeRecorded) and act.batch:
        project_bulk_item(conn, act.batch, f"{after.item_id} {after.item_date}")
    if before is None or _may_read_otherwise(before, after):
        conn.execute(
            "INSERT OR REPLACE INTO inspections_search(rowid, words) VALUES (?, ?)",
            (after.opened.sequence, _words(after)),
        )


def _put(conn: Connection, kept: tuple[Any, ...] | None, row: tuple[Any, ...]) -> None:
    """Write a row, or of one that is kept only what changed: each index that is left alone saves a page."""
    if kept is None:
        conn.execute(f"INSERT INTO inspections({_COLUMNS}) VALUES ({_PLACES})", row)  # noqa: S608 - constants
        return
    changed = [place for place, value in enumerate(row) if value != kept[place]]
    if changed:
        columns = ", ".join(f"{_NAMES[place]} = ?" for place in changed)
        conn.execute(
            f"UPDATE inspections SET {columns} WHERE row = ?",  # noqa: S608 - constants
            (*(row[place] for place in changed), row[0]),
        )


def _may_read_otherwise(before: Inspection, after: Inspection) -> bool:
    """Tell whether the words of an inspection changed; most acts leave those parts as they are."""
    same = (
        before.lines is after.lines and before.exhibits is after.exhibits and before.outcome is after.outcome
    )
    return not same and _words(before) != _words(after)


def load(conn: Connection, inspection: str) -> Inspection | None:
    """Return an inspection as its entries tell it."""
    row = conn.execute("SELECT state FROM inspections WHERE id = ?", (inspection,)).fetchone()
    return _decode(row[0]) if row else None


def rebuild(conn: Connection) -> int:
    """Make every projection anew from the journal; return how many entries were read.

    Belongs inside a transaction: until it is committed, readers see the old ones.
    """
    empty_projections(conn)
    unplaced = recoveries(conn).unplaced
    count = 0
    for entry in entries(conn):
        if entry.sequence not in unplaced:
            project(conn, entry)
        count += 1
    return count


def _row(state: Inspection) -> tuple[Any, ...]:
    opened = state.opened
    outcome = state.outcome
    pending = state.proposal
    disposition = pending.disposition if pending else outcome.disposition if outcome else ""
    return (
        opened.sequence,
        state.id,
        item_key(state.item_id),
        state.item_date,
        format_time(opened.at),
        opened.offset_minutes,
        _local_day(state),
        state.lane,
        state.stage,
        disposition,
        opened.officer,
        _approver(outcome) if outcome else "",
        _party(state, "sender"),
        _party(state, "addressee"),
        _goods(state),
        _number(state),
        len(state.photographs),
        _encode(state),
    )


def _approver(outcome: Outcome) -> str:
    return outcome.approval.officer if outcome.approval else outcome.consent


def _local_day(state: Inspection) -> str:
    return (state.opened.at + timedelta(minutes=state.opened.offset_minutes)).date().isoformat()


def _number(state: Inspection) -> str:
    """Return the number of the seizure, which a reopened case keeps: no number is given twice."""
    return next((one.number for one in reversed(state.outcomes) if one.number), "")


def _party(state: Inspection, role: str) -> str:
    party = (state.declaration or {}).get(role) or {}
    return str(party.get("company") or party.get("name") or "")


def _goods(state: Inspection) -> str:
    """Return what the goods are in a few words: those listed by the officer, else those declared."""
    listed = [line.act.description for line in state.lines]
    declared = [str(line.get("description", "")) for line in (state.declaration or {}).get("lines") or ()]
    return "; ".join((listed or declared)[:3])[:200]


def _words(state: Inspection) -> str:
    """Return everything that the log can be searched for, as declared and in Latin letters."""
    parts = [state.item_id, state.opened.officer]
    for role in ("sender", "addressee"):
        party = (state.declaration or {}).get(role) or {}
        parts += [str(party.get(key, "")) for key in ("name", "company", "city")]
    parts += [str(line.get("description", "")) for line in (state.declaration or {}).get("lines") or ()]
    for line in state.lines:
        parts += [line.act.description, line.act.brand, line.act.right_holder, line.act.product_code]
    for bag in state.bags:
        parts += [bag.bag, bag.seal]
    for exhibit in state.exhibits:
        parts += [exhibit.id, *(pair.number for pair in exhibit.seals)]
    number = _number(state)
    parts += [number, number.replace("-", ""), state.outcome.reason if state.outcome else ""]
    text = " ".join(part for part in parts if part)
    return fold_words(text)


def fold_words(text: str) -> str:
    """Return the text for the search index: as it is, and transliterated where that differs."""
    plain = anyascii(text)
    return text if plain == text else f"{text} {plain}"


def search_words(untrusted_text: str) -> list[str]:
    """Return the words of a search as typed: letters and digits only, at most eight of them."""
    cleaned = "".join(letter if letter.isalnum() else " " for letter in untrusted_text[:200])
    return cleaned.split()[:8]
