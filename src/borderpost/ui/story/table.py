"""A small table set as text: every cell wraps, can be copied, and is read out row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from borderpost.ui.kit.text import selectable
from borderpost.ui.theme import look
from borderpost.ui.theme.tokens import CODE_FAMILIES, TYPE, Role, TextStyle, Tone

_SHAPES: dict[Tone, str] = {
    Tone.POSITIVE: "●",
    Tone.CRITICAL: "▲",
    Tone.CAUTION: "◆",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: its title, its share of the width in per cent (0: what it needs), and how it is set."""

    title: str
    share: int = 0
    code: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a text for each column; `remark` runs beneath it over the whole width.

    `struck` draws the row struck through: it no longer counts, and the remark says why. `tone` marks the
    cell of the column `toned` by a shape and a colour beside its word.
    """

    cells: tuple[str, ...]
    remark: str = ""
    struck: bool = False
    tone: Tone | None = None
    toned: int = 0


class FactTable(look.Themed, QLabel):
    """Rows under headings. The cells are always taken as plain text: declared data can hold markup."""

    def __init__(self, name: str, headings: Sequence[Heading], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._lines: tuple[Line, ...] = ()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        selectable(self)
        self.setAccessibleName(name)

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these rows."""
        self._lines = tuple(lines)
        self.setAccessibleDescription("\n".join(self._aloud(line) for line in self._lines))
        self.restyle()

    def lines(self) -> tuple[Line, ...]:
        """Return what is shown."""
        return self._lines

    def restyle(self) -> None:
        """Set the table in the colours and sizes in force."""
        head = "".join(self._head(heading) for heading in self._headings)
        body = "".join(self._row(line) for line in self._lines)
        direction = "rtl" if self._mirrored() else "ltr"
        table = f'<table dir="{direction}" width="100%" cellspacing="0" cellpadding="3">'
        self.setText(f"{table}<tr>{head}</tr>{body}</table>")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the direction of the layout."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.restyle()

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _side(self, heading: Heading) -> str:
        return "right" if heading.number != self._mirrored() else "left"

    def _aloud(self, line: Line) -> str:
        pairs = zip(self._headings, line.cells, strict=True)
        told = ", ".join(f"{heading.title}: {cell}" for heading, cell in pairs if cell)
        struck = self.tr("No longer counts.") if line.struck else ""
        return " ".join(part for part in (struck, told, line.remark) if part)

    def _head(self, heading: Heading) -> str:
        side = self._side(heading)
        share = f' width="{heading.share}%"' if heading.share else ""
        size = round(TYPE[TextStyle.CAPTION].px * look.text_scale())
        style = f"color: {look.colour(Role.MUTED).name()}; font-size: {size}px; font-weight: 700;"
        return f'<td align="{side}" valign="bottom"{share} style="{style}">{escape(heading.title)}</td>'

    def _row(self, line: Line) -> str:
        cells = "".join(
            self._cell(heading, cell, line, number)
            for number, (heading, cell) in enumerate(zip(self._headings, line.cells, strict=True))
        )
        if not line.remark:
            return f"<tr>{cells}</tr>"
        ink = look.tone(Tone.CAUTION).text if line.struck else look.colour(Role.MUTED).name()
        side = "right" if self._mirrored() else "left"
        span = f'colspan="{len(self._headings)}" align="{side}" style="color: {ink};"'
        return f"<tr>{cells}</tr><tr><td {span}>{escape(line.remark)}</td></tr>"

    def _cell(self, heading: Heading, cell: str, line: Line, number: int) -> str:
        side = self._side(heading)
        ink = look.colour(Role.MUTED if line.struck else Role.TEXT).name()
        text = escape(cell)
        if heading.code:
            families = ", ".join(f"'{family}'" for family in CODE_FAMILIES)
            text = f'<span style="font-family: {families};">{text}</span>'
        if line.tone is not None and number == line.toned and not line.struck:
            ink = look.tone(line.tone).text
            text = f"<b>{_SHAPES.get(line.tone, '')} {text}</b>"
        if line.struck:
            text = f"<s>{text}</s>"
        rule = f"border-top: 1px solid {look.colour(Role.BORDER).name()};"
        return f'<td align="{side}" valign="top" style="color: {ink}; {rule}">{text}</td>'
