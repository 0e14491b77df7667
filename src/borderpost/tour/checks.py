"""What has to be true once the tour is over: of the journal, of what screens read, and of the report."""

import contextlib
import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from borderpost.app.opening import OpenSite
from borderpost.devices.still_images import pixels_of_qimage, read_still
from borderpost.domain.entry import Entry
from borderpost.store import journal
from borderpost.store.engine import Connection
from borderpost.store.site import SiteFolder, rebuild_site, verify_site
from borderpost.store.verify import SENTENCES
from borderpost.tour.driver import expect
from borderpost.tour.evidence import BUNDLE_SUFFIX

_DOTS_PER_POINT = 3.0  # 216 dots an inch, as a plain office printer has them

_READ_BY_SCREENS = {
    "inspections": "SELECT * FROM inspections ORDER BY row",
    "entry_index": "SELECT * FROM entry_index ORDER BY inspection, sequence",
    "exhibit_numbers": "SELECT * FROM exhibit_numbers ORDER BY number",
    "login_failures": "SELECT * FROM login_failures ORDER BY officer",
    "searched": "SELECT rowid FROM inspections_search WHERE inspections_search MATCH ? ORDER BY rowid",
}


def all_entries(record: Connection) -> list[Entry]:
    """Return the whole journal."""
    return list(journal.entries(record))


def journal_holds(folder: SiteFolder) -> dict[str, Any]:
    """Walk the journal; return what the walk found."""
    verdict = verify_site(folder)
    told = SENTENCES[verdict.fault] if verdict.fault else ""
    expect(verdict.holds, "every entry of the journal to hold", f"entry {verdict.wrong}: {told}")
    return {"entries": verdict.entries, "head": verdict.head_hash, "holds": verdict.holds}


def rebuilt_is_the_same(folder: SiteFolder, word: str) -> str:
    """Make the projections anew and compare them, byte for byte, and by a search for a word."""
    before = _projections(folder, word)
    entries = rebuild_site(folder)
    after = _projections(folder, word)
    other = [name for name, digest in before.items() if after[name] != digest]
    expect(not other, "the projections made anew to be the same", ", ".join(other))
    return f"{len(before)} projections made anew from {entries} entries are the same"


def barcode_is_the_parcels(report: Path, item_id: str) -> str:
    """Read the barcode off the first page of the report, as a scanner would."""
    with contextlib.closing(_opened(report)) as pdf:
        scans = read_still(pixels_of_qimage(_page(pdf, 0), report.name), report.name).scans
    texts = [scan.data.decode("utf-8", "replace") for scan in scans]
    expect(item_id in texts, f"a barcode that reads {item_id}", texts)
    return f"the report's barcode reads {item_id}"


def hashes_are_the_journals(report: Path, entries: Sequence[Entry], inspection: str) -> str:
    """Find the hash of every photograph, and of the deciding entry, in the text of the report."""
    with contextlib.closing(_opened(report)) as pdf:
        text = "".join(pdf.getAllText(page).text() for page in range(pdf.pageCount()))
    printed = "".join(text.split()).lower()
    own = [entry for entry in entries if entry.payload.get("inspection") == inspection]
    photographs = [entry.payload["sha256"] for entry in own if entry.kind == "photograph_taken"]
    expect(bool(photographs), "photographs in the journal")
    lacking = [sha256 for sha256 in photographs if sha256 not in printed]
    expect(not lacking, "the SHA-256 of each photograph in the report", f"none of {lacking}")
    decided = [entry.hash for entry in own if entry.kind == "outcome_approved"]
    expect(bool(decided) and decided[-1] in printed, "the hash of the approval in the report", decided)
    return f"{len(photographs)} photographs and the approval stand in the report by the journal's hashes"


def evidence_is_accepted(out: Path, site: OpenSite) -> str:
    """Let the verifier check the bundle by itself: isolated from this program, under this site's key."""
    (bundle,) = out.glob(f"*{BUNDLE_SUFFIX}")
    verifier = Path(__file__).resolve().parents[3] / "packaging" / "verifier" / "borderpost_verify.py"
    if not verifier.is_file():
        return f"{bundle.name} is there; the verifier is not: it comes with the source"
    done = subprocess.run(
        [sys.executable, "-I", str(verifier), str(bundle), "--key", site.key_fingerprint],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    expect(done.returncode == 0, f"borderpost-verify to accept {bundle.name}", done.stdout + done.stderr)
    holds = sum(line.startswith("HOLDS") for line in done.stdout.splitlines())
    return f"borderpost-verify accepts {bundle.name}: {holds} statements hold"


def _projections(folder: SiteFolder, word: str) -> dict[str, str]:
    digests: dict[str, str] = {}
    with contextlib.closing(folder.connect_record(readonly=True)) as record:
        for name, query in _READ_BY_SCREENS.items():
            rows = record.execute(query, (word,) if "?" in query else ()).fetchall()
            digests[name] = hashlib.sha256(repr(rows).encode("utf-8", "surrogatepass")).hexdigest()
    return digests


def _opened(report: Path) -> QPdfDocument:
    pdf = QPdfDocument()
    error = pdf.load(str(report))
    expect(error is QPdfDocument.Error.None_ and pdf.pageCount() > 0, "a PDF with pages", error)
    return pdf


def _page(pdf: QPdfDocument, number: int) -> QImage:
    points = pdf.pagePointSize(number)
    size = QSize(round(points.width() * _DOTS_PER_POINT), round(points.height() * _DOTS_PER_POINT))
    drawn = pdf.render(number, size)
    paper = QImage(size, QImage.Format.Format_RGB32)
    paper.fill(0xFFFFFFFF)
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return paper
