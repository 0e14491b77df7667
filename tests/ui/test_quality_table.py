"""The table of quality tells a trend where enough declarations stand behind it, and sorts by anything."""

from datetime import date

from borderpost.domain.risk.quality_ledger import CountedBy, QualityCount
from borderpost.domain.risk.quality_terms import QualityGroup, Shortfall
from borderpost.ui.quality.columns import (
    DECLARATIONS,
    SCORE,
    TREND,
    WHO,
    quality_columns,
    sorted_rows,
    trend_text,
)
from borderpost.ui.words.quality_counts import group_word, shortfall_word, worst_shortfalls
from borderpost.work.ports_quality import QualityRow

WEEKS = tuple(date(2026, 10, 26 - 7 * back) for back in (3, 2, 1, 0))
GROUPS = (QualityGroup.ACCURACY, QualityGroup.COMPLETENESS, QualityGroup.CONSISTENCY)


def count(declarations: int, score: float) -> QualityCount:
    return QualityCount(declarations, 0, dict.fromkeys(GROUPS, declarations * score))


def row(name: str, *weeks: QualityCount) -> QualityRow:
    total = QualityCount()
    for week in weeks:
        total = total.joined(week)
    return QualityRow(name, name, total, weeks)


NOTHING = QualityCount()
BETTER = row("DE", count(10, 70), count(10, 80), count(10, 90), count(30, 94))
WORSE = row("CN", NOTHING, count(10, 90), count(5, 60), count(5, 80))
FEW = row("FR", count(9, 50), NOTHING, NOTHING, count(20, 90))
EMPTY = row("", NOTHING, NOTHING, NOTHING, NOTHING)
ROWS = (BETTER, WORSE, FEW, EMPTY)


def test_a_trend_holds_the_newer_half_against_the_older_one() -> None:
    told = [trend_text(each).strip("\u2066\u2069") for each in ROWS]
    assert told == ["▲ 93, was 75", "▼ 70, was 90", "● 90", "–"]
    same = row("JP", count(10, 90), NOTHING, NOTHING, count(10, 90.4))
    assert trend_text(same).strip("\u2066\u2069") == "= 90, was 90"


def test_rows_are_sorted_by_any_column_and_the_unknown_stand_last() -> None:
    def names(key: str, *, descending: bool) -> list[str]:
        return [each.name for each in sorted_rows(ROWS, key, descending)]

    assert names(SCORE, descending=False) == ["FR", "CN", "DE", ""]
    assert names(TREND, descending=True) == ["DE", "CN", "FR", ""]
    assert names(DECLARATIONS, descending=True) == ["DE", "FR", "CN", ""]
    assert names(QualityGroup.TIMELINESS.value, descending=True) == ["DE", "CN", "FR", ""]
    assert names(WHO, descending=False) == ["", "CN", "DE", "FR"]


def test_each_column_has_words_for_every_row() -> None:
    for column in quality_columns(lambda: CountedBy.SENDER):
        assert all(isinstance(column.text(each), str) for each in ROWS)
    assert quality_columns(lambda: CountedBy.SENDER)[0].text(EMPTY).strip("\u2068\u2069") == "no sender named"


def test_what_costs_most_in_all_stands_first_and_everything_has_a_name() -> None:
    bad = QualityCount(10, 0, {}, {Shortfall.NO_CONTACT: 10, Shortfall.NO_CONTENTS: 1, Shortfall.NO_VALUE: 1})
    assert [(kind, number) for kind, number, _ in worst_shortfalls(bad)] == [
        (Shortfall.NO_CONTENTS, 1),
        (Shortfall.NO_CONTACT, 10),
        (Shortfall.NO_VALUE, 1),
    ]
    assert len({shortfall_word(kind) for kind in Shortfall}) == len(Shortfall)
    assert len({group_word(group) for group in QualityGroup}) == len(QualityGroup)
