"""The card in which a scan is tried: what came, from where, and how it is understood."""

from PySide6.QtWidgets import QWidget

from borderpost.domain.identifiers import CarrierTable, Family, family_of, format_action, read_scan
from borderpost.domain.identifiers.actions import Action
from borderpost.domain.scan import RawScan
from borderpost.ui.announce import announce
from borderpost.ui.kit import Card, KeyValueGrid, Notice, Text
from borderpost.ui.theme.tokens import TextStyle, Tone
from borderpost.ui.words.amounts import clock_text
from borderpost.ui.words.commands import action_words
from borderpost.ui.words.scans import code_text, device_name, kind_word, source_word, warning_sentences


class TrialCard(Card):
    """Shows the newest scan; nothing is looked up and nothing recorded."""

    def __init__(self, carriers: CarrierTable, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Try a scan"), self.tr("nothing is looked up, nothing is recorded"))
        self._carriers = carriers
        self.prompt = Text(
            self.tr("Scan any code now, with any of the devices. It is shown here."),
            TextStyle.BODY,
            wrap=True,
        )
        self.add(self.prompt)
        self.facts = KeyValueGrid()
        self.add(self.facts)
        self.remark = Notice("", Tone.CAUTION)
        self.add(self.remark)
        self.facts.hide()

    def show_scan(self, scan: RawScan) -> None:
        """Show what a device read and what it says."""
        readings = read_scan(scan, self._carriers)
        best = readings[0]
        text = scan.data.decode("utf-8", "backslashreplace")
        self._show(
            [
                (self.tr("Code"), code_text(text), True),
                (self.tr("Understood as"), f"{kind_word(best.kind)}: {code_text(best.display)}", False),
                (self.tr("Kind of barcode"), self._symbology(scan.symbology), False),
                (
                    self.tr("Read by"),
                    f"{source_word(scan.source)}, {scan.device} · {clock_text(scan.at)}",
                    False,
                ),
            ]
        )
        self.remark.set_notice("\n".join(warning_sentences(best)), Tone.CAUTION)
        announce(self, f"{kind_word(best.kind)}: {best.display}")

    def show_action(self, action: Action) -> None:
        """Show a command; here it does nothing."""
        words = self.tr("Command: {command}").format(command=action_words(action))
        self._show(
            [
                (self.tr("Code"), code_text(format_action(action)), True),
                (self.tr("Understood as"), words, False),
            ]
        )
        self.remark.set_notice(
            self.tr("Commands are only shown here. They work on the other screens."), Tone.INFO
        )
        announce(self, words)

    def show_unreadable(self, device: str) -> None:
        """Say that a device saw a code and could not read it."""
        said = self.tr(
            "{device}: a code came in pieces or mixed with another. Scan again; if it happens often, allow a"
            " longer silence within a scan, or program STX and ETX around each code."
        ).format(device=device_name(device) or self.tr("Scanner"))
        self.remark.set_notice(said, Tone.CAUTION)
        announce(self, said)

    def _show(self, rows: list[tuple[str, str, bool]]) -> None:
        self.prompt.hide()
        self.facts.show()
        self.facts.set_rows(rows)

    def _symbology(self, aim: str) -> str:
        if not aim:
            return self.tr("not told by the device")
        words = {
            Family.RETAIL: self.tr("EAN or UPC, on goods"),
            Family.GS1: self.tr("GS1, with application identifiers"),
            Family.LINEAR: self.tr("linear"),
            Family.INTERLEAVED: self.tr("interleaved 2 of 5"),
            Family.MATRIX: self.tr("two-dimensional"),
            Family.UNSTATED: self.tr("unknown"),
        }
        return f"{words[family_of(aim)]} ({aim})"
