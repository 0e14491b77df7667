"""A site judges by the files in its folder, draws by its own secret, and seals its draw once."""

import contextlib
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.site_maker import make_site
from borderpost.app.opening import OpenSite, open_site
from borderpost.app.places import SITE_FILE, BadSite, read_site
from borderpost.app.site_risk import SEALED_FILE, learn_norms, save_norms
from borderpost.app.site_usual import USUAL_FILE, learn_usual, load_usual, save_usual
from borderpost.demo.cast import cast
from borderpost.demo.draw import DRAWN, SHARE, draw_secret
from borderpost.domain.acts import DrawSealed, DrawShown, act_of
from borderpost.domain.entry import Entry
from borderpost.domain.risk.assessment import Assessment, Selection
from borderpost.domain.risk.draw import DayKey, is_sealed_by, shown_key
from borderpost.domain.risk.indication import IndicationKind
from borderpost.domain.risk.quality_terms import QualityGroup, Shortfall
from borderpost.store import journal
from borderpost.work.drawing import TooEarly, show_day

TODAY = date(2026, 11, 22)


def clock() -> datetime:
    return datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("risk") / "site"
    make_site(root, TODAY)
    return root


def assessed(site: OpenSite, key: str) -> Assessment:
    (member,) = (each for each in cast(TODAY) if each.key == key)
    held = site.store.submit(lambda tx: tx.find(member.label)).result()
    return site.assess(held[0].declaration)


def entries(site: OpenSite) -> list[Entry]:
    site.store.submit(lambda tx: tx.now()).result()
    with contextlib.closing(site.folder.connect_record(readonly=True)) as conn:
        return list(journal.entries(conn))


def test_the_moment_of_the_scan_tells_what_was_declared_too_late(made: Path) -> None:
    moments: list[datetime] = [clock()]
    with contextlib.closing(open_site(made, clock=lambda: moments[-1])) as site:
        (member,) = (each for each in cast(TODAY) if each.key == "green")
        held = site.store.submit(lambda tx: tx.find(member.label)).result()[0].declaration
        received = held.message.received_at
        told: list[list[Shortfall]] = []
        for hours in (-5, 5, 25):
            moments.append(received + timedelta(hours=hours))
            quality = site.assess(held).quality
            assert quality is not None
            assert quality.arrived
            told.append([one.shortfall for one in quality.remarks if one.group is QualityGroup.TIMELINESS])
        assert told == [[Shortfall.AFTER_ARRIVAL], [Shortfall.SHORT_NOTICE], []]


def test_a_weight_on_the_scale_is_held_against_the_declared_one(made: Path) -> None:
    with contextlib.closing(open_site(made, clock=clock)) as site:
        (member,) = (each for each in cast(TODAY) if each.key == "green")
        held = site.store.submit(lambda tx: tx.find(member.label)).result()[0].declaration
        assert held.gross_weight_kg is not None
        kinds = [one.kind for one in site.assess(held, scale_kg=held.gross_weight_kg + 3).indications]
        assert IndicationKind.SCALE_DISAGREES in kinds
        kinds = [one.kind for one in site.assess(held, scale_kg=held.gross_weight_kg).indications]
        assert IndicationKind.SCALE_DISAGREES not in kinds


def test_watch_lists_and_the_draw_select_at_the_bench(made: Path) -> None:
    with contextlib.closing(open_site(made, clock=clock)) as site:
        assert site.profile_faults == ()
        near = assessed(site, "likeness")
        assert near.hits[0].profile_id == "watched-names"
        assert near.hits[0].clauses[0].expected == ("Mossgrave Orbital Supplies Co. Ltd",)
        assert assessed(site, DRAWN).selection is Selection.RANDOM
        assert assessed(site, DRAWN).inclusion_probability == float(SHARE)
        assert assessed(site, "green").selection is Selection.NONE
        kinds = {one.kind for one in assessed(site, "yellow").indications}
        assert kinds == {IndicationKind.VALUE_BELOW_POSTAGE}
        assert site.assess(None).drawn is None


def test_the_draw_is_sealed_once_and_a_day_is_shown_when_it_is_long_past(made: Path) -> None:
    for _ in range(2):
        with contextlib.closing(open_site(made, clock=clock)) as site:
            sealed = [act for entry in entries(site) if isinstance(act := act_of(entry), DrawSealed)]
            draw = site.risk.draw
    assert draw is not None
    assert [(act.seal, act.share) for act in sealed] == [(draw.seal, "0.02")]
    assert (made / SEALED_FILE).is_file()
    with contextlib.closing(open_site(made, clock=clock)) as site:
        day = date(2026, 8, 1)
        key: DayKey = site.store.submit(
            lambda tx: show_day(tx, draw=draw, day=day, reason="court").result
        ).result()
        shown = act_of(entries(site)[-1])
        assert isinstance(shown, DrawShown)
        assert is_sealed_by(shown_key(day, bytes.fromhex(shown.key)), sealed[0].seal)
        assert key.key.hex() == shown.key
        with pytest.raises(TooEarly):
            site.store.submit(lambda tx: show_day(tx, draw=draw, day=date(2026, 9, 1), reason="")).result()


def test_the_secret_of_a_real_site_is_its_own(tmp_path: Path) -> None:
    make_site(tmp_path / "one", TODAY)
    (tmp_path / "one" / "demo" / "draw.secret").unlink()
    seals = set()
    for _ in range(2):
        with contextlib.closing(open_site(tmp_path / "one", clock=clock)) as site:
            assert site.risk.draw is not None
            seals.add(site.risk.draw.seal)
    assert len(seals) == 1
    assert draw_secret(TODAY).hex() not in (tmp_path / "one" / "keys" / "vault.json").read_text("utf-8")


def test_the_site_s_own_words_stand_in_for_the_shipped_ones(tmp_path: Path) -> None:
    make_site(tmp_path / "site", TODAY)
    words = tmp_path / "site" / "words"
    words.mkdir()
    (words / "vague-official.txt").write_text("Zorbles\n", encoding="utf-8")
    (words / "names.toml").write_text("trades = 7\n", encoding="utf-8")
    with contextlib.closing(open_site(tmp_path / "site", clock=clock)) as site:
        assert site.risk.vague.vague("zorbles") == ("Zorbles",)
        assert site.risk.vague.vague("gift") == ()
        assert len(site.profile_faults) == 1
        assert "names" in site.profile_faults[0]


def test_norms_are_learnt_from_what_the_site_holds(tmp_path: Path) -> None:
    root = tmp_path / "site"
    make_site(root, TODAY)
    with contextlib.closing(open_site(root, clock=clock)) as site:
        norms = learn_norms(site.folder, site.risk.rates)
        assert len(norms) > 10
        save_norms(site.folder, norms)
    with contextlib.closing(open_site(root, clock=clock)) as site:
        assert site.risk.yardsticks.norms is not None
        assert site.risk.yardsticks.norms.to_plain() == norms.to_plain()
    plain = {**norms.to_plain(), "currency": "EUR"}
    for text, word in ((json.dumps(plain), "EUR"), ("{", "not judged")):
        (root / "norms.json").write_text(text, encoding="utf-8")
        with contextlib.closing(open_site(root, clock=clock)) as site:
            assert site.risk.yardsticks.norms is None
            assert word in site.profile_faults[0]


def test_what_usually_comes_to_an_address_is_learnt_and_kept(tmp_path: Path) -> None:
    root = tmp_path / "site"
    make_site(root, TODAY)
    with contextlib.closing(open_site(root, clock=clock)) as site:
        usual = learn_usual(site.folder, site.risk.rates, TODAY)
        assert usual is not None
        save_usual(site.folder, usual)
        assert (usual.currency, set(usual.addressee_values)) == ("GBP", {7})
        assert usual.address_items >= 1
        assert learn_usual(site.folder, site.risk.rates, date(2000, 1, 1)) is None
        save_usual(site.folder, None)
        assert load_usual(site.folder, "GBP") == (usual, ())
    with contextlib.closing(open_site(root, clock=clock)) as site:
        assert site.risk.yardsticks.usual == usual
    for text, word in (
        ("{", "not known"),
        (json.dumps({**usual.to_plain(), "currency": "EUR"}), "EUR"),
        (json.dumps({**usual.to_plain(), "address_items": -1}), "not known"),
        ("[]", "not known"),
    ):
        (root / USUAL_FILE).write_text(text, encoding="utf-8")
        with contextlib.closing(open_site(root, clock=clock)) as site:
            assert site.risk.yardsticks.usual is None
            assert word in site.profile_faults[0]


@pytest.mark.parametrize("share", ['"2"', '"-0.1"', '"much"', "true", "nan", "[1]"])
def test_a_share_that_is_none_is_refused(tmp_path: Path, share: str) -> None:
    text = (Path(__file__).parents[2] / "resources" / "demo" / SITE_FILE).read_text(encoding="utf-8")
    path = tmp_path / SITE_FILE
    path.write_text(text.replace('random_share = "0.02"', f"random_share = {share}"), encoding="utf-8")
    with pytest.raises(BadSite, match="random_share"):
        read_site(path)


@pytest.mark.parametrize(
    ("share", "expected"), [('"0.02"', "0.02"), ("0.02", "0.02"), ("0", "0"), ("1", "1")]
)
def test_a_share_is_exact(tmp_path: Path, share: str, expected: str) -> None:
    text = (Path(__file__).parents[2] / "resources" / "demo" / SITE_FILE).read_text(encoding="utf-8")
    path = tmp_path / SITE_FILE
    path.write_text(text.replace('random_share = "0.02"', f"random_share = {share}"), encoding="utf-8")
    assert read_site(path).random_share == Decimal(expected)
