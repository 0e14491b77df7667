"""The form beside a story by which exhibits are handed over, moved, opened, closed and explained."""

import math
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from borderpost.domain.custody.chain import find
from borderpost.domain.custody.exhibit import Exhibit, Place
from borderpost.domain.custody_codes import PlaceKind
from borderpost.domain.decisions import Refused
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer, Right
from borderpost.domain.scan import RawScan
from borderpost.ui.announce import announce
from borderpost.ui.desk import Desk
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.ui.kit import Button, ButtonKind, CodeField, FormField, Notice, Text
from borderpost.ui.login import Answer, CredentialPanel, OfficerCard, Verdict
from borderpost.ui.story.custody_actions import FIELDS, TWO_PERSONS, Action, Field, action_word, offered
from borderpost.ui.theme.tokens import Space, Tone
from borderpost.ui.words.codes import word
from borderpost.ui.words.custody_acts import alarm_word, exhibit_word, place_words
from borderpost.ui.words.names import names_of
from borderpost.ui.words.rules import error_sentence
from borderpost.work import containers, custody
from borderpost.work.session import MustWait, Proven


class CustodyForm(QWidget):
    """`recorded(str)` says what was done; `left()`: Escape."""

    recorded = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state: Inspection | None = None
        self._officers: list[Officer] = []
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
        self.person, self.receipt = QLineEdit(), CodeField("")
        self.shelf = Pick([(PlaceKind.STORE, self.tr("A store")), (PlaceKind.BENCH, self.tr("A bench"))])
        self.outside = Pick(
            [
                (PlaceKind.LABORATORY, self.tr("A laboratory")),
                (PlaceKind.AGENCY, self.tr("Another agency")),
                (PlaceKind.OUTSIDER, self.tr("Somebody else outside")),
            ]
        )
        self.receiver = Pick()
        for field, label, editor in (
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
        self.exhibit.currentIndexChanged.connect(self._exhibit_chosen)
        self.action.currentIndexChanged.connect(self._action_chosen)

    def set_state(self, state: Inspection) -> None:
        """Show the exhibits of an inspection as they are now."""
        self._state = state
        self._officers = self._desk.pages.officers()
        self.exhibit.set_choices(
            [(one.id, f"{exhibit_word(one.kind)} {one.id}") for one in state.exhibits if not one.gone]
        )
        self._exhibit_chosen()

    def begin(self) -> None:
        """Start at the exhibit."""
        self.exhibit.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        for editor in (
            self.reason,
            self.name,
            self.person,
            self.receipt,
            self.purpose,
            self.seal,
            self.weight,
        ):
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
        if known is not None:
            self.exhibit.choose(known.id)
            self._exhibit_chosen()
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
        seen, tolerance = self._seen(), self._desk.custody
        if action is Action.HAND_OVER:
            return partial(custody.hand_over, receiver=second, seen=seen, tolerance=tolerance)
        kind = PlaceKind.DESTROYED if action is Action.DESTROY else PlaceKind.RETURNED
        return partial(
            custody.dispose,
            kind=kind,
            to=self.name.text(),
            witness=second,
            receipt=self._receipt() if action is Action.RETURN else None,
            seen=seen,
            tolerance=tolerance,
        )

    @Slot()
    def _record(self) -> None:
        action, exhibit = self._chosen()
        if action is None or exhibit is None:
            return
        self.problem.set_notice("")
        verb = partial(self._verb(action, exhibit), **self._about(exhibit))
        self._desk.do(verb, lambda _: self._done(action), self._failed, owner=self)

    def _verb(self, action: Action, exhibit: Exhibit) -> Callable[..., Any]:
        seen, tolerance = self._seen(), self._desk.custody
        weight = self.weight.text()
        match action:
            case Action.ANSWER:
                alarm = exhibit.unanswered[0]
                reason = self.reason.text()
                return partial(
                    containers.answer_alarm, entry=alarm.mark.entry, alarm=alarm.kind, reason=reason
                )
            case Action.RECALL:
                return partial(custody.recall, reason=self.reason.text())
            case Action.OPEN:
                found = self.seal.text()
                purpose = self.purpose.text()
                return partial(
                    containers.open_container,
                    seal_found=found,
                    purpose=purpose,
                    tolerance=tolerance,
                    weight_kg=weight,
                )
            case Action.CLOSE:
                return partial(containers.close_container, seal=self.seal.text(), weight_kg=weight)
            case Action.PLACE:
                to = Place(PlaceKind(self.shelf.value()), self.name.text())
                return partial(custody.place, to=to, seen=seen, tolerance=tolerance)
            case Action.GIVE:
                to_officer = self.receiver.value()
                return partial(custody.give, receiver=to_officer, seen=seen, tolerance=tolerance)
            case Action.HAND_OUT:
                to = Place(PlaceKind(self.outside.value()), self.name.text())
                receipt = self._receipt()
                return partial(custody.hand_out, to=to, receipt=receipt, seen=seen, tolerance=tolerance)
            case Action.COME_BACK:
                return partial(custody.come_back, receipt=self._receipt(), seen=seen, tolerance=tolerance)
            case Action.TAKE:
                return partial(custody.take, seen=seen, tolerance=tolerance)
            case _:
                return partial(custody.take_up, seen=seen, tolerance=tolerance)

    def _about(self, exhibit: Exhibit) -> dict[str, Any]:
        assert self._state is not None  # noqa: S101 - there is an exhibit of it
        officer = self._desk.session.officer
        return {"officer": officer, "inspection": self._state.id, "exhibit": exhibit.id}

    def _seen(self) -> custody.Seen:
        return custody.Seen(
            purpose=self.purpose.text(),
            location=self._desk.place.bench,
            seal_found=self.seal.text(),
            weight_kg=self.weight.text(),
        )

    def _receipt(self) -> custody.Receipt:
        return custody.Receipt(self.person.text(), self.receipt.text())

    def _chosen(self) -> tuple[Action | None, Exhibit | None]:
        exhibit = find(self._state.exhibits, self.exhibit.value()) if self._state is not None else None
        return Action(self.action.value()) if self.action.value() else None, exhibit

    @Slot()
    def _exhibit_chosen(self) -> None:
        _, exhibit = self._chosen()
        session = self._desk.session
        if exhibit is None or self._state is None or not session.anyone:
            self.action.set_choices([])
            self.where.setText("")
        else:
            names = names_of(self._officers)
            told = place_words(exhibit.place.kind, exhibit.place.name, names)
            alarms = ", ".join(f"▲ {alarm_word(alarm.kind)}" for alarm in exhibit.unanswered)
            self.where.setText(" · ".join(part for part in (told, alarms) if part))
            ids = frozenset(one.id for one in self._officers)
            actions = offered(self._state, exhibit, session.officer.id, ids)
            self.action.set_choices([(action, action_word(action)) for action in actions])
        self._action_chosen()

    @Slot()
    def _action_chosen(self) -> None:
        action, _ = self._chosen()
        wanted = FIELDS[action] if action is not None else ()
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
