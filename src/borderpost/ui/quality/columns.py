"""The columns of the table of quality."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from borderpost.domain.risk.quality_ledger import CountedBy
from borderpost.domain.risk.quality_terms import QualityGroup
from borderpost.ui.kit import ltr
from borderpost.ui.tables import Column
from borderpost.ui.words.amounts import number_text
from borderpost.ui.words.names import own
from borderpost.ui.words.quality_counts import (
    group_word,
    score_text,
    shortfall_word,
    who_text,
    worst_shortfalls,
)
from borderpost.work.ports_quality import QualityRow

translate = QCoreApplication.translate
_SAME = 1.0
_LEAST = 10
_NOTHING = "–"
WHO, DECLARATIONS, SCORE, TREND, WORST = "who", "declarations", "score", "trend", "worst"


def quality_columns(by: Callable[[], CountedBy]) -> list[Column[QualityRow]]:
    """Return the columns; `by` says what the rows are at the moment."""
    return [
        Column(
            WHO,
            translate("quality", "Post or sender"),
            lambda row: own(who_text(row, by())),
            130,
            stretch=True,
        ),
        Column(
            DECLARATIONS,
            translate("quality", "Declarations"),
            lambda row: number_text(Decimal(row.total.declarations)),
            142,
            number=True,
        ),
        Column(
            SCORE, translate("quality", "Score"), lambda row: score_text(row.total.score), 64, number=True
        ),
        Column(TREND, translate("quality", "Trend"), trend_text, 110),
        *(_group(group) for group in QualityGroup),
        Column(WORST, translate("quality", "Most often"), _worst, 210, sortable=False),
    ]


def _group(group: QualityGroup) -> Column[QualityRow]:
    return Column(
        group.value, group_word(group), lambda row: score_text(row.total.mean(group)), 92, number=True
    )


def trend_of(row: QualityRow) -> tuple[float | None, float | None]:
    """Return the mean score of the older half of the weeks and of the newer one."""
    half = len(row.weeks) // 2
    return _mean(row, 0, half), _mean(row, half, len(row.weeks))


def _mean(row: QualityRow, first: int, last: int) -> float | None:
    """Return the mean of some weeks; None where they are too few declarations to tell anything."""
    weeks = [(week.score, week.declarations) for week in row.weeks[first:last] if week.score is not None]
    declarations = sum(count for _, count in weeks)
    return sum(score * count for score, count in weeks) / declarations if declarations >= _LEAST else None


def trend_text(row: QualityRow) -> str:
    """Return the newer half of the weeks beside the older one, with an arrow."""
    before, now = trend_of(row)
    if now is None:
        return _NOTHING
    if before is None:
        return ltr(f"● {score_text(now)}")
    arrow = "▲" if now > before + _SAME else "▼" if now < before - _SAME else "="
    told = translate("quality", "{arrow} {now}, was {before}")
    return ltr(told.format(arrow=arrow, now=score_text(now), before=score_text(before)))


def _worst(row: QualityRow) -> str:
    for kind, _, share in worst_shortfalls(row.total)[:1]:
        return translate("quality", "{what}, {share} %").format(
            what=shortfall_word(kind), share=f"{share * 100:.0f}"
        )
    return ""


def sorted_rows(rows: tuple[QualityRow, ...], key: str, descending: bool) -> list[QualityRow]:
    """Return the rows in the order of a column; where nothing is known stands last."""

    def value(row: QualityRow) -> float | None:
        if key == DECLARATIONS:
            return float(row.total.declarations)
        if key == SCORE:
            return row.total.score
        if key == TREND:
            before, now = trend_of(row)
            return None if before is None or now is None else now - before
        return row.total.mean(QualityGroup(key))

    if key == WHO:
        return sorted(rows, key=lambda row: row.name.casefold(), reverse=descending)
    known = [(told, row) for row in rows if (told := value(row)) is not None]
    known.sort(key=lambda pair: pair[0], reverse=descending)
    return [row for _, row in known] + [row for row in rows if value(row) is None]
