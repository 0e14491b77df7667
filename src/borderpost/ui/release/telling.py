"""What is said of a list for release: what it is, what goes, what stays behind, what came of it."""

from PySide6.QtCore import QCoreApplication

from borderpost.domain.release_codes import ListKind, StaysBehind
from borderpost.domain.risk.lane import Lane
from borderpost.ui.kit import lane_word, ltr
from borderpost.ui.release.model import ListRelease, Phase
from borderpost.ui.words.amounts import isolated
from borderpost.ui.words.release_acts import behind_words, list_words
from borderpost.work.ports_release import BulkUnderWay

translate = QCoreApplication.translate


def list_title(release: ListRelease) -> str:
    """Return what the list is."""
    if release.under is not None:
        begun = release.under.begun
        return _title(begun.source, begun.name)
    if release.phase is Phase.EMPTY:
        return translate("release", "No list yet")
    return _title(release.source, release.name)


def counts_words(release: ListRelease) -> str:
    """Return how many go, by lane, and how many stay behind, by why."""
    if not release.lines:
        return ""
    going, behind = release.counts()
    lanes = ", ".join(
        translate("release", "{count} {lane}").format(count=going[lane], lane=lane_word(lane))
        for lane in Lane
        if going[lane]
    )
    told = translate("release", "{count} are released").format(count=sum(going.values()))
    if lanes:
        told = translate("release", "{told} ({lanes})").format(told=told, lanes=lanes)
    if not behind:
        return translate("release", "{told}; none stays behind").format(told=told)
    whys = "; ".join(
        translate("release", "{count} × {why}").format(count=behind[why], why=behind_words(why))
        for why in StaysBehind
        if behind[why]
    )
    return translate("release", "{told}. {count} stay: {whys}").format(
        told=told, count=sum(behind.values()), whys=whys
    )


def ended_words(release: ListRelease, released: int) -> str:
    """Return what came of a list."""
    kept = len(release.kept)
    told = translate("release", "{count} items were released.").format(count=released)
    if not kept:
        return told
    more = translate("release", "{count} were kept back, since something has changed about them.")
    return f"{told} {more.format(count=kept)}"


def under_way_words(under: BulkUnderWay) -> str:
    """Return what is said of a list that was left half done."""
    told = translate("release", "{list}, signed by two, stands at {done} of {of}.")
    return told.format(
        list=_title(under.begun.source, under.begun.name), done=under.done, of=len(under.begun.items)
    )


def _title(source: ListKind, name: str) -> str:
    shown = ltr(name) if source is ListKind.RECEPTACLE else isolated(name)
    return f"{list_words(source)} {shown}" if name else list_words(source)
