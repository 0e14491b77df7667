"""The form by which exhibits are labelled, handed over, moved, packed, opened, closed and explained."""

import math
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from borderpost.domain.custody.chain import find
from borderpost.domain.custody.exhibit import Exhibit
from borderpost.domain.custody_codes import ExhibitKind, PlaceKind
from borderpost.domain.decisions import Refused
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer, Right
from borderpost.domain.scan import RawScan
from borderpost.ui.announce import announce
from borderpost.ui.balance import take_weights
from borderpost.ui.desk import Desk
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, CodeField, FormField, Notice, Text
from borderpost.ui.login import Answer, CredentialPanel, OfficerCard, Verdict
from borderpost.ui.story.custody_actions import (
    FIELDS,
    TWO_PERSONS,
    Action,
    Field,
    action_word,
    loose_lines,
    offered,
    open_bags,
)
from borderpost.ui.story.custody_verbs import Entered, recording, registering, signing
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.codes import word
from borderpost.ui.words.custody_acts import alarm_word, exhibit_word, place_words
from borderpost.ui.words.names import names_of, own
from borderpost.ui.words.rules import error_sentence
from borderpost.work.session import MustWait, Proven

NEW = "new"
"""Chosen in place of an exhibit: something gets its label."""
ALL = "all"
"""Chosen in place of a line: all that have no label yet go together."""


class CustodyForm(QWidget):
    """`recorded(str)` says what was done; `left()`: Escape."""

    recorded = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state: Inspection | None = None
        self._officers: list[Officer] = []
        self.elsewhere: Callable[[str], bool] | None = None
        """Asked first whether a scan is of another case; it takes care of it then."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.exhibit = Pick()
        self.action = Pick()
        column.addWidget(FormField(self.tr("Exhibit"), self.exhibit, self.tr("Scan its label to choose it")))
        self.where = Text("", muted=True, wrap=True)
        column.addWidget(self.where)
        column.addWidget(FormField(self.tr("What is done"), self.action))
        self._rows: dict[Field, FormField] = {}
        self.seal, self.name = CodeField(""), QLineEdit()
        self.reason, self.purpose, self.weight = QLineEdit(), QLineEdit(), QLineEdit()
        take_weights(self.weight)
        self.person, self.receipt = QLineEdit(), CodeField("")
        self.shelf = Pick([(PlaceKind.STORE, self.tr("A store")), (PlaceKind.BENCH, self.tr("A bench"))])
        self.outside = Pick(
            [
                (PlaceKind.LABORATORY, self.tr("A laboratory")),
                (PlaceKind.AGENCY, self.tr("Another agency")),
                (PlaceKind.OUTSIDER, self.tr("Somebody else outside")),
            ]
        )
        self.receiver, self.bag, self.line, self.parent_pick = Pick(), Pick(), Pick(), Pick()
        kinds = (ExhibitKind.GOODS, ExhibitKind.SAMPLE, ExhibitKind.PHOTOGRAPHS)
        self.kind = Pick([(kind, exhibit_word(kind)) for kind in kinds])
        self.label, self.description = CodeField(""), QLineEdit()
        self.label.setPlaceholderText(self.tr("scan it; empty: one is made up"))
        for field, label, editor in (
            (Field.KIND, self.tr("What it is"), self.kind),
            (Field.LINE, self.tr("Goods"), self.line),
            (Field.PARENT, self.tr("Taken out of"), self.parent_pick),
            (Field.LABEL, self.tr("Label"), self.label),
            (Field.DESCRIPTION, self.tr("Description"), self.description),
            (Field.BAG, self.tr("Into the bag"), self.bag),
            (Field.REASON, self.tr("Reason"), self.reason),
            (Field.RECEIVER, self.tr("Receiver"), self.receiver),
            (Field.SHELF, self.tr("Kind of place"), self.shelf),
            (Field.OUTSIDE, self.tr("To whom"), self.outside),
            (Field.NAME, self.tr("Name of the place"), self.name),
            (Field.PERSON, self.tr("Person who signs"), self.person),
            (Field.RECEIPT, self.tr("Number of the receipt"), self.receipt),
            (Field.PURPOSE, self.tr("Purpose"), self.purpose),
            (Field.SEAL, self.tr("Seal as it is scanned"), self.seal),
            (Field.WEIGHT, self.tr("Weight in kg"), self.weight),
        ):
            self._rows[field] = FormField(label, editor)
            column.addWidget(self._rows[field])
        self.record = Button(self.tr("Record it"), ButtonKind.PRIMARY, Icon.CHECK)
        self.record.clicked.connect(self._record)
        column.addWidget(self.record)
        self.second = CredentialPanel(self, action=self.tr("Sign and record"))
        column.addWidget(self.second)
        self.problem = Notice("", Tone.CRITICAL)
        column.addWidget(self.problem)
        for typed in self._typed():
            typed.returnPressed.connect(self._go_on)
        self.exhibit.currentIndexChanged.connect(self._exhibit_chosen)
        self.kind.currentIndexChanged.connect(self._action_chosen)
        self.action.currentIndexChanged.connect(self._action_chosen)

    def set_state(self, state: Inspection) -> None:
        """Show the exhibits of an inspection as they are now."""
        self._state = state
        self._officers = self._desk.pages.officers()
        known = [(one.id, f"{exhibit_word(one.kind)} {one.id}") for one in state.exhibits if not one.gone]
        self.exhibit.set_choices([*known, (NEW, self.tr("Something that has no label yet"))])
        self._exhibit_chosen()

    def choose(self, exhibit: str) -> None:
        """Choose an exhibit, and go on to what is done with it."""
        self.exhibit.choose(exhibit)
        self._exhibit_chosen()
        self.action.setFocus()

    def begin(self) -> None:
        """Start at the exhibit."""
        self.exhibit.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        for editor in self._typed():
            editor.clear()
        self.second.reset()
        self.problem.set_notice("")

    def showEvent(self, event: QShowEvent) -> None:
        """Have the scans that follow: a label chooses its exhibit, anything else is the seal."""
        super().showEvent(event)
        self._desk.scans.want(self.take_scan)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the scans back, and forget what was typed."""
        super().hideEvent(event)
        self._desk.scans.want(None)
        self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def take_scan(self, scan: RawScan) -> bool:
        """Take a label, an officer's badge, the name of a place, or a seal."""
        code = scan.data.decode("utf-8", "replace").strip()
        state = self._state
        known = find(state.exhibits, code) if state is not None else None
        if known is None and self.elsewhere is not None and self.elsewhere(code):
            return True
        if known is not None:
            self.exhibit.choose(known.id)
            self._exhibit_chosen()
        elif self._rows[Field.LABEL].isVisible():
            self.label.setText(code)
        elif self.second.isVisible() and self.second.choose(code):
            pass
        elif self._rows[Field.NAME].isVisible() and not self.name.text().strip():
            self.name.setText(code)
        elif self._rows[Field.SEAL].isVisible():
            self.seal.setText(code)
        else:
            return False
        return True

    def authenticate(self, officer_id: str, passphrase: str, done: Callable[[Answer], None]) -> None:
        """Check the second person's passphrase and record what it is for, in one transaction."""
        action, exhibit = self._chosen()
        if action is None or exhibit is None:
            return
        proof = {"passphrase": passphrase, "passphrases": self._desk.passphrases}
        verb = self._two_persons(action, officer_id)

        def finished(proven: Proven[Inspection]) -> None:
            if proven.result is None:
                done(Answer(Verdict.WRONG, math.ceil(proven.attempt.wait.total_seconds())))
                return
            done(Answer(Verdict.ACCEPTED))
            self._done(action)

        def failed(error: BaseException) -> None:
            if isinstance(error, MustWait):
                done(Answer(Verdict.WAIT, math.ceil(error.wait.total_seconds())))
                return
            done(Answer(Verdict.NOT_ALLOWED if isinstance(error, Refused) else Verdict.FAILED))
            self._failed(error)

        self._desk.do(partial(verb, **self._about(exhibit), **proof), finished, failed, owner=self)

    def _two_persons(self, action: Action, second: str) -> Callable[..., Any]:
        return signing(action, self._entered(), second, self._desk.custody)

    @Slot()
    def _record(self) -> None:
        action, exhibit = self._chosen()
        if action is None or self._state is None:
            return
        self.problem.set_notice("")
        if exhibit is None:
            about = {"officer": self._desk.session.officer, "inspection": self._state.id}
            verb = partial(registering(self._entered()), **about)
        else:
            recorded = recording(action, exhibit, self._entered(), self._desk.custody)
            verb = partial(recorded, **self._about(exhibit))
        self._desk.do(verb, lambda _: self._done(action), self._failed, owner=self)

    def _about(self, exhibit: Exhibit) -> dict[str, Any]:
        assert self._state is not None  # noqa: S101 - there is an exhibit of it
        officer = self._desk.session.officer
        return {"officer": officer, "inspection": self._state.id, "exhibit": exhibit.id}

    def _typed(self) -> tuple[QLineEdit, ...]:
        return (
            self.reason,
            self.name,
            self.person,
            self.receipt,
            self.purpose,
            self.seal,
            self.weight,
            self.label,
            self.description,
        )

    def _entered(self) -> Entered:
        loose = loose_lines(self._state) if self._state is not None else ()
        line = self.line.value()
        return Entered(
            reason=self.reason.text(),
            purpose=self.purpose.text(),
            name=self.name.text(),
            shelf=self.shelf.value(),
            outside=self.outside.value(),
            receiver=self.receiver.value(),
            person=self.person.text(),
            receipt=self.receipt.text(),
            seal=self.seal.text(),
            weight=self.weight.text().replace(",", "."),
            bag=self.bag.value(),
            kind=self.kind.value(),
            lines=loose if line == ALL else tuple(int(one) for one in (line,) if one),
            parent=self.parent_pick.value(),
            label=self.label.text(),
            description=self.description.text(),
            bench=self._desk.place.bench,
        )

    def press(self) -> None:
        """Do what the button does that is on show."""
        (self.second.submit if self.second.isVisible() else self.record).click()

    @Slot()
    def _go_on(self) -> None:
        """Enter in a field records it, or asks for the second person's passphrase."""
        if self.second.isVisible():
            self.second.passphrase.setFocus()
        elif self.record.isVisible():
            self._record()

    def _chosen(self) -> tuple[Action | None, Exhibit | None]:
        exhibit = find(self._state.exhibits, self.exhibit.value()) if self._state is not None else None
        return Action(self.action.value()) if self.action.value() else None, exhibit

    @Slot()
    def _exhibit_chosen(self) -> None:
        _, exhibit = self._chosen()
        session = self._desk.session
        if self._state is None or not session.anyone or (exhibit is None and self.exhibit.value() != NEW):
            self.action.set_choices([])
            self.where.setText("")
        elif exhibit is None:
            self.action.set_choices([(Action.REGISTER, action_word(Action.REGISTER))])
            self.where.setText(self.tr("Its custody begins with you."))
            self._offer_new(self._state)
        else:
            names = names_of(self._officers)
            told = place_words(exhibit.place.kind, exhibit.place.name, names)
            alarms = ", ".join(f"▲ {alarm_word(alarm.kind)}" for alarm in exhibit.unanswered)
            self.where.setText(" · ".join(part for part in (told, alarms) if part))
            ids = frozenset(one.id for one in self._officers)
            actions = offered(self._state, exhibit, session.officer.id, ids)
            self.action.set_choices([(action, action_word(action)) for action in actions])
            bags = open_bags(self._state, session.officer.id)
            self.bag.set_choices([(bag.id, bag.id) for bag in bags])
        self._action_chosen()

    def _offer_new(self, state: Inspection) -> None:
        """Offer what can get a label: goods that have none, and what a sample can be taken of."""
        loose = loose_lines(state)
        goods = {one.act.line: f"{one.act.line}  {own(one.act.description)}" for one in state.lines}
        lines = [(str(line), goods[line]) for line in loose]
        every = [(ALL, self.tr("All goods without a label"))] if len(loose) > 1 else []
        self.line.set_choices([*every, *lines])
        sources = [one for one in state.exhibits if not one.gone and one.kind is not ExhibitKind.PHOTOGRAPHS]
        self.parent_pick.set_choices([(one.id, f"{exhibit_word(one.kind)} {one.id}") for one in sources])

    @Slot()
    def _action_chosen(self) -> None:
        action, _ = self._chosen()
        wanted = set(FIELDS[action]) if action is not None else set()
        if action is Action.REGISTER:
            kind = self.kind.value()
            wanted -= {Field.LINE} if kind != ExhibitKind.GOODS else set()
            wanted -= {Field.PARENT} if kind != ExhibitKind.SAMPLE else set()
        for field, row in self._rows.items():
            row.setVisible(field in wanted)
            row.set_error("")
        two = action in TWO_PERSONS
        self.second.setVisible(two)
        self.record.setVisible(action is not None and not two)
        me = self._desk.session.officer.id if self._desk.session.anyone else ""
        others = [one for one in self._officers if one.active and one.id != me]
        able = [one for one in others if one.may(Right.KEEP_CUSTODY)]
        if two:
            hints = dict(self._desk.hints)
            self.second.set_officers(
                [
                    OfficerCard(
                        one.id,
                        one.name,
                        ", ".join(word(role) for role in sorted(one.roles)),
                        hints.get(one.id, ""),
                    )
                    for one in (able if action is Action.HAND_OVER else others)
                ]
            )
        self.receiver.set_choices([(one.id, one.name) for one in able])

    def _done(self, action: Action) -> None:
        self.clear()
        self.recorded.emit(action_word(action))

    def _failed(self, error: BaseException) -> None:
        text = error_sentence(error)
        self.problem.set_notice(text, Tone.CRITICAL)
        announce(self, text, urgent=True)
