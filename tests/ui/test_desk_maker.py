"""The desk that tests of the screens are given works with a real record."""

import pytest
from PySide6.QtCore import QObject

from borderpost.domain.decisions import Refused
from borderpost.domain.inspection import Inspection
from borderpost.ui.desk import Desk
from borderpost.work import inspecting
from station import ANNA
from station_stories import subject
from ui.desk_maker import one_page_pdf, picture, settle


def test_a_verb_goes_to_the_record_and_its_result_comes_home(desk: Desk) -> None:
    owner = QObject()
    found: list[Inspection] = []
    heard: list[object] = []
    desk.tasks.changed.connect(heard.append)

    def unexpected(error: BaseException) -> None:
        raise error

    desk.do(
        lambda tx: inspecting.open_inspection(tx, officer=ANNA, subject=subject()),
        found.append,
        unexpected,
        owner=owner,
    )
    settle(desk)
    assert [state.item_id for state in found] == ["RR473124829GB"]
    assert heard == [frozenset({"inspections"})]
    assert [entry.kind for entry in desk.pages.entries_of(found[0].id)] == ["inspection_opened"]
    assert [officer.name for officer in desk.pages.officers()] == [
        "Anna Ríos",
        "Ben Okafor",
        "Sue Lindqvist",
    ]


def test_a_refusal_comes_home_to_whoever_asked(desk: Desk) -> None:
    owner = QObject()
    failures: list[BaseException] = []
    desk.do(
        lambda tx: inspecting.add_note(tx, officer=ANNA, inspection="nobody", text="x"),
        lambda state: pytest.fail("nothing was there to be noted"),
        failures.append,
        owner=owner,
    )
    settle(desk)
    assert isinstance(failures[0], Refused)


def test_pictures_and_papers_are_real_files() -> None:
    assert picture().startswith(b"\xff\xd8")
    pdf = one_page_pdf("abc")
    assert pdf[int(pdf.split(b"startxref\n")[1].split(b"\n")[0]) :].startswith(b"xref")
