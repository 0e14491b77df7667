"""Shows a day of mail as the demo's profiles judge it: some items of each lane, with their reasons."""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

from borderpost.app.importing import import_file
from borderpost.app.places import SITE_FILE, read_site, resources_root
from borderpost.app.site_risk import SiteRisk, learn_norms, load_site_risk, save_norms, write_demo_risk
from borderpost.app.site_usual import learn_usual, save_usual
from borderpost.app.unlocking import Secrets, unlock
from borderpost.domain.declaration import Declaration
from borderpost.domain.intake import Accepted
from borderpost.domain.risk.assessment import Assessment
from borderpost.domain.risk.lane import Lane
from borderpost.feeds.feed import read_feed
from borderpost.feeds.rates_file import load_rates
from borderpost.store.features_pass import carry_on
from borderpost.store.folder import SiteFolder
from borderpost.ui.words.indications import indication_sentences
from borderpost.ui.words.reasons import note_sentences, reason_parts, reason_sentence

SHOWN: Final = 20
_SEED: Final = 1
_LANES: Final = (Lane.GREEN, Lane.YELLOW, Lane.RED, Lane.SECURE)
_HEAD: Final = """# A day at the demo site

What the demo's profiles, lists, norms and draw make of one day of mail: {count:,} items, {shown} of each
lane (drawn at random, where there are more) with the reasons that the officer sees. **All of it is
invented data**: no name, number or address here is anybody's. Its few addressees get hundreds of items
each; what comes to nearly every address of a site tells nothing, and is not said. Written by

    ./run bench day FOLDER --out docs/demo-day.md

where `FOLDER` holds `declarations.jsonl`. The same file gives the same page.

| lane | items | share |
|---|---|---|
"""


def bench(argv: Sequence[str]) -> int:
    """Write the page; 0 when every lane that has items is shown, 2 where there is nothing to read."""
    parser = argparse.ArgumentParser(prog="borderpost bench day")
    parser.add_argument("folder", type=Path, help="where declarations.jsonl lies")
    parser.add_argument("--out", type=Path, help="where the page goes (default: the terminal)")
    parser.add_argument("--shown", type=int, default=SHOWN, help="items of each lane")
    chosen = parser.parse_args(argv)
    file = chosen.folder / "declarations.jsonl"
    if not file.is_file():
        print(f"{file} is not there", file=sys.stderr)
        return 2
    page = day_page(file, shown=chosen.shown)
    if chosen.out is None:
        print(page)
    else:
        chosen.out.write_text(page, encoding="utf-8")
    return 0


def day_page(file: Path, *, shown: int = SHOWN, most: int | None = None) -> str:
    """Return the page of a file of declarations, of its first ones where `most` says so."""
    declarations: list[Declaration] = []
    for row in read_feed(file):
        if isinstance(row, Accepted):
            declarations.append(row.declaration)
        if most is not None and len(declarations) >= most:
            break
    newest = {one.message.id: one for one in sorted(declarations, key=lambda one: one.message.version)}
    today = max(one.message.received_at.date() for one in newest.values())
    with tempfile.TemporaryDirectory(prefix="borderpost-day-") as root:
        risk = _risk_of(Path(root), today, file)
        judged = [(one, risk.assess(one, today)) for one in newest.values()]
        del risk
    return _page(judged, shown)


def _risk_of(root: Path, today: date, file: Path) -> SiteRisk:
    """Return what a demo site that holds the file judges by."""
    folder = unlock(SiteFolder(root), Secrets(), demo=True)
    write_demo_risk(root, today)
    import_file(folder, file, rejects_folder=root, today=today)
    carry_on(folder)
    rates = load_rates(root / "rates.toml")
    save_norms(folder, learn_norms(folder, rates))
    save_usual(folder, learn_usual(folder, rates, today))
    return load_site_risk(folder, read_site(resources_root() / "demo" / SITE_FILE), today)


def _page(judged: list[tuple[Declaration, Assessment]], shown: int) -> str:
    by_lane = {lane: [one for one in judged if one[1].lane is lane] for lane in _LANES}
    lines = [_HEAD.format(count=len(judged), shown=shown).rstrip("\n")]
    for lane, found in by_lane.items():
        lines.append(f"| {lane.value} | {len(found):,} | {100 * len(found) / len(judged):.1f} % |")
    titles = Counter(hit.title for _, assessment in judged for hit in assessment.hits)
    lines += ["", "Profiles by items:", ""]
    lines += [f"* {_plain(title)}: {count:,}" for title, count in titles.most_common()]
    for lane, found in by_lane.items():
        some = sorted(Random(_SEED).sample(found, min(shown, len(found))), key=lambda one: one[0].item_id)
        lines += ["", f"## {lane.value.capitalize()}", ""]
        for declaration, assessment in some:
            lines += _item(declaration, assessment)
    return "\n".join(lines) + "\n"


def _item(declaration: Declaration, assessment: Assessment) -> list[str]:
    goods = "; ".join(
        f"{line.description or '(no description)'}"
        + (f", {line.value.amount} {line.value.currency}" if line.value is not None else "")
        for line in declaration.lines[:3]
    )
    more = f" and {len(declaration.lines) - 3} more lines" if len(declaration.lines) > 3 else ""
    weight = "" if declaration.gross_weight_kg is None else f", {declaration.gross_weight_kg} kg"
    sender = declaration.sender
    told = [
        f"* **{_plain(declaration.item_id)}** from {_plain(sender.country or '?')},"
        f" {_plain(sender.display_name or 'no sender')}{weight}: {_plain(goods or 'no contents')}{more}"
    ]
    reasons = [reason_sentence(part) for part in reason_parts(assessment)]
    reasons += note_sentences(assessment)
    reasons += indication_sentences(assessment.indications)
    return told + [f"  * {_plain(reason)}" for reason in dict.fromkeys(reasons)]


def _plain(text: str) -> str:
    """Return a text on one line, as it is written, whatever marks it has."""
    kept = "".join(c if c.isprintable() else " " for c in text)
    return "".join(f"\\{c}" if c in "\\`*_[]<>|" else c for c in kept)
