"""Goods as they were recorded, on the report that is made of them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from borderpost.app.places import SiteConfig
from borderpost.app.reports import ReportSources, seizure_record
from borderpost.domain.codes import Package
from borderpost.store.evidence import EvidenceFolder
from borderpost.work import inspecting
from station import ANNA, BEN, HandClock, Station, open_station
from station_stories import SHOES, subject

SITE = SiteConfig("Customs", "Mail", "X1", "Hall", "BP01", "4")


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    there = open_station(tmp_path / "site", HandClock())
    yield there
    there.store.close()


def test_packages_are_on_the_report(station: Station, tmp_path: Path) -> None:
    bare = replace(subject(), declaration=None, assessment={})
    ident = station.do(inspecting.open_inspection, officer=ANNA, subject=bare).id
    boxed = replace(SHOES, package=Package.BOX, packages=" 2 ")
    for goods in (SHOES, replace(SHOES, package=Package.ENVELOPE), boxed):
        state = station.do(inspecting.record_goods, officer=ANNA, inspection=ident, goods=goods)
    officers = {officer.id: officer for officer in (ANNA, BEN)}
    sources = ReportSources(SITE, EvidenceFolder(tmp_path, bytes(32)), officers, (), "")
    assert [line.packages for line in seizure_record(state, sources).lines] == [
        "",
        "Envelope (EN)",
        "2 × Box (BX)",
    ]
