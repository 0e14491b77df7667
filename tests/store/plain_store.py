"""The store of a released version, put back as that version left it: in clear."""

import contextlib
import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from borderpost.store.engine import connect, immediate
from borderpost.store.site import SiteFolder

VERSIONS = Path(__file__).parent / "versions"
STORED = sorted(file.name.removesuffix(".pem") for file in VERSIONS.glob("*.pem"))


def put_back(version: str, root: Path, photographs: Iterable[bytes] = ()) -> SiteFolder:
    """Make the folder of a site as a version left it, with files of evidence."""
    made = SiteFolder(root)
    made.plain_key.parent.mkdir(parents=True)
    shutil.copyfile(VERSIONS / f"{version}.pem", made.plain_key)
    for database in (made.record, made.mirror):
        script = (VERSIONS / f"{version}.{database.stem}.sql").read_text(encoding="utf-8")
        with contextlib.closing(connect(database, durable=False, key=None)) as conn, immediate(conn):
            statement = ""
            for line in script.splitlines(keepends=True):
                statement += line
                if _complete(statement):
                    conn.execute(statement)
                    statement = ""
            assert not statement.strip()
    for data in photographs:
        sha256 = hashlib.sha256(data).hexdigest()
        path = made.evidence / sha256[:2] / sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        path.chmod(0o400)
    return made


def _complete(statement: str) -> bool:
    inside_trigger = statement.startswith("CREATE TRIGGER") and not statement.rstrip().endswith("END;")
    return statement.rstrip().endswith(";") and not inside_trigger and statement.count("'") % 2 == 0
