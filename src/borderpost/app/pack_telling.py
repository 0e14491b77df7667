"""Legal packs told in lines of text: what is lacking in one, and the table of dispositions of all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from textwrap import wrap

from borderpost.domain.codes import Approval, Disposition
from borderpost.domain.law.completeness import gaps_of
from borderpost.domain.law.guard import approval_for
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.law.pack_faults import Gap
from borderpost.ui.words.codes import DISPOSITIONS

_GAPS = {
    Gap.NO_DISPOSITION: (
        "outcomes that it does not offer",
        "copy the rows from another pack where your law has them",
    ),
    Gap.NO_HOLD_REASON: (
        "holds without a reason, so without a code for the post",
        "add rows to hold_reasons",
    ),
    Gap.NO_DECISION_CODE: ("outcomes without a code for the post", "add rows to decision_codes"),
    Gap.NO_RETENTION: ("kinds of record with no time after which they are erased", "add rows to retention"),
    Gap.NO_OFFENCE: ("no offence, so nothing can be seized", "add rows to offences"),
    Gap.NO_POWER: ("no power to examine is named", "add rows to powers"),
    Gap.NO_OPENING_GATE: ("nothing stands before opening a letter", "add rows to opening_gates"),
    Gap.NO_CLOCK: ("no time limit", "add rows to clocks"),
    Gap.NO_AGENCY: ("nobody is named to whom items are referred", "add rows to agencies"),
    Gap.NO_HOLIDAYS: ("calendars without holidays", "add holidays, or limits end on days when nobody works"),
    Gap.NO_CONTACT: ("agencies that nobody can reach", "write who is called there into contact"),
    Gap.OUT_OF_FORCE: ("rows that are not in force on this day", "they wait, or are kept for older cases"),
    Gap.UNVERIFIED: (
        "rows whose source nobody has read, or that are a site's own to set",
        "check each, then write verified = true",
    ),
}
"""What is lacking, and what to do about it."""
_WIDTH = 100
_APPROVALS = {
    Approval.NONE: "open",
    Approval.SECOND_OFFICER: "second officer",
    Approval.SUPERVISOR: "supervisor",
    Approval.TWO_AND_WITNESS: "supervisor and witness",
}


def check_lines(pack: LegalPack, day: date) -> Iterator[str]:
    """Yield what a pack holds and what it lacks on a day, gravest first, with what to do about it."""
    gaps = gaps_of(pack, day)
    rows = list(pack.rows())
    tables = {row.id: table for table, row in rows}
    yield f"{pack.title} ({pack.edition}): {len(rows)} rows, no faults. It can be used."
    if not gaps:
        yield "Nothing is lacking."
        return
    yield f"What it lacks on {day.isoformat()} (docs/law.md explains the tables):"
    for gap, (sentence, todo) in _GAPS.items():
        about = [one.subject for one in gaps if one.gap is gap]
        if not about:
            continue
        yield ""
        yield from wrap(f"{len(about):4d}  {sentence}: {todo}.", _WIDTH, subsequent_indent="      ")
        for table, subjects in _by_table(about, tables):
            yield from wrap(
                f"{table}: {', '.join(subjects)}" if table else ", ".join(_named(each) for each in subjects),
                _WIDTH,
                initial_indent="      ",
                subsequent_indent="        ",
                break_long_words=False,
                break_on_hyphens=False,
            )


def _by_table(about: Iterable[str], tables: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows by the table that they stand in; what is no row has none."""
    found: dict[str, list[str]] = {}
    for subject in about:
        found.setdefault(tables.get(subject, ""), []).append(subject)
    yield from found.items()


def _named(subject: str) -> str:
    """Return a code with its word, where it is a disposition's."""
    known = DISPOSITIONS.get(Disposition(subject)) if subject in set(Disposition) else None
    return f"{subject} ({known})" if known else subject


def table_lines(packs: Sequence[LegalPack], day: date) -> Iterator[str]:
    """Yield the page of dispositions by packs, in Markdown; the packs have every row in and out of force."""
    yield "# Dispositions by legal pack"
    yield ""
    yield f"Made by `borderpost pack table` from `resources/packs`, as in force on {day.isoformat()}."
    yield "A cell says whose consent the disposition needs; what has to hold for it stands below the table."
    yield "An empty cell is a disposition that the pack does not offer. A star marks a row whose source was"
    yield "not read: a site replaces it."
    yield ""
    narrowed = [pack.on(day) for pack in packs]
    yield "| | code | " + " | ".join(pack.id for pack in narrowed) + " |"
    yield "|---|---|" + "---|" * len(narrowed)
    for disposition in Disposition:
        cells = [_cell(pack, disposition) for pack in narrowed]
        yield f"| {DISPOSITIONS[disposition]} | `{disposition}` | " + " | ".join(cells) + " |"
    for pack in narrowed:
        yield ""
        yield f"## {pack.title}"
        yield ""
        yield from _conditions(pack)
        yield ""
        yield "| time limit | from | length | calendar | when it runs out | source |"
        yield "|---|---|---|---|---|---|"
        for clock in pack.clocks:
            start = f"{clock.starts} {clock.notice}".strip()
            yield (
                f"| `{clock.id}`{_star(clock.verified)} | {start} | {clock.length} {clock.span}"
                f" | {clock.calendar} | {clock.on_expiry} | {pack.citation(clock)} |"
            )
    yield ""
    yield "## In every pack"
    yield ""
    for row in narrowed[0].convention if narrowed else ():
        yield f"- `{row.id}` ({narrowed[0].citation(row)}) forbids {_codes(row.forbids)} where one of"
        yield f"  {_codes((*row.findings, *row.commodities))} stands. Nobody can lift it."


def _cell(pack: LegalPack, disposition: Disposition) -> str:
    row = pack.allows(disposition)
    return "" if row is None else _APPROVALS[approval_for(pack, disposition)] + _star(row.verified)


def _conditions(pack: LegalPack) -> Iterator[str]:
    for row in pack.dispositions:
        asked = []
        if row.findings:
            asked.append(f"one of {_codes(row.findings)} found")
        if row.offence:
            asked.append("a finding that is an offence of the pack")
        if row.standing:
            asked.append(f"one of {_codes(row.standing)} standing")
        if row.clocks:
            consents = f", or {_codes(row.consents)} recorded" if row.consents else ""
            asked.append(f"one of {_codes(row.clocks)} run out{consents}")
        if row.confirmed:
            asked.append(f"under {_codes(row.confirmed)} the right-holder's confirmation")
        if pack.reasons_to_hold(row.disposition):
            asked.append(f"a reason: {_codes(one.id for one in pack.reasons_to_hold(row.disposition))}")
        if asked:
            yield f"- `{row.disposition}` ({pack.citation(row)}): {'; '.join(asked)}."
    for path in pack.small_paths:
        yield (
            f"- `{path.disposition}` ({pack.citation(path)}): suspected, not perishable, covered by an"
            f" application whose holder asked for it, at most {path.most_units:f} units or below"
            f" {path.below_kg:f} kg; else `{path.standard}`."
        )
    for ban in pack.prohibitions:
        lifted = [one for one in pack.overrides if ban.id in one.lifts]
        who = f" A {lifted[0].role} may lift it." if lifted else ""
        yield (
            f"- `{ban.id}` ({pack.citation(ban)}) forbids {_codes(ban.forbids)} where one of"
            f" {_codes((*ban.findings, *ban.commodities))} stands.{who}"
        )
    for rule in pack.reason_rules:
        lanes = f" for an item of {_codes(rule.lanes)} that was not examined" if rule.lanes else ""
        found = f" where {_codes(rule.findings)} stands" if rule.findings else ""
        yield f"- `{rule.id}`: {_codes(rule.dispositions)} needs a written reason{lanes}{found}."
    for agency in pack.agencies:
        kinds = (*agency.findings, *agency.commodities)
        yield f"- `{agency.id}`: {agency.name} takes {_codes(kinds) if kinds else 'anything'}."
    for gate in pack.opening_gates:
        weight = f" of at most {gate.at_most_kg:f} kg" if gate.at_most_kg is not None else ""
        yield (
            f"- `{gate.id}`: mail of class {_codes(gate.mail_classes)}{weight} is opened only with one of"
            f" {_codes(gate.consents)}."
        )


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(f"`{code}`" for code in codes)


def _star(verified: bool) -> str:
    return "" if verified else " \\*"
