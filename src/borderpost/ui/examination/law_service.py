"""The form for proof of service: which notice, to whom, how, where, its number, and on which days."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from borderpost.domain.decisions import Verb
from borderpost.domain.formality_codes import Means, Recipient
from borderpost.domain.inspection import Inspection
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.rows import Notice
from borderpost.ui.examination.beside import Beside
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.law_form import LawForm
from borderpost.ui.examination.pick import Pick
from borderpost.ui.icons import Icon
from borderpost.ui.kit import CodeField
from borderpost.ui.words.codes import choices, word
from borderpost.ui.words.deadlines import notice_words
from borderpost.work import formalities

_PARTY = {
    Recipient.ADDRESSEE: "addressee",
    Recipient.DECLARANT: "addressee",
    Recipient.SENDER: "sender",
}
_SIDE_BY_SIDE = 340


class ServiceForm(LawForm):
    """A notice chosen presets its recipient, whose name and address come from the declaration; the day of
    sending is today. A scan fills the tracking number."""

    drawing = Icon.MAIL

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(case, parent)
        self._notices: tuple[Notice, ...] = ()
        self._preset = ""
        self.notice, self.recipient, self.means = Pick(), Pick(choices(Recipient)), Pick(choices(Means))
        self.name, self.address, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        self.tracking = CodeField("", self.tr("scan or type"))
        day = self.tr("YYYY-MM-DD")
        self.sent, self.served, self.returned = CodeField("", day), CodeField("", day), CodeField("", day)
        self.language = CodeField("", "en")
        self.column.addWidget(self.put("notice", self.tr("Notice"), self.notice))
        pairs = (
            (
                self.put("recipient", self.tr("To"), self.recipient),
                self.put("recipient_name", self.tr("Name"), self.name, required=True),
            ),
            (
                self.put("means", self.tr("How"), self.means),
                self.put("address", self.tr("Where"), self.address),
            ),
            (
                self.put("tracking", self.tr("Tracking number"), self.tracking),
                self.put("sent_on", self.tr("Sent on"), self.sent),
            ),
            (
                self.put("served_on", self.tr("Served on"), self.served),
                self.put("returned_on", self.tr("Came back on"), self.returned),
            ),
            (
                self.put("language", self.tr("Language"), self.language),
                self.put("note", self.tr("Note"), self.note),
            ),
        )
        for first, second in pairs:
            self.column.addWidget(Beside(first, second, from_width=_SIDE_BY_SIDE))
        self.notice.activated.connect(self._notice_chosen)
        self.recipient.activated.connect(self._recipient_chosen)
        self.name.textChanged.connect(self.edited)
        self.finish()

    def title(self) -> str:
        """Return the words for what it records."""
        return self.tr("Record the service of a notice")

    def is_offered(self, law: LegalPack, state: Inspection) -> bool:
        """Tell whether the law knows notices, and the officer may record them."""
        return bool(law.notices) and Verb.FORMALITY in self.case.verbs()

    def renew(self, law: LegalPack, state: Inspection) -> None:
        """Offer the notices, those of the outcome that stands first."""
        stands = state.outcome.disposition if state.outcome else None
        self._notices = tuple(sorted(law.notices, key=lambda row: stands not in row.dispositions))
        self.notice.set_choices([(row.id, notice_words(row)) for row in self._notices])
        seen = f"{state.id} {stands}"
        if seen != self._preset:
            self._preset = seen
            self.notice.setCurrentIndex(0)
            self._preset_fields()

    def begin(self) -> None:
        """Start with the notice."""
        self.notice.setFocus()

    def clear(self) -> None:
        """Go back to what is proposed."""
        for editor in (self.tracking, self.served, self.returned, self.note, self.language):
            editor.clear()
        self.forgive()
        self._preset_fields()

    def is_ready(self) -> bool:
        """Tell whether somebody is named; the day of sending is proposed."""
        return bool(self.name.text().strip())

    def take_scan(self, text: str) -> bool:
        """Take a tracking number."""
        self.tracking.setText(text)
        return True

    @Slot()
    def submit(self) -> None:
        """Record it."""
        self.send(
            formalities.record_service,
            notice=self.notice.value(),
            recipient=Recipient(self.recipient.value()),
            name=self.name.text(),
            address=self.address.text(),
            means=Means(self.means.value()),
            tracking=self.tracking.text(),
            sent_on=self.sent.text().strip(),
            served_on=self.served.text().strip(),
            returned_on=self.returned.text().strip(),
            language=self.language.text(),
            note=self.note.text(),
            law=self.case.desk.law,
        )

    @Slot()
    def _notice_chosen(self) -> None:
        self._preset_fields()

    def _preset_fields(self) -> None:
        row = next((row for row in self._notices if row.id == self.notice.value()), None)
        if row is None:
            return
        self.recipient.choose(row.recipient)
        known = row.means or tuple(Means)
        self.means.set_choices([(means, word(means)) for means in known])
        hint = self.tr("It has to say: {elements}").format(elements=", ".join(row.elements))
        self.notice.setToolTip(hint)
        self.notice.setAccessibleDescription(hint)
        self.sent.setText(self.case.desk.clock().date().isoformat())
        self._recipient_chosen()

    @Slot()
    def _recipient_chosen(self) -> None:
        name, address = self._party(Recipient(self.recipient.value()))
        self.name.setText(name)
        self.address.setText(address)

    def _party(self, recipient: Recipient) -> tuple[str, str]:
        """Return the name and the address that the record knows for a recipient."""
        state = self.case.state
        if state is None:
            return "", ""
        if recipient is Recipient.RIGHT_HOLDER:
            holders = [line.act.right_holder for line in state.lines if line.act.right_holder]
            return (holders[0] if holders else "", "")
        party = (state.declaration or {}).get(_PARTY.get(recipient, ""), {})
        if not isinstance(party, dict):
            return "", ""
        lines = party.get("lines", ())
        parts = [
            *(lines if isinstance(lines, list | tuple) else ()),
            party.get("postcode"),
            party.get("city"),
        ]
        where = ", ".join(str(part) for part in (*parts, party.get("country")) if part)
        return str(party.get("company") or party.get("name") or ""), where
