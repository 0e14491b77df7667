"""The builder of a condition: its tree, the editor of what is chosen in it, and the same as text."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QPlainTextEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from borderpost.domain.risk.profile import ProfileFault
from borderpost.domain.risk.profile_toml import condition_from_toml, condition_to_toml
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, FormField, Notice
from borderpost.ui.story.leaves import Leaves
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.profile_faults import fault_lines, fault_sentence
from borderpost.ui.words.workshop import BRANCHES, branch_word
from borderpost.ui.workshop import nodes
from borderpost.ui.workshop.comparison import ComparisonEditor
from borderpost.ui.workshop.tree_model import ConditionModel

_ROWS_SHOWN = 9


class ConditionBuilder(QWidget):
    """`changed()`: the condition reads otherwise now. Tree and text are two views of the same plain data."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._root: Any = nodes.new_comparison()
        self._broken: ProfileFault | None = None
        self.model = ConditionModel(self)
        self.tree = QTreeView()
        self.tree.setModel(self.model)
        self.tree.setAccessibleName(self.tr("Condition"))
        self.tree.setHeaderHidden(True)
        self.tree.setTabKeyNavigation(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setItemsExpandable(False)
        self.tree.setRootIsDecorated(False)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("Condition as text (TOML)"))
        self.text.setTabChangesFocus(True)
        self.text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.text.setProperty("textStyle", str(TextStyle.CODE))
        self.text.setMinimumHeight(look.px(220))
        self.branch = QComboBox()
        for each in BRANCHES:
            self.branch.addItem(branch_word(each), each)
        self.comparison = ComparisonEditor()
        self._branch = FormField(self.tr("What has to hold"), self.branch)
        self._editor = Leaves(self.comparison, self._branch)
        self.faults = Notice("", Tone.CRITICAL)
        self._lay_out()
        self.tree.selectionModel().currentChanged.connect(self._chosen)
        self.comparison.changed.connect(self._compared)
        self.branch.activated.connect(self._turned)
        self.text.textChanged.connect(self._typed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.add = Button(self.tr("Add comparison"), ButtonKind.NORMAL, Icon.PLUS, "Ctrl+N")
        self.group = Button(self.tr("Put into a group"), ButtonKind.NORMAL, Icon.FOLDER, "Ctrl+G")
        self.remove = Button(self.tr("Remove"), ButtonKind.NORMAL, Icon.REMOVE, "Ctrl+Del")
        self.up = Button(self.tr("Up"), ButtonKind.QUIET, None, "Alt+Up")
        self.down = Button(self.tr("Down"), ButtonKind.QUIET, None, "Alt+Down")
        self.as_text = Button(self.tr("As text"), ButtonKind.QUIET, Icon.KEYBOARD, "Ctrl+E")
        row = QGridLayout()
        row.setSpacing(Space.S)
        for place, button in enumerate((self.add, self.group, self.remove, self.up, self.down, self.as_text)):
            row.addWidget(button, place // 3, place % 3)
        self.add.clicked.connect(self.add_comparison)
        self.group.clicked.connect(self.put_into_group)
        self.remove.clicked.connect(self.remove_chosen)
        self.up.clicked.connect(self.move_up)
        self.down.clicked.connect(self.move_down)
        self.as_text.clicked.connect(self.turn_view)
        shown = QWidget()
        inner = QVBoxLayout(shown)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(Space.S)
        inner.addWidget(self.tree)
        inner.addWidget(self._editor)
        self._views = Leaves(shown, self.text)
        column.addLayout(row)
        column.addWidget(self._views)
        column.addWidget(self.faults)

    @property
    def in_text(self) -> bool:
        """Whether the text is shown."""
        return self._views.currentWidget() is self.text

    def condition(self) -> Any:
        """Return the condition as plain data, sound or not."""
        return self._root

    @property
    def broken(self) -> ProfileFault | None:
        """Why the text is no TOML; None where it is."""
        return self._broken

    def set_condition(self, root: Any, *, editable: bool, lists: Iterable[str] = ()) -> None:
        """Show a condition; nothing is told of it."""
        self._root = root
        self._broken = None
        self.comparison.set_lists(tuple(lists))
        for widget in (self.add, self.group, self.remove, self.up, self.down):
            widget.setVisible(editable)
        self._editor.setVisible(editable)
        self.text.setReadOnly(not editable)
        first = next((path for path, _, node in nodes.walk(root) if not nodes.branch_of(node)), ())
        self._fill(first if editable else ())
        self._write_text()

    def show_faults(self, faults: Iterable[ProfileFault]) -> None:
        """Mark the nodes that are faulty, and tell what is wrong with them by their paths."""
        told = [fault for fault in faults if fault.path.startswith("condition")]
        self.model.set_faults(
            {
                path: [fault_sentence(one) for one in told if one.path == place or _own(one.path, place)]
                for path, place, _ in nodes.walk(self._root)
            }
        )
        self.faults.set_notice(fault_lines(told), Tone.CRITICAL)

    @Slot()
    def add_comparison(self) -> None:
        """Add a comparison behind the chosen one, or within the chosen group, and begin to fill it."""
        self._root, chosen = nodes.add(
            self._root, self._path(), nodes.new_comparison(of_line=self._in_line())
        )
        self._settle(chosen)
        self.comparison.field.setFocus()

    @Slot()
    def put_into_group(self) -> None:
        """Put what is chosen into a group of its own, and choose which."""
        path = self._path()
        self._root = nodes.put(self._root, path, {"any": [nodes.node_at(self._root, path)]})
        self._settle(path)
        self.branch.setFocus()

    @Slot()
    def remove_chosen(self) -> None:
        """Remove what is chosen with all that is in it."""
        self._root, chosen = nodes.remove(self._root, self._path())
        self._settle(chosen)

    @Slot()
    def move_up(self) -> None:
        """Move what is chosen before its neighbour."""
        self._root, chosen = nodes.move(self._root, self._path(), -1)
        self._settle(chosen)

    @Slot()
    def move_down(self) -> None:
        """Move what is chosen behind its neighbour."""
        self._root, chosen = nodes.move(self._root, self._path(), 1)
        self._settle(chosen)

    @Slot()
    def turn_view(self) -> None:
        """Show the text in place of the tree, or the tree again, once the text is one."""
        if self.in_text and self._broken is not None:
            return
        if self.in_text:
            self._views.setCurrentIndex(0)
            self.tree.setFocus()
        else:
            self._write_text()
            self._views.setCurrentWidget(self.text)
            self.text.setFocus()
        for button in (self.add, self.group, self.remove, self.up, self.down):
            button.setEnabled(not self.in_text)
        self.as_text.setText(self.tr("As a tree") if self.in_text else self.tr("As text"))

    def _path(self) -> nodes.Path:
        return self.model.path_of(self.tree.currentIndex())

    def _in_line(self) -> bool:
        """Tell whether what is chosen stands within one content line."""
        here, path = self._root, self._path()
        for place in (*path, None):
            if nodes.branch_of(here) in ("some_line", "every_line"):
                return True
            if place is not None:
                here = nodes.parts_of(here)[place]
        return False

    def _settle(self, chosen: nodes.Path) -> None:
        self._fill(chosen)
        self._write_text()
        self.changed.emit()

    def _fill(self, chosen: nodes.Path) -> None:
        """Lay the tree out anew, with a node chosen."""
        self._show_tree(chosen)
        self.tree.scrollTo(self.tree.currentIndex())
        rows = min(_ROWS_SHOWN, max(3, self.model.size()))
        self.tree.setFixedHeight(rows * max(self.tree.sizeHintForRow(0), look.px(24)) + 2 * Space.S)
        self._chosen()

    def _show_tree(self, chosen: nodes.Path) -> None:
        with QSignalBlocker(self.tree.selectionModel()):
            self.model.set_root(self._root)
            self.tree.expandAll()
            self.tree.setCurrentIndex(self.model.index_of(chosen))
        self.tree.viewport().update()

    def _write_text(self) -> None:
        with QSignalBlocker(self.text):
            plain = self._root if isinstance(self._root, dict) else {}
            self.text.setPlainText(condition_to_toml(plain))

    @Slot()
    def _chosen(self) -> None:
        node = nodes.node_at(self._root, self._path())
        branch = nodes.branch_of(node)
        if branch:
            self.branch.setCurrentIndex(BRANCHES.index(branch))
            self._editor.setCurrentWidget(self._branch)
        else:
            self.comparison.set_node(node)
            self._editor.setCurrentWidget(self.comparison)

    @Slot(object)
    def _compared(self, node: nodes.Node) -> None:
        path = self._path()
        self._root = nodes.put(self._root, path, node)
        self._show_tree(path)
        self._write_text()
        self.changed.emit()

    @Slot(int)
    def _turned(self, place: int) -> None:
        path = self._path()
        turned = nodes.turned(nodes.node_at(self._root, path), BRANCHES[place])
        self._root = nodes.put(self._root, path, turned)
        self._settle(path)

    @Slot()
    def _typed(self) -> None:
        read = condition_from_toml(self.text.toPlainText())
        if isinstance(read, ProfileFault):
            self._broken = read
        else:
            self._broken = None
            self._root = read
            self._fill(())
        self.changed.emit()


def _own(fault: str, place: str) -> bool:
    """Tell whether a fault is about the node at a place, and about none within it."""
    if not fault.startswith(f"{place}."):
        return False
    rest = fault[len(place) + 1 :]
    return not any(rest == each or rest.startswith((f"{each}.", f"{each}[")) for each in BRANCHES)
