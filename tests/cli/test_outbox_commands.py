"""The commands around messages to others: sent once, listed with what came back, put out again."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.site_maker import make_site
from borderpost.app.opening import OpenSite, open_site
from borderpost.app.places import SITE_FILE, BadSite
from borderpost.cli import main
from borderpost.domain.codes import Disposition, StepResult, StepType
from borderpost.domain.officer import Officer
from borderpost.store.site import local_clock
from borderpost.work import concluding, inspecting
from borderpost.work.inspecting import Subject

ITEM = "RR473124829GB"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    make_site(root, local_clock().date())
    open_site(root).close()
    assert main(["outbox", "send", "--site", str(root)]) == 0
    return root


def with_site(root: Path, job: Callable[[OpenSite], None]) -> None:
    opened = open_site(root)
    try:
        job(opened)
    finally:
        opened.close()


def refer(opened: OpenSite) -> None:
    officer: Officer = next(one for one in _officers(opened) if "officer" in one.roles)
    subject = Subject(ITEM, "2026-11-01", "red", {"lane": "red"}, None)

    def told(tx: object) -> None:
        state = inspecting.open_inspection(tx, officer=officer, subject=subject).result  # type: ignore[arg-type]
        at = {"officer": officer, "inspection": state.id}
        inspecting.record_step(tx, **at, step=StepType.XRAY, result=StepResult.ANOMALY)  # type: ignore[arg-type]
        concluding.conclude(tx, **at, disposition=Disposition.REFER, reason="food", law=opened.law)  # type: ignore[arg-type]

    opened.store.submit(told).result()


def _officers(opened: OpenSite) -> list[Officer]:
    return opened.store.read(lambda pages: pages.officers()).result()


def run(made: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(["outbox", *words, "--site", str(made)])
    told = capsys.readouterr()
    return code, told.out, told.err


def put(made: Path, name: str, **said: object) -> None:
    folder = made / "exchange" / "inbox"
    folder.mkdir(parents=True, exist_ok=True)
    body = {"format": "borderpost answer 1", "kind": "acknowledgement"} | said
    (folder / name).write_text(json.dumps(body), encoding="utf-8")


def test_a_referral_from_the_record_to_the_answer(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(made, capsys, "list") == (0, "No messages.\n", "")
    with_site(made, refer)
    code, out, _ = run(made, capsys, "send")
    assert (code, out.splitlines()[0].split(",")[0]) == (0, "Queued 3")
    files = sorted((made / "exchange" / "outbox").iterdir())
    assert [file.suffix for file in files].count(".json") == 3
    messages = {json.loads(f.read_bytes())["type"]: f.stem for f in files if f.suffix == ".json"}
    assert set(messages) == {"presented", "decided", "referral"}
    code, out, _ = run(made, capsys, "list")
    assert code == 0
    assert f"{ITEM}  referral to agency: written" in out
    put(made, "1.json", message=messages["decided"], accepted=False, code="E17", text="unknown item")
    put(made, "2.json", message=messages["referral"], accepted=True)
    put(made, "3.json", message=messages["referral"], kind="receipt", by="Agency", number="T-1")
    code, out, _ = run(made, capsys, "send")
    assert (code, out.splitlines()[1].endswith("inbox: 3, set aside: 0.")) == (0, True)
    code, out, _ = run(made, capsys, "list")
    assert code == 1
    assert "decided to post: rejected (E17 unknown item)" in out
    assert "referral to agency: accepted, goods confirmed, no answer" in out
    (made / "exchange" / "outbox" / f"{messages['decided']}.xml").unlink()
    code, out, _ = run(made, capsys, "retry", messages["decided"][:12], "--reason", "the post knows it now")
    assert (code, out.endswith("outbox: 1.\n")) == (0, True)
    assert (made / "exchange" / "outbox" / f"{messages['decided']}.xml").is_file()
    assert run(made, capsys, "list")[0] == 0
    assert "no open messages begin so" in run(made, capsys, "retry", messages["referral"])[2]
    assert main(["verify", "--site", str(made)]) == 0
    assert main(["rebuild", "--site", str(made)]) == 0
    assert run(made, capsys, "list")[0] == 0


def test_a_bad_answer_ends_with_one_and_its_sentence(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(made, "odd.json", message="0" * 32, accepted=True)
    code, out, _ = run(made, capsys, "send")
    assert code == 1
    assert "odd.json: no message of this station bears this id" in out
    assert (made / "exchange" / "inbox" / "failed" / "odd.json.why.txt").is_file()


def test_without_the_section_nobody_is_told_and_what_happens_meanwhile_is_not_told_later(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = made / SITE_FILE
    whole = site.read_text("utf-8")
    start, end = whole.index("[exchange]"), whole.index("[legal]")
    site.write_text(whole[:start] + whole[end:], "utf-8")
    with_site(made, refer)
    code, _, err = run(made, capsys, "send")
    assert (code, "nobody is told anything here" in err) == (2, True)
    site.write_text(whole, "utf-8")
    assert run(made, capsys, "send")[1].startswith("Queued 0,")
    assert run(made, capsys, "list")[1] == "No messages.\n"


def test_a_bad_section_or_layout_is_named(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (made / "cusrsp.toml").write_text("root = 1", "utf-8")
    code, _, err = run(made, capsys, "list")
    assert (code, "cusrsp.toml" in err) == (2, True)
    site = made / SITE_FILE
    site.write_text(site.read_text("utf-8").replace('outbox = "exchange/outbox"\n', ""), "utf-8")
    with pytest.raises(BadSite, match=r"'exchange\.outbox' is missing"):
        open_site(made)
