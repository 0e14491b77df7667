"""Hostile feeds, each read in a process of its own: bounded in memory and in time, and always told."""

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
READ = """
import sys, time
from pathlib import Path
from borderpost.domain.intake import Accepted
from borderpost.feeds.feed import read_feed
from borderpost.feeds.mapping.files import load_mapping

def most_memory():
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024

mapping = load_mapping(Path(sys.argv[2])) if sys.argv[2] else None
before = most_memory()
started = time.process_time()
kept, refused, last = 0, 0, "-"
for row in read_feed(Path(sys.argv[1]), mapping):
    if isinstance(row, Accepted):
        kept += 1
    else:
        refused, last = refused + 1, row.reason.value
print(kept, refused, last, most_memory() - before, round(time.process_time() - started, 2))
"""
MB = 1024 * 1024
CUSITM = str(HERE / "resources" / "mappings" / "cusitm-xml.toml")
H7 = str(HERE / "resources" / "mappings" / "h7-json.toml")

EDIFACT = """
id = "edi"
[source]
format = "edifact"
[fields]
item_id = "BGM/2"
[fields.message]
id = "BGM/2"
version = { constant = "1" }
received_at = { generated = "arrival" }
"""
CSV_HEADER = b"item_id,message_id,message_version,received_at"
ATTRIBUTES = b" ".join(b'a%d="1"' % number for number in range(100_000))
FIXED = """
id = "fix"
[source]
format = "fixed"
[[source.layouts]]
fields = { number = [1, 13] }
[fields]
item_id = "number"
[fields.message]
id = "number"
version = { constant = "1" }
received_at = { generated = "arrival" }
"""
CSV = """
id = "table"
[source]
format = "csv"
group_by = ["number"]
[fields]
item_id = "number"
[fields.message]
id = "number"
version = { constant = "1" }
received_at = { generated = "arrival" }
[lines]
each = "rows"
split = ","
description = "../number"
quantity = "n"
"""


def read(file: Path, mapping: str) -> tuple[int, int, str, int, float]:
    found = subprocess.run(
        [sys.executable, "-c", READ, str(file), mapping],
        env={"PYTHONPATH": str(HERE / "src")},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    ).stdout.split()
    return int(found[0]), int(found[1]), found[2], int(found[3]), float(found[4])


def one_record(text: bytes) -> bytes:
    return b"<MailObjects><MailObject><Id>" + text + b"</Id></MailObject></MailObjects>"


HOSTILE: dict[str, tuple[str, bytes, str]] = {
    # name: (mapping, content, the reason of the last refusal)
    "jsonl-endless-line": ("", b'{"item_id": "' + b"A" * (40 * MB), "too_long"),
    "jsonl-deep": ("", b"[" * (8 * MB), "too_deep"),
    "jsonl-numbers": ("", b'{"item_id": ' + b"9" * (8 * MB) + b"}", "not_json"),
    "jsonl-nuls": ("", bytes(24 * MB), "too_long"),
    "csv-endless-quote": (
        "",
        b'item_id,message_id,message_version,received_at\n"' + b"a\n" * 100_000,
        "wrong_cells",
    ),
    "csv-many-cells": (CSV, b"number,n\n" + b"x," * (6 * MB), "wrong_cells"),
    "csv-many-pieces": (CSV, b'number,n\nA,"' + b"1," * (4 * MB) + b'"', "-"),
    "fixed-endless-line": (FIXED, b"A" * (40 * MB), "too_long"),
    "xml-endless-text": (CUSITM, one_record(b"A" * (40 * MB)), "bad_xml"),
    "xml-deep": (CUSITM, one_record(b"<a>" * (4 * MB)), "bad_xml"),
    "xml-many-children": (CUSITM, one_record(b"<a/>" * (4 * MB)), "unreadable"),
    "xml-between": (CUSITM, b"<MailObjects>" + b"<junk>x</junk>" * (3 * MB), "unreadable"),
    "xml-unclosed": (CUSITM, b"<MailObjects>" + b"<MailObject>" * 100_000, "unreadable"),
    "xml-bad-records": (CUSITM, b"<MailObjects>" + b"<MailObject></x></MailObject>" * 20_000, "cut_off"),
    "xml-comment": (CUSITM, b"<MailObjects><!--" + b"-x" * (12 * MB), "unreadable"),
    "xml-attribute": (CUSITM, b'<MailObjects><MailObject a="' + b"x" * (20 * MB), "unreadable"),
    "csv-many-columns": ("", CSV_HEADER + b"," + b",".join(b"c%d" % n for n in range(200_000)), "-"),
    "csv-many-empty-columns": ("", CSV_HEADER + b"," * (8 * MB), "-"),
    "xml-attributes": (CUSITM, b"<MailObjects><MailObject " + ATTRIBUTES + b"/></MailObjects>", "bad_xml"),
    "xml-attributes-of-the-root": (
        CUSITM,
        b"<MailObjects " + ATTRIBUTES + b"><MailObject/></MailObjects>",
        "unreadable",
    ),
    "xml-namespaces-of-the-root": (
        CUSITM,
        b"<MailObjects "
        + b" ".join(b'xmlns:n%d="u"' % number for number in range(100_000))
        + b"><MailObject/></MailObjects>",
        "unreadable",
    ),
    "json-endless-string": (H7, b'{"declarations": ["' + b"x" * (40 * MB), "unreadable"),
    "json-deep": (H7, b'{"declarations": [' + b"[" * (2 * MB), "cut_off"),
    "json-quotes": (H7, b'{"declarations": [{"' + b'\\"' * (10 * MB), "unreadable"),
    "json-many-values": (H7, b'{"declarations": [[' + b"1," * (6 * MB) + b"1]]}", "too_many"),
    "edifact-endless-segment": (EDIFACT, b"UNH+" + b"x" * (40 * MB), "unreadable"),
    "edifact-many-segments": (EDIFACT, b"UNH+1'BGM++A'" + b"A'" * (9 * MB), "unreadable"),
    "edifact-releases": (EDIFACT, b"UNH+1'" + b"??" * (20 * MB), "unreadable"),
}


pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").is_file(), reason="the most memory of a process is told by /proc alone"
)


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_content_is_refused_in_bounded_memory_and_time(name: str, tmp_path: Path) -> None:
    mapping, content, reason = HOSTILE[name]
    if mapping.startswith("\n"):
        (tmp_path / "mapping.toml").write_text(mapping, encoding="utf-8")
        mapping = str(tmp_path / "mapping.toml")
    file = tmp_path / ("feed.csv" if name.startswith("csv") else "feed")
    file.write_bytes(content)
    kept, refused, last, grown_mb, seconds = read(file, mapping)
    assert last == reason
    assert kept <= 1
    assert refused or reason == "-"
    assert grown_mb < 300
    assert seconds < 10


def test_large_records_pass_through_xml_without_staying(tmp_path: Path) -> None:
    file = tmp_path / "large.xml"
    record = b"<MailObject><Id>A</Id><Note>" + b"x" * (256 * 1024) + b"</Note></MailObject>\n"
    file.write_bytes(b"<MailObjects>" + record * 200 + b"</MailObjects>")
    kept, refused, last, grown_mb, _ = read(file, CUSITM)
    assert (kept, refused, last) == (200, 0, "-")
    assert grown_mb < 40
