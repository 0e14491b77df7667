"""What command barcodes mean in an examination: what its keys mean, for hands in gloves."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from borderpost.domain.codes import Disposition, FindingCode, StepResult
from borderpost.domain.decisions import Verb
from borderpost.domain.found_goods import goods_name
from borderpost.domain.identifiers import Action, Command
from borderpost.domain.inspection import Inspection, Mark, Stage, correctable
from borderpost.ui.announce import announce
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.choice_list import DIGITS, ChoiceList
from borderpost.ui.examination.correction import CorrectionPanel
from borderpost.ui.examination.course import Part
from borderpost.ui.examination.findings import FindingsSection
from borderpost.ui.examination.goods import GoodsSection
from borderpost.ui.examination.outcome import OutcomeSection
from borderpost.ui.examination.photos import PhotosSection
from borderpost.ui.examination.section import Section
from borderpost.ui.examination.steps import StepsSection
from borderpost.ui.words.codes import word

translate = QCoreApplication.translate
_HOLDS: tuple[tuple[FindingCode, Disposition], ...] = (
    (FindingCode.IPR_SUSPECT, Disposition.HOLD_IPR),
    (FindingCode.UNSAFE_PRODUCT, Disposition.HOLD_SAFETY),
    (FindingCode.DANGEROUS_POSTAL, Disposition.HOLD_SAFETY),
    (FindingCode.UNDERVALUED, Disposition.HOLD_VALUE),
    (FindingCode.VALUE_UNCLEAR, Disposition.HOLD_VALUE),
)


class Workplace(Protocol):
    """The screen of an examination, as far as commands reach."""

    case: Case
    part: Part
    sections: Mapping[Part, Section]
    steps: StepsSection
    findings: FindingsSection
    goods: GoodsSection
    photos: PhotosSection
    outcome: OutcomeSection
    correction: CorrectionPanel

    def show_part(self, part: Part) -> None:
        """Show a part of the examination."""

    def renew_part(self) -> None:
        """Show the part in front as the record has it."""

    def go_on(self) -> None:
        """Take the next step."""

    def leave(self) -> None:
        """Go back to the bench."""


class ExaminationCommands:
    """Obeys commands on the screen that it was made for; none of them records what its key would not."""

    def __init__(self, screen: Workplace) -> None:
        self._screen = screen
        self._paged: tuple[ChoiceList, int] | None = None
        self._counting = False

    def obey(self, action: Action) -> bool:
        """Do what a command says; False where it has no meaning now."""
        screen, state = self._screen, self._screen.case.state
        counting, self._counting = self._counting, False
        if action.command is Command.NEXT:
            screen.leave()
            return True
        if state is None:
            return False
        self._show_digits()
        match action.command:
            case Command.RELEASE:
                return self._intend(Disposition.RELEASE)
            case Command.HOLD:
                return self._intend(hold_for(state))
            case Command.SEIZE:
                return self._intend(Disposition.SEIZE)
            case Command.EXAMINE:
                screen.show_part(Part.STEPS)
                return True
            case Command.PHOTOGRAPH:
                return self._photograph()
            case Command.APPROVE | Command.REFUSE:
                return self._answer(agrees=action.command is Command.APPROVE)
            case Command.BADGE:
                return self._second_officer(action.argument)
            case Command.UNDO:
                return self._take_back(state)
            case Command.QUANTITY:
                return self._count(action.argument)
            case Command.DIGIT:
                return self._digit(action.argument, counting=counting)
            case Command.ENTER:
                self._enter()
                return True
            case Command.CLEAR:
                return self._clear(state)
            case Command.TROLLEY | Command.TROLLEY_END:
                return False

    def _show_digits(self) -> None:
        """Number the lists, now that somebody works by commands."""
        screen = self._screen
        for entries in (screen.steps.types, screen.findings.codes, screen.outcome.dispositions):
            entries.show_digits(self._page(entries) * DIGITS)

    def _page(self, entries: ChoiceList) -> int:
        return self._paged[1] if self._paged is not None and self._paged[0] is entries else 0

    def _intend(self, disposition: Disposition) -> bool:
        screen = self._screen
        if Verb.CONCLUDE not in screen.case.verbs():
            return False
        screen.show_part(Part.OUTCOME)
        screen.outcome.intend(disposition)
        screen.outcome.begin()
        announce(screen.outcome, word(disposition))
        return True

    def _photograph(self) -> bool:
        screen = self._screen
        if Verb.PHOTOGRAPH not in screen.case.verbs():
            return False
        if screen.part is not Part.PHOTOGRAPHS:
            screen.show_part(Part.PHOTOGRAPHS)
        screen.photos.submit()
        return True

    def _answer(self, *, agrees: bool) -> bool:
        """Open the second officer's panel; the answer is given by the passphrase and by nothing else."""
        screen = self._screen
        state = screen.case.state
        if state is None or state.stage is not Stage.AWAITING_APPROVAL:
            return False
        screen.show_part(Part.OUTCOME)
        second = screen.outcome.second
        (second.agree if agrees else second.disagree).setChecked(True)
        if agrees:
            second.begin()
        return True

    def _second_officer(self, badge: str) -> bool:
        second = self._screen.outcome.second
        return second.isVisible() and second.panel.choose(badge)

    def _take_back(self, state: Inspection) -> bool:
        screen = self._screen
        own = screen.case.desk.session.officer.id
        free = correctable(state) if Verb.CORRECT in screen.case.verbs() else frozenset()
        mine = [
            (mark, words) for mark, words in _recorded(state) if mark.officer == own and mark.entry in free
        ]
        if not mine:
            return False
        mark, words = max(mine, key=lambda one: one[0].sequence)
        screen.correction.ask(mark.entry, words)
        screen.correction.reason.setText(translate("Examination", "Entered by mistake"))
        screen.correction.yes.setFocus()
        return True

    def _count(self, number: str) -> bool:
        screen = self._screen
        if screen.part is not Part.GOODS or Verb.LINE not in screen.case.verbs():
            return False
        screen.goods.form.quantity.setText(number)
        self._counting = True
        announce(screen.goods, number)
        return True

    def _digit(self, digit: str, *, counting: bool) -> bool:
        screen = self._screen
        if screen.part is Part.GOODS:
            before = screen.goods.form.quantity.text() if counting else ""
            return self._count((before + digit).lstrip("0") or "0")
        if screen.part is Part.STEPS:
            if screen.steps.is_begun():
                return self._choose_result(int(digit))
            return self._choose_from(screen.steps.types, int(digit))
        if screen.part is Part.FINDINGS:
            return self._choose_from(screen.findings.codes, int(digit))
        if screen.part is Part.OUTCOME and screen.outcome.form.isVisible():
            return self._choose_from(screen.outcome.dispositions, int(digit))
        return False

    def _choose_result(self, digit: int) -> bool:
        results = list(StepResult)
        if not 1 <= digit <= len(results):
            return False
        self._screen.steps.result.choose(results[digit - 1])
        return True

    def _choose_from(self, entries: ChoiceList, digit: int) -> bool:
        """Take the entry of that place among nine; 0 shows the next nine and takes none."""
        if not entries.isEnabled() or not entries.choices():
            return False
        page = self._page(entries)
        if digit == 0:
            page = page + 1 if (page + 1) * DIGITS < len(entries.choices()) else 0
            self._paged = entries, page
            entries.show_digits(page * DIGITS)
            first = entries.model().index(page * DIGITS, 0)
            entries.setCurrentIndex(first)
            entries.scrollTo(first, ChoiceList.ScrollHint.PositionAtTop)
            return True
        place = page * DIGITS + digit - 1
        self._paged = None
        entries.show_digits()
        if place >= len(entries.choices()):
            return False
        chosen = entries.choices()[place].value
        entries.choose(chosen)
        entries.picked.emit(chosen)
        return True

    def _enter(self) -> None:
        """Accept a question or the form in front; where there is nothing to accept, go on."""
        screen = self._screen
        section = screen.sections[screen.part]
        if screen.correction.isVisible():
            screen.correction.yes.click()
        elif screen.steps.hazard.panel.isVisible():
            screen.steps.hazard.panel.yes.click()
        elif screen.outcome.confirm.isVisible():
            screen.outcome.confirm.yes.click()
        elif screen.outcome.second.isVisible():
            screen.outcome.second.panel.submit.click()
        elif screen.part is not Part.PHOTOGRAPHS and section.is_ready():
            section.submit()
        else:
            screen.go_on()

    def _clear(self, state: Inspection) -> bool:
        """Leave a question or the form in front."""
        screen = self._screen
        if screen.correction.isVisible():
            screen.correction.close_panel()
        elif screen.steps.hazard.panel.isVisible():
            screen.steps.hazard.panel.no.click()
        elif screen.outcome.confirm.isVisible():
            screen.outcome.confirm.no.click()
        elif screen.outcome.second.isVisible():
            screen.outcome.second.clear()
            screen.outcome.second.begin()
        else:
            screen.sections[screen.part].clear()
            screen.renew_part()
            screen.sections[screen.part].begin()
        return True


def hold_for(state: Inspection) -> Disposition:
    """Return the kind of hold that the findings call for; missing papers where they call for none."""
    found = {finding.code for finding in state.findings}
    return next((hold for code, hold in _HOLDS if code in found), Disposition.HOLD_DOCUMENT)


def _recorded(state: Inspection) -> Iterator[tuple[Mark, str]]:
    """Yield the mark of each thing that an officer recorded, with the words for it."""
    for step in state.steps:
        yield step.mark, f"{word(step.type)}: {word(step.result)}"
    for finding in state.findings:
        yield finding.mark, word(finding.code)
    for line in state.lines:
        yield line.mark, goods_name(line.act)
    for photograph in state.photographs:
        yield photograph.mark, word(photograph.subject)
