"""A site in a folder for tests of the whole program: the demo's cast, with passphrases hashed quickly."""

import json
from datetime import date
from pathlib import Path

from borderpost.app.importing import import_file
from borderpost.app.places import SITE_FILE, resources_root
from borderpost.app.site_risk import write_demo_risk
from borderpost.app.unlocking import Secrets, unlock
from borderpost.demo import site as demo
from borderpost.demo.cast import cast
from borderpost.domain.officer import Officer, Role
from borderpost.store import mirror
from borderpost.store.engine import immediate
from borderpost.store.site import SiteFolder
from borderpost.work.ports import Credential
from station import QUICK


def make_site(root: Path, today: date) -> None:
    """Make a site whose parcels are the demo's cast as of a day."""
    root.mkdir(parents=True)
    resources = resources_root()
    write_demo_risk(root, today)
    (root / SITE_FILE).write_bytes((resources / "demo" / SITE_FILE).read_bytes())
    folder = unlock(SiteFolder(root), Secrets(), demo=True)
    declared = root / "cast.jsonl"
    lines = [json.dumps(each) for member in cast(today) for each in member.declarations]
    declared.write_text("\n".join(lines) + "\n", "utf-8")
    assert not import_file(folder, declared, rejects_folder=root).rejected
    connection = folder.connect_mirror()
    with immediate(connection):
        mirror.put_roster(connection, [_credential(officer) for officer in demo.officers()])
    connection.close()


def _credential(officer: demo.DemoOfficer) -> Credential:
    roles = frozenset(Role(role) for role in officer.roles)
    return Credential(Officer(officer.id, officer.name, roles), QUICK.make(officer.passphrase))
