"""Foreign feeds at the terminal: checked, imported by a mapping, mended, and watched for."""

import gzip
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from borderpost.cli import main
from station import PASSPHRASE

RECORD = """<MailObject><Id>{id}</Id><PId>p-{id}</PId><MailClassCd>U</MailClassCd>
<OrigPostOrgCd>CNPVGA</OrigPostOrgCd><PostingDt>2026-11-05</PostingDt>
<Declaration><Data><GrossWeight>{weight}</GrossWeight><NatureTypeCd>31</NatureTypeCd>
<Sender><Name>Li Wei</Name><CountryCd>CN</CountryCd></Sender>
<Recipient><Name>Emma</Name><CountryCd>GB</CountryCd></Recipient>
<ContentPieces><ContentPiece><Number>1</Number><Description>Mug</Description><HS>691200</HS></ContentPiece></ContentPieces>
</Data></Declaration></MailObject>
"""
HEAD = "<MailObjects><SenderCd>POST-CN</SenderCd><SentDt>2026-11-07T16:00:00Z</SentDt>\n"


def cusitm(*weights: str) -> bytes:
    ids = ("RR194156903CN", "RR194156917CN", "RR194156925CN")
    records = (RECORD.format(id=number, weight=weight) for number, weight in zip(ids, weights, strict=False))
    return f"{HEAD}{''.join(records)}</MailObjects>\n".encode()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BORDERPOST_PASSPHRASE", PASSPHRASE)
    return tmp_path / "site"


def test_a_check_shows_each_field_with_its_source_and_keeps_nothing(
    tmp_path: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "day.xml"
    file.write_bytes(cusitm("0.5", "-1"))
    assert main(["feed", "check", "cusitm-xml", str(file), "--site", str(site)]) == 1
    out = capsys.readouterr().out
    assert re.search(r"item_id +RR194156903CN +<- Id\n", out)
    assert re.search(r"nature +gift +<- Declaration/Data/NatureTypeCd\n", out)
    assert re.search(r"message.version +1 +<- default\n", out)
    assert "line 9: rejected: gross_weight_kg is -1, which is out of range." in out
    assert "2 rows: 1 accepted, 1 rejected." in out
    assert not site.exists()


def test_a_mapping_with_faults_or_none_is_told_by_path(
    tmp_path: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "day.csv"
    file.write_text("a\n")
    own = tmp_path / "own.toml"
    own.write_text('id = "own"\n[source]\nformat = "xlsx"\n')
    assert main(["feed", "check", str(own), str(file), "--site", str(site)]) == 2
    assert "mapping 'own': source.format: 'xlsx' is no format" in capsys.readouterr().err
    assert main(["import", str(file), "--mapping", "none", "--site", str(site)]) == 2
    assert "there is no mapping 'none'; there are: cusitm-xml, h7-json" in capsys.readouterr().err
    assert main(["feed"]) == 2
    assert main(["feed", "check", "h7-json", str(tmp_path / "gone")]) == 2
    assert main(["feed", "watch", str(tmp_path / "gone")]) == 2


def test_a_packed_feed_is_imported_by_a_mapping_and_its_rejects_by_the_same_one(
    tmp_path: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "day.xml.gz"
    file.write_bytes(gzip.compress(cusitm("0.5", "x", "0.7")))
    assert main(["import", str(file), "--mapping", "cusitm-xml", "--site", str(site)]) == 1
    assert "3 rows: 2 new, 1 rejected." in capsys.readouterr().out
    rejects = tmp_path / "day.xml.gz.rejects.jsonl"
    rejects.write_bytes(rejects.read_bytes().replace(b"<GrossWeight>x<", b"<GrossWeight>0.6<"))
    assert main(["import", str(rejects), "--site", str(site)]) == 0
    assert "1 rows: 1 new, 0 rejected." in capsys.readouterr().out
    assert main(["import", str(file), "--mapping", "cusitm-xml", "--site", str(site)]) == 1
    assert "3 rows: 2 held already, 1 rejected." in capsys.readouterr().out


def test_a_mapping_of_the_site_is_found_by_its_id(
    tmp_path: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "mappings").mkdir(parents=True)
    (site / "mappings" / "own.toml").write_text(
        'id = "own"\n[source]\nformat = "csv"\n[fields]\nitem_id = "n"\n[fields.message]\nid = "n"\n'
        'version = { constant = "1" }\nreceived_at = { generated = "arrival" }\n'
    )
    file = tmp_path / "day.csv"
    file.write_text("n\nA\n\xe9\n", encoding="latin-1")
    assert main(["import", str(file), "--mapping", "own", "--site", str(site)]) == 1
    assert "2 rows: 1 new, 1 rejected." in capsys.readouterr().out


def test_a_watched_folder_takes_feeds_in_until_a_signal_stops_it(tmp_path: Path, site: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "good.xml").write_bytes(cusitm("0.5", "x"))
    (inbox / "cut.xml").write_bytes(cusitm("0.5")[:300])
    source = Path(__file__).parents[2] / "src"
    command = [sys.executable, "-m", "borderpost", "feed", "watch", str(inbox), "--every", "0.1"]
    with subprocess.Popen(
        [*command, "--mapping", "cusitm-xml", "--site", str(site)],
        env={**os.environ, "PYTHONPATH": str(source)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as watcher:
        assert watcher.stdout is not None
        said = ""
        deadline = time.monotonic() + 60
        while said.count("done:") + said.count("failed:") < 2 and time.monotonic() < deadline:
            said += watcher.stdout.readline()
        watcher.send_signal(signal.SIGTERM)
        assert watcher.wait(timeout=30) == 0, said
    assert sorted(file.name for file in (inbox / "done").iterdir()) == ["good.xml", "good.xml.rejects.jsonl"]
    failed = sorted(file.name for file in (inbox / "failed").iterdir())
    assert failed == ["cut.xml", "cut.xml.rejects.jsonl", "cut.xml.why.txt"]
    assert "ends before its end" in (inbox / "failed" / "cut.xml.why.txt").read_text()


@pytest.mark.skipif(os.name == "nt", reason="a shell of Windows has no pipes that break so")
@pytest.mark.parametrize("rows", [0, 400])
def test_who_reads_only_the_beginning_gets_no_traceback(tmp_path: Path, rows: int) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"x": 1}\n' * (rows + 1), encoding="utf-8")
    source = Path(__file__).parents[2] / "src"
    with subprocess.Popen(
        [sys.executable, "-m", "borderpost", "feed", "check", "h7-json", str(file), "--rows", str(rows)],
        env={**os.environ, "PYTHONPATH": str(source)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as check:
        assert check.stdout is not None
        assert check.stderr is not None
        check.stdout.close()
        assert check.wait(timeout=60) == 141
        assert check.stderr.read() == b""
