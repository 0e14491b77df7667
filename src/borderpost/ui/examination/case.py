"""The inspection on the screen: how it stands, what may be done with it, and the one way to record an act."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from borderpost.domain.codes import WITHOUT_LAW, Approval, Disposition
from borderpost.domain.decisions import Refusal, Verb, allowed, refusals
from borderpost.domain.inspection import Inspection, Mark
from borderpost.domain.law.agencies import agencies_for
from borderpost.domain.law.facts import facts_of
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.rows import Agency, HoldReason
from borderpost.ui.desk import Desk
from borderpost.ui.words.rules import refusal_sentences
from borderpost.work.changes import Done, Kind
from borderpost.work.lawfulness import approval_now, in_force, lawful
from borderpost.work.ports import Transaction


class Case(QObject):
    """Shared by all parts of the examination. `changed` follows every new state of the inspection.

    `recorded` carries the Mark of an act that is durable, and comes after `changed`.
    """

    changed = Signal()
    recorded = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._state: Inspection | None = None
        self._names: dict[str, str] = {}
        desk.tasks.changed.connect(self._heard)
        desk.session.changed.connect(self._other_officer)

    @property
    def state(self) -> Inspection | None:
        """The inspection as it stands, None before one was taken up."""
        return self._state

    def take_up(self, state: Inspection) -> None:
        """Go on with this inspection; where the record knows a newer state of it, that is shown."""
        self._state = state
        self._read_names()
        self.changed.emit()
        self._read_again(state.id)

    def verbs(self) -> frozenset[Verb]:
        """Return what the officer at the bench may do now."""
        if self._state is None or not self.desk.session.anyone:
            return frozenset()
        return allowed(self._state, self.desk.session.officer)

    def why_not(self, verb: Verb) -> str:
        """Return the sentences of the rules that forbid the verb; empty where it is allowed."""
        if self._state is None or not self.desk.session.anyone:
            return ""
        return " ".join(refusal_sentences(refusals(self._state, self.desk.session.officer, verb)))

    def offered(self) -> list[Disposition]:
        """Return the dispositions that can be chosen: those that the law of the site knows."""
        law = self.law_now()
        if law is None:
            return list(WITHOUT_LAW)
        return [each for each in Disposition if _can_stand(law, each)]

    def law_now(self) -> LegalPack | None:
        """Return the rows of the law that are in force today, None where the site has no law."""
        return in_force(self.desk.law, self.desk.clock())

    def rows_of(self, disposition: Disposition) -> tuple[HoldReason | Agency, ...]:
        """Return the rows of the law of which a disposition takes one: why held, to whom referred."""
        law = self.law_now()
        if law is None or self._state is None:
            return ()
        if disposition is Disposition.REFER:
            return agencies_for(law, facts_of(self._state))
        return law.reasons_to_hold(disposition)

    def shut(self, disposition: Disposition, reason: str, row: str = "") -> tuple[Refusal, ...]:
        """Return why the law shuts a disposition, with the reason and the row as given so far."""
        if self._state is None or not self.desk.session.anyone:
            return ()
        officer, now = self.desk.session.officer, self.desk.clock()
        chosen = chosen_with(disposition, row)
        return lawful(self.desk.law, self._state, officer, disposition, now, reason=reason, **chosen)

    def needs_second(self, disposition: Disposition) -> bool:
        """Tell whether somebody else has to agree before the disposition stands."""
        return approval_now(self.desk.law, disposition, self.desk.clock()) is not Approval.NONE

    def name_of(self, officer: str) -> str:
        """Return an officer's name, the id where the roster does not know it."""
        return self._names.get(officer, officer)

    def act(
        self,
        verb: Callable[..., Done[Inspection]],
        done: Callable[[], None],
        failed: Callable[[BaseException], None],
        *,
        owner: QObject,
        inspection: str = "",
        **arguments: Any,
    ) -> None:
        """Record an act of the officer at the bench; `done` comes once it is durable and shown.

        `inspection` names the one that the act began with, where another may have been taken up since.
        """
        assert self._state is not None  # noqa: S101 - no part acts before an inspection was taken up
        officer, inspection = self.desk.session.officer, inspection or self._state.id

        def carry_out(tx: Transaction) -> Done[Inspection]:
            return verb(tx, officer=officer, inspection=inspection, **arguments)

        def finished(state: Inspection) -> None:
            self.receive(state)
            done()

        self.desk.do(carry_out, finished, failed, owner=owner)

    def receive(self, state: Inspection) -> None:
        """Show a state that an act led to; that of another inspection is for nobody here any more."""
        if self._state is None or state.id != self._state.id:
            return
        newer = state.latest.sequence > self._state.latest.sequence
        if newer or state.latest.sequence == self._state.latest.sequence:
            self._state = state
            self.changed.emit()
        if newer:
            mark: Mark = state.latest
            self.recorded.emit(mark)

    @Slot(object)
    def _heard(self, kinds: frozenset[Kind]) -> None:
        if Kind.ROSTER in kinds:
            self._read_names()
        if self._state is not None and kinds & {Kind.INSPECTIONS, Kind.DOCUMENTS}:
            self._read_again(self._state.id)

    def _read_again(self, inspection: str) -> None:
        def finished(state: Inspection | None) -> None:
            known = self._state
            if state is None or known is None or state.id != known.id:
                return
            # what another screen recorded is news; what this one recorded has been shown already
            if state.latest.sequence > known.latest.sequence:
                self._state = state
                self.changed.emit()

        self.desk.tasks.run(
            lambda: self.desk.reads.read(lambda pages: pages.inspection(inspection)),
            finished,
            owner=self,
            key="inspection",
        )

    @Slot(object)
    def _other_officer(self, officer: object) -> None:
        if self._state is not None:
            self.changed.emit()

    def _read_names(self) -> None:
        self._names = {officer.id: officer.name for officer in self.desk.pages.officers()}


def chosen_with(disposition: Disposition, row: str) -> dict[str, str]:
    """Return the row that was chosen with a disposition under the name that the verbs have for it."""
    return {"agency" if disposition is Disposition.REFER else "hold_reason": row}


def _can_stand(law: LegalPack, disposition: Disposition) -> bool:
    """Tell whether the law knows the disposition, and not as one that follows a seizure alone."""
    row = law.allows(disposition)
    return row is not None and row.standing != (Disposition.SEIZE,)
