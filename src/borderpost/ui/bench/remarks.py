"""What has to be said about a scan besides lane and reasons: sentences, each with its tone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from borderpost.domain.identifiers import s10
from borderpost.domain.inspection import ENDED, Stage
from borderpost.domain.item_key import item_key
from borderpost.ui.bench.choices import MOST
from borderpost.ui.bench.plan import current_inspection, numbers_meant
from borderpost.ui.kit import lane_word, ltr
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.amounts import day_text, isolated, moment_text
from borderpost.ui.words.codes import word
from borderpost.ui.words.declarations_kept import missing_sentence
from borderpost.ui.words.scans import kind_word, remark_word, warning_sentences
from borderpost.ui.words.trusted import trusted_words
from borderpost.work.ports import PastInspection
from borderpost.work.scanning import Candidate, Remark, Scanned

translate = QCoreApplication.translate

_EARLIER_NAMED = 3


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence and its tone."""

    text: str
    tone: Tone


def remark_chips(scanned: Scanned) -> list[Said]:
    """Return the remarks in two words or so each, the gravest first."""
    order = [remark for remark in _TONES if remark in scanned.remarks]
    return [Said(remark_word(remark), _TONES[remark]) for remark in order]


def remark_notices(scanned: Scanned, chosen: Candidate, officers: Mapping[str, str]) -> list[Said]:
    """Return the remarks as sentences, the gravest first; `officers` are names by id."""
    return list(_notices(scanned, chosen, officers))


_TONES: dict[Remark, Tone] = {
    Remark.CHECK_FAILED: Tone.CRITICAL,
    Remark.INCOMPLETE: Tone.CRITICAL,
    Remark.ALREADY_INSPECTED: Tone.CAUTION,
    Remark.INSPECTION_RUNNING: Tone.CAUTION,
    Remark.UNKNOWN_COUNTRY: Tone.CAUTION,
    Remark.SEVERAL_DECLARATIONS: Tone.INFO,
    Remark.AMENDED: Tone.INFO,
    Remark.SEEN_BEFORE: Tone.INFO,
}


def _notices(scanned: Scanned, chosen: Candidate, officers: Mapping[str, str]) -> Iterator[Said]:
    if scanned.weeks_missing:
        yield Said(missing_sentence(scanned.weeks_missing), Tone.CRITICAL)
    past = current_inspection(scanned, chosen)
    if past is not None:
        yield Said(_past(past, officers), Tone.CAUTION)
    trusted = chosen.assessment.trusted
    if trusted is not None:
        yield Said(trusted_words(trusted), Tone.CAUTION if trusted.eased else Tone.INFO)
    if Remark.UNKNOWN_COUNTRY in scanned.remarks:
        yield Said(
            translate(
                "BenchRemarks",
                "“{country}”, the end of the number, names no country. Compare it with the label.",
            ).format(country=scanned.reading.detail("country")),
            Tone.CAUTION,
        )
    if chosen.held is not None:
        own = item_key(chosen.held.declaration.item_id)
        if own != item_key(scanned.reading.text):
            yield Said(
                translate(
                    "BenchRemarks", "Read as {code} ({kind}); the declaration's own number is {own}."
                ).format(
                    code=ltr(scanned.reading.display), kind=kind_word(scanned.reading.kind), own=_shown(own)
                ),
                Tone.INFO,
            )
        if chosen.held.versions > 1:
            yield Said(_amended(chosen.held.declaration.message.version, chosen.held.versions), Tone.INFO)
    if Remark.SEEN_BEFORE in scanned.remarks:
        yield Said(_seen_before(scanned, chosen), Tone.INFO)
    for sentence in warning_sentences(scanned.reading):
        yield Said(sentence, Tone.INFO)
    # last, because the choices stand beneath
    if Remark.SEVERAL_DECLARATIONS in scanned.remarks:
        yield Said(_several(len(scanned.candidates)), Tone.INFO)
    if misread := _misread(scanned, chosen):
        yield Said(misread, Tone.CRITICAL)


def _misread(scanned: Scanned, chosen: Candidate) -> str:
    """Return what is wrong with the number itself, or nothing."""
    wrong = Remark.CHECK_FAILED in scanned.remarks
    if wrong and chosen.held is not None:
        return translate(
            "BenchRemarks", "The check digit of this number is wrong, but it was declared exactly so."
        )
    if scanned.renumbered and numbers_meant(scanned):
        return translate(
            "BenchRemarks",
            "This number was declared, and an amendment has given the item another one: {numbers}. Take that"
            " up if the label agrees:",
        ).format(numbers=", ".join(map(_shown, scanned.renumbered)))
    if numbers_meant(scanned):
        return _meant(wrong=wrong, declared=bool(scanned.suggestions))
    if wrong:
        return translate(
            "BenchRemarks",
            "The check digit is wrong: at least one character was misread or mistyped. Compare the number"
            " with the label, scan again or type it (Alt+N).",
        )
    return ""


def _meant(*, wrong: bool, declared: bool) -> str:
    if wrong and declared:
        return translate(
            "BenchRemarks",
            "The check digit is wrong: the number was misread. These were declared and look like it; compare"
            " them with the label:",
        )
    if declared:
        return translate(
            "BenchRemarks",
            "The number was probably misread. These were declared and look like it; compare them with the"
            " label:",
        )
    return translate(
        "BenchRemarks",
        "The number was probably misread. It may have been meant as one of these; compare them with the"
        " label:",
    )


def _past(past: PastInspection, officers: Mapping[str, str]) -> str:
    values = {
        "when": ltr(moment_text(past.opened_at)),
        "officer": isolated(officers.get(past.officer, past.officer)),
        "stage": word(past.stage),
        "lane": lane_word(past.lane),
    }
    if past.stage in ENDED:
        return translate(
            "BenchRemarks", "Already inspected: {stage}. Taken up on {when} by {officer}, lane {lane}."
        ).format(**values)
    if past.stage is Stage.OPEN:
        return translate("BenchRemarks", "Under examination since {when}, by {officer}.").format(**values)
    return translate("BenchRemarks", "{stage}. Taken up on {when} by {officer}, lane {lane}.").format(
        **values
    )


def _several(count: int) -> str:
    sentence = translate(
        "BenchRemarks",
        "{count} declarations bear this number. The most severe is shown; the others are here:",
    ).format(count=count)
    if count <= MOST:
        return sentence
    return translate("BenchRemarks", "{sentence} (the {most} most severe)").format(
        sentence=sentence, most=MOST
    )


def _amended(version: int, versions: int) -> str:
    return translate("BenchRemarks", "Amended: version {version} is shown, {versions} have arrived.").format(
        version=version, versions=versions
    )


def _seen_before(scanned: Scanned, chosen: Candidate) -> str:
    declared = [held.declaration.item_date.isoformat() for held in scanned.earlier]
    items = {(candidate.item_id, candidate.item_date) for candidate in scanned.candidates}
    older = [past for past in scanned.past if (past.item_id, past.item_date) not in items]
    days = sorted({*declared, *(past.item_date for past in older)}, reverse=True)[:_EARLIER_NAMED]
    sentence = translate("BenchRemarks", "The number was used before, for another item, on {days}.").format(
        days=", ".join(ltr(day_text(day)) for day in days)
    )
    if older:
        last = older[0]
        sentence += " " + translate("BenchRemarks", "That one: {stage}, lane {lane}.").format(
            stage=word(last.stage), lane=lane_word(last.lane)
        )
    return sentence


def _shown(number: str) -> str:
    return ltr(s10.format_display(number))
