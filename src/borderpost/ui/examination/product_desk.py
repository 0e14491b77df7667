"""What goes on between a product's scan and the goods form: compared, recorded, shown, taken over."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from borderpost.domain.brands.declared_goods import declared_goods
from borderpost.domain.brands.identity import compare
from borderpost.domain.brands.product_code import ProductCode, product_code
from borderpost.domain.codes import FindingCode
from borderpost.domain.decisions import Verb
from borderpost.domain.inspection import Inspection
from borderpost.domain.scan import RawScan, ScanSource
from borderpost.ui.examination.case import Case
from borderpost.ui.examination.product_page import ProductPage
from borderpost.ui.examination.product_scans import ProductScans
from borderpost.ui.kit import ltr
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.products import finding_note
from borderpost.ui.words.rules import error_sentence
from borderpost.work import inspecting
from borderpost.work.identifying import record_product


class ProductDesk(QObject):
    """`shown` asks for the page in front; `taken` carries the Identity to fill the form with, and whether it
    is a suspected infringement; `noted` carries a sentence and its tone for the form."""

    shown = Signal()
    left = Signal()
    holder_named = Signal()
    taken = Signal(object, bool)
    noted = Signal(str, object)

    def __init__(self, case: Case, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.case = case
        self.scans = ProductScans()
        self.page = ProductPage(case)
        self._code: ProductCode | None = None
        self._read: ProductCode | None = None
        self._inspection = ""
        self.page.taken.connect(self._take_over)
        self.page.left.connect(self.left)
        self.page.holder_named.connect(self.holder_named)

    def take(self, scan: RawScan) -> ProductCode | None:
        """Count a scan, and begin anew where it is of another product; None where it is of none."""
        code = product_code(scan, self.case.desk.carriers)
        if code is None or self._is_still_seen(scan, code):
            return None
        self.scans.take(code)
        self._read, known = code, self._code
        if known is not None and known.gtin and code.unit and not code.gtin:
            # a number of one piece belongs to the article that was scanned before it
            code = replace(known, serial=code.serial, imei=code.imei)
        self._code = code
        self.page.holder.choose("")
        return code

    def _is_still_seen(self, scan: RawScan, code: ProductCode) -> bool:
        """Tell whether the camera sees what it has seen: what lies there is no further piece."""
        return scan.source is ScanSource.CAMERA and code == self._read

    def compare(self, mark_seen: str, scan: RawScan | None = None) -> None:
        """Compare what was scanned last; with its `scan`, what comes of it goes on the record."""
        state, desk = self.case.state, self.case.desk
        if self._code is None or state is None:
            return
        packs = desk.brands.packs() if desk.brands is not None else ()
        identity = compare(
            self._code,
            declared_goods(state.declaration),
            packs,
            desk.clock().date(),
            chosen=self.page.holder.value(),
            mark_seen=mark_seen,
        )
        warning = self._warning()
        self.page.show_product(identity, self.scans.pieces, warning)
        if scan is not None:
            raw = scan.data.decode("utf-8", "replace")
            self._record(record_product, identity=identity, raw=raw, device=scan.device)
        # with which no right-holder is concerned needs no page of its own
        if identity.holder is not None or (packs and warning):
            self.shown.emit()
        elif warning:
            self.noted.emit(warning, Tone.CRITICAL)

    def renew(self, state: Inspection) -> bool:
        """Show the comparisons on the record; return whether there is a product to go back to."""
        if state.id != self._inspection:
            self._inspection, self.page.identity = state.id, None
        self.page.show_compared(state.products)
        return bool(state.products) and self.page.identity is not None

    def clear(self) -> None:
        """Begin with the next product."""
        self.scans.clear()
        self._code = self._read = None

    def _warning(self) -> str:
        code = self._read
        if self.scans.repeated:
            said = self.tr(
                "Number {serial} was scanned before: the same piece again, or two pieces of one number."
            )
            return said.format(serial=ltr(self.scans.repeated))
        if code is not None and code.imei and not code.check_holds:
            return self.tr("{code} is no IMEI: its last digit does not follow.").format(code=ltr(code.imei))
        return ""

    @Slot(bool)
    def _take_over(self, infringes: bool) -> None:
        """Of a suspected infringement the finding is recorded, too, where it is not yet."""
        identity, state = self.page.identity, self.case.state
        if identity is None or state is None:
            return
        self.taken.emit(identity, infringes)
        found = {finding.code for finding in state.findings}
        if infringes and FindingCode.IPR_SUSPECT not in found and Verb.FINDING in self.case.verbs():
            note = finding_note(identity)
            self._record(inspecting.record_finding, finding=FindingCode.IPR_SUSPECT, note=note)

    def _record(self, verb: object, **arguments: object) -> None:
        self.case.act(verb, self._nothing_more, self._failed, owner=self, **arguments)  # type: ignore[arg-type]

    def _nothing_more(self) -> None:
        """Nothing: what was recorded is shown by the case."""

    def _failed(self, error: BaseException) -> None:
        self.noted.emit(error_sentence(error), Tone.CRITICAL)
