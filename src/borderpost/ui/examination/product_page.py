"""What a scanned product turned out to be: four answers, the right-holder, its features, the next step."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borderpost.domain import acts
from borderpost.domain.brands.identity import Answer, Identity, Question, Verdict
from borderpost.domain.inspection import Mark
from borderpost.ui.examination.beside import Beside
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.entry_list import EntryList, Row
from borderpost.ui.examination.pick import Pick
from borderpost.ui.examination.places import place_of
from borderpost.ui.examination.product_features import FeaturePanel
from borderpost.ui.icons import TONE_ICONS, Icon
from borderpost.ui.kit import Button, ButtonKind, FormField, KeyValueGrid, Notice, StatusPill, Text, ltr
from borderpost.ui.theme.tokens import Space, TextStyle, Tone
from borderpost.ui.words.amounts import isolated
from borderpost.ui.words.product_acts import compared_words
from borderpost.ui.words.products import answer_tone, answer_word, question_word, verdict_sentence

_DOUBTFUL = frozenset(
    {
        Answer.DECLARED_OTHERWISE,
        Answer.BAD_CHECK_DIGIT,
        Answer.THEIRS_UNLISTED,
        Answer.NOT_THEIRS,
        Answer.ANOTHERS,
        Answer.ROUTE_UNKNOWN,
    }
)


def is_doubtful(identity: Identity) -> bool:
    """Tell whether something speaks against the goods being what they claim to be."""
    return identity.holder is not None and any(one.answer in _DOUBTFUL for one in identity.verdicts)


class _VerdictRow(QWidget):
    """One question: its answer by word, shape and colour, and what was compared with what."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.HAIR)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(Text(question_word(question), TextStyle.STRONG))
        self.pill = StatusPill("", Tone.NEUTRAL, Icon.MARK)
        head.addWidget(self.pill)
        head.addStretch(1)
        column.addLayout(head)
        self.sentence = Text("", wrap=True)
        column.addWidget(self.sentence)

    def show_verdict(self, verdict: Verdict) -> None:
        tone = answer_tone(verdict.answer)
        self.pill.set_status(answer_word(verdict.answer), tone, TONE_ICONS[tone])
        told = self.tr("{sentence}. Source: {source}")
        sentence, source = verdict_sentence(verdict), isolated(verdict.source)
        self.sentence.setText(told.format(sentence=sentence, source=source) if source else sentence)


class ProductPage(QWidget):
    """Takes the place of the goods form until the product is taken over or left.

    `taken` says whether it is taken over as a suspected infringement; `holder_named` carries the id of the
    right-holder whose mark the officer reads off the goods.
    """

    taken = Signal(bool)
    left = Signal()
    holder_named = Signal(str)

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case = case
        self.identity: Identity | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        self.heading = Text("", TextStyle.TITLE, wrap=True)
        self.counted = StatusPill("", Tone.INFO, Icon.SCAN)
        head.addWidget(self.heading, 1)
        head.addWidget(self.counted)
        column.addLayout(head)
        self.warning = Notice("", Tone.CRITICAL)
        column.addWidget(self.warning)
        column.addWidget(self._keys())
        column.addWidget(Beside(self._answers(), self._told_by_holder(), from_width=560), 1)
        self.list = EntryList(self.tr("Products compared"), self.tr("No product compared yet."), rows=2)
        column.addWidget(FormField(self.tr("Compared in this case, as known then"), self.list))
        self.hide()

    def _answers(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.rows = {question: _VerdictRow(question) for question in Question}
        for row in self.rows.values():
            column.addWidget(row)
        self.holder = Pick()
        self.holder.activated.connect(self._named)
        self._holder_field = FormField(self.tr("Whose mark the goods bear"), self.holder)
        column.addWidget(self._holder_field)
        column.addStretch(1)
        return whole

    def _told_by_holder(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.features = FeaturePanel(self._picture)
        self.facts = KeyValueGrid(1)
        column.addWidget(self.features)
        column.addWidget(self.facts)
        column.addStretch(1)
        return whole

    def _keys(self) -> QWidget:
        others = QWidget()
        row = QHBoxLayout(others)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        self.take = Button("", icon=Icon.FLAG)
        self.take.clicked.connect(self.submit)
        self.plain = Button(self.tr("Only its number"), ButtonKind.QUIET, key="Alt+N")
        self.plain.clicked.connect(self._take_plain)
        self.back = Button(self.tr("Back to the form"), ButtonKind.QUIET, key="Alt+B")
        self.back.clicked.connect(self.left)
        row.addWidget(self.plain)
        row.addWidget(self.back)
        row.addStretch(1)
        return Beside(self.take, others, from_width=480, shares=(0, 1))

    def show_product(self, identity: Identity, pieces: int, warning: str = "") -> None:
        """Show what came of a scan; `pieces` is how often the product was scanned for this line."""
        self.identity = identity
        code = identity.code
        self.heading.setText(self.tr("Product {code}").format(code=ltr(code.number)))
        self.counted.set_status(
            self.tr("Pieces scanned: {count}").format(count=pieces)
            if pieces > 1
            else self.tr("Scan each piece to count"),
            Tone.INFO,
            Icon.SCAN,
        )
        self.warning.set_notice(warning, Tone.CRITICAL)
        for question, row in self.rows.items():
            row.show_verdict(identity.verdict(question))
        self._show_holder(identity)
        doubtful = is_doubtful(identity)
        self.take.setText(self.take_words())
        self.take.set_drawing(Icon.FLAG if doubtful else Icon.CHECK)
        self.plain.setVisible(doubtful)

    def _show_holder(self, identity: Identity) -> None:
        packs = self.case.desk.brands.packs() if self.case.desk.brands is not None else ()
        self._holder_field.setVisible(bool(packs))
        self.holder.set_choices(
            [("", self.tr("by number and declaration")), *((one.id, one.right_holder) for one in packs)]
        )
        pack = identity.holder
        day = self.case.desk.clock().date()
        self.features.show_features(pack, pack.features_for(identity.hs_code, day) if pack else ())
        self.facts.set_rows(self._facts(identity))

    def _facts(self, identity: Identity) -> list[tuple[str, str, bool]]:
        pack, application, code = identity.holder, identity.application, identity.code
        rows: list[tuple[str, str, bool]] = []
        if code.unit:
            rows.append((self.tr("Serial number"), code.unit, True))
        if code.batch:
            rows.append((self.tr("Batch"), code.batch, True))
        if code.expiry:
            rows.append((self.tr("Use by (YYMMDD)"), code.expiry, True))
        if pack is None:
            return rows
        edition = self.tr("{holder}, edition {edition} of {day}")
        told = edition.format(holder=pack.right_holder, edition=pack.edition, day=pack.issued_on.isoformat())
        rows.append((self.tr("Right-holder"), told, False))
        if application is not None:
            until = application.valid_until.isoformat() if application.valid_until else "…"
            words = self.tr("{number}, {office}, until {until}")
            rows.append(
                (
                    self.tr("Application"),
                    words.format(number=application.number, office=application.office, until=until),
                    False,
                )
            )
        contact = pack.contact(application.contact if application is not None else "")
        if contact is not None:
            parts = (contact.name, contact.role, contact.phone, contact.email, contact.hours)
            rows.append((self.tr("Contact"), " · ".join(part for part in parts if part), False))
        return rows

    def show_compared(self, products: tuple[tuple[Mark, acts.ProductCompared], ...]) -> None:
        """Show the comparisons on the record."""
        self.list.set_rows(
            [
                Row(mark.entry, ltr(act.code), compared_words(act), place_of(mark), icon=Icon.SCAN)
                for mark, act in reversed(products)
            ]
        )

    def spoken(self) -> str:
        """Return for the ear what the page shows first."""
        if self.identity is None:
            return ""
        answers = [
            f"{question_word(one.question)}: {answer_word(one.answer)}" for one in self.identity.verdicts
        ]
        return ". ".join((self.heading.text(), *answers))

    def take_words(self) -> str:
        """Return the words of the next step."""
        if self.identity is not None and is_doubtful(self.identity):
            return self.tr("Take over as suspected infringement")
        return self.tr("Take over into the form")

    @Slot()
    def submit(self) -> None:
        """Take the product over, as a suspected infringement where something speaks for one."""
        self.taken.emit(self.identity is not None and is_doubtful(self.identity))

    @Slot()
    def _take_plain(self) -> None:
        self.taken.emit(False)

    @Slot()
    def _named(self) -> None:
        self.holder_named.emit(self.holder.value())

    def _picture(self, sha256: str) -> bytes:
        return self.case.desk.brands.picture(sha256) if self.case.desk.brands is not None else b""
