"""What came of one profile, beside the table: its hit rate by week, its lift, its false alarms."""

from PySide6.QtWidgets import QWidget

from borderpost.domain.risk.measuring import Figures, Measured, Week
from borderpost.ui.kit import Card, KeyValueGrid, Text
from borderpost.ui.quality.week_bars import WeekBar, WeekBars
from borderpost.ui.theme.tokens import TextStyle
from borderpost.ui.words.names import own
from borderpost.ui.words.workshop import rate_text
from borderpost.ui.workshop.columns import false_alarm_text, trend_text
from borderpost.ui.workshop.rows import ProfileRow


class FiguresCard(Card):
    """Shows the figures of a row, held against what the random share finds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.name = Text("", TextStyle.HEADING, wrap=True)
        self.grid = KeyValueGrid(1)
        self._told: list[tuple[str, str, bool]] = []
        self._heading = Text(self.tr("Hit rate by week, with its interval of 95 %"), TextStyle.STRONG)
        self.bars = WeekBars(self.tr("Hit rate by week"))
        self.told = Text("", wrap=True, muted=True)
        for content in (self.name, self.told, self._heading, self.bars, self.grid):
            self.add(content)
        self.show_row(None, None)

    def show_row(self, row: ProfileRow | None, measured: Measured | None) -> None:
        """Show what is known of a row; nothing where none is chosen."""
        figures = row.figures if row is not None else None
        self.name.setText(own(row.title) if row is not None else self.tr("No profile is chosen"))
        self._told = self._rows(figures, measured)
        self.grid.set_rows(self._told)
        known = figures is not None and bool(figures.rate.examined)
        for widget in (self._heading, self.bars):
            widget.setVisible(known)
        self.bars.set_bars([self._bar(week) for week in figures.weeks] if figures is not None else [])
        self.told.setText(self._sentence(row, figures, measured))

    def rows(self) -> list[tuple[str, str]]:
        """Return the figures as they are told, with their names."""
        return [(name, value.strip("\u2066\u2069")) for name, value, _ in self._told]

    def _rows(self, figures: Figures | None, measured: Measured | None) -> list[tuple[str, str, bool]]:
        rows: list[tuple[str, str, bool]] = []
        if figures is not None:
            rows = [
                (self.tr("Selected"), str(figures.hits), False),
                (self.tr("Of these drawn by chance, too"), str(figures.also_drawn), False),
                (self.tr("Examined"), str(figures.rate.examined), False),
                (self.tr("Hit rate (95 %)"), rate_text(figures.rate), False),
                (self.tr("Lift over the random share"), _lift(figures), False),
                (self.tr("False alarms"), _false_alarms(figures), False),
                (self.tr("Last four weeks"), trend_text(figures), False),
            ]
        if measured is not None:
            rows.append((self.tr("Random share (95 %)"), rate_text(measured.stream), False))
        return rows

    def _bar(self, week: Week) -> WeekBar:
        share, bounds = week.share, week.rate
        told = self.tr("week of {day}: {rate}, {hits} selected").format(
            day=week.monday.isoformat(), rate=rate_text(bounds) or "–", hits=week.hits
        )
        below = f"{week.monday.day}.{week.monday.month}."
        if share is None:
            return WeekBar(None, "", below, told)
        above = self.tr("{found} of {examined}").format(found=week.found, examined=week.examined)
        return WeekBar(share, above, below, told, bounds.low, bounds.high)

    def _sentence(self, row: ProfileRow | None, figures: Figures | None, measured: Measured | None) -> str:
        if row is None or measured is None:
            return ""
        if figures is None:
            return self.tr("It has selected nothing in this time.")
        if not figures.rate.examined:
            return self.tr("Nothing that it selected was examined yet.")
        if figures.lift is None:
            return self.tr("How it compares with chance shows once something is found by it and by the draw.")
        if figures.lift.low > 1:
            return self.tr("It finds more than chance does.")
        if figures.lift.high < 1:
            return self.tr("It finds less than chance does: think of retiring it.")
        return self.tr("Whether it finds more than chance does cannot be told yet.")


def _lift(figures: Figures) -> str:
    if figures.lift is None:
        return ""
    lift = figures.lift
    return f"{lift.times:.1f} × ({lift.low:.1f} – {lift.high:.1f})"


def _false_alarms(figures: Figures) -> str:
    return f"{figures.false_alarms} ({false_alarm_text(figures)})" if figures.rate.examined else ""
