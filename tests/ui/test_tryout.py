"""The demo parcels: chosen by keys, scanned or laid under the camera."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from borderpost.ui.tryout import TryOutRow, TryOutScreen
from ui.walk import assert_all_reached, assert_named

ROWS = (TryOutRow("red", "CC007382613CN", "counterfeit shoes"), TryOutRow("opened", "", "the opened parcel"))


def test_a_parcel_is_scanned_by_enter_and_shown_by_its_key(qtbot: QtBot) -> None:
    screen = TryOutScreen(ROWS, camera=True)
    qtbot.addWidget(screen)
    screen.resize(900, 600)
    screen.show()
    screen.on_shown()
    with qtbot.waitSignal(screen.scan_asked, check_params_cb=lambda code: code == "CC007382613CN"):
        qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    qtbot.keyClick(screen.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(screen.show_asked, check_params_cb=lambda key: key == "opened"):
        screen.bar.button("show").click()
    assert not screen.bar.button("scan").isEnabled()
    assert_named(screen)
    assert_all_reached(screen)
