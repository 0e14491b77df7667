"""Lists of trusted senders are signed, taken in, counted, told of and withdrawn at the command line."""

import json
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.site_maker import make_site
from borderpost.app.opening import open_site
from borderpost.cli import main
from borderpost.domain.declaration import ContentLine, Declaration, MessageRef, Party
from borderpost.domain.identifiers import EMPTY_TABLE, read_scan
from borderpost.domain.officer import Officer
from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.trusted_flag import WhyNot
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.work import scanning, session
from borderpost.work.scanning import Scanned
from bulk_lists import number_at
from declared import declare

NOW = datetime.now().astimezone()
TODAY = NOW.date()
PROFILE = """
id = "ceramics"
version = 1
title = "Ceramics"
lane = "yellow"
owner = "Post team"
author = "ann"
approver = "bob"
valid_from = 2025-01-01
valid_until = 2099-12-31
legal_basis = "Customs Act"
instruction = "Look at it."

[condition]
field = "line.description"
has_words = ["ceramic mug"]
"""


def listed(**changes: Any) -> str:
    sender = {
        "id": "s1",
        "name": "Bright Trading",
        "country": "CN",
        "reference": "REG-77",
        "eases": ["ceramics"],
    }
    plain = {
        "id": "aeo",
        "version": 1,
        "title": "Authorised sellers",
        "issuer": "Headquarters",
        "issued_on": TODAY.isoformat(),
        "valid_from": TODAY.isoformat(),
        "valid_until": (TODAY + timedelta(days=90)).isoformat(),
        "share": "0.20",
        "senders": [sender],
    }
    return json.dumps(plain | changes)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    make_site(root, TODAY)
    for file in (root / "profiles").glob("*.toml"):
        file.unlink()
    (root / "profiles" / "ceramics.toml").write_text(PROFILE, "utf-8")
    return root


def run(*arguments: object) -> int:
    return main(["trusted", *map(str, arguments)])


def signed(site: Path, name: str = "out.txt", **changes: Any) -> Path:
    draft, out = site.parent / "draft.json", site.parent / name
    draft.write_text(listed(**changes), "utf-8")
    assert run("sign", draft, out, "--site", site) == 0
    return out


def key_of(said: str) -> str:
    return said.split("fingerprint of the key ")[1].split()[0]


def scans(site: Path, count: int) -> list[Scanned]:
    """Scan so many items of the trusted sender."""
    opened = open_site(site)
    try:
        party = Party(company="Bright Trading", country="CN", reference="REG-77")
        held = [
            Declaration(
                MessageRef(f"m-{place}", 1, "POST-CN", NOW),
                number_at(place),
                posted_on=TODAY,
                sender=party,
                lines=(ContentLine(1, "ceramic mug"),),
            )
            for place in range(count)
        ]
        declare(opened.folder, *held, today=TODAY)
        found: list[Scanned] = []
        roster: list[Officer] = opened.store.read(lambda pages: pages.officers()).result()
        officer = next(one for one in roster if one.id == "adeyemi")
        for place in range(count):
            scan = RawScan(number_at(place).encode(), ScanSource.WEDGE, NOW)
            look_up = partial(
                scanning.look_up,
                officer=officer,
                scan=scan,
                readings=read_scan(scan, EMPTY_TABLE),
                assess=opened.assess,
            )
            found.append(opened.store.submit(look_up).result().result)
        return found
    finally:
        opened.close()


def test_a_list_is_taken_in_eases_what_it_says_and_every_time_is_told(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert {one.chosen.assessment.lane for one in scans(site, 3) if one.chosen} <= {Lane.YELLOW, Lane.RED}
    file = signed(site)
    key = key_of(capsys.readouterr().out)
    assert run("check", file) == 0
    assert "Authorised sellers" in capsys.readouterr().out
    assert run("import", file, "--site", site) == 2
    assert "--key" in capsys.readouterr().err
    assert run("import", file, "--key", "0" * 32, "--site", site) == 2
    assert run("import", file, "--key", key, "--site", site) == 0
    capsys.readouterr()
    assert run("list", "--site", site) == 0
    assert "aeo, version 1: Authorised sellers (Headquarters), 1 senders" in capsys.readouterr().out
    found = scans(site, 60)
    flags = [one.chosen.assessment.trusted for one in found if one.chosen]
    eased = [flag for flag in flags if flag is not None and flag.eased]
    drawn = [flag for flag in flags if flag is not None and flag.why_not is WhyNot.DRAWN]
    assert len(eased) + len(drawn) == 60
    assert 25 <= len(eased) <= 58
    assert drawn
    assert run("eased", "--site", site) == 0
    told = capsys.readouterr().out
    assert f"{len(eased)} scans were eased." in told
    assert "Bright Trading  aeo 1  ceramics" in told
    assert run("withdraw", "aeo", "--site", site) == 2
    assert run("withdraw", "aeo", "--reason", "the registration ended", "--site", site) == 0
    assert run("withdraw", "aeo", "--reason", "again", "--site", site) == 2
    assert all(one.chosen and one.chosen.assessment.trusted is None for one in scans(site, 5))


def test_a_later_version_by_the_same_key_needs_no_fingerprint_and_an_older_one_is_refused(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = signed(site)
    key = key_of(capsys.readouterr().out)
    assert run("import", first, "--key", key, "--site", site) == 0
    assert run("import", signed(site, "two.txt", version=2), "--site", site) == 0
    assert run("import", first, "--key", key, "--site", site) == 2
    assert "raise the version" in capsys.readouterr().err
    over = signed(site, "three.txt", version=3, valid_from="2020-01-01", valid_until="2020-02-01")
    assert run("import", over, "--site", site) == 2
    assert "run out" in capsys.readouterr().err


def test_a_file_that_was_changed_counts_for_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = signed(site)
    key = key_of(capsys.readouterr().out)
    changed = file.with_name("changed.txt")
    changed.write_bytes(file.read_bytes().replace(b"REG-77", b"REG-78"))
    assert run("import", changed, "--key", key, "--site", site) == 2
    assert "changed after it was signed" in capsys.readouterr().err
    assert run("import", file, "--key", key, "--site", site) == 0
    (kept,) = (site / "trusted").glob("*.txt")
    kept.write_bytes(changed.read_bytes())
    capsys.readouterr()
    assert run("list", "--site", site) == 0
    assert "changed after it was signed" in capsys.readouterr().out
    assert all(one.chosen and one.chosen.assessment.trusted is None for one in scans(site, 3))
    assert main(["verify", "--site", str(site)]) == 0
    assert main(["rebuild", "--site", str(site)]) == 0


def test_a_list_with_faults_is_not_signed(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = site.parent / "draft.json"
    draft.write_text(listed(share="0", senders=[{"id": "s1"}]), "utf-8")
    assert run("sign", draft, site.parent / "out.txt", "--site", site) == 2
    told = capsys.readouterr().err
    assert "share" in told
    assert "senders[0].reference" in told


def test_a_list_that_ran_out_counts_for_nothing_when_the_clock_is_set_back(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = signed(site)
    assert run("import", out, "--key", key_of(capsys.readouterr().out), "--site", site) == 0
    with closing(open_site(site)) as opened:
        assert len(opened.risk.trusted.lists) == 1
    with closing(open_site(site, clock=lambda: NOW + timedelta(days=100))) as opened:
        who = opened.store.read(lambda pages: pages.officers()).result()[0]
        opened.store.submit(partial(session.log_out, officer=who)).result()
    with closing(open_site(site)) as opened:
        assert opened.risk.trusted.lists == ()
