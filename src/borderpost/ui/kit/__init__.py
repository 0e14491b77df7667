"""The small widgets that every screen is put together from."""

from borderpost.ui.kit.badge import Chip, LaneBadge, StatusPill, lane_meaning, lane_word
from borderpost.ui.kit.button import Button, ButtonKind, IconButton
from borderpost.ui.kit.card import Card, Panel
from borderpost.ui.kit.confirm import ConfirmPanel
from borderpost.ui.kit.empty import EmptyState
from borderpost.ui.kit.fields import CodeField, FormField, PassphraseField, SearchField
from borderpost.ui.kit.grid import KeyValueGrid
from borderpost.ui.kit.keys import ShortcutHint
from borderpost.ui.kit.marked import MarkedParagraph
from borderpost.ui.kit.nextstep import NextStepBar, Step
from borderpost.ui.kit.notice import Notice
from borderpost.ui.kit.numbers import NumberField
from borderpost.ui.kit.paragraph import Paragraph
from borderpost.ui.kit.photos import Photo, PhotoStrip
from borderpost.ui.kit.scroll import FittingArea, ScrollPage
from borderpost.ui.kit.text import Code, Heading, Rule, Text, ltr, selectable
from borderpost.ui.kit.toast import Toast

__all__ = [
    "Button",
    "ButtonKind",
    "Card",
    "Chip",
    "Code",
    "CodeField",
    "ConfirmPanel",
    "EmptyState",
    "FittingArea",
    "FormField",
    "Heading",
    "IconButton",
    "KeyValueGrid",
    "LaneBadge",
    "MarkedParagraph",
    "NextStepBar",
    "Notice",
    "NumberField",
    "Panel",
    "Paragraph",
    "PassphraseField",
    "Photo",
    "PhotoStrip",
    "Rule",
    "ScrollPage",
    "SearchField",
    "ShortcutHint",
    "StatusPill",
    "Step",
    "Text",
    "Toast",
    "lane_meaning",
    "lane_word",
    "ltr",
    "selectable",
]
