"""The plain form of an assessment, as journals keep it, there and back."""

from collections.abc import Mapping
from datetime import date
from typing import Any as Anything

from borderpost.domain.risk.assessment import Assessment, Clause, Drawn, Hit, Note, NoteKind
from borderpost.domain.risk.condition import Field, Operator
from borderpost.domain.risk.indication import indication_from_plain, indication_to_plain
from borderpost.domain.risk.lane import Lane
from borderpost.domain.risk.profile_kind import DEFAULT_WEIGHT, ProfileKind
from borderpost.domain.risk.quality import quality_from_plain, quality_to_plain
from borderpost.domain.risk.trusted_flag import flag_from_plain, flag_to_plain

Plain = dict[str, Anything]


class NotAnAssessment(ValueError):
    """Plain data that `assessment_to_plain` cannot have written."""


def assessment_to_plain(assessment: Assessment) -> Plain:
    """Return the assessment as JSON-able data: text, whole numbers, truth values, lists and objects.

    `selection` and `inclusion_probability` follow from the rest; they are there for other readers.
    """
    drawn, inclusion = assessment.drawn, assessment.inclusion_probability
    trusted = {} if assessment.trusted is None else {"trusted": flag_to_plain(assessment.trusted)}
    return trusted | {
        "lane": assessment.lane.value,
        "hits": [_hit_to_plain(hit) for hit in assessment.hits],
        "notes": [
            {
                "kind": note.kind.value,
                "field": note.field,
                "value": note.value,
                "line": note.line,
                "count": note.count,
                "profiles": list(note.profiles),
            }
            for note in assessment.notes
        ],
        "profile_set_digest": assessment.profile_set_digest,
        "evaluated_on": assessment.evaluated_on.isoformat(),
        "rates_on": assessment.rates_on.isoformat() if assessment.rates_on else "",
        "drawn": None
        if drawn is None
        else {"chosen": drawn.chosen, "probability": drawn.probability, "key_id": drawn.key_id},
        "indications": [indication_to_plain(one) for one in assessment.indications],
        "quality": None if assessment.quality is None else quality_to_plain(assessment.quality),
        "selection": assessment.selection.value,
        "inclusion_probability": "" if inclusion is None else repr(inclusion),
    }


def _hit_to_plain(hit: Hit) -> Plain:
    return {
        "profile_id": hit.profile_id,
        "profile_version": hit.profile_version,
        "title": hit.title,
        "lane": hit.lane.value,
        "instruction": hit.instruction,
        "legal_basis": hit.legal_basis,
        "owner": hit.owner,
        "kind": hit.kind.value,
        "weight": hit.weight,
        "clauses": [
            {
                "field": clause.field.value,
                "operator": clause.operator.value,
                "expected": list(clause.expected),
                "actual": clause.actual,
                "path": clause.path,
                "line": clause.line,
                "unit": clause.unit,
                "declared": clause.declared,
                "negated": clause.negated,
                "days": clause.days,
                "list_id": clause.list_id,
                "score": clause.score,
                "weak": clause.weak,
                "differs": list(clause.differs),
            }
            for clause in hit.clauses
        ],
    }


def assessment_from_plain(plain: Mapping[str, Anything]) -> Assessment:
    """Return the assessment that was written, by this or an earlier version of the program.

    NotAnAssessment where it is none.
    """
    try:
        return Assessment(
            lane=Lane(plain["lane"]),
            hits=tuple(_hit_from_plain(hit) for hit in plain["hits"]),
            notes=tuple(
                Note(
                    NoteKind(note["kind"]),
                    note["field"],
                    note["value"],
                    note["line"],
                    note["count"],
                    tuple(note["profiles"]),
                )
                for note in plain["notes"]
            ),
            profile_set_digest=plain["profile_set_digest"],
            evaluated_on=date.fromisoformat(plain["evaluated_on"]),
            rates_on=date.fromisoformat(plain["rates_on"]) if plain["rates_on"] else None,
            drawn=_drawn_from_plain(plain.get("drawn")),
            indications=tuple(map(indication_from_plain, plain.get("indications", ()))),
            quality=quality_from_plain(plain["quality"]) if plain.get("quality") else None,
            trusted=flag_from_plain(plain["trusted"]) if plain.get("trusted") else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotAnAssessment(f"{type(error).__name__}: {error}") from error


def _drawn_from_plain(plain: Mapping[str, Anything] | None) -> Drawn | None:
    if plain is None:
        return None
    if not 0 <= float(plain["probability"]) <= 1:
        raise ValueError("no probability")
    return Drawn(plain["chosen"], plain["probability"], plain["key_id"])


def _hit_from_plain(plain: Mapping[str, Anything]) -> Hit:
    return Hit(
        profile_id=plain["profile_id"],
        profile_version=plain["profile_version"],
        title=plain["title"],
        lane=Lane(plain["lane"]),
        instruction=plain["instruction"],
        legal_basis=plain["legal_basis"],
        owner=plain["owner"],
        kind=ProfileKind(plain.get("kind", ProfileKind.TARGETED)),
        weight=plain.get("weight", DEFAULT_WEIGHT),
        clauses=tuple(
            Clause(
                field=Field(clause["field"]),
                operator=Operator(clause["operator"]),
                expected=tuple(clause["expected"]),
                actual=clause["actual"],
                path=clause["path"],
                line=clause["line"],
                unit=clause["unit"],
                declared=clause["declared"],
                negated=clause["negated"],
                days=clause.get("days", 0),
                list_id=clause.get("list_id", ""),
                score=clause.get("score", ""),
                weak=clause.get("weak", False),
                differs=tuple(clause.get("differs", ())),
            )
            for clause in plain["clauses"]
        ),
    )
