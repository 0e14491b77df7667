"""The plain form of an assessment, as journals keep it, there and back."""

from collections.abc import Mapping
from datetime import date
from typing import Any as Anything

from borderpost.domain.risk.assessment import Assessment, Clause, Hit, Note, NoteKind
from borderpost.domain.risk.condition import Field, Operator
from borderpost.domain.risk.lane import Lane

Plain = dict[str, Anything]


class NotAnAssessment(ValueError):
    """Plain data that `assessment_to_plain` cannot have written."""


def assessment_to_plain(assessment: Assessment) -> Plain:
    """Return the assessment as JSON-able data: text, whole numbers, truth values, lists and objects."""
    return {
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
            }
            for clause in hit.clauses
        ],
    }


def assessment_from_plain(plain: Mapping[str, Anything]) -> Assessment:
    """Return the assessment that was written; raise NotAnAssessment where it is none."""
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
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotAnAssessment(f"{type(error).__name__}: {error}") from error


def _hit_from_plain(plain: Mapping[str, Anything]) -> Hit:
    return Hit(
        profile_id=plain["profile_id"],
        profile_version=plain["profile_version"],
        title=plain["title"],
        lane=Lane(plain["lane"]),
        instruction=plain["instruction"],
        legal_basis=plain["legal_basis"],
        owner=plain["owner"],
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
            )
            for clause in plain["clauses"]
        ),
    )
