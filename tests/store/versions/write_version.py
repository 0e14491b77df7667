"""Writes the store of this version as text, for every later version to open: run it at a release.

PYTHONPATH=src:tests python tests/store/versions/write_version.py
"""

import contextlib
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from borderpost import __version__
from borderpost.store.engine import Connection
from borderpost.store.keys import load_or_make
from declared import MUG, declare, mug
from station import HandClock, open_station
from station_stories import opened, proposed, seized


def write(target: Path) -> None:
    """Tell a short story to a station, and write its two databases and its key."""
    with tempfile.TemporaryDirectory() as folder:
        station = open_station(Path(folder) / "site", HandClock())
        declare(station.folder, MUG, mug(version=2, words="bone china mug", alternate_ids=("1Z999",)))
        seized(station)
        proposed(station, "CC000000005DE", 2)
        opened(station, "EE000000005DE")
        station.store.close()
        folder = station.folder
        for name, open_it in (("record", folder.connect_record), ("mirror", folder.connect_mirror)):
            with contextlib.closing(open_it(readonly=True)) as conn:
                (target / f"{__version__}.{name}.sql").write_text(dump(conn), encoding="utf-8")
        key = load_or_make(folder, may_make=False).private
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (target / f"{__version__}.pem").write_bytes(pem)


def dump(conn: Connection) -> str:
    """Return the statements that make the database again.

    The tables behind a search index come with the index; their rows are put in place of the new ones.
    """
    schema = conn.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name <> 'sqlite_sequence'"
        " ORDER BY rowid"
    ).fetchall()
    virtual = [name for kind, name, sql in schema if sql.startswith("CREATE VIRTUAL")]
    behind = {name for _, name, _ in schema for index in virtual if name.startswith(f"{index}_")}
    lines = [f"{sql};" for kind, name, sql in schema if kind == "table" and name not in behind]
    for kind, name, _ in schema:
        if kind == "table" and name not in virtual:
            lines.append(f"DELETE FROM {name};")
            columns = [row[1] for row in conn.execute(f"PRAGMA table_info({name})")]
            quoted = ", ".join(f"quote({column})" for column in columns)
            rows = conn.execute(f"SELECT {quoted} FROM {name} ORDER BY 1")
            lines += [f"INSERT INTO {name}({', '.join(columns)}) VALUES ({', '.join(row)});" for row in rows]
    lines += [f"{sql};" for kind, name, sql in schema if kind != "table" and name not in behind]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    write(Path(__file__).parent)
