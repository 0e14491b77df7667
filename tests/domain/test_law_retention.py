"""How long the data of persons stay, by what the record came to."""

from datetime import UTC, date, datetime

import pytest

from borderpost.domain.codes import RULES, Disposition, FindingCode
from borderpost.domain.inspection import ENDED, Finding, Inspection, Mark, Outcome, Stage
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.retention import retention_class, retention_days
from borderpost.domain.law.rows import RetentionRow
from borderpost.domain.law.terms import RetentionClass

MARK = Mark("e", 1, "h", "anna", datetime(2026, 11, 20, 8, tzinfo=UTC), 0)


def item(stage: Stage, disposition: Disposition | None = None, *found: FindingCode) -> Inspection:
    return Inspection(
        id="i",
        item_id="RR473124829GB",
        item_date="2026-11-01",
        opened=MARK,
        lane="green",
        assessment={},
        declaration=None,
        declaration_digest="",
        stage=stage,
        findings=tuple(Finding(MARK, code, "") for code in found),
        outcome=Outcome(MARK, disposition, "") if disposition else None,
    )


def row(outcome: RetentionClass, days: int, since: int = 2020, until: int | None = None) -> RetentionRow:
    last = date(until, 12, 31) if until else None
    return RetentionRow(
        id=f"r{days}",
        source="s",
        valid_from=date(since, 1, 1),
        valid_until=last,
        verified=False,
        outcome=outcome,
        days=days,
    )


CLEAN = RetentionClass.RELEASED_WITHOUT_FINDING
PACK = LegalPack(
    "x",
    1,
    "X",
    "X",
    retention=(row(CLEAN, 90, until=2026), row(CLEAN, 30, 2027), row(RetentionClass.SEIZED, 999)),
)


def test_released_without_finding_is_kept_for_the_days_of_the_pack_in_force() -> None:
    assert retention_days(PACK, CLEAN, date(2026, 12, 31)) == 90
    assert retention_days(PACK, CLEAN, date(2027, 1, 1)) == 30
    assert retention_days(PACK, CLEAN) == 90


def test_what_no_pack_says_is_kept() -> None:
    assert retention_days(None, CLEAN) is None
    assert retention_days(PACK, RetentionClass.REFERRED) is None
    assert retention_days(PACK, CLEAN, date(2019, 1, 1)) is None


def test_nothing_is_erased_while_the_item_is_under_way() -> None:
    assert (
        retention_days(
            LegalPack("x", 1, "X", "X", retention=(row(RetentionClass.UNDER_WAY, 1),)),
            RetentionClass.UNDER_WAY,
        )
        is None
    )
    for stage in set(Stage) - ENDED:
        assert retention_class(item(stage)) is RetentionClass.UNDER_WAY


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (None, RetentionClass.DECLARED_ONLY),
        (item(Stage.RELEASED, Disposition.RELEASE), CLEAN),
        (item(Stage.RELEASED, Disposition.RELEASE, FindingCode.NIL), CLEAN),
        (item(Stage.RELEASED, Disposition.RELEASE, FindingCode.CASH), RetentionClass.RELEASED_WITH_FINDING),
        (item(Stage.RELEASED, Disposition.RELEASE_WITH_CHARGE), RetentionClass.RELEASED_WITH_CHARGE),
        (item(Stage.SEIZED, Disposition.SEIZE), RetentionClass.SEIZED),
        (item(Stage.NOT_LOCATED, Disposition.NOT_LOCATED), RetentionClass.NOT_LOCATED),
    ],
)
def test_the_class_of_a_record(state: Inspection | None, expected: RetentionClass) -> None:
    assert retention_class(state) is expected


def test_every_stage_at_the_end_has_a_class() -> None:
    for stage in ENDED:
        assert retention_class(item(stage)) is not RetentionClass.UNDER_WAY
    assert set(RULES) == set(Disposition)
