"""X-ray images, documents and marks before the verifier: as recorded, or refused."""

import json
import re
from pathlib import Path

import pytest

from borderpost.domain.entry import canonical_json
from bundles import entry_paths, pack, refused, relisted
from verifier.made_bundle import Made


@pytest.mark.parametrize("ending", ["photographs/.*tif", "documents/.*pdf", "documents/.*png"])
def test_an_xray_or_a_document_replaced(made: Made, tmp_path: Path, ending: str) -> None:
    files = made.files
    path = next(name for name in files if re.fullmatch(ending, name))
    files[path] += b" and more"
    refused(pack(relisted(files), tmp_path / "x"), "of entry \\d+ was replaced")
    del files[path]
    refused(pack(relisted(files), tmp_path / "y"), "of entry \\d+ is missing")
    copied = {**made.files, f"{path[:-3]}jpg": made.files[path]}
    refused(pack(relisted(copied), tmp_path / "z"), "is named by no entry")


def test_marks_over_another_photograph(made: Made, tmp_path: Path) -> None:
    files = made.files
    path = next(
        name for name in entry_paths(files) if json.loads(files[name])["kind"] == "photograph_annotated"
    )
    body = json.loads(files[path])
    for field in ("sha256", "photograph"):
        payload = body["payload"] | {field: "0" * len(body["payload"][field])}
        files[path] = canonical_json({**body, "payload": payload})
        refused(pack(relisted(files), tmp_path / "x"), "marks of entry \\d+ are over no photograph")
