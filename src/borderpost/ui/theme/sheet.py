"""The style sheet: the little that Fusion and a palette cannot say, written from the tokens."""

from string import Template

from borderpost.ui.theme.tokens import (
    CODE_FAMILIES,
    TEXT_FAMILIES,
    TYPE,
    Radius,
    Role,
    Scheme,
    Size,
    TextStyle,
    hex_of,
)

# Controls keep a 2-px border at all times, so that the focus ring never moves what stands beside it.
_SHEET = Template(
    """
QToolTip { background: $tooltip; color: $on_tooltip; border: 1px solid $border; padding: 4px; }

QLabel { background: transparent; }
QLabel[muted="true"] { color: $muted; }
QLabel[fault="true"] { color: $error_text; }

QFrame[card="true"] { background: $surface; border: 1px solid $border; border-radius: ${large}px; }
QFrame[panel="true"] { background: $raised; border: 1px solid $border; border-radius: ${medium}px; }
QFrame[rule="true"] { background: $border; border: none; }

QPushButton {
    background: $surface; color: $text; border: 2px solid $control_border;
    border-radius: ${medium}px; padding: 4px 14px; min-height: ${inner}px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $selection; color: $on_selection; }
QPushButton:disabled { color: $disabled; border-color: $border; background: $raised; }
QPushButton[kind="primary"], QPushButton[kind="danger"] { font-weight: 700; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[kind="danger"] { background: $danger; color: $on_danger; border-color: $danger; }
QPushButton[kind="danger"]:hover { background: $danger_hover; border-color: $danger_hover; }
QPushButton[kind="primary"]:disabled, QPushButton[kind="danger"]:disabled {
    background: $sunken; color: $disabled; border-color: $border;
}
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $link; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:disabled { color: $disabled; }
QPushButton:focus { border-color: $focus; }
QPushButton[kind="primary"]:focus, QPushButton[kind="danger"]:focus { border-color: $text; }
QPushButton[kind="quiet"]:focus { border-color: $focus; }

QToolButton {
    background: transparent; color: $text; border: 2px solid transparent;
    border-radius: ${medium}px; padding: 3px;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $selection; color: $on_selection; }
QToolButton:focus { border-color: $focus; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
    background: $surface; color: $text; border: 2px solid $control_border; border-radius: ${medium}px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QAbstractSpinBox, QComboBox { padding: 2px 8px; min-height: ${inner}px; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit { border: none; padding: 0; min-height: 0; }
QPlainTextEdit, QTextEdit { padding: 4px; }
QLineEdit:read-only, QPlainTextEdit[readOnly="true"] { background: $raised; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled {
    color: $disabled; border-color: $border; background: $raised;
}
QLineEdit[fault="true"], QComboBox[fault="true"],
QAbstractSpinBox[fault="true"], QPlainTextEdit[fault="true"] {
    border-color: $error_text;
}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border-color: $focus;
}
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $control_border; }

QCheckBox, QRadioButton {
    spacing: 8px; padding: 3px; border: 2px solid transparent; border-radius: ${small}px;
}
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }

QTableView, QListView, QTreeView {
    background: $surface; alternate-background-color: $raised; color: $text;
    border: 2px solid $border; border-radius: ${medium}px; gridline-color: $border;
    selection-background-color: $selection; selection-color: $on_selection; outline: none;
}
QTableView:focus, QListView:focus, QTreeView:focus { border-color: $focus; }
QTableView::item, QListView::item, QTreeView::item { padding: 2px 8px; border: none; }
QListView::item { border-radius: ${small}px; padding: 6px 8px; }
QTableView::item:hover, QListView::item:hover { background: $hover; }
QTableView::item:selected, QListView::item:selected { background: $selection; color: $on_selection; }
QHeaderView { background: $sunken; border: none; }
QHeaderView::section {
    background: $sunken; color: $muted; border: none; border-bottom: 1px solid $border;
    padding: 4px 8px; font-weight: 700; font-size: ${caption}px;
}
QHeaderView::section:hover { color: $text; background: $hover; }
QTableCornerButton::section { background: $sunken; border: none; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[page="true"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 14px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 14px; margin: 0; }
QScrollBar::handle { background: $control_border; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 36px; margin: 3px; }
QScrollBar::handle:horizontal { min-width: 36px; margin: 3px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar::tab {
    background: transparent; color: $muted; padding: 7px 14px; border: 2px solid transparent;
    border-bottom: 3px solid transparent;
}
QTabBar::tab:hover { color: $text; background: $hover; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; font-weight: 700; }
QTabBar:focus::tab:selected { border-color: $focus; }

QMenu { background: $surface; color: $text; border: 1px solid $control_border; padding: 4px; }
QMenu::item { padding: 6px 20px; border-radius: ${small}px; }
QMenu::item:selected { background: $selection; color: $on_selection; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }

QProgressBar {
    background: $sunken; color: $text; border: 1px solid $control_border; border-radius: ${small}px;
    text-align: center; min-height: 16px;
}
QProgressBar::chunk { background: $selection; border-radius: 3px; }
QSplitter::handle { background: $border; }
QSplitter::handle:hover { background: $accent; }

QFrame[rail="true"] { background: $rail; border: none; }
QFrame[rail="true"] QLabel { color: $rail_text; }
QFrame[rail="true"] QLabel[muted="true"] { color: $rail_muted; }
QFrame[topbar="true"] { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame[statusline="true"] { background: $surface; border: none; border-top: 1px solid $border; }
"""
)


def style_sheet(scheme: Scheme, scale: float) -> str:
    """Return the application's style sheet for a scheme and a text size factor."""
    values = {str(role): hex_of(role, scheme) for role in Role}
    values |= {
        "small": str(Radius.SMALL),
        "medium": str(Radius.MEDIUM),
        "large": str(Radius.LARGE),
        "inner": str(round((Size.CONTROL - 12) * scale)),
        "caption": str(round(TYPE[TextStyle.CAPTION].px * scale)),
    }
    return _SHEET.substitute(values) + "\n".join(_text_rules(scale))


def _text_rules(scale: float) -> list[str]:
    rules = []
    for style, step in TYPE.items():
        families = (*CODE_FAMILIES, *TEXT_FAMILIES) if step.code else TEXT_FAMILIES
        names = ", ".join(f'"{family}"' for family in families)
        rules.append(
            f'*[textStyle="{style}"] {{ font-size: {round(step.px * scale)}px; '
            f"font-weight: {step.weight}; font-family: {names}; }}"
        )
    return rules
