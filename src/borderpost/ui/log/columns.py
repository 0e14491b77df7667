"""The columns of the inspection log, and what each of them shows of a row."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from borderpost.domain.codes import Disposition
from borderpost.ui.kit import ltr
from borderpost.ui.story.tones import lane_tone, stage_tone
from borderpost.ui.tables import Column
from borderpost.ui.words.acts import lane_text
from borderpost.ui.words.amounts import moment_text
from borderpost.ui.words.codes import word
from borderpost.ui.words.names import own
from borderpost.work.ports import LogKey, LogRow

translate = QCoreApplication.translate


def log_columns(officers: Mapping[str, str], *, sortable: bool = True) -> list[Column[LogRow]]:
    """Return the columns; `officers` are the names by id, and may change later on."""

    def officer(officer_id: str) -> str:
        return officers.get(officer_id, officer_id)

    columns = [
        Column(
            LogKey.TIME,
            translate("log", "Taken up"),
            lambda row: ltr(moment_text(row.opened_at, row.offset_minutes)),
            142,
        ),
        Column(LogKey.ITEM, translate("log", "Item"), lambda row: row.item_id, 142, code=True),
        Column(
            LogKey.LANE,
            translate("log", "Lane"),
            lambda row: lane_text(row.lane),
            100,
            tone=lambda row: lane_tone(row.lane),
        ),
        Column(
            LogKey.STAGE,
            translate("log", "Stage"),
            lambda row: word(row.stage),
            216,
            tone=lambda row: stage_tone(row.stage),
        ),
        Column(LogKey.GOODS, translate("log", "Goods"), lambda row: own(row.goods), 158, stretch=True),
        Column(LogKey.NUMBER, translate("log", "Number"), lambda row: row.number, 156, code=True),
        Column(LogKey.OFFICER, translate("log", "Officer"), lambda row: officer(row.officer), 120),
        Column(LogKey.DISPOSITION, translate("log", "Disposition"), _disposition, 170),
        Column(LogKey.APPROVER, translate("log", "Approver"), lambda row: officer(row.approver), 130),
        Column(LogKey.SENDER, translate("log", "Sender"), lambda row: own(row.sender), 180),
        Column(LogKey.ADDRESSEE, translate("log", "Addressee"), lambda row: own(row.addressee), 180),
        Column(
            LogKey.PHOTOGRAPHS,
            translate("log", "Photos"),
            lambda row: str(row.photographs) if row.photographs else "",
            80,
            number=True,
        ),
    ]
    return columns if sortable else [replace(column, sortable=False) for column in columns]


def _disposition(row: LogRow) -> str:
    known = row.disposition in set(Disposition)
    return word(Disposition(row.disposition)) if known else row.disposition
