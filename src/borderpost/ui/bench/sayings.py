"""What the bench says of what has just happened: a sentence, what to do about it, and the tone."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from borderpost.domain.identifiers import Reading, s10
from borderpost.domain.inspection import Inspection, Mark, Stage
from borderpost.ui.kit import Step, ltr
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.amounts import clock_text
from borderpost.ui.words.rules import error_sentence
from borderpost.ui.words.scans import code_text, device_name, kind_word, warning_sentences


@dataclass(frozen=True, slots=True)
class Saying:
    """One sentence in large letters, a quieter one beneath, and their tone."""

    sentence: str
    detail: str = ""
    tone: Tone = Tone.INFO


class Sayings(QObject):
    """Puts what happens at the bench into words."""

    def unreadable(self, device: str) -> Saying:
        """A device saw a code and could not read it."""
        return Saying(
            self.tr("{device}: a code was seen, but it could not be read.").format(
                device=device_name(device) or self.tr("Camera")
            ),
            self.tr("Flatten or clean the label and hold it still, or type the number (Alt+N)."),
            Tone.CAUTION,
        )

    def no_code(self, name: str) -> Saying:
        """A picture shows no code."""
        return Saying(
            self.tr("No readable code on {name}.").format(name=code_text(name)),
            self.tr("Take the picture closer and straight from above, or type the number (Alt+N)."),
            Tone.CAUTION,
        )

    def reading_picture(self, name: str) -> Saying:
        """A picture is being looked at."""
        return Saying(self.tr("Reading {name} …").format(name=code_text(name)))

    def busy(self, number: str) -> Saying:
        """A number is being looked up, or a step is being recorded: a moment's patience."""
        if not number:
            return Saying(self.tr("The last step is being recorded …"))
        return Saying(self.tr("Looking up {number} …").format(number=ltr(code_text(number))))

    def other_code(self, reading: Reading, still_shown: str) -> Saying:
        """A code was read that names no parcel; the parcel on the screen stays there."""
        sentence = self.tr("{kind}: {code} is not the number of a parcel.").format(
            kind=kind_word(reading.kind), code=ltr(code_text(reading.display or reading.text))
        )
        advice = warning_sentences(reading)
        if still_shown:
            number = ltr(s10.format_display(still_shown))
            advice.append(self.tr("The screen still shows {number}.").format(number=number))
        else:
            advice.append(self.tr("Scan the barcode of the postal label, or type its number (Alt+N)."))
        return Saying(sentence, " ".join(advice), Tone.CAUTION)

    def side_by_side(self, count: int) -> Saying:
        """Several labels were seen together."""
        return Saying(
            self.tr("{count} labels lie side by side.").format(count=count),
            self.tr("Choose the parcel that is meant, or leave only that one there."),
            Tone.CAUTION,
        )

    def not_looked_up(self, number: str, error: BaseException) -> Saying:
        """The record failed; the number is not lost."""
        return Saying(
            self.tr("{number} was not looked up.").format(number=ltr(code_text(number))),
            error_sentence(error) + " " + self.tr("The number is kept below: Enter tries again."),
            Tone.CRITICAL,
        )

    def released(self, state: Inspection) -> Saying:
        """A parcel was released, or its release proposed where the law wants two, and the journal has it."""
        mark = state.latest
        told = (
            self.tr("Release of {number} waits for a second officer.")
            if state.stage is Stage.AWAITING_APPROVAL
            else self.tr("Released: {number}.")
        )
        return Saying(
            told.format(number=ltr(s10.format_display(state.item_id))),
            self.tr("Recorded at {time}, entry {sequence}. F12 takes it back.").format(
                time=clock_text(mark.at, mark.offset_minutes), sequence=mark.sequence
            ),
            Tone.POSITIVE,
        )

    def held(self, item_id: str, mark: Mark) -> Saying:
        """A parcel was held, and the journal has it."""
        return Saying(
            self.tr("Held: {number}.").format(number=ltr(s10.format_display(item_id))),
            self.tr("Recorded at {time}, entry {sequence}.").format(
                time=clock_text(mark.at, mark.offset_minutes), sequence=mark.sequence
            ),
            Tone.POSITIVE,
        )

    def refused(self, error: BaseException) -> Saying:
        """A step was not carried out."""
        return Saying(self.tr("This was not done."), error_sentence(error), Tone.CRITICAL)

    def not_open(self, step: Step | None) -> Saying:
        """A step was asked for that is not open."""
        why = step.why_not if step is not None else self.tr("That is not possible with this parcel.")
        return Saying(why, tone=Tone.CAUTION)

    def just_replaced(self) -> Saying:
        """A key came so soon after another parcel that it was meant for the one before."""
        return Saying(
            self.tr("Another parcel has just come up. Look at it, then press again."), tone=Tone.CAUTION
        )

    def no_such_command(self) -> Saying:
        """A command barcode that says nothing at the bench."""
        return Saying(self.tr("That command has no meaning at the bench."))
