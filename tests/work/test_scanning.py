"""What a scan brings up: the item, what was declared for it, and everything that is remarkable about it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from borderpost.domain.codes import Disposition, StepResult, StepType
from borderpost.domain.decisions import Refused, Rule
from borderpost.domain.declaration import Declaration
from borderpost.domain.identifiers import EMPTY_TABLE, Check, read_scan
from borderpost.domain.inspection import Inspection, Stage
from borderpost.domain.officer import Officer, Role
from borderpost.domain.risk.assessment import Assessment
from borderpost.domain.risk.lane import Lane
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.work import concluding, inspecting, scanning
from borderpost.work.scanning import Remark, Scanned
from declared import MUG, declare, mug
from station import ANNA, SUE, Station

NUMBER = MUG.item_id
BY_WORDS = {"mug": Lane.GREEN, "knife": Lane.RED, "powder": Lane.SECURE}


def assess(declaration: Declaration | None) -> Assessment:
    """Judge by the last of the words, so that a test says which lane it means."""
    last = declaration.lines[0].description.split()[-1] if declaration else ""
    return Assessment(BY_WORDS.get(last, Lane.YELLOW), (), (), "0" * 64, date(2026, 11, 20))


@pytest.fixture
def scan(station: Station) -> Callable[..., Scanned]:
    def scan(data: str | bytes = NUMBER, officer: Officer = ANNA) -> Scanned:
        raw = RawScan(
            data.encode() if isinstance(data, str) else data,
            ScanSource.WEDGE,
            datetime(2026, 11, 20, tzinfo=UTC),
        )
        found: Scanned = station.do(
            scanning.look_up, officer=officer, scan=raw, readings=read_scan(raw, EMPTY_TABLE), assess=assess
        )
        return found

    return scan


Scan = Callable[..., Scanned]


def take_up(station: Station, scanned: Scanned) -> Inspection:
    assert scanned.chosen is not None
    state: Inspection = station.do(inspecting.open_inspection, officer=ANNA, subject=scanned.chosen.subject())
    return state


def released(station: Station, scanned: Scanned) -> Inspection:
    assert scanned.chosen is not None
    state: Inspection = station.do(concluding.release, officer=ANNA, subject=scanned.chosen.subject())
    return state


def entries(station: Station) -> int:
    head: tuple[int, str] = station.store.read(lambda pages: pages.journal_head()).result()
    return head[0]


def last_act(station: Station) -> dict[str, Any]:
    from borderpost.domain.entry import decode_body
    from borderpost.store import journal

    conn = station.folder.connect_record(readonly=True)
    stored = journal.last(conn)
    conn.close()
    assert stored is not None
    return dict(decode_body(stored.body).payload)


def test_a_declared_item_brings_up_its_declaration_and_lane(station: Station, scan: Scan) -> None:
    declare(station.folder, MUG)
    found = scan()
    assert found.chosen is not None
    assert found.chosen.held is not None
    assert found.chosen.held.declaration == MUG
    assert found.chosen.assessment.lane is Lane.GREEN
    assert found.remarks == frozenset()
    assert found.running is None


def test_every_scan_that_showed_something_is_journalled_with_what_it_showed(
    station: Station, scan: Scan
) -> None:
    declare(station.folder, MUG)
    found = scan()
    assert found.sequence == entries(station)
    act = last_act(station)
    assert (act["item_id"], act["raw"], act["lane"]) == (NUMBER, NUMBER, "green")
    assert act["declaration"] == found.chosen.held.digest  # type: ignore[union-attr]


def test_what_names_no_item_is_said_and_leaves_no_entry(station: Station, scan: Scan) -> None:
    before = entries(station)
    for data in (b"hello", b"", b"\x00\xff\xfe", b"\xed\xa0\x80", b"9" * 5000):
        found = scan(data)
        assert found.remarks == {Remark.NOT_AN_ITEM}, data
        assert (found.chosen, found.running, found.sequence) == (None, None, 0)
    assert entries(station) == before


def test_nothing_declared(scan: Scan) -> None:
    found = scan()
    assert found.remarks == {Remark.NO_DECLARATION}
    assert found.chosen is not None
    assert found.chosen.held is None
    assert found.chosen.item_date == "2026-11-20"


def test_a_country_that_nobody_knows(scan: Scan) -> None:
    assert scan("RR473124829QQ").remarks == {Remark.UNKNOWN_COUNTRY, Remark.NO_DECLARATION}


def test_a_wrong_check_digit_offers_the_declared_number(station: Station, scan: Scan) -> None:
    declare(station.folder, MUG)
    wrong = NUMBER[:10] + "4" + NUMBER[11:]
    found = scan(wrong)
    assert found.reading.check is Check.FAILED
    assert found.remarks == {Remark.CHECK_FAILED, Remark.NO_DECLARATION}
    assert found.suggestions == (NUMBER,)
    nobody = scan("RR473124830GB")
    assert nobody.suggestions == ()


def test_a_confused_letter_offers_the_declared_number(station: Station, scan: Scan) -> None:
    declare(station.folder, MUG)
    assert scan("RR473124B29GB").suggestions == (NUMBER,)
    assert scan("RR47312482SGB").suggestions == ()


def test_a_wrong_check_digit_that_was_declared_so_is_found_and_named(station: Station, scan: Scan) -> None:
    wrong = NUMBER[:10] + "4" + NUMBER[11:]
    declare(station.folder, mug(item_id=wrong))
    found = scan(wrong)
    assert found.remarks == {Remark.CHECK_FAILED}
    assert found.suggestions == ()


def test_a_number_that_an_amendment_has_changed_leads_to_the_new_one(station: Station, scan: Scan) -> None:
    declare(station.folder, mug(), mug(version=2, item_id="RR473124832GB"))
    found = scan()
    assert found.chosen is not None
    assert found.chosen.held is None
    assert (found.renumbered, found.suggestions) == (("RR473124832GB",), ("RR473124832GB",))
    assert scan("RR473124832GB").renumbered == ()
    declare(station.folder, mug("m2"))
    assert scan().renumbered == ()


def test_an_amended_declaration(station: Station, scan: Scan) -> None:
    declare(station.folder, mug(), mug(version=2, words="a pocket knife"))
    found = scan()
    assert found.remarks == {Remark.AMENDED}
    assert found.chosen is not None
    assert found.chosen.assessment.lane is Lane.RED


def test_several_declarations_show_the_most_severe_first(station: Station, scan: Scan) -> None:
    declare(
        station.folder,
        mug("a"),
        mug("b", words="white powder"),
        mug("c", words="knife", posted_on=date(2026, 10, 1)),
    )
    found = scan()
    assert found.remarks == {Remark.SEVERAL_DECLARATIONS}
    assert [c.assessment.lane for c in found.candidates] == [Lane.SECURE, Lane.RED, Lane.GREEN]
    assert last_act(station)["declarations_found"] == 3


def test_a_day_in_the_future_does_not_hide_what_else_is_declared(station: Station, scan: Scan) -> None:
    declare(station.folder, mug("true"), mug("made up", posted_on=date(2031, 1, 1)))
    found = scan("RR473124829GB")
    assert (len(found.candidates), found.earlier) == (2, ())
    assert Remark.SEVERAL_DECLARATIONS in found.remarks


@pytest.mark.parametrize(
    ("days", "remarks"), [(300, {Remark.SEVERAL_DECLARATIONS}), (301, {Remark.SEEN_BEFORE})]
)
def test_a_number_that_was_issued_again_is_another_item(
    station: Station, scan: Scan, days: int, remarks: set[Remark]
) -> None:
    declare(station.folder, mug("new"), mug("old", posted_on=date(2026, 11, 1) - timedelta(days=days)))
    found = scan()
    assert found.remarks == remarks
    assert len(found.earlier) == len(remarks & {Remark.SEEN_BEFORE})


def test_an_alternate_number_leads_to_the_same_item_and_its_story(station: Station, scan: Scan) -> None:
    declare(station.folder, mug(alternate_ids=("EE000000005DE",)))
    take_up(station, scan())
    found = scan("EE000000005DE")
    assert found.chosen is not None
    assert found.chosen.item_id == NUMBER
    assert found.remarks == {Remark.INSPECTION_RUNNING}


def test_a_number_that_two_parcels_share_shows_the_story_of_each(station: Station, scan: Scan) -> None:
    shared = ("EE000000005DE",)
    declare(
        station.folder,
        mug("a", alternate_ids=shared),
        mug("b", item_id="CC000000005DE", alternate_ids=shared, words="white powder"),
    )
    running = take_up(station, scan())
    found = scan("EE000000005DE")
    assert {c.item_id for c in found.candidates} == {NUMBER, "CC000000005DE"}
    assert [past.id for past in found.past] == [running.id]
    assert Remark.INSPECTION_RUNNING in found.remarks
    assert found.running is None, "the parcel shown first is the other one"


def test_a_running_inspection_is_taken_up_where_it_stands(station: Station, scan: Scan) -> None:
    declare(station.folder, MUG)
    state = take_up(station, scan())
    found = scan()
    assert found.remarks == {Remark.INSPECTION_RUNNING}
    assert found.running is not None
    assert found.running.id == state.id == take_up(station, found).id


def test_an_item_that_was_inspected_already(station: Station, scan: Scan) -> None:
    declare(station.folder, MUG)
    assert released(station, scan()).stage is Stage.RELEASED
    found = scan()
    assert found.remarks == {Remark.ALREADY_INSPECTED}
    assert found.running is None
    assert take_up(station, found).stage is Stage.OPEN
    assert scan().remarks == {Remark.ALREADY_INSPECTED, Remark.INSPECTION_RUNNING}


def test_an_inspection_of_the_number_s_earlier_use_is_not_this_item_s(station: Station, scan: Scan) -> None:
    declare(station.folder, mug("old", posted_on=date(2025, 1, 1)))
    take_up(station, scan())
    declare(station.folder, mug("new"))
    found = scan()
    assert found.remarks == {Remark.SEEN_BEFORE}
    assert found.running is None
    assert take_up(station, found).id != found.past[0].id


def test_an_undeclared_item_stays_the_same_item_on_another_day(station: Station, scan: Scan) -> None:
    state = take_up(station, scan())
    station.clock.at += timedelta(days=40)
    found = scan()
    assert found.remarks == {Remark.NO_DECLARATION, Remark.INSPECTION_RUNNING}
    assert take_up(station, found).id == state.id
    station.clock.at += timedelta(days=300)
    assert scan().remarks == {Remark.NO_DECLARATION, Remark.SEEN_BEFORE}


def test_a_declaration_that_comes_after_the_item_was_taken_up(station: Station, scan: Scan) -> None:
    state = take_up(station, scan())
    declare(station.folder, mug(posted_on=date(2026, 11, 5)))
    found = scan()
    assert found.remarks == {Remark.INSPECTION_RUNNING}
    assert take_up(station, found).id == state.id


def test_an_amended_day_of_posting_makes_no_new_item(station: Station, scan: Scan) -> None:
    declare(station.folder, mug(posted_on=None))
    released(station, scan())
    declare(station.folder, mug(version=2, posted_on=date(2026, 10, 28)))
    found = scan()
    assert found.remarks == {Remark.AMENDED, Remark.ALREADY_INSPECTED}


def test_what_the_officer_saw_is_kept_whatever_comes_later(station: Station, scan: Scan) -> None:
    declare(station.folder, MUG)
    found = scan()
    declare(station.folder, mug(version=2, words="knife"))
    state = take_up(station, found)
    assert state.declaration is not None
    assert state.declaration["lines"][0]["description"] == "ceramic mug"
    assert state.lane == "green"


def test_a_green_item_is_released_in_one_act(station: Station, scan: Scan) -> None:
    declare(station.folder, MUG)
    before = entries(station)
    state = released(station, scan())
    assert (state.stage, state.outcome.disposition) == (Stage.RELEASED, Disposition.RELEASE)  # type: ignore[union-attr]
    assert entries(station) == before + 3
    assert [log.stage for log in log_rows(station)] == [Stage.RELEASED]


def log_rows(station: Station) -> list[Any]:
    from borderpost.work.ports import LogFilter

    return station.store.read(lambda p: p.log_rows(p.log_ids(LogFilter(), lambda: False))).result()


@pytest.mark.parametrize("disposition", [Disposition.RELEASE, Disposition.RELEASE_WITH_CHARGE])
def test_a_secure_item_is_not_released_from_the_bench(
    station: Station, scan: Scan, disposition: Disposition
) -> None:
    declare(station.folder, mug(words="white powder"))
    found = scan()
    before = entries(station)
    with pytest.raises(Refused) as error:
        released(station, found)
    assert [refusal.rule for refusal in error.value.refusals] == [Rule.SECURE_RELEASE]
    assert entries(station) == before, "not even the taking up stands"
    state = take_up(station, found)
    station.do(
        inspecting.record_step,
        officer=ANNA,
        inspection=state.id,
        step=StepType.DOCUMENTARY,
        result=StepResult.CLEAR,
    )
    with pytest.raises(Refused) as error:
        station.do(
            concluding.conclude, officer=ANNA, inspection=state.id, disposition=disposition, reason="paid"
        )
    assert [refusal.rule for refusal in error.value.refusals] == [Rule.SECURE_RELEASE]


def test_only_who_may_see_records_looks_items_up(station: Station, scan: Scan) -> None:
    assert scan(officer=SUE).chosen is not None
    nobody = Officer("nobody", "Nobody", frozenset({Role.OFFICER}))
    for officer in (nobody, replace(nobody, id="")):
        with pytest.raises(Refused) as error:
            scan(officer=officer)
        assert error.value.refusals[0].rule is Rule.ROLE


def test_what_is_seen_is_journalled_by_the_note_that_follows(station: Station) -> None:
    raw = RawScan(NUMBER.encode(), ScanSource.WEDGE, datetime(2026, 11, 20, tzinfo=UTC))
    before = entries(station)
    seen = station.do(
        scanning.see, officer=ANNA, scan=raw, readings=read_scan(raw, EMPTY_TABLE), assess=assess
    )
    assert entries(station) == before
    assert seen.sequence == 0
    noted = station.do(scanning.note, officer=ANNA, seen=seen)
    assert noted == replace(seen, sequence=before + 1)
    assert last_act(station)["item_id"] == seen.chosen.item_id
