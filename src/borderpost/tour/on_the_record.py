"""What stays: the approver's queue, the log with its search and stories, and the seizure report."""

import hashlib

from borderpost.tour.driver import expect, until
from borderpost.tour.evidence import BUNDLE_SUFFIX, REPORT_FILE
from borderpost.tour.stage import Stage


def see_queue(stage: Stage) -> str:
    """The proposal waits in the approvals; who made it cannot answer it."""
    stage.hands.press("F4")
    stage.on_screen("approvals")
    queue = stage.station.approvals.queue
    until(lambda: queue.model.rowCount() == 1, "one proposal in the queue", queue.model.rowCount)
    stage.picture("approvals-queue")
    stage.hands.at(queue.table)
    stage.hands.press("Return")
    page = stage.station.approvals.page
    until(lambda: page.story is not None, "the story of what waits", stage.said)
    expect(page.story is not None and page.story.state.id == stage.inspection, "the red parcel", page.story)
    stage.picture("proposal-with-its-story")
    stage.hands.press("Escape")
    until(queue.isVisible, "the queue again", stage.said)
    return "1 proposal waits"


def read_report(stage: Stage) -> str:
    """The report is read on the screen before it is issued."""
    stage.hands.press("F6")
    stage.on_screen("report")
    screen = stage.station.report
    until(lambda: screen.paper.pages() > 0, "the pages of the report", screen.notice.text)
    stage.see_paper(screen.paper)
    stage.picture("report-preview")
    stage.hands.at(screen.paper)
    stage.hands.press("PgDown")
    stage.see_paper(screen.paper)
    stage.picture("report-preview-further")
    return f"{screen.paper.pages()} pages"


def issue_report(stage: Stage) -> str:
    """It is issued: journalled by its SHA-256, and saved as a PDF."""
    screen, before = stage.station.report, stage.head()
    path = stage.album.out.resolve() / REPORT_FILE
    stage.hands.press("F7")
    stage.hands.at(screen.files.path)
    stage.hands.press("Ctrl+A")
    stage.hands.type(str(path), screen.files.path)
    expect(screen.files.path.text() == str(path), f"the path {path}", screen.files.path.text())
    stage.picture("where-to-save-the-report")
    stage.hands.press("Return")
    entry = stage.recorded("document_issued", before)
    until(path.is_file, f"the file {path}", screen.notice.text)
    stage.quiet()
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    expect(entry.payload["sha256"] == sha256, f"the file's SHA-256 {sha256}", entry.payload)
    stage.report = {"number": entry.payload["number"], "sha256": sha256, "file": REPORT_FILE}
    stage.see_paper(screen.paper)
    stage.picture("report-issued")
    return f"{entry.payload['number']}, SHA-256 {sha256}, journal entry {entry.sequence}"


def hand_out_evidence(stage: Stage) -> str:
    """The evidence of the case goes into one file, which is journalled by its SHA-256."""
    screen, before = stage.station.report, stage.head()
    path = stage.album.out.resolve() / f"{stage.report['number']}{BUNDLE_SUFFIX}"
    stage.hands.press("F8")
    stage.hands.at(screen.bundles.path)
    stage.hands.press("Ctrl+A")
    stage.hands.type(str(path), screen.bundles.path)
    stage.picture("where-to-save-the-evidence")
    stage.hands.press("Return")
    entry = stage.recorded("document_issued", before)
    until(path.is_file, f"the file {path}", screen.notice.text)
    stage.quiet()
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    expect(entry.payload["sha256"] == sha256, f"the file's SHA-256 {sha256}", entry.payload)
    stage.report["evidence"] = path.name
    stage.picture("evidence-handed-out")
    return f"{path.name}, {path.stat().st_size} bytes, SHA-256 {sha256}"


def search_log(stage: Stage) -> str:
    """The log lists every inspection; a word of the goods narrows it to one, once there is a reason."""
    stage.hands.press("Escape")
    stage.hands.press("F5")
    stage.on_screen("log")
    shown = stage.station.log.list
    listed = len({each.payload["inspection"] for each in stage.entries() if each.kind == "inspection_opened"})
    until(lambda: shown.model.rowCount() == listed, f"{listed} inspections", shown.model.rowCount)
    stage.picture("inspection-log")
    word = stage.parcels.seizure.word
    stage.hands.letter(word[0])  # whatever is typed on the rows is searched for
    stage.hands.at(shown.search)
    stage.hands.type(word[1:], shown.search)
    expect(shown.search.text() == word, f"'{word}' in the search field", shown.search.text())
    until(shown.reason.isVisible, "to be asked why, since a word could be somebody's name", stage.said)
    stage.hands.press("Return")
    until(shown.reason.reasons.hasFocus, "the reasons to have the focus", stage.said)
    stage.hands.press("Return")
    until(lambda: shown.consulting.consultation is not None, "the reason to be recorded", stage.said)
    until(lambda: shown.model.rowCount() == 1, "one inspection that speaks of it", shown.model.rowCount)
    stage.picture("inspection-log-searched")
    return f"{listed} inspections, 1 of them with '{word}'"


def read_story(stage: Stage) -> str:
    """A row opens to the whole story of the inspection."""
    shown = stage.station.log.list
    stage.hands.press("Return")
    stage.quiet()
    if not shown.table.hasFocus():
        stage.hands.press("Down")
    stage.hands.at(shown.table)
    stage.hands.press("Return")
    page = stage.station.log.story
    until(lambda: page.story is not None or page.reason.isVisible(), "the story, or why it is read")
    if page.story is None:
        stage.hands.type("Complaint of the addressee", page.reason.editor)
        stage.picture("why-the-story-is-read")
        stage.hands.press("Return")
    until(lambda: page.story is not None, "the story", stage.said)
    story = page.story
    expect(story is not None and story.state.id == stage.inspection, "the red parcel's story", story)
    stage.picture("story")
    stage.hands.press("Escape")
    until(shown.isVisible, "the log again", stage.said)
    return f"{len(story.events) if story else 0} entries"
