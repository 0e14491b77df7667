"""The small widgets say what they mean to eye and ear, and are worked by keys alone."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from borderpost.ui.icons import Icon
from borderpost.ui.kit import (
    Button,
    ButtonKind,
    Card,
    Chip,
    CodeField,
    ConfirmPanel,
    EmptyState,
    FormField,
    IconButton,
    KeyValueGrid,
    LaneBadge,
    NextStepBar,
    Notice,
    NumberField,
    PassphraseField,
    Photo,
    PhotoStrip,
    ScrollPage,
    SearchField,
    ShortcutHint,
    StatusPill,
    Step,
    Text,
    Toast,
    lane_meaning,
    lane_word,
)
from borderpost.ui.kit.photos import PhotoModel
from borderpost.ui.theme.theme import Theme, ThemeChoice
from borderpost.ui.theme.tokens import LANES, Tone
from ui.kit_page import put, show
from ui.walk import assert_all_reached, assert_named, name_of


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, ThemeChoice.LIGHT)


def blank(key: str, side: int) -> QImage:
    image = QImage(side, side * 3 // 4, QImage.Format.Format_RGB32)
    image.fill(QColor("steelblue"))
    return image


def test_a_lane_is_told_by_word_and_shape_and_to_a_screen_reader(page: QWidget, qtbot: QtBot) -> None:
    badges = [LaneBadge(lane, big=True) for lane in LANES]
    put(page, *badges)
    show(page, qtbot)
    assert [badge.text() for badge in badges] == ["GREEN", "YELLOW", "RED", "SECURE"]
    assert name_of(badges[3]) == "Lane: Secure. Do not open"
    assert lane_word("red") == "Red"
    assert lane_meaning("red") == "Examine the parcel"
    shapes = [badge.grab().toImage().convertToFormat(QImage.Format.Format_Mono) for badge in badges]
    assert len({bytes(shape.constBits()) for shape in shapes}) == len(LANES)


def test_a_badge_never_cuts_its_word(page: QWidget, qtbot: QtBot) -> None:
    badge = LaneBadge("secure")
    pill = StatusPill("Journal sound", Tone.POSITIVE)
    assert badge.minimumSizeHint() == badge.sizeHint()
    wide = pill.sizeHint().width()
    pill.set_compact(True)
    assert pill.sizeHint().width() < wide / 2
    assert name_of(pill) == "Journal sound"
    chip = Chip("a very long fact about a parcel that came from far away")
    assert chip.minimumSizeHint().width() < chip.sizeHint().width()


def test_a_missing_fact_is_seen_as_missing() -> None:
    grid = KeyValueGrid(2)
    grid.set_rows([("Origin", "China", False), ("Receptacle", "CNCANANLAMSA", True), ("Postage", "", False)])
    assert [grid.value(number) for number in range(3)] == ["China", "CNCANANLAMSA", "–"]
    grid.set_value(2, "4.00 EUR")
    grid.set_value(1, "")
    assert [grid.value(number) for number in range(3)] == ["China", "–", "4.00 EUR"]
    grid.set_rows([("Weight", "1.2 kg", False)])
    assert grid.value(0) == "1.2 kg"
    assert name_of(grid.add_row("Value", "12.00 USD")) == "Value: 12.00 USD"


def test_large_text_sets_facts_in_one_column(theme: Theme, page: QWidget, qtbot: QtBot) -> None:
    grid = KeyValueGrid(2)
    first = grid.add_row("Origin", "China")
    second = grid.add_row("Value", "12.00 USD")
    put(page, grid)
    show(page, qtbot)
    assert first.y() == second.y()
    theme.set_text_scale(2.0)
    qtbot.waitUntil(lambda: second.y() > first.y())
    theme.set_text_scale(1.0)
    qtbot.waitUntil(lambda: second.y() == first.y())


def test_a_field_says_what_is_wrong_with_it(page: QWidget, qtbot: QtBot) -> None:
    editor = QLineEdit()
    field = FormField("Seal number", editor, "On the bag")
    put(page, field)
    show(page, qtbot)
    assert name_of(editor) == "Seal number"
    assert editor.accessibleDescription() == "On the bag"
    field.set_error("This seal was used before.")
    assert field.error() == "This seal was used before."
    assert editor.accessibleDescription() == "This seal was used before."
    assert editor.property("fault") is True
    field.set_error("")
    assert editor.property("fault") is False
    assert editor.accessibleDescription() == "On the bag"


def test_a_passphrase_is_hidden_until_asked_for_and_wiped_whole(page: QWidget, qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase")
    put(page, field)
    show(page, qtbot)
    field.setFocus()
    qtbot.keyClicks(field, "blue heron")
    assert field.echoMode() is QLineEdit.EchoMode.Password
    qtbot.keyClick(field, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    field.wipe()
    assert field.text() == ""
    assert field.echoMode() is QLineEdit.EchoMode.Password


def test_a_search_speaks_once_and_escape_empties_it(page: QWidget, qtbot: QtBot) -> None:
    field = SearchField("Search", rest_ms=0)
    heard: list[str] = []
    field.searched.connect(heard.append)
    put(page, field)
    show(page, qtbot)
    field.setFocus()
    with qtbot.waitSignal(field.searched):
        qtbot.keyClicks(field, " shoes ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard[-1] == "shoes"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert heard[-1] == ""


def test_the_next_step_is_taken_by_its_key_or_its_button(page: QWidget, qtbot: QtBot) -> None:
    bar = NextStepBar()
    put(page, QLineEdit(), bar)
    bar.set_steps(
        "Open the parcel and examine it.",
        Step("examine", "Begin examination", "F6", Icon.EXAMINE),
        Step("release", "Release", "F7", Icon.RELEASE, enabled=False, why_not="The lane is red."),
    )
    show(page, qtbot)
    with qtbot.waitSignal(bar.taken) as taken:
        qtbot.keyClick(page, Qt.Key.Key_F6)
    assert taken.args == ["examine"]
    with qtbot.assertNotEmitted(bar.taken):
        qtbot.keyClick(page, Qt.Key.Key_F7)
    assert bar.button("release").toolTip() == "The lane is red."
    with qtbot.waitSignal(bar.taken):
        qtbot.keyClick(bar.button("examine"), Qt.Key.Key_Space)
    assert [step.name for step in bar.steps()] == ["release", "examine"]


def test_new_steps_keep_the_focus_and_free_the_old_keys(page: QWidget, qtbot: QtBot) -> None:
    bar = NextStepBar()
    put(page, bar)
    bar.set_steps("First.", Step("go", "Go", "F6"), Step("stop", "Stop", "F7"))
    show(page, qtbot)
    bar.button("go").setFocus()
    bar.set_steps("Second.", Step("go", "Go on", "F8"))
    assert bar.button("go").hasFocus()
    with qtbot.assertNotEmitted(bar.taken):
        qtbot.keyClick(page, Qt.Key.Key_F6)
    with qtbot.waitSignal(bar.taken):
        qtbot.keyClick(page, Qt.Key.Key_F8)


def test_a_question_is_answered_by_keys_and_gives_the_focus_back(page: QWidget, qtbot: QtBot) -> None:
    editor = QLineEdit()
    editor.setAccessibleName("Remarks")
    panel = ConfirmPanel()
    other = QLineEdit()
    other.setAccessibleName("Seal number")
    put(page, other, editor, panel)
    show(page, qtbot)
    editor.setFocus()
    panel.ask("Release a parcel in the red lane?", "The journal will say who did it.", yes="Release it")
    assert panel.no.hasFocus()
    with qtbot.waitSignal(panel.declined):
        qtbot.keyClick(panel.no, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert editor.hasFocus()
    panel.ask("Release a parcel in the red lane?", yes="Release it", danger=True)
    assert_named(page)
    qtbot.keyClick(panel.no, Qt.Key.Key_Tab)
    with qtbot.waitSignal(panel.confirmed):
        qtbot.keyClick(panel.yes, Qt.Key.Key_Return)
    assert editor.hasFocus()


def test_photographs_are_walked_opened_and_asked_to_go_by_keys(page: QWidget, qtbot: QtBot) -> None:
    strip = PhotoStrip("Photographs", blank)
    put(page, strip)
    strip.set_photos([Photo(f"p{number}", f"photo {number}") for number in range(3)])
    show(page, qtbot)
    strip.setFocus()
    assert strip.current_key() == "p2"
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    with qtbot.waitSignal(strip.opened) as opened:
        qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert opened.args == ["p1"]
    with qtbot.waitSignal(strip.removal_asked) as removal:
        qtbot.keyClick(strip, Qt.Key.Key_Delete)
    assert removal.args == ["p1"]
    strip.set_photos([Photo("p1", "photo 1"), Photo("p9", "photo 9")])
    assert strip.current_key() == "p1"


def test_thumbnails_are_made_only_when_shown(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    made: list[str] = []

    def note(key: str, side: int) -> QImage:
        made.append(key)
        return blank(key, side)

    model = PhotoModel(note)
    model.set_photos([Photo(str(number), f"photo {number}") for number in range(5000)])
    assert made == []
    model.index(3).data(Qt.ItemDataRole.DecorationRole)
    model.index(3).data(Qt.ItemDataRole.DecorationRole)
    assert made == ["3"]
    model.set_photos([Photo("3", "photo 3")])
    qtmodeltester.check(model, force_py=True)
    assert made == ["3"]


def test_an_empty_place_says_what_to_do(page: QWidget, qtbot: QtBot) -> None:
    empty = EmptyState(Icon.APPROVE, "Nothing waits for approval", "Seizures appear here.", "Open the log")
    put(page, empty)
    show(page, qtbot)
    assert empty.accessibleName() == "Nothing waits for approval"
    button = empty.findChild(Button)
    with qtbot.waitSignal(empty.acted):
        qtbot.keyClick(button, Qt.Key.Key_Space)
    empty.set_state(Icon.LOG, "No inspections yet")
    assert not button.isVisible()


def test_a_message_shows_for_a_while_and_never_takes_the_focus(page: QWidget, qtbot: QtBot) -> None:
    editor = QLineEdit()
    put(page, editor)
    toast = Toast(page)
    show(page, qtbot)
    editor.setFocus()
    toast.show_message("Recorded as entry 1 205", Tone.POSITIVE, shown_ms=1)
    assert editor.hasFocus()
    assert page.rect().contains(toast.geometry())
    qtbot.waitUntil(lambda: not toast.isVisible())
    toast.show_message("x " * 400, shown_ms=1)
    assert toast.width() <= page.width()
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_a_page_scrolls_only_where_it_cannot_fit(page: QWidget, qtbot: QtBot) -> None:
    scroll = ScrollPage()
    card = Card("Declaration")
    card.add(Text("A long sentence about a parcel. " * 30, wrap=True))
    scroll.add(card)
    put(page, scroll)
    show(page, qtbot)
    assert scroll.verticalScrollBar().maximum() == 0
    for _ in range(20):
        card.add(Text("A long sentence about a parcel. " * 10, wrap=True))
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)
    assert scroll.horizontalScrollBar().maximum() == 0


def test_the_wheel_changes_no_number(page: QWidget, qtbot: QtBot) -> None:
    field = NumberField("Net weight", decimals=3, unit="kg")
    put(page, field)
    show(page, qtbot)
    field.setValue(1.25)
    assert field.focusPolicy() is Qt.FocusPolicy.StrongFocus
    assert field.text().endswith(" kg")


def test_every_widget_of_the_kit_has_a_name_and_is_reached(page: QWidget, qtbot: QtBot) -> None:
    grid = KeyValueGrid()
    grid.add_row("Origin", "China")
    bar = NextStepBar()
    bar.set_steps("Next.", Step("go", "Go", "F6"))
    strip = PhotoStrip("Photographs", blank)
    strip.set_photos([Photo("1", "photo 1")])
    put(
        page,
        grid,
        Button("Release", ButtonKind.QUIET, Icon.RELEASE),
        IconButton(Icon.PRINT, "Print", "Ctrl+P"),
        FormField("Seal number", CodeField("Seal number")),
        FormField("Net weight", NumberField("Net weight")),
        PassphraseField("Passphrase"),
        SearchField("Search"),
        Notice("The number was seen before.", Tone.CAUTION),
        ShortcutHint("F6"),
        strip,
        bar,
    )
    show(page, qtbot)
    assert_named(page)
    assert_all_reached(page)


def test_the_walk_finds_a_nameless_widget_and_a_trap(page: QWidget, qtbot: QtBot) -> None:
    class Trap(QLineEdit):
        def event(self, event: QEvent) -> bool:
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab:  # type: ignore[attr-defined]
                return True
            return super().event(event)

    put(page, Trap(), QLineEdit())
    show(page, qtbot)
    with pytest.raises(AssertionError, match="no accessible name"):
        assert_named(page)
    with pytest.raises(AssertionError, match="does not reach"):
        assert_all_reached(page)
