"""Checks that every screen has to pass: each thing that takes the focus has a name, and Tab reaches it."""

from collections.abc import Iterator
from typing import TypeGuard

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QWidget,
)


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def focusable(root: QWidget, *, by_tab: bool = False) -> Iterator[QWidget]:
    """Yield every visible, enabled widget under a root that takes the focus (by Tab, where asked)."""
    for widget in [root, *root.findChildren(QWidget)]:
        policy = widget.focusPolicy()
        wanted = policy & Qt.FocusPolicy.TabFocus if by_tab else policy != Qt.FocusPolicy.NoFocus
        inner = isinstance(widget, QLineEdit) and isinstance(widget.parent(), (QComboBox, QAbstractSpinBox))
        if wanted and not inner and widget.isVisible() and widget.isEnabled() and not widget.focusProxy():
            yield widget


def assert_named(root: QWidget) -> None:
    """Every widget that takes the focus has an accessible name."""
    nameless = [_describe(widget) for widget in focusable(root) if not name_of(widget).strip()]
    assert not nameless, f"no accessible name: {nameless}"


def assert_all_reached(root: QWidget) -> None:
    """The Tab key alone reaches every widget that it ought to, and is caught by none.

    Of buttons that exclude one another one is enough: the arrow keys walk among them.
    """
    window = root.window()
    window.activateWindow()
    QApplication.processEvents()
    wanted = set(focusable(root, by_tab=True))
    if not wanted:
        return
    reached: set[QWidget] = set()
    for _ in range(2 * len(set(focusable(window))) + 4):
        target = QApplication.focusWidget() or window
        QTest.keyClick(target, Qt.Key.Key_Tab)
        holder = QApplication.focusWidget()
        if holder is not None:
            reached.add(holder)
    groups = {_group(widget) for widget in reached if _excludes_others(widget)}
    missed = [
        _describe(widget)
        for widget in wanted - reached
        if not (_excludes_others(widget) and _group(widget) in groups)
    ]
    assert not missed, f"Tab does not reach: {missed}"


def _excludes_others(widget: QWidget) -> TypeGuard[QAbstractButton]:
    if isinstance(widget, QRadioButton):
        return True
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive()


def _group(button: QAbstractButton) -> object:
    return button.group() or button.parent()


def _describe(widget: QWidget) -> str:
    parents = []
    at: QWidget | None = widget
    while at is not None and len(parents) < 4:
        parents.append(type(at).__name__)
        at = at.parentWidget()
    return f"{' in '.join(parents)} ({name_of(widget)!r})"
