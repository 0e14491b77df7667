"""The life of a profile told in a line: who wrote, proposed, approved or retired it, and when."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from borderpost.domain.mark import Mark
from borderpost.domain.risk.bench_profile import NOBODY_YET, BenchProfile
from borderpost.ui.words.amounts import moment_text
from borderpost.ui.words.names import own

translate = QCoreApplication.translate


def life_lines(kept: BenchProfile | None, content: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return the line; of a profile that a file alone has, its author and its approver."""
    if kept is None:
        author, approver = str(content.get("author", "")), str(content.get("approver", ""))
        if not author or approver in ("", NOBODY_YET):
            return ""
        told = translate("workshop", "From the site's files: written by {author}, approved by {approver}")
        return told.format(author=own(author), approver=own(approver))
    parts: list[str] = []
    if kept.imported_from:
        told = translate("workshop", "came from station {station}, approved there by {officer}")
        parts.append(told.format(station=own(kept.imported_from), officer=own(kept.approved_there)))
    for told, mark in (
        (translate("workshop", "written by {officer}, {time}"), kept.drafted),
        (translate("workshop", "proposed by {officer}, {time}"), kept.proposed),
        (translate("workshop", "put in force by {officer}, {time}"), kept.approved),
        (translate("workshop", "retired by {officer}, {time}"), kept.retired),
    ):
        if mark is not None:
            parts.append(_marked(told, mark, names))
    line = "; ".join(parts)
    if kept.refused is not None and kept.refusal and kept.approved is None:
        told = translate("workshop", "Not agreed to by {officer}: {reason}")
        line += "\n" + told.format(officer=_name(kept.refused, names), reason=own(kept.refusal))
    if kept.retirement:
        line += "\n" + translate("workshop", "Retired because: {reason}").format(reason=own(kept.retirement))
    return line[:1].upper() + line[1:]


def _marked(told: str, mark: Mark, names: Mapping[str, str]) -> str:
    return told.format(officer=_name(mark, names), time=moment_text(mark.at, mark.offset_minutes))


def _name(mark: Mark, names: Mapping[str, str]) -> str:
    if not mark.officer:
        return translate("workshop", "the station")
    return own(names.get(mark.officer, mark.officer))
