"""Nobody is looked up without a reason: searching, what was typed and what was taken up are journalled."""

from datetime import UTC, datetime

import pytest

from borderpost.domain.consulting_acts import ConsultationReason
from borderpost.domain.decisions import Refused, Rule
from borderpost.domain.entry import Entry
from borderpost.domain.officer import Officer, Role
from borderpost.store import journal, mirror
from borderpost.store.engine import immediate
from borderpost.store.site import rebuild_site, verify_site
from borderpost.work import consulting
from borderpost.work.ports import Credential, FoundItem
from station import ANNA, QUICK, SUE, Station

VERA = Officer("vera", "Vera Stein", frozenset({Role.VIEWER}))
AUDITOR = Officer("otto", "Otto Brandt", frozenset({Role.AUDITOR}))
FOUND = FoundItem(
    item_id="rr 473 124 829 gb",
    item_date="2026-11-01",
    arrived_at=datetime(2026, 11, 2, 9, tzinfo=UTC),
    origin="GB",
    sender="Łukasz Nowak",
    addressee="王伟贸易",
    goods="ceramic mug",
)


def entries(station: Station) -> list[Entry]:
    """Every entry but the station's first."""
    with station.folder.connect_record(readonly=True) as conn:
        found = list(journal.entries(conn))[1:]
    conn.close()
    return found


def begun(station: Station, **changes: object) -> consulting.Consultation:
    arguments = {"officer": ANNA, "reason": ConsultationReason.QUALITY_CHECK} | changes
    result = station.do(consulting.begin, **arguments)
    assert isinstance(result, consulting.Consultation)
    return result


def hire(station: Station, *officers: Officer) -> None:
    conn = station.folder.connect_mirror()
    with immediate(conn):
        mirror.put_roster(conn, [Credential(one, QUICK.make("x")) for one in officers])
    conn.close()


def test_a_search_is_journalled_by_reason_by_words_and_by_item(station: Station) -> None:
    reason = ConsultationReason.ENFORCEMENT_REQUEST
    consultation = begun(station, reason=reason, untrusted_reference=" file  4711 ")
    station.do(
        consulting.note_search, consultation=consultation, untrusted_query=" nowak ", found=200, more=True
    )
    station.do(consulting.take_up, consultation=consultation, item=FOUND, untrusted_query="nowak mug")
    first, second, third = entries(station)
    assert {entry.officer for entry in (first, second, third)} == {"anna"}
    assert (first.kind, first.id) == ("consultation_begun", consultation.id)
    assert first.payload == {"reason": "enforcement_request", "reference": "file 4711"}
    assert second.payload == {"consultation": first.id, "query": "nowak", "found": 200, "more": True}
    assert third.payload == {
        "consultation": first.id,
        "item_id": "RR473124829GB",
        "item_date": "2026-11-01",
        "query": "nowak mug",
    }


@pytest.mark.parametrize(
    ("reason", "rule"),
    [
        (ConsultationReason.ENFORCEMENT_REQUEST, Rule.FIELD_MISSING),
        (ConsultationReason.OTHER, Rule.NO_REASON),
    ],
)
@pytest.mark.parametrize("reference", ["", "  \x00 "])
def test_some_reasons_say_nothing_without_words(
    station: Station, reason: ConsultationReason, rule: Rule, reference: str
) -> None:
    with pytest.raises(Refused) as error:
        begun(station, reason=reason, untrusted_reference=reference)
    assert error.value.refusals[0].rule is rule
    assert entries(station) == []


def test_what_is_too_long_is_refused_and_never_cut(station: Station) -> None:
    with pytest.raises(Refused) as error:
        begun(station, untrusted_reference="x" * 201)
    assert error.value.refusals[0].rule is Rule.TOO_LONG


@pytest.mark.parametrize("nobody", [VERA, AUDITOR])
def test_a_viewer_and_an_auditor_look_nobody_up(station: Station, nobody: Officer) -> None:
    hire(station, ANNA, VERA, AUDITOR)
    with pytest.raises(Refused) as error:
        begun(station, officer=nobody)
    assert error.value.refusals[0].rule is Rule.ROLE
    assert entries(station) == []


def test_whose_right_was_taken_meanwhile_takes_nothing_up(station: Station) -> None:
    consultation = begun(station)
    hire(station, SUE)
    with pytest.raises(Refused):
        station.do(consulting.take_up, consultation=consultation, item=FOUND, untrusted_query="x")
    station.do(consulting.note_search, consultation=consultation, untrusted_query="x", found=1)
    assert [entry.kind for entry in entries(station)] == ["consultation_begun", "declarations_searched"]


def test_a_supervisor_reads_the_consultations_newest_first_and_a_rebuild_finds_them_again(
    station: Station,
) -> None:
    consultation = begun(station)
    station.do(consulting.note_search, consultation=consultation, untrusted_query="x", found=1)
    station.do(consulting.take_up, consultation=consultation, item=FOUND, untrusted_query="x")

    def told() -> list[str]:
        ids = station.store.read(lambda pages: pages.consultation_ids()).result()
        found = station.store.read(lambda pages: pages.consultations(ids)).result()
        return [entry.kind for entry in found if entry is not None]

    before = told()
    assert before == ["item_consulted", "declarations_searched", "consultation_begun"]
    station.store.close()
    assert verify_site(station.folder).holds
    rebuild_site(station.folder)
    pages = station.store.open_pages()
    assert [entry.kind for entry in pages.consultations(pages.consultation_ids()) if entry] == before
    pages.close()


def test_a_table_that_names_senders_is_journalled_and_needs_role_and_reason(station: Station) -> None:
    asked = {"reason": ConsultationReason.OTHER, "rows": 7, "weeks": 8, "sha256": "ab" * 32}
    for officer, words in ((ANNA, "asked by the post"), (SUE, " ")):
        with pytest.raises(Refused):
            station.do(consulting.save_senders, officer=officer, untrusted_reference=words, **asked)
    assert entries(station) == []
    station.do(consulting.save_senders, officer=SUE, untrusted_reference=" asked  by the post ", **asked)
    (entry,) = entries(station)
    assert (entry.kind, entry.officer) == ("senders_table_saved", "sue")
    assert entry.payload == {
        "reason": "other",
        "rows": 7,
        "weeks": 8,
        "sha256": "ab" * 32,
        "reference": "asked by the post",
    }
    with station.folder.connect_record(readonly=True) as conn:
        assert conn.execute("SELECT sequence FROM consultations").fetchall() == [(entry.sequence,)]
    conn.close()
