"""Words of the profile workshop: stages, kinds, operators, and conditions told as sentences."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.risk.bench_profile import ProfileStage
from borderpost.domain.risk.condition import Field, Operator
from borderpost.domain.risk.estimating import Estimate
from borderpost.domain.risk.profile_kind import ProfileKind
from borderpost.ui.icons import Icon
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.names import own
from borderpost.ui.words.reason_fields import FIELDS

BRANCHES = ("all", "any", "not", "some_line", "every_line")
_BRANCHES: dict[str, object] = {
    "all": QT_TRANSLATE_NOOP("workshop", "All of these hold"),
    "any": QT_TRANSLATE_NOOP("workshop", "At least one of these holds"),
    "not": QT_TRANSLATE_NOOP("workshop", "This does not hold"),
    "some_line": QT_TRANSLATE_NOOP("workshop", "Some content line answers to this"),
    "every_line": QT_TRANSLATE_NOOP("workshop", "Every content line answers to this"),
}
_OPERATORS: dict[Operator, object] = {
    Operator.IS_IN: QT_TRANSLATE_NOOP("workshop", "is one of"),
    Operator.STARTS_WITH: QT_TRANSLATE_NOOP("workshop", "begins with"),
    Operator.HAS_WORDS: QT_TRANSLATE_NOOP("workshop", "has the word or phrase"),
    Operator.HAS_PART: QT_TRANSLATE_NOOP("workshop", "has in it"),
    Operator.IS_EXACTLY: QT_TRANSLATE_NOOP("workshop", "is exactly"),
    Operator.SHORTER_THAN: QT_TRANSLATE_NOOP("workshop", "has fewer letters than"),
    Operator.MATCHES_PATTERN: QT_TRANSLATE_NOOP("workshop", "matches the pattern"),
    Operator.MATCHES_LIST: QT_TRANSLATE_NOOP("workshop", "comes near the watch list"),
    Operator.IS_VAGUE: QT_TRANSLATE_NOOP("workshop", "says too little"),
    Operator.ABOVE: QT_TRANSLATE_NOOP("workshop", "is above"),
    Operator.AT_LEAST: QT_TRANSLATE_NOOP("workshop", "is at least"),
    Operator.BELOW: QT_TRANSLATE_NOOP("workshop", "is below"),
    Operator.AT_MOST: QT_TRANSLATE_NOOP("workshop", "is at most"),
    Operator.MISSING: QT_TRANSLATE_NOOP("workshop", "is not declared"),
}
_STAGES: dict[ProfileStage, tuple[object, Tone, Icon]] = {
    ProfileStage.DRAFT: (QT_TRANSLATE_NOOP("workshop", "Draft"), Tone.NEUTRAL, Icon.MARK),
    ProfileStage.PROPOSED: (QT_TRANSLATE_NOOP("workshop", "Proposed"), Tone.CAUTION, Icon.CLOCK),
    ProfileStage.IN_FORCE: (QT_TRANSLATE_NOOP("workshop", "In force"), Tone.POSITIVE, Icon.CHECK),
    ProfileStage.REPLACED: (QT_TRANSLATE_NOOP("workshop", "Replaced"), Tone.NEUTRAL, Icon.HISTORY),
    ProfileStage.RETIRED: (QT_TRANSLATE_NOOP("workshop", "Retired"), Tone.NEUTRAL, Icon.REMOVE),
}
_KINDS: dict[ProfileKind, object] = {
    ProfileKind.TARGETED: QT_TRANSLATE_NOOP("workshop", "By what is declared"),
    ProfileKind.WATCH: QT_TRANSLATE_NOOP("workshop", "By a person, company or address under watch"),
    ProfileKind.RANDOM: QT_TRANSLATE_NOOP("workshop", "For items of the random draw"),
}
_NO_OPERAND = frozenset({Operator.MISSING, Operator.IS_VAGUE})
_TERMS_TOLD = 6


def _tr(text: object) -> str:
    return QCoreApplication.translate("workshop", str(text))


def stage_word(stage: ProfileStage) -> str:
    """Return the word of a stage."""
    return _tr(_STAGES[stage][0])


def profile_tone(stage: ProfileStage) -> tuple[Tone, Icon]:
    """Return the tone and the drawing of a stage."""
    return _STAGES[stage][1], _STAGES[stage][2]


def kind_word(kind: ProfileKind) -> str:
    """Return by what a profile selects."""
    return _tr(_KINDS[kind])


def branch_word(branch: str) -> str:
    """Return what a branch of a condition says."""
    return _tr(_BRANCHES[branch])


def operator_word(operator: Operator) -> str:
    """Return what a comparison asks of its field."""
    return _tr(_OPERATORS[operator])


def field_word(field: Field) -> str:
    """Return the words for a field; those of the content lines say so."""
    word = QCoreApplication.translate("reasons", str(FIELDS[field]))
    return _tr(QT_TRANSLATE_NOOP("workshop", "{field} (line)")).format(field=word) if field.of_line else word


def node_sentence(node: Any) -> str:
    """Return one node of a condition's plain data in words, whatever is wrong with it."""
    if not isinstance(node, Mapping):
        return "?"
    for branch in BRANCHES:
        if branch in node:
            return branch_word(branch)
    field = str(node.get("field", ""))
    told = field_word(Field(field)) if field in set(Field) else (own(field) or "?")
    for operator in Operator:
        if operator.value in node:
            parts = [told, operator_word(operator)]
            if operator not in _NO_OPERAND:
                parts += [_operand(node[operator.value]), own(str(node.get("currency", "")))]
            if days := node.get("within_days"):
                parts.append(_tr(QT_TRANSLATE_NOOP("workshop", "in {days} days")).format(days=days))
            return " ".join(part for part in parts if part)
    return f"{told} …"


def share_text(share: float) -> str:
    """Return a share in per cent: `12.5 %`."""
    return f"{share * 100:.1f} %"


def rate_text(estimate: Estimate) -> str:
    """Return a share with the bounds of its interval: `12.5 % (8.1 to 18.9)`; nothing where none was."""
    if not estimate.examined:
        return ""
    told = _tr(QT_TRANSLATE_NOOP("workshop", "{share} ({low} to {high})"))
    return told.format(
        share=share_text(estimate.share), low=f"{estimate.low * 100:.1f}", high=f"{estimate.high * 100:.1f}"
    )


def _operand(value: Any) -> str:
    match value:
        case Mapping():
            told = _tr(QT_TRANSLATE_NOOP("workshop", "any of the list {list}"))
            return told.format(list=own(str(value.get("list", ""))))
        case list() | tuple():
            shown = ", ".join(own(str(each)) for each in value[:_TERMS_TOLD])
            left = len(value) - _TERMS_TOLD
            if left <= 0:
                return shown or "…"
            return _tr(QT_TRANSLATE_NOOP("workshop", "{terms} and {count} others")).format(
                terms=shown, count=left
            )
        case _:
            return own(str(value)) or "…"
