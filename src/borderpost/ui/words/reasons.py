"""Sentences for why an item was selected: each clause that matched, with the value that it met."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.declaration import MailClass, Nature, WarningKind
from borderpost.domain.risk.assess import RANDOM_LANE
from borderpost.domain.risk.assessment import Assessment, Clause, Hit, Note, NoteKind
from borderpost.domain.risk.condition import Field, FieldKind, Operator
from borderpost.domain.risk.lane import Lane
from borderpost.ui.words.amounts import isolated, shortened
from borderpost.ui.words.declared import class_word, nature_word, oddity_word
from borderpost.ui.words.indications import random_sentence, random_title
from borderpost.ui.words.reason_fields import reason_field

_LONGEST_VALUE = 240
_LONGEST_QUOTE = 90
_TERMS_NAMED = 8


@dataclass(frozen=True, slots=True)
class ReasonPart:
    """One clause that matched, in words, and the profile that it belongs to.

    `clause` says what the profile looks for, `field` where, `value` what stood there; `sentence` says it
    all at once. `line` is the content line concerned, 0 for the item itself. Where nothing was declared
    there is one part that says so, without a profile.
    """

    profile: str
    version: str
    title: str
    clause: str
    field: str
    value: str
    instruction: str
    lane: Lane
    sentence: str = ""
    line: int = 0


# What the profile looks for, as it stands behind the field's name: held, and negated.
_HELD: dict[Operator, object] = {
    Operator.IS_IN: QT_TRANSLATE_NOOP("reasons", "is {terms}"),
    Operator.STARTS_WITH: QT_TRANSLATE_NOOP("reasons", "begins with {terms}"),
    Operator.HAS_WORDS: QT_TRANSLATE_NOOP("reasons", "contains {terms}"),
    Operator.HAS_PART: QT_TRANSLATE_NOOP("reasons", "has {terms} in it"),
    Operator.IS_EXACTLY: QT_TRANSLATE_NOOP("reasons", "is exactly {terms}"),
    Operator.MATCHES_PATTERN: QT_TRANSLATE_NOOP("reasons", "matches the pattern {terms}"),
    Operator.MATCHES_LIST: QT_TRANSLATE_NOOP("reasons", "comes near {terms} on the watch list {list}"),
    Operator.IS_VAGUE: QT_TRANSLATE_NOOP("reasons", "says too little about the goods: {terms}"),
    Operator.SHORTER_THAN: QT_TRANSLATE_NOOP("reasons", "has fewer than {terms} letters"),
    Operator.ABOVE: QT_TRANSLATE_NOOP("reasons", "is above {terms}"),
    Operator.AT_LEAST: QT_TRANSLATE_NOOP("reasons", "is {terms} or more"),
    Operator.BELOW: QT_TRANSLATE_NOOP("reasons", "is below {terms}"),
    Operator.AT_MOST: QT_TRANSLATE_NOOP("reasons", "is {terms} or less"),
    Operator.MISSING: QT_TRANSLATE_NOOP("reasons", "is not declared"),
}
_NEGATED: dict[Operator, object] = {
    Operator.IS_IN: QT_TRANSLATE_NOOP("reasons", "is none of {terms}"),
    Operator.STARTS_WITH: QT_TRANSLATE_NOOP("reasons", "begins with none of {terms}"),
    Operator.HAS_WORDS: QT_TRANSLATE_NOOP("reasons", "contains none of {terms}"),
    Operator.HAS_PART: QT_TRANSLATE_NOOP("reasons", "has none of {terms} in it"),
    Operator.IS_EXACTLY: QT_TRANSLATE_NOOP("reasons", "is none of {terms}"),
    Operator.MATCHES_PATTERN: QT_TRANSLATE_NOOP("reasons", "does not match the pattern {terms}"),
    Operator.MATCHES_LIST: QT_TRANSLATE_NOOP("reasons", "comes near no entry of the watch list {list}"),
    Operator.IS_VAGUE: QT_TRANSLATE_NOOP("reasons", "is not among the descriptions that say too little"),
    Operator.SHORTER_THAN: QT_TRANSLATE_NOOP("reasons", "does not have fewer than {terms} letters"),
    Operator.ABOVE: QT_TRANSLATE_NOOP("reasons", "is not above {terms}"),
    Operator.AT_LEAST: QT_TRANSLATE_NOOP("reasons", "is less than {terms}"),
    Operator.BELOW: QT_TRANSLATE_NOOP("reasons", "is not below {terms}"),
    Operator.AT_MOST: QT_TRANSLATE_NOOP("reasons", "is more than {terms}"),
    Operator.MISSING: QT_TRANSLATE_NOOP("reasons", "is declared"),
}
# The same within a sentence that names the value first.
_HELD_BEHIND_VALUE: dict[Operator, object] = {
    Operator.MATCHES_PATTERN: QT_TRANSLATE_NOOP(
        "reasons", "{field} is {value}, which matches the pattern {terms}"
    ),
    Operator.MATCHES_LIST: QT_TRANSLATE_NOOP(
        "reasons", "{field} is {value}, near {terms} on the watch list {list}"
    ),
    Operator.IS_VAGUE: QT_TRANSLATE_NOOP(
        "reasons", "{field} is {value}, which says too little about the goods: {terms}"
    ),
    Operator.STARTS_WITH: QT_TRANSLATE_NOOP("reasons", "{field} is {value}, which begins with {terms}"),
    Operator.SHORTER_THAN: QT_TRANSLATE_NOOP("reasons", "{field} is {value}: fewer than {terms} letters"),
    Operator.ABOVE: QT_TRANSLATE_NOOP("reasons", "{field} is {value}, above {terms}"),
    Operator.AT_LEAST: QT_TRANSLATE_NOOP("reasons", "{field} is {value}: {terms} or more"),
    Operator.BELOW: QT_TRANSLATE_NOOP("reasons", "{field} is {value}, below {terms}"),
    Operator.AT_MOST: QT_TRANSLATE_NOOP("reasons", "{field} is {value}: {terms} or less"),
}
_NEGATED_BEHIND_VALUE: dict[Operator, object] = {
    Operator.IS_IN: QT_TRANSLATE_NOOP("reasons", "{field} is {value}, which is none of {terms}"),
    Operator.STARTS_WITH: QT_TRANSLATE_NOOP(
        "reasons", "{field} is {value}, which begins with none of {terms}"
    ),
    Operator.HAS_WORDS: QT_TRANSLATE_NOOP("reasons", "{field} is {value}, without any of {terms}"),
    Operator.HAS_PART: QT_TRANSLATE_NOOP("reasons", "{field} is {value}, with none of {terms} in it"),
    Operator.IS_EXACTLY: QT_TRANSLATE_NOOP("reasons", "{field} is {value}, which is none of {terms}"),
    Operator.MATCHES_PATTERN: QT_TRANSLATE_NOOP(
        "reasons", "{field} is {value}, which does not match the pattern {terms}"
    ),
    Operator.MATCHES_LIST: QT_TRANSLATE_NOOP(
        "reasons", "{field} is {value}, near no entry of the watch list {list}"
    ),
    Operator.IS_VAGUE: QT_TRANSLATE_NOOP(
        "reasons", "{field} is {value}, which is not among the descriptions that say too little"
    ),
    Operator.SHORTER_THAN: QT_TRANSLATE_NOOP("reasons", "{field} is {value}: {terms} letters or more"),
    Operator.ABOVE: QT_TRANSLATE_NOOP("reasons", "{field} is {value}, not above {terms}"),
    Operator.AT_LEAST: QT_TRANSLATE_NOOP("reasons", "{field} is {value}, less than {terms}"),
    Operator.BELOW: QT_TRANSLATE_NOOP("reasons", "{field} is {value}, not below {terms}"),
    Operator.AT_MOST: QT_TRANSLATE_NOOP("reasons", "{field} is {value}, more than {terms}"),
    Operator.MISSING: QT_TRANSLATE_NOOP("reasons", "{field} is declared: {value}"),
}
_NOTES: dict[NoteKind, object] = {
    NoteKind.NO_DECLARATION: QT_TRANSLATE_NOOP("reasons", "Nothing was declared under this number"),
    NoteKind.NO_RATE: QT_TRANSLATE_NOOP("reasons", "there is no exchange rate for {value}"),
    NoteKind.NO_VALUE: QT_TRANSLATE_NOOP("reasons", "no value is declared"),
    NoteKind.NO_WEIGHT: QT_TRANSLATE_NOOP("reasons", "no weight is declared"),
    NoteKind.ZERO_WEIGHT: QT_TRANSLATE_NOOP("reasons", "the declared weight is zero"),
    NoteKind.NO_QUANTITY: QT_TRANSLATE_NOOP("reasons", "no quantity is declared"),
    NoteKind.NO_NUMBER: QT_TRANSLATE_NOOP("reasons", "no number is declared"),
    NoteKind.NO_DATE: QT_TRANSLATE_NOOP("reasons", "no date is declared"),
    NoteKind.NO_PARTY: QT_TRANSLATE_NOOP("reasons", "too little is declared to find others of the same"),
    NoteKind.NO_HISTORY: QT_TRANSLATE_NOOP("reasons", "earlier items cannot be counted here"),
    NoteKind.NO_LIST: QT_TRANSLATE_NOOP("reasons", "there is no list {value}"),
    NoteKind.FAILED: QT_TRANSLATE_NOOP("reasons", "Profile {profiles} failed and is switched off: {value}"),
    NoteKind.TOO_SLOW: QT_TRANSLATE_NOOP(
        "reasons", "Profile {profiles} took too long and is switched off: {value}"
    ),
    NoteKind.NOT_COMPUTABLE: QT_TRANSLATE_NOOP("reasons", "the declared number is beyond all measure"),
}


def reason_parts(assessment: Assessment) -> list[ReasonPart]:
    """Return every reason of an assessment in words, the most severe profile first, the random draw last."""
    parts = [_part(hit, clause) for hit in assessment.hits for clause in hit.clauses]
    if assessment.drawn is not None and assessment.drawn.chosen:
        sentence = random_sentence(assessment.drawn)
        parts.append(ReasonPart("", "", random_title(), sentence, "", "", "", RANDOM_LANE, sentence))
    missing = (note for note in assessment.notes if note.kind is NoteKind.NO_DECLARATION)
    return [*parts, *(_no_declaration(assessment.lane) for _ in missing)]


def hit_parts(hit: Hit) -> list[ReasonPart]:
    """Return the reasons of one profile in words."""
    return [_part(hit, clause) for clause in hit.clauses]


def reason_sentence(part: ReasonPart) -> str:
    """Return a reason in one sentence: `Value per kilogram of line 1 is 1.20 GBP, below 3 GBP`."""
    return part.sentence or f"{part.field} {part.clause}: {part.value}"


def note_sentences(assessment: Assessment) -> list[str]:
    """Return what the assessment could not tell, and why, a sentence for each obstacle."""
    return [_note_sentence(note) for note in assessment.notes]


def _tr(text: object) -> str:
    return QCoreApplication.translate("reasons", str(text))


def _part(hit: Hit, clause: Clause) -> ReasonPart:
    return ReasonPart(
        profile=hit.profile_id,
        version=str(hit.profile_version),
        title=hit.title,
        clause=_clause_text(clause),
        field=reason_field(clause.field, clause.line, clause.days),
        value=_value_text(clause),
        instruction=hit.instruction,
        lane=hit.lane,
        sentence=_sentence(clause),
        line=clause.line or 0,
    )


def _no_declaration(lane: Lane) -> ReasonPart:
    sentence = _tr(_NOTES[NoteKind.NO_DECLARATION])
    title = QCoreApplication.translate("reasons", "No declaration")
    return ReasonPart("", "", title, sentence, "", "", "", lane, sentence)


def _clause_text(clause: Clause) -> str:
    phrases = _NEGATED if clause.negated else _HELD
    return _tr(phrases[clause.operator]).format(terms=_terms(clause), list=isolated(clause.list_id))


def _sentence(clause: Clause) -> str:
    field = reason_field(clause.field, clause.line, clause.days)
    value = _quoted_value(clause)
    phrases = _NEGATED_BEHIND_VALUE if clause.negated else _HELD_BEHIND_VALUE
    if value and clause.operator in phrases:
        sentence = _tr(phrases[clause.operator]).format(
            field=field, value=value, terms=_terms(clause), list=isolated(clause.list_id)
        )
    else:
        sentence = f"{field} {_clause_text(clause)}"
    if aside := _aside(clause):
        sentence = QCoreApplication.translate("reasons", "{sentence} ({aside})").format(
            sentence=sentence, aside=aside
        )
    return sentence


def _aside(clause: Clause) -> str:
    """Return what a reader needs besides to see the match: the text around a word, the value as declared."""
    if clause.declared:
        declared = isolated(shortened(clause.declared, _LONGEST_QUOTE))
        return QCoreApplication.translate("reasons", "declared: {value}").format(value=declared)
    if not clause.actual and clause.operator is not Operator.MISSING:
        return QCoreApplication.translate("reasons", "nothing is declared")
    if clause.score:
        return _likeness(clause)
    if clause.negated:
        return ""
    if clause.operator in (Operator.HAS_WORDS, Operator.HAS_PART) and not _says_it_all(clause):
        return _quoted(_around(clause.actual, clause.expected))
    if clause.operator is Operator.IS_IN and not _says_it_all(clause):
        return _value(clause.field, clause.actual)
    return ""


def _likeness(clause: Clause) -> str:
    """Return how near a name is to the listed one, by what they differ, and how far that is to be trusted."""
    told = [QCoreApplication.translate("reasons", "score {score} of 100").format(score=clause.score)]
    if clause.differs:
        differs = ", ".join(_quoted(one) for one in clause.differs[:_TERMS_NAMED])
        told.append(QCoreApplication.translate("reasons", "differs by {pieces}").format(pieces=differs))
    if clause.weak:
        told.append(QCoreApplication.translate("reasons", "weak: compared by its transliteration"))
    return "; ".join(told)


def _says_it_all(clause: Clause) -> bool:
    return len(clause.expected) == 1 and clause.actual.casefold() == clause.expected[0].casefold()


def _around(text: str, terms: Iterable[str]) -> str:
    """Return the piece of a long text where the first of the terms stands."""
    if len(text) <= _LONGEST_QUOTE:
        return text
    folded = text.casefold()
    places = [place for term in terms if (place := folded.find(term.casefold())) >= 0]
    start = max(0, min(places, default=0) - _LONGEST_QUOTE // 3)
    while start and not text[start - 1].isspace() and start > 1:
        start -= 1
    return ("…" if start else "") + shortened(text[start:], _LONGEST_QUOTE)


def _terms(clause: Clause) -> str:
    """Return what was looked for: thresholds with their unit, words in quotation marks."""
    if clause.field.kind in (FieldKind.NUMBER, FieldKind.MONEY):
        return " ".join((*clause.expected, _unit(clause.unit))).strip()
    if clause.operator is Operator.SHORTER_THAN:
        return "".join(clause.expected)
    quote = clause.field.kind is FieldKind.TEXT or clause.operator is Operator.MATCHES_PATTERN
    words = [_quoted(term) if quote else _value(clause.field, term) for term in clause.expected]
    shown = ", ".join(words[:_TERMS_NAMED])
    left = len(words) - _TERMS_NAMED
    if left <= 0:
        return shown
    return QCoreApplication.translate("reasons", "{terms} and {count} others").format(terms=shown, count=left)


def _value_text(clause: Clause) -> str:
    """Return what stood there, for a table: nothing where nothing was declared."""
    value = shortened(_plain_value(clause), _LONGEST_VALUE)
    if not clause.declared:
        return value
    return QCoreApplication.translate("reasons", "{value} (declared: {declared})").format(
        value=value, declared=clause.declared
    )


def _plain_value(clause: Clause) -> str:
    if clause.field.kind in (FieldKind.NUMBER, FieldKind.MONEY):
        return f"{clause.actual} {_unit(clause.unit)}".strip()
    return _value(clause.field, clause.actual)


def _quoted_value(clause: Clause) -> str:
    if not clause.actual:
        return ""
    if clause.field.kind is FieldKind.TEXT:
        return _quoted(shortened(clause.actual, _LONGEST_QUOTE))
    return isolated(shortened(_plain_value(clause), _LONGEST_QUOTE))


def _value(field: Field, text: str) -> str:
    """Return a declared code in words where this house has words for it."""
    try:
        match field:
            case Field.NATURE:
                return nature_word(Nature(text))
            case Field.MAIL_CLASS:
                return class_word(MailClass(text))
            case Field.WARNINGS:
                return ", ".join(oddity_word(WarningKind(one)) for one in text.split(", "))
    except ValueError:
        return text
    return text


def _quoted(text: str) -> str:
    return QCoreApplication.translate("reasons", "“{text}”").format(text=isolated(text))


def _unit(unit: str) -> str:
    """Return the unit without what the name of the field says already: per kilogram, per unit."""
    return unit.split("/")[0]


def _note_sentence(note: Note) -> str:
    reason = _tr(_NOTES[note.kind]).format(value=isolated(note.value), profiles=", ".join(note.profiles))
    if not note.field:
        return reason
    lines = note.count - 1 if note.line is not None else 0
    field = reason_field(Field(note.field), note.line)
    if lines > 0:
        field = QCoreApplication.translate("reasons", "{field} and {count} further lines").format(
            field=field, count=lines
        )
    return QCoreApplication.translate("reasons", "{field} could not be judged: {reason} ({profiles})").format(
        field=field, reason=reason, profiles=", ".join(note.profiles)
    )
