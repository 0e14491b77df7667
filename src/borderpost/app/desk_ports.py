"""What the screens' ports are filled with: reports and labels on a thread of their own, printers."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

from borderpost.app.evidence_command import PROGRAM
from borderpost.app.places import SiteConfig
from borderpost.devices import printing
from borderpost.domain.entry import format_time
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer
from borderpost.domain.photo_set import STANDARD, PhotoSets
from borderpost.store.exporting import export_bundle
from borderpost.store.site import StationStore
from borderpost.work.basket import parts_of
from borderpost.work.documenting import Document
from borderpost.work.shift_paper import ShiftPaper
from borderpost.work.transfer_paper import issued_receipt


class ReportMaker:
    """Makes reports one after the other, beside the screens and the writer.

    What draws and sets pages is imported where the first of them is made: most benches make none in a day.
    """

    def __init__(
        self,
        store: StationStore,
        site: SiteConfig,
        key_fingerprint: str,
        photo_sets: PhotoSets = STANDARD,
    ) -> None:
        self._store = store
        self._site = site
        self._fingerprint = key_fingerprint
        self._photo_sets = photo_sets
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reports")

    def seizure_report(self, state: Inspection) -> "Future[bytes]":
        """Return the PDF of an inspection's seizure report; a draft before the seizure stands."""
        return self._thread.submit(self._make, state)

    def evidence_label(self, state: Inspection, exhibit: str) -> "Future[bytes]":
        """Return the PDF of the label of one exhibit; on that of a sealed bag stands a signed checkpoint."""
        return self._thread.submit(self._label, state, exhibit)

    def transfer_receipt(self, receipt: str) -> "Future[bytes]":
        """Return the PDF of the receipt for a hand-over to another agency; as it was issued, once it was."""
        return self._thread.submit(self._transfer, receipt)

    def shift_report(self, day: date) -> "Future[ShiftPaper]":
        """Return the report of a day, with a checkpoint of the journal that is signed now."""
        return self._thread.submit(self._shift, day)

    def evidence_bundle(self, inspection: str, officer: Officer, path: Path) -> "Future[None]":
        """Journal that the evidence bundle of an inspection is handed out, and write it to a file."""

        def write() -> None:
            export_bundle(self._store, inspection, path, program=PROGRAM, officer=officer)

        return self._thread.submit(write)

    def _shift(self, day: date) -> ShiftPaper:
        from borderpost.app.shift_report import make_shift_paper

        return make_shift_paper(self._store, self._site, day)

    def _label(self, state: Inspection, exhibit: str) -> bytes:
        from borderpost.app.labels import label_of, sealing_sequence
        from borderpost.documents.evidence_label import evidence_label

        officers = self._store.read(lambda pages: pages.officers()).result()
        label = label_of(state, exhibit, self._site, {officer.id: officer for officer in officers})
        if label.seal:
            # the earliest one over the sealing, so that the same bag always gives the same label
            sealed = sealing_sequence(state, exhibit)
            signed = self._store.submit(lambda tx: tx.checkpoint_covering(sealed)).result()
            if signed is not None:
                made = signed.checkpoint
                label = replace(
                    label,
                    checkpoint_size=made.size,
                    checkpoint_root=made.root,
                    checkpoint_at=format_time(made.at),
                    checkpoint_signature=signed.signature,
                )
        return evidence_label(label)

    def _transfer(self, receipt: str) -> bytes:
        from borderpost.app.transfers import make_transfer_receipt

        parts = self._store.read(lambda pages: parts_of(pages, receipt)).result()
        issued = next((sha for state, _ in parts if (sha := issued_receipt(state, receipt))), "")
        if issued:
            return self._store.evidence.read(issued)
        officers = self._store.read(lambda pages: pages.officers()).result()
        roster = {officer.id: officer for officer in officers}
        return make_transfer_receipt(parts, self._site, roster, self._fingerprint)

    def close(self) -> None:
        """Finish what is being made and end the thread."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _make(self, state: Inspection) -> bytes:
        from borderpost.app.reports import ReportSources, deciding_sequence, make_seizure_report

        entries = self._store.read(lambda pages: pages.entries_of(state.id)).result()
        officers = self._store.read(lambda pages: pages.officers()).result()
        # the earliest one over the decision, so that the same record always gives the same report
        decided, signed = deciding_sequence(state), None
        if decided:
            signed = self._store.submit(lambda tx: tx.checkpoint_covering(decided)).result()
        sources = ReportSources(
            site=self._site,
            evidence=self._store.evidence,
            officers={officer.id: officer for officer in officers},
            entries=entries,
            key_fingerprint=self._fingerprint,
            checkpoint=signed.printed() if signed is not None else "",
            photo_sets=self._photo_sets,
        )
        return make_seizure_report(state, sources)


class SystemPrinting:
    """The system's printers, asked on a thread of their own."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="printing")

    def printers(self) -> list[str]:
        """Return the names of the printers, the default one first."""
        return printing.printers()

    def print_pdf(self, document: Document, printer: str) -> "Future[str]":
        """Hand a PDF to a printer; the result is the system's job name."""
        title = f"{document.number} {document.sha256[:12]}"
        return self._thread.submit(printing.print_pdf, document.pdf, printer=printer, title=title)

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=True)
