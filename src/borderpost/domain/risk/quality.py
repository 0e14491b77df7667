"""How good a declaration is, in the four groups of the WCO and UPU, with what it falls short of.

Each group begins at 100 points and loses some for every kind of shortfall: in full where it concerns the
whole item, in part where it concerns some of the lines.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from borderpost.domain.declaration import Declaration
from borderpost.domain.risk.quality_findings import Finding, findings_of, timeliness_of
from borderpost.domain.risk.quality_terms import COSTS, QualityGroup, Shortfall
from borderpost.domain.risk.vague import VagueDescriptions

FULL = 100.0
_VALUE_KEPT = 120


@dataclass(frozen=True, slots=True)
class Remark:
    """One shortfall: the points that it cost its group, and where it stands first.

    `line` is the number of the first content line concerned, `count` how many were, `value` what stood
    there.
    """

    shortfall: Shortfall
    points: float
    line: int | None = None
    count: int = 1
    value: str = ""

    @property
    def group(self) -> QualityGroup:
        """The group that lost the points."""
        return COSTS[self.shortfall][0]


@dataclass(frozen=True, slots=True)
class Quality:
    """The score of each group from 0 to 100, and every reason why it is not 100.

    Timeliness is None where neither the arrival nor the posting is known; `arrived` tells whether the
    arrival was.
    """

    timeliness: float | None
    accuracy: float
    completeness: float
    consistency: float
    remarks: tuple[Remark, ...] = ()
    arrived: bool = False

    def of(self, group: QualityGroup) -> float | None:
        """Return the score of one group."""
        scores: Mapping[QualityGroup, float | None] = {
            QualityGroup.TIMELINESS: self.timeliness,
            QualityGroup.ACCURACY: self.accuracy,
            QualityGroup.COMPLETENESS: self.completeness,
            QualityGroup.CONSISTENCY: self.consistency,
        }
        return scores[group]

    @property
    def score(self) -> float:
        """The mean of the groups that are known."""
        known = [score for group in QualityGroup if (score := self.of(group)) is not None]
        return sum(known) / len(known)


def quality_of(
    declaration: Declaration, arrived_at: datetime | None = None, vague: VagueDescriptions | None = None
) -> Quality:
    """Score a declaration. Never raises, whatever it holds.

    `arrived_at` is when the item was there (aware, as `received_at` is), where somebody knows it; without
    `vague` no description is called so.
    """
    timed = timeliness_of(declaration, arrived_at)
    remarks = tuple(_remarks((*(timed or ()), *findings_of(declaration, vague)), len(declaration.lines)))
    lost = dict.fromkeys(QualityGroup, 0.0)
    for remark in remarks:
        lost[remark.group] += remark.points
    left = {group: round(max(0.0, FULL - points), 1) for group, points in lost.items()}
    return Quality(
        None if timed is None else left[QualityGroup.TIMELINESS],
        left[QualityGroup.ACCURACY],
        left[QualityGroup.COMPLETENESS],
        left[QualityGroup.CONSISTENCY],
        remarks,
        arrived_at is not None,
    )


def quality_to_plain(quality: Quality) -> dict[str, Any]:
    """Return a quality as JSON-able data; scores and points are text with one decimal."""
    scores = {group.value: _text(quality.of(group)) for group in QualityGroup}
    remarks = [
        {
            "shortfall": remark.shortfall.value,
            "points": _text(remark.points),
            "line": remark.line,
            "count": remark.count,
            "value": remark.value,
        }
        for remark in quality.remarks
    ]
    return {**scores, "remarks": remarks, **({"arrived": True} if quality.arrived else {})}


def quality_from_plain(plain: Mapping[str, Any]) -> Quality:
    """Return the quality that was written; raise ValueError, KeyError or TypeError where it is none."""
    timeliness, *others = (plain[group.value] for group in QualityGroup)
    accuracy, completeness, consistency = map(float, others)
    return Quality(
        float(timeliness) if timeliness else None,
        accuracy,
        completeness,
        consistency,
        tuple(
            Remark(Shortfall(one["shortfall"]), float(one["points"]), one["line"], one["count"], one["value"])
            for one in plain["remarks"]
        ),
        plain.get("arrived") is True,
    )


def _text(score: float | None) -> str:
    return "" if score is None else f"{score:.1f}"


def _remarks(findings: Iterable[Finding], lines: int) -> Iterator[Remark]:
    """Join the findings of one kind to one remark, which costs as much as the share of lines concerned."""
    by_kind: dict[Shortfall, list[Finding]] = {}
    for finding in findings:
        by_kind.setdefault(finding.shortfall, []).append(finding)
    for kind, found in by_kind.items():
        first = found[0]
        whole = any(finding.line is None for finding in found)
        concerned = len({finding.line for finding in found})
        part = 1.0 if whole or not lines else min(1.0, concerned / lines)
        yield Remark(kind, round(COSTS[kind][1] * part, 1), first.line, concerned, first.value[:_VALUE_KEPT])
