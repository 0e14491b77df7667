"""The examination screen in a window on a real desk, and items to examine on it."""

from typing import Any

from pytestqt.qtbot import QtBot

from borderpost.domain.inspection import Inspection
from borderpost.ui.desk import Desk
from borderpost.ui.examination.screen import ExaminationScreen
from borderpost.ui.shell import MainWindow
from borderpost.ui.theme.theme import Theme
from borderpost.work import inspecting
from station import ANNA, Station
from ui.desk_maker import settle

ITEM = "RX473124829CN"
GTIN = "4006381333931"


def declaration(lines: int = 3) -> dict[str, Any]:
    """Return a declaration of names in several scripts, in as many lines as asked for."""
    return {
        "sender": {"company": "深圳 Trading 𠮷 Co.", "country": "CN"},
        "addressee": {"name": "محمد العلي", "city": "Antwerpen", "postcode": "2000"},
        "gross_weight_kg": "1.24",
        "lines": [
            {
                "description": f"running shoes {number}" if number > 1 else "حذاء رياضي 𠮷 running shoes",
                "quantity": "2",
                "unit": "PCE",
                "net_weight_kg": "0.9",
                "value": {"amount": "12", "currency": "USD"},
                "hs_code": "640411",
                "product_ids": [{"scheme": "gtin", "value": GTIN if number == 2 else f"{number:08d}"}],
            }
            for number in range(1, lines + 1)
        ],
    }


def take_up(station: Station, lane: str = "red", lines: int = 3, item: str = ITEM) -> Inspection:
    """Take an item up at the bench."""
    subject = inspecting.Subject(
        item, "2026-11-01", lane, {"lane": lane, "hits": [{"title": "Shoes"}]}, declaration(lines), "d" * 64
    )
    state: Inspection = station.do(inspecting.open_inspection, officer=ANNA, subject=subject)
    return state


def open_screen(desk: Desk, qtbot: QtBot, theme: Theme) -> tuple[MainWindow, ExaminationScreen]:
    """Show the screen in the program's window, which lives as long as whoever asked for it keeps it."""
    window = MainWindow(theme)
    qtbot.addWidget(window)
    made = ExaminationScreen(desk)
    window.add_screen(made)
    window.open_bench("Anna Ríos", "Officer")
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    return window, made


def begin(screen: ExaminationScreen, desk: Desk, state: Inspection) -> None:
    """Bring an inspection to the screen, as the bench does."""
    screen.take_up(state)
    settle(desk)
    window = screen.window()
    assert isinstance(window, MainWindow)
    window.show_screen("examination")


def now(screen: ExaminationScreen) -> Inspection:
    """Return the inspection on the screen."""
    assert screen.state is not None
    return screen.state
