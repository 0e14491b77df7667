"""The columns of the table of profiles."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from borderpost.domain.risk.measuring import Figures, trend
from borderpost.ui.kit import lane_word, ltr
from borderpost.ui.story.tones import lane_tone
from borderpost.ui.tables import Column
from borderpost.ui.words.names import own
from borderpost.ui.words.workshop import profile_tone, rate_text, share_text, stage_word
from borderpost.ui.workshop.rows import ProfileRow

translate = QCoreApplication.translate
_SAME = 0.005
_NOTHING = "–"


def profile_columns() -> list[Column[ProfileRow]]:
    """Return the columns; figures are those of the days chosen, empty where nothing was selected."""
    return [
        Column(
            "title",
            translate("workshop", "Profile"),
            lambda row: own(row.title),
            260,
            stretch=True,
            sortable=False,
        ),
        Column(
            "lane",
            translate("workshop", "Lane"),
            lambda row: lane_word(row.lane) if lane_tone(row.lane) else row.lane,
            100,
            tone=lambda row: lane_tone(row.lane),
            sortable=False,
        ),
        Column(
            "stage",
            translate("workshop", "State"),
            lambda row: stage_word(row.stage),
            126,
            tone=lambda row: profile_tone(row.stage)[0],
            sortable=False,
        ),
        _figure("hits", translate("workshop", "Hits"), lambda one: str(one.hits), 60),
        _figure("examined", translate("workshop", "Examined"), lambda one: str(one.rate.examined), 84),
        _figure("rate", translate("workshop", "Hit rate (95 %)"), lambda one: rate_text(one.rate), 164),
        _figure("lift", translate("workshop", "Lift"), lift_text, 66),
        _figure("false", translate("workshop", "False alarms"), false_alarm_text, 104),
        Column(
            "trend",
            translate("workshop", "Trend"),
            lambda row: (trend_text(row.figures) if row.figures else "") or _NOTHING,
            150,
            sortable=False,
        ),
        Column("id", translate("workshop", "Id"), lambda row: row.id, 160, code=True, sortable=False),
        Column(
            "version",
            translate("workshop", "Version"),
            lambda row: str(row.version),
            70,
            number=True,
            sortable=False,
        ),
    ]


def _figure(key: str, title: str, text: Callable[[Figures], str], width: int) -> Column[ProfileRow]:
    return Column(
        key,
        title,
        lambda row: (text(row.figures) if row.figures is not None else "") or _NOTHING,
        width,
        number=True,
        sortable=False,
    )


def lift_text(figures: Figures) -> str:
    """Return how many times as often as in the random share something was found."""
    return f"{figures.lift.times:.1f} ×" if figures.lift is not None else ""


def false_alarm_text(figures: Figures) -> str:
    """Return the share of examined hits in which nothing was found."""
    return share_text(1.0 - figures.rate.share) if figures.rate.examined else ""


def trend_text(figures: Figures) -> str:
    """Return the hit rate of the last four weeks beside that of the four before, with an arrow."""
    before, now = trend(figures.weeks)
    if now is None:
        return ""
    if before is None:
        return ltr(f"● {share_text(now)}")
    arrow = "▲" if now > before + _SAME else "▼" if now < before - _SAME else "="
    told = translate("workshop", "{arrow} {now}, was {before}")
    return ltr(told.format(arrow=arrow, now=share_text(now), before=share_text(before)))
