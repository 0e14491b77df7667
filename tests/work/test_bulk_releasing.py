"""A list is released only as two officers signed it, item by item, and a killed one goes on where it was."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.bulk import (
    ITEMS_LIMIT,
    ItemFacts,
    list_digest,
    numbers_in,
    once_each,
    stays_behind,
)
from borderpost.domain.codes import StepResult, StepType
from borderpost.domain.decisions import Refused, Rule
from borderpost.domain.inspection import Stage
from borderpost.domain.item_key import item_key
from borderpost.domain.messages import From, MessageType
from borderpost.domain.release_codes import ListKind, StaysBehind, TakeBackReason
from borderpost.store import journal
from borderpost.store.site import rebuild_site, verify_site
from borderpost.work import bulk_releasing, concluding, inspecting, messaging, taking_back
from borderpost.work.bulk_releasing import Advanced, Line, Signed
from borderpost.work.ports_release import BulkUnderWay
from bulk_lists import ASSESS, GREEN_NUMBERS, READ, declare_list, number_at
from record_dump import assert_whole
from station import ANNA, BEN, SUE, HandClock, Station, open_station, site_folder
from station_stories import subject

KINDS = ("red", "yellow", "secure", "green", "undeclared")
HOW = {"read": READ, "assess": ASSESS, "law": None}


def looked_at(station: Station, *numbers: str, yellow: bool = False) -> tuple[Line, ...]:
    found: tuple[Line, ...] = station.do(
        bulk_releasing.look_at, officer=ANNA, numbers=numbers, yellow=yellow, **HOW
    )
    return found


def signed(station: Station, *numbers: str, **more: Any) -> BulkUnderWay:
    lines = looked_at(station, *numbers, yellow=bool(more.get("yellow")))
    going = tuple(line.item for line in lines if line.why is None)
    left = bulk_releasing.counted(lines)[1]
    listed = Signed(ListKind.RECEPTACLE, "CNPVGA0001", going, "green sack", left=left)
    return sign(station, replace(listed, **more))


def sign(station: Station, listed: Signed, officer: Any = BEN, proposer: Any = ANNA) -> BulkUnderWay:
    found: BulkUnderWay = station.do(
        bulk_releasing.sign, officer=officer, proposer=proposer, signed=listed, law=None
    )
    return found


def run(station: Station, under: BulkUnderWay, place: int = 0, **more: Any) -> Advanced:
    how = {"officer": ANNA} | HOW | more
    found: Advanced = station.do(bulk_releasing.release_some, batch=under.begun.batch, place=place, **how)
    return found


def to_the_end(station: Station, under: BulkUnderWay) -> dict[str, StaysBehind]:
    kept: dict[str, StaysBehind] = {}
    at = run(station, under)
    kept.update(at.kept)
    while not at.ended:
        at = run(station, under, at.place)
        kept.update(at.kept)
    station.do(bulk_releasing.finish, officer=ANNA, batch=under.begun.batch, kept=kept)
    return kept


def rules(error: pytest.ExceptionInfo[Refused]) -> set[Rule]:
    return {refusal.rule for refusal in error.value.refusals}


def kinds(station: Station) -> list[str]:
    with contextlib.closing(station.folder.connect_record(readonly=True)) as conn:
        return [entry.kind for entry in journal.entries(conn)]


def stage(station: Station, number: str) -> list[Stage]:
    past = station.store.submit(lambda tx: tx.inspections_of(number)).result()
    return [one.stage for one in past]


def test_what_goes_and_what_stays_is_told_for_each_number(station: Station) -> None:
    numbers = declare_list(station.folder, *KINDS)
    station.do(concluding.release, officer=ANNA, subject=subject(GREEN_NUMBERS[0], "green"))
    lines = looked_at(station, *numbers, "not a number", numbers[3])
    assert [line.why for line in lines] == [
        StaysBehind.RED_LANE,
        StaysBehind.YELLOW_LANE,
        StaysBehind.SECURE_LANE,
        None,
        StaysBehind.UNDECLARED,
        StaysBehind.NOT_A_NUMBER,
        None,
    ]
    assert looked_at(station, numbers[1], yellow=True)[0].why is None
    opened = inspecting.Subject(numbers[3], lines[3].item_date, "green", {}, None)
    state = station.do(inspecting.open_inspection, officer=ANNA, subject=opened)
    assert looked_at(station, numbers[3])[0].why is StaysBehind.IN_CASE
    station.do(
        inspecting.record_step,
        officer=ANNA,
        inspection=state.id,
        step=StepType.EXTERNAL,
        result=StepResult.CLEAR,
    )
    assert "bulk_release_begun" not in kinds(station)


def test_a_list_is_released_item_by_item_as_two_signed_it(station: Station) -> None:
    numbers = declare_list(station.folder, *["green"] * 30, "red")
    under = signed(station, *numbers)
    assert under.approver == "ben"
    assert len(under.begun.items) == 30
    assert under.begun.left == {"red_lane": 1}
    assert under.begun.digest == list_digest(under.begun.items)
    assert stage(station, numbers[0]) == []
    first = run(station, under, most=7)
    assert (first.place, first.released, first.ended) == (7, 7, False)
    assert to_the_end(station, under) == {}
    assert stage(station, numbers[29]) == [Stage.RELEASED]
    assert stage(station, numbers[30]) == []
    state = station.store.submit(lambda tx: tx.inspection(tx.inspections_of(numbers[3])[0].id)).result()
    assert state is not None
    assert state.outcome is not None
    assert (state.outcome.batch, state.outcome.consent) == (under.begun.batch, "ben")
    assert state.outcome.mark.officer == "anna"
    assert kinds(station).count("outcome_recorded") == 30
    assert kinds(station)[-1] == "bulk_release_ended"
    assert station.do(bulk_releasing.under_way) == ()
    assert_whole(station.folder)


def test_an_item_that_changed_since_it_was_signed_stays_behind(station: Station) -> None:
    numbers = declare_list(station.folder, "green", "green", "green")
    under = signed(station, *numbers)
    day = under.begun.items[1].split()[1]
    held = inspecting.Subject(numbers[1], day, "green", {"lane": "green"}, None)
    station.do(inspecting.open_inspection, officer=ANNA, subject=held)
    declare_list(station.folder, "green", "green", "red", version=2)
    kept = to_the_end(station, under)
    assert kept == {
        under.begun.items[1]: StaysBehind.IN_CASE,
        under.begun.items[2]: StaysBehind.RED_LANE,
    }
    ended = station.store.read(lambda pages: pages.journal_head()).result()
    assert ended[0] == len(kinds(station))
    assert stage(station, numbers[0]) == [Stage.RELEASED]
    assert stage(station, numbers[2]) == []


def test_nobody_signs_their_own_list_and_none_without_the_right(station: Station) -> None:
    numbers = declare_list(station.folder, "green")
    line = looked_at(station, *numbers)[0]
    listed = Signed(ListKind.SCANNED, "", (line.item,), "trolley")
    for officer, proposer, rule in (
        (BEN, BEN, Rule.OWN_LIST),
        (ANNA, ANNA, Rule.ROLE),
        (SUE, SUE, Rule.ROLE),
    ):
        with pytest.raises(Refused) as error:
            sign(station, listed, officer, proposer)
        assert rule in rules(error)
    for changed, rule in (
        ({"items": ()}, Rule.NOTHING_TO_RELEASE),
        ({"reason": "  "}, Rule.NO_REASON),
        ({"items": (line.item, line.item)}, Rule.LIST_TOO_LONG),
        ({"items": tuple(f"{n} 2026-11-14" for n in range(ITEMS_LIMIT + 1))}, Rule.LIST_TOO_LONG),
    ):
        with pytest.raises(Refused) as error:
            sign(station, replace(listed, **changed))
        assert rules(error) == {rule}
    under = sign(station, listed)
    with pytest.raises(Refused) as error:
        sign(station, listed)
    assert rules(error) == {Rule.STALE}
    with pytest.raises(Refused) as error:
        run(station, under, officer=BEN)
    assert rules(error) == {Rule.OWN_LIST}
    with pytest.raises(Refused) as error:
        station.do(bulk_releasing.finish, officer=ANNA, batch=under.begun.batch, kept={})
    assert rules(error) == {Rule.STALE}, "not every item was dealt with"


def test_the_rest_of_a_list_is_given_up_with_a_reason(station: Station) -> None:
    numbers = declare_list(station.folder, *["green"] * 5)
    under = signed(station, *numbers)
    run(station, under, most=2)
    at = {"officer": ANNA, "batch": under.begun.batch, "kept": {}, "given_up": True}
    with pytest.raises(Refused) as error:
        station.do(bulk_releasing.finish, **at)
    assert rules(error) == {Rule.NO_REASON}
    assert station.do(bulk_releasing.finish, **at, reason="the sack was called back") == 2
    with pytest.raises(Refused):
        run(station, under)
    assert_whole(station.folder)


def test_the_post_is_told_of_each_item_and_each_can_be_taken_back(station: Station) -> None:
    station.do(messaging.choose, types=[MessageType.RELEASED])
    numbers = declare_list(station.folder, *["green"] * 3)
    to_the_end(station, signed(station, *numbers))
    station.do(messaging.queue, law=None, sender=From("BP01", "GBLALA"))
    told = station.store.read(lambda pages: pages.messages_newest(9)).result()
    assert sorted(message.item_id for message in told) == sorted(numbers)
    past = station.store.submit(lambda tx: tx.inspections_of(numbers[0])).result()
    state = station.store.read(lambda pages: pages.inspection(past[0].id)).result()
    assert state is not None
    assert state.outcome is not None
    after = station.do(
        taking_back.take_back,
        officer=BEN,
        inspection=state.id,
        outcome=state.outcome.mark.entry,
        reason=TakeBackReason.NEW_INFORMATION,
    )
    assert after.stage is Stage.OPEN
    assert_whole(station.folder)


def test_a_rebuilt_record_goes_on_with_a_list_where_it_was(station: Station) -> None:
    numbers = declare_list(station.folder, *["green"] * 6)
    under = signed(station, *numbers)
    run(station, under, most=2)
    station.store.close()
    rebuild_site(station.folder)
    again = open_station(station.folder.root, station.clock)
    (found,) = again.do(bulk_releasing.under_way)
    assert (found.begun, found.approver, found.done) == (under.begun, "ben", 2)
    assert to_the_end(again, found) == {}
    again.store.close()
    assert verify_site(station.folder).holds


RELEASER = """
import sys
from pathlib import Path
from bulk_lists import ASSESS, READ
from station import ANNA, HandClock, open_station
from borderpost.work import bulk_releasing
station = open_station(Path(sys.argv[1]), HandClock())
(under,) = station.do(bulk_releasing.under_way)
place = 0
while True:
    at = station.do(
        bulk_releasing.release_some, officer=ANNA, batch=under.begun.batch, place=place, read=READ,
        assess=ASSESS, law=None, most=3,
    )
    place = at.place
    print(at.released, flush=True)
    if at.ended:
        break
"""


def test_killed_at_any_moment_a_list_is_gone_on_with_and_no_item_is_released_twice(
    tmp_path: Path, checkout: Path
) -> None:
    root = tmp_path / "site"
    station = open_station(root, HandClock())
    numbers = declare_list(station.folder, *["green"] * 90)
    under = signed(station, *numbers)
    station.store.close()
    environment = os.environ | {"PYTHONPATH": f"{checkout / 'src'}:{checkout / 'tests'}"}
    told = 0
    for run_number in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", RELEASER, str(root)], stdout=subprocess.PIPE, text=True, env=environment
        ) as process:
            assert process.stdout is not None
            first = process.stdout.readline()
            assert first, "the releaser did not come up"
            timer = threading.Timer(0.004 * run_number, process.send_signal, [signal.SIGKILL])
            timer.start()
            lines = [first, *process.stdout]
            timer.join()
        told = max(told, *(int(line) for line in lines if line.endswith("\n")))
        if told == len(numbers):
            break
    folder = site_folder(root)
    assert verify_site(folder).holds
    station = open_station(root, HandClock())
    (found,) = station.do(bulk_releasing.under_way)
    assert found.done >= told
    assert found.done % 3 == 0, "what is released together is released or not, together"
    assert to_the_end(station, found) == {}
    for number in numbers:
        assert stage(station, number) == [Stage.RELEASED], number
    assert kinds(station).count("outcome_recorded") == len(numbers)
    assert under.begun.digest == found.begun.digest
    station.store.close()
    assert_whole(folder)


FACTS = st.builds(
    ItemFacts,
    lane=st.sampled_from(["green", "yellow", "red", "secure"]),
    declared=st.booleans(),
    stage=st.one_of(st.none(), st.sampled_from(Stage)),
    certain=st.booleans(),
    several=st.booleans(),
    drawn=st.booleans(),
    incomplete=st.booleans(),
    lawful=st.booleans(),
)


@given(FACTS, st.booleans())
def test_only_an_item_that_nothing_speaks_against_goes_with_a_list(facts: ItemFacts, yellow: bool) -> None:
    goes = stays_behind(facts, yellow=yellow) is None
    clean = facts.stage is None and facts.declared and facts.certain and facts.lawful
    clean = clean and not (facts.several or facts.drawn or facts.incomplete)
    assert goes == (clean and (facts.lane == "green" or (yellow and facts.lane == "yellow")))


@given(st.text())
def test_any_text_is_read_as_a_list(text: str) -> None:
    numbers = numbers_in(text)
    assert all(number and number == number.strip() for number in numbers)
    keys = [item_key(number) or number for number in numbers]
    assert len(set(keys)) == len(keys)
    assert once_each(numbers) == numbers


def test_a_list_from_a_file_takes_the_first_column_of_each_line() -> None:
    text = '\ufeffRX 100 000 003 CN;green\n\n"CP123456785DE",2\nRX100000003CN\tagain\n  \n'
    assert numbers_in(text) == ("RX 100 000 003 CN", "CP123456785DE")
    assert len(numbers_in("\n".join(number_at(n) for n in range(ITEMS_LIMIT + 50)))) == ITEMS_LIMIT + 1
