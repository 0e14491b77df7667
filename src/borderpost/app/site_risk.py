"""All that a site judges declarations by, read from its folder at the start, and the judgement itself."""

import json
import time
from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

from borderpost.app.places import BadSite, SiteConfig, resources_root
from borderpost.app.site_usual import load_usual, share_of
from borderpost.demo.draw import draw_secret as demo_draw_secret
from borderpost.domain.declaration import Declaration
from borderpost.domain.money import RateTable
from borderpost.domain.risk.assess import assess
from borderpost.domain.risk.assessment import Assessment
from borderpost.domain.risk.bench_profile import BenchProfile, in_force
from borderpost.domain.risk.draw import SiteDraw
from borderpost.domain.risk.guard import Guard
from borderpost.domain.risk.history import History
from borderpost.domain.risk.plausibility import Yardsticks, indications_of
from borderpost.domain.risk.profile import ProfileFault
from borderpost.domain.risk.profile_reading import profile_set_of
from borderpost.domain.risk.profile_set import ProfileSet
from borderpost.domain.risk.quality import quality_of
from borderpost.domain.risk.surroundings import Surroundings
from borderpost.domain.risk.trusted import Draws, NoDraws, TrustedSenders, with_trust
from borderpost.domain.risk.vague import VagueDescriptions
from borderpost.domain.risk.value_norms import NotNorms, ValueNorms
from borderpost.domain.risk.watch.site_lists import SiteWatchLists
from borderpost.feeds.profile_files import load_profiles
from borderpost.feeds.profile_sentences import profile_sentence
from borderpost.feeds.rates_file import load_rates
from borderpost.feeds.threshold_files import load_thresholds
from borderpost.feeds.vague_files import load_vague_words
from borderpost.feeds.watch_list_files import load_name_words, load_watch_lists
from borderpost.store.boxes import WrongSecret, lock, unlock
from borderpost.store.declarations import Declarations
from borderpost.store.files import write_durably
from borderpost.store.folder import SiteFolder
from borderpost.store.same_goods import SiteGoods
from borderpost.store.same_items import SiteHistory
from borderpost.work.changes import Done
from borderpost.work.drawing import seal_draw
from borderpost.work.ports import Record

NORMS_FILE = "norms.json"
NORMS_LIMIT = 256 * 1024 * 1024
SEALED_FILE = "draw.sealed"
DEMO_SECRET_FILE = Path("demo") / "draw.secret"
TAKEN_SECRET_FILE = Path("keys") / "draw.box"
_DRAW = "random draw"


@dataclass(frozen=True, slots=True)
class SiteRisk:
    """Profiles, lists, words, rates, thresholds, norms and the draw of a site; `faults` in sentences.

    `filed` are the profiles of the site's files, `profiles` those in force, the workshop's among them.
    """

    profiles: ProfileSet
    rates: RateTable
    watch: SiteWatchLists
    vague: VagueDescriptions
    yardsticks: Yardsticks
    draw: SiteDraw | None = None
    faults: tuple[str, ...] = ()
    guard: Guard = field(default_factory=lambda: Guard(time.thread_time_ns))
    earlier: SiteHistory | None = None
    goods: SiteGoods | None = None
    filed: ProfileSet = field(default_factory=ProfileSet)
    trusted: TrustedSenders = field(default_factory=TrustedSenders)
    draws: Draws = field(default_factory=NoDraws)

    def assess(
        self,
        declaration: Declaration | None,
        today: date,
        history: History | None = None,
        *,
        arrived_at: datetime | None = None,
        scale_kg: Decimal | None = None,
    ) -> Assessment:
        """Judge a declaration, or the want of one, as of a day; without a `history`, by that of the site.

        What was not declared is in no draw: it is examined anyway. `arrived_at` (aware) is when the item was
        there at the latest, `scale_kg` what it weighs, where somebody knows.
        """
        if history is None and self.earlier is not None:
            history = self.earlier.up_to(today)
        drawn = None
        if declaration is not None and self.draw is not None:
            drawn = self.draw.of(declaration.item_id, declaration.item_date)
        assessment = assess(
            declaration,
            self.profiles,
            self.rates,
            today,
            around=Surroundings(self.watch, history, self.vague),
            draw=drawn,
            guard=self.guard,
        )
        if declaration is None:
            return assessment
        assessment = with_trust(assessment, declaration, today, self.trusted, self.draws)
        goods = None if self.goods is None else self.goods.up_to(today)
        yardsticks = replace(self.yardsticks, history=history, goods=goods)
        return replace(
            assessment,
            indications=indications_of(declaration, self.rates, today, yardsticks, scale_kg),
            quality=quality_of(declaration, arrived_at, self.vague),
        )


def load_site_risk(folder: SiteFolder, config: SiteConfig, today: date) -> SiteRisk:
    """Read what a site judges by; what is no good is told and left out.

    The site's own words (`words/names.toml`, `words/vague*.toml` or `.txt`) stand in for the shipped ones.
    Raises BadRates for rates that are none, and OSError where the folder of profiles cannot be listed.
    """
    root = folder.root
    loaded = load_profiles(root / "profiles")
    rates = load_rates(root / "rates.toml")
    name_words, name_faults = load_name_words(_own_or_shipped(root, "names.toml"))
    lists = load_watch_lists(root / "watch", name_words)
    vague = load_vague_words(vague_files(root), today)
    thresholds, threshold_faults = load_thresholds(root / "thresholds.toml")
    norms, norm_faults = _norms(root / NORMS_FILE, rates.base)
    usual, usual_faults = load_usual(folder, rates.base)
    _, share_faults = share_of(folder)
    faults: Iterable[ProfileFault] = (
        *loaded.faults,
        *name_faults,
        *lists.faults,
        *vague.faults,
        *threshold_faults,
        *share_faults,
    )
    loaded.profiles.make_ready()
    earlier = SiteHistory(folder)
    return SiteRisk(
        profiles=loaded.profiles,
        filed=loaded.profiles,
        rates=rates,
        watch=lists.lists,
        vague=vague.words,
        yardsticks=Yardsticks(norms, thresholds, usual=usual),
        draw=_draw(folder, config),
        faults=(*map(profile_sentence, faults), *norm_faults, *usual_faults),
        earlier=earlier,
        goods=SiteGoods(folder, earlier),
    )


def with_workshop(
    risk: SiteRisk, written: Iterable[BenchProfile]
) -> tuple[SiteRisk, tuple[ProfileFault, ...]]:
    """Return what a site judges by with the profiles of its workshop, and what is wrong with those."""
    joined, misfits = profile_set_of(in_force(risk.filed, written), risk.filed.lists)
    joined.make_ready()
    return replace(risk, profiles=joined), misfits


def save_norms(folder: SiteFolder, norms: ValueNorms) -> None:
    """Keep what was learnt of values; it is there from the next start on."""
    text = json.dumps(norms.to_plain(), separators=(",", ":"))
    write_durably(folder.root / NORMS_FILE, text.encode("utf-8"))


def _own_or_shipped(root: Path, name: str) -> Path:
    own = root / "words" / name
    return own if own.is_file() else resources_root() / "words" / name


def vague_files(root: Path) -> list[Path]:
    own = [path for path in sorted((root / "words").glob("vague*")) if path.suffix in {".toml", ".txt"}]
    return own or [resources_root() / "words" / "vague.toml"]


def _norms(path: Path, currency: str) -> tuple[ValueNorms | None, tuple[str, ...]]:
    """Return the norms of a file; one that cannot be used is told, and values are not judged."""
    if not path.is_file():
        return None, ()
    try:
        if path.stat().st_size > NORMS_LIMIT:
            raise NotNorms(f"more than {NORMS_LIMIT} bytes")
        norms = ValueNorms.from_plain(json.loads(path.read_bytes()))
    except (OSError, ValueError, RecursionError) as error:
        return None, (f"{path.name}: values per kilogram are not judged ({error})",)
    if norms.currency != currency:
        return None, (f"{path.name}: it is in {norms.currency}, the rates are in {currency}; learn it anew",)
    return norms, ()


def _draw(folder: SiteFolder, config: SiteConfig) -> SiteDraw | None:
    """Return the site's draw; None where its description sets no share."""
    if config.random_share <= Decimal(0):
        return None
    return SiteDraw(draw_secret(folder, config), config.random_share)


def draw_secret(folder: SiteFolder, config: SiteConfig) -> bytes:
    """Return the secret of the draw: another bench's that was taken, else the vault's own.

    A demo site's lies open, as everything of it does. Raise BadSite where the taken one does not open.
    """
    demo = folder.root / DEMO_SECRET_FILE
    if config.demo and demo.is_file():
        return bytes.fromhex(demo.read_text(encoding="ascii"))
    key = folder.keys().key_of(_DRAW)
    taken = folder.root / TAKEN_SECRET_FILE
    if not taken.is_file():
        return key
    try:
        return unlock(taken.read_text(encoding="ascii"), key=key, label=_DRAW)
    except (WrongSecret, UnicodeDecodeError) as error:
        raise BadSite(f"{taken}: this is no secret that this station took; take it again") from error


def take_secret(folder: SiteFolder, secret: bytes) -> None:
    """Draw by another bench's secret from the next start on; it is kept locked by the vault."""
    box = lock(secret, key=folder.keys().key_of(_DRAW), label=_DRAW)
    write_durably(folder.root / TAKEN_SECRET_FILE, box.encode("ascii"))


def seal_once(record: Record, folder: SiteFolder, draw: SiteDraw) -> None:
    """Journal the seal of the draw where this station has not done so yet, or its share is another now."""
    note = folder.root / SEALED_FILE
    text = f"{draw.seal} {draw.share}\n".encode("ascii")
    if note.is_file() and note.read_bytes() == text:
        return

    def sealed(done: Future[Done[None]]) -> None:
        # Without the note, the next start seals once more, and nothing is lost.
        if done.exception() is None:
            with suppress(OSError):
                write_durably(note, text)

    record.submit(partial(seal_draw, draw=draw)).add_done_callback(sealed)


def write_demo_risk(root: Path, today: date) -> None:
    """Put into a demo site's folder all that it judges by: profiles, lists, rates, thresholds, draw."""
    resources = resources_root()
    for name in ("profiles", "watch"):
        shipped = resources / name / "demo"
        for file in sorted(each for each in shipped.rglob("*") if each.suffix in {".toml", ".csv"}):
            target = root / name / file.relative_to(shipped)
            target.parent.mkdir(parents=True, exist_ok=True)
            write_durably(target, file.read_bytes())
    for name in ("rates", "thresholds"):
        write_durably(root / f"{name}.toml", (resources / name / "demo.toml").read_bytes())
    secret = root / DEMO_SECRET_FILE
    secret.parent.mkdir(parents=True, exist_ok=True)
    write_durably(secret, demo_draw_secret(today).hex().encode("ascii"))


def learn_norms(folder: SiteFolder, rates: RateTable) -> ValueNorms:
    """Learn from every declaration that the site holds what goods are usually worth."""
    norms = ValueNorms(rates.base)
    mirror = folder.connect_mirror(readonly=True)
    held = Declarations(folder, mirror)
    try:
        for week in held.weeks():
            for declaration in week.all():
                for line in declaration.lines:
                    norms.learn(line, rates)
    finally:
        held.close()
        mirror.close()
    return norms
