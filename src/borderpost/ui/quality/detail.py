"""One post or sender beside the table: its groups, its weeks, and what its declarations fall short of."""

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from borderpost.domain.risk.quality_ledger import CountedBy
from borderpost.domain.risk.quality_terms import QualityGroup
from borderpost.ui.kit import Card, KeyValueGrid, Text
from borderpost.ui.quality.week_bars import WeekBar, WeekBars
from borderpost.ui.theme.tokens import TextStyle
from borderpost.ui.words.amounts import number_text
from borderpost.ui.words.names import own
from borderpost.ui.words.quality_counts import (
    group_word,
    score_text,
    shortfall_word,
    who_text,
    worst_shortfalls,
)
from borderpost.work.ports_quality import QualityReport, QualityRow

_SHOWN = 10


class QualityDetail(Card):
    """Shows one row of a report, or all of it together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.name = Text("", TextStyle.HEADING, wrap=True)
        self.groups = KeyValueGrid(2)
        self.bars = WeekBars(self.tr("Score by week of arrival"))
        self._weeks = Text(self.tr("Score by week of arrival"), TextStyle.STRONG)
        self._why = Text(self.tr("What they fall short of, the costliest first"), TextStyle.STRONG)
        self.reasons = Text("", wrap=True)
        self.notice = Text("", wrap=True, muted=True)
        for content in (self.name, self.groups, self._weeks, self.bars, self._why, self.reasons, self.notice):
            self.add(content)

    def show_row(self, report: QualityReport, row: QualityRow | None) -> None:
        """Show a row, or where there is none all declarations together."""
        shown = report.everything if row is None else row
        total = shown.total
        name = self.tr("All declarations") if row is None else own(who_text(row, report.by))
        count = self.tr("{count} declarations").format(count=number_text(Decimal(total.declarations)))
        self.name.setText(f"{name} · {count}")
        rows = [(self.tr("Score"), self._of_100(total.score), False)]
        rows += [(group_word(group), self._of_100(total.mean(group)), False) for group in QualityGroup]
        self.groups.set_rows(rows)
        self.bars.set_bars([self._bar(report, shown, number) for number in range(len(report.weeks))])
        self.reasons.setText("\n".join(self._reasons(shown)) or self.tr("Nothing."))
        self.notice.setText(self._notice(report, shown))
        self.notice.setVisible(bool(self.notice.text()))

    def _of_100(self, score: float | None) -> str:
        return "" if score is None else self.tr("{score} of 100").format(score=score_text(score))

    def _bar(self, report: QualityReport, row: QualityRow, number: int) -> WeekBar:
        monday, week = report.weeks[number], row.weeks[number]
        told = self.tr("week of {day}: {score}, {count} declarations").format(
            day=monday.isoformat(),
            score=score_text(week.score),
            count=number_text(Decimal(week.declarations)),
        )
        height = None if week.score is None else week.score / 100
        above = "" if week.score is None else score_text(week.score)
        return WeekBar(height, above, f"{monday.day}.{monday.month}.", told)

    def _reasons(self, row: QualityRow) -> list[str]:
        told = self.tr("{what}: {share} % ({count})")
        return [
            told.format(
                what=shortfall_word(kind), share=f"{share * 100:.1f}", count=number_text(Decimal(count))
            )
            for kind, count, share in worst_shortfalls(row.total)[:_SHOWN]
        ]

    def _notice(self, report: QualityReport, row: QualityRow) -> str:
        notice = row.notice
        if report.by is not CountedBy.POST or not notice.timed:
            return ""
        told = self.tr(
            "Of {count} items scanned here, {after} were declared after their scan and {short} less than a"
            " day before it."
        )
        return told.format(
            count=number_text(Decimal(notice.timed)),
            after=number_text(Decimal(notice.after)),
            short=number_text(Decimal(notice.short)),
        )
