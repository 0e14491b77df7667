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

SEARCH_PREFIX = "borderpost"

# A control with the focus has one more pixel of border and one less of padding: nothing beside it moves.
_SHEET = Template(
    """
QToolTip { background: $tooltip; color: $on_tooltip; border: 1px solid $border; padding: 4px; }

QFrame[card="true"] { background: $surface; border: 1px solid $border; border-radius: ${large}px; }
QFrame[panel="true"] { background: $raised; border: 1px solid $border; border-radius: ${medium}px; }
QFrame[rule="true"] { background: $border; border: none; }

QPushButton {
    background: $surface; color: $text; border: 1px solid $control_border;
    border-radius: ${medium}px; padding: 5px 13px; min-height: ${inner}px;
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
QPushButton:focus { border: 2px solid $focus; padding: 4px 12px; }
QPushButton[kind="primary"]:focus, QPushButton[kind="danger"]:focus { border: 2px solid $text; }

QToolButton {
    background: transparent; color: $text; border: 2px solid transparent;
    border-radius: ${medium}px; padding: 3px;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $selection; color: $on_selection; }
QToolButton:focus { border-color: $focus; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
    background: $surface; color: $text; border: 1px solid $control_border; border-radius: ${medium}px;
    selection-background-color: $accent; selection-color: $on_accent;
    placeholder-text-color: $muted;
}
QLineEdit, QAbstractSpinBox, QComboBox { padding: 3px 8px; min-height: ${inner}px; }
QPlainTextEdit, QTextEdit { padding: 4px; }
QLineEdit:read-only, QPlainTextEdit[readOnly="true"] { background: $raised; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled {
    color: $disabled; border-color: $border; background: $raised;
}
QLineEdit[fault="true"], QComboBox[fault="true"],
QAbstractSpinBox[fault="true"], QPlainTextEdit[fault="true"] {
    border-color: $error_text;
}
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { border: 2px solid $focus; padding: 2px 7px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $focus; padding: 3px; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit,
QComboBox QLineEdit:focus, QAbstractSpinBox QLineEdit:focus {
    border: none; padding: 0; min-height: 0; background: transparent;
}
QComboBox::drop-down {
    subcontrol-origin: padding; subcontrol-position: center right; width: 24px; border: none;
}
QComboBox::down-arrow { image: url(borderpost:control-down.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $control_border; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; width: 22px; border: none; background: transparent;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url(borderpost:control-up.svg); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url(borderpost:control-down.svg); width: 12px; height: 12px; }

QCheckBox, QRadioButton {
    color: $text; spacing: 8px; padding: 3px; border: 2px solid transparent; border-radius: ${small}px;
}
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QRadioButton::indicator {
    width: ${box}px; height: ${box}px; border: 2px solid $control_border; background: $surface;
}
QCheckBox::indicator { border-radius: ${small}px; }
QRadioButton::indicator { border-radius: ${round}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked {
    background: $accent; border-color: $accent; image: url(borderpost:control-check-$ink.svg);
}
QRadioButton::indicator:checked {
    border-color: $accent; background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
    stop: 0 $accent, stop: 0.55 $accent, stop: 0.62 $surface, stop: 1 $surface);
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {
    border-color: $border; background: $raised;
}

QSlider:horizontal { min-height: ${knob}px; }
QSlider::groove:horizontal {
    height: 6px; background: $sunken; border: 1px solid $control_border; border-radius: 4px;
}
QSlider::sub-page:horizontal { background: $accent; border: 1px solid $accent; border-radius: 4px; }
QSlider::handle:horizontal {
    width: ${box}px; margin: -7px 0; background: $surface; border: 2px solid $control_border;
    border-radius: ${medium}px;
}
QSlider::handle:horizontal:hover { border-color: $accent; }
QSlider::handle:horizontal:focus { border: 3px solid $focus; }
QSlider::handle:horizontal:disabled { background: $raised; border-color: $border; }
QSlider::sub-page:horizontal:disabled { background: $border; border-color: $border; }

QTableView, QListView, QTreeView {
    background: $surface; alternate-background-color: $raised; color: $text;
    border: 1px solid $border; border-radius: ${medium}px; gridline-color: $border; padding: 1px;
    selection-background-color: $selection; selection-color: $on_selection; outline: none;
}
QTableView:focus, QListView:focus, QTreeView:focus { border: 2px solid $focus; padding: 0; }
QTableView::item, QListView::item, QTreeView::item { padding: 2px 8px; border: none; }
QListView::item { border-radius: ${small}px; padding: 6px 8px; }
QTableView::item:hover, QListView::item:hover { background: $hover; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected {
    background: $selection; color: $on_selection;
}
QHeaderView { background: $sunken; border: none; }
QHeaderView::section {
    background: $sunken; color: $muted; border: none; border-bottom: 1px solid $border;
    padding: 4px 10px; font-weight: 700; font-size: ${caption}px;
}
QHeaderView::down-arrow {
    image: url(borderpost:control-down.svg); width: 12px; height: 12px;
    subcontrol-origin: padding; subcontrol-position: center right;
}
QHeaderView::up-arrow {
    image: url(borderpost:control-up.svg); width: 12px; height: 12px;
    subcontrol-origin: padding; subcontrol-position: center right;
}
QHeaderView::section:hover { color: $text; background: $hover; }
QTableCornerButton::section { background: $sunken; border: none; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[page="true"] { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
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
QFrame[topbar="true"] { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame[statusline="true"] { background: $surface; border: none; border-top: 1px solid $border; }
"""
)


def style_sheet(scheme: Scheme, scale: float) -> str:
    """Return the application's style sheet for a scheme and a text size factor."""
    values = {str(role): hex_of(role, scheme) for role in Role}
    check_inks = {Scheme.LIGHT: "white", Scheme.DARK: "black", Scheme.CONTRAST: "black"}
    values |= {
        "ink": check_inks[scheme],
        "box": str(round(14 * scale)),
        "knob": str(round(24 * scale)),
        "round": str(round(14 * scale / 2) + 2),
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
