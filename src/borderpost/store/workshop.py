"""The profiles of the workshop as the journal tells them: a projection, one row a version."""

from dataclasses import replace
from typing import Final

import msgspec

from borderpost.domain import workshop_acts as acts
from borderpost.domain.entry import Entry
from borderpost.domain.risk.bench_profile import BenchProfile, ProfileStage, after
from borderpost.store.engine import Connection

SCHEMA: Final = """
CREATE TABLE workshop(
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  stage TEXT NOT NULL,
  state BLOB NOT NULL,
  PRIMARY KEY(id, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE profile_keys(
  station TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY(station, key)
) STRICT, WITHOUT ROWID;
"""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(BenchProfile).decode


def project_profile(conn: Connection, entry: Entry, act: acts.WorkshopAct) -> None:
    """Carry an entry about a profile into its row; what is approved takes the place of earlier versions."""
    state = after(load(conn, act.profile, act.version), entry, act)
    if state.stage is ProfileStage.IN_FORCE:
        for one in load_all(conn):
            if one.id == state.id and one.version < state.version and one.stage is ProfileStage.IN_FORCE:
                _put(conn, replace(one, stage=ProfileStage.REPLACED))
    _put(conn, state)


def project_import(conn: Connection, act: acts.ProfilesImported) -> None:
    """Remember the key that a file of profiles was signed with."""
    conn.execute("INSERT OR IGNORE INTO profile_keys(station, key) VALUES (?, ?)", (act.station, act.key))


def load(conn: Connection, profile: str, version: int) -> BenchProfile | None:
    """Return one version of a profile."""
    query = "SELECT state FROM workshop WHERE id = ? AND version = ?"
    row = conn.execute(query, (profile, version)).fetchone()
    return _decode(row[0]) if row else None


def load_all(conn: Connection) -> tuple[BenchProfile, ...]:
    """Return every version of every profile, by id, the oldest version first."""
    query = "SELECT state FROM workshop ORDER BY id, version"
    return tuple(_decode(state) for (state,) in conn.execute(query))


def keys_of(conn: Connection, station: str) -> frozenset[str]:
    """Return the keys (hex) by which files of profiles of a station were taken in."""
    query = "SELECT key FROM profile_keys WHERE station = ?"
    return frozenset(key for (key,) in conn.execute(query, (station,)))


def _put(conn: Connection, state: BenchProfile) -> None:
    conn.execute(
        "INSERT OR REPLACE INTO workshop(id, version, stage, state) VALUES (?, ?, ?, ?)",
        (state.id, state.version, state.stage, _encode(state)),
    )
