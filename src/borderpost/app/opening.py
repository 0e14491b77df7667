"""Opens a station's folder with all that its bench needs, and makes the demo site where there is none."""

import contextlib
import hashlib
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

from borderpost import __version__
from borderpost.app.brands_command import take_in_brands
from borderpost.app.brands_library import SiteBrands
from borderpost.app.custody_limits import site_tolerance
from borderpost.app.exchanging import Exchange, Messenger, load_layout
from borderpost.app.importing import import_file
from borderpost.app.keeping import keeping_of_site
from borderpost.app.packs import site_law
from borderpost.app.photo_sets import site_photo_sets
from borderpost.app.places import SITE_FILE, BadSite, SiteConfig, read_site, resources_root
from borderpost.app.purging import DailyPurge
from borderpost.app.site_risk import (
    SiteRisk,
    learn_norms,
    load_site_risk,
    save_norms,
    seal_once,
    with_workshop,
    write_demo_risk,
)
from borderpost.app.site_trust import with_trusted
from borderpost.app.site_usual import learn_usual, save_usual
from borderpost.app.unlocking import Secrets, stands_open, unlock
from borderpost.demo import site as demo
from borderpost.demo.brand_pictures import write_brands
from borderpost.domain.custody.tolerance import STANDARD, Tolerance
from borderpost.domain.declaration import Declaration
from borderpost.domain.identifiers import CarrierTable, parse_carrier_table, prepare
from borderpost.domain.law.pack import LegalPack
from borderpost.domain.officer import Officer, Role
from borderpost.domain.photo_set import STANDARD as STANDARD_SETS
from borderpost.domain.photo_set import PhotoSets
from borderpost.domain.risk.assessment import Assessment
from borderpost.domain.risk.guard import SwitchedOff
from borderpost.exchange.layout import BadLayout, Layout
from borderpost.feeds.profile_sentences import profile_sentence
from borderpost.feeds.rates_file import load_rates
from borderpost.store import mirror, releases, workshop
from borderpost.store.engine import DatabaseError, immediate
from borderpost.store.features_pass import carry_on
from borderpost.store.files import write_durably
from borderpost.store.keys import load_or_make
from borderpost.store.lock import FolderLock
from borderpost.store.passphrases import Argon2Passphrases
from borderpost.store.recovery import is_half_recovered
from borderpost.store.screening_thread import ScreeningThread
from borderpost.store.sealing import seal
from borderpost.store.site import BadRecord, DamagedRecord, SiteFolder, StationStore, local_clock
from borderpost.store.site import prepare as prepare_store
from borderpost.work.changes import Changes
from borderpost.work.messaging import choose
from borderpost.work.ports import Credential
from borderpost.work.putting_off import put_off
from borderpost.work.troubles import Trouble

DEMO_DECLARATIONS = 10_000
_NOTHING_GIVEN = Secrets()


@dataclass(slots=True)
class OpenSite:
    """A station that is ready to work."""

    folder: SiteFolder
    config: SiteConfig
    store: StationStore
    carriers: CarrierTable
    law: LegalPack
    risk: SiteRisk
    key_fingerprint: str
    clock: Callable[[], datetime]
    lock: FolderLock
    screening: ScreeningThread
    purging: DailyPurge | None = None
    exchange: Exchange | None = None
    messenger: Messenger | None = None
    tolerance: Tolerance = STANDARD
    brands: SiteBrands | None = None
    photo_sets: PhotoSets = STANDARD_SETS

    @property
    def profile_faults(self) -> tuple[str, ...]:
        """What is wrong with profiles, lists and the other data that declarations are judged by."""
        return self.risk.faults

    def assess(self, declaration: Declaration | None, *, scale_kg: Decimal | None = None) -> Assessment:
        """Judge a declaration by this site's profiles, lists and draw, of an item that is here now.

        `scale_kg` is what the item weighs, where it was weighed.
        """
        now = self.clock()
        return self.risk.assess(declaration, now.date(), arrived_at=now, scale_kg=scale_kg)

    def begin_beside(self, on_change: Callable[[Changes], None] | None = None) -> None:
        """Begin what goes on beside the bench: pages are checked, declarations erased in their time, messages
        put out; `on_change` hears on another thread what that changed."""
        self.store.check_beside()
        if self.purging is None and self.store.shut is None:
            keeping = partial(keeping_of_site, self.config, self.law)
            self.purging = DailyPurge(self.store, keeping, self.clock)
        if self.messenger is None and self.exchange is not None:
            self.messenger = Messenger(self.exchange, on_change)

    def close(self) -> None:
        """Finish what was queued, close the store and let the next program in."""
        if self.messenger is not None:
            self.messenger.stop()
        if self.purging is not None:
            self.purging.stop()
        if self.brands is not None:
            self.brands.close()
        self.screening.close()
        self.store.close()
        self.lock.release()


def open_site(
    root: Path, *, given: Secrets = _NOTHING_GIVEN, clock: Callable[[], datetime] = local_clock
) -> OpenSite:
    """Open a station's folder with what is given for its vault.

    Raises BadSite where it does not describe a site, FolderInUse where another program has it open,
    VaultLocked, NoVault or BadVault where its vault stays shut.
    """
    config = read_site(root / SITE_FILE)
    folder = SiteFolder(root)
    lock = FolderLock(folder.lock)
    try:
        folder = unlock(folder, given, demo=config.demo)
        if stands_open(folder) and not config.demo:
            raise BadSite(
                f"{root}: the store of this site stands open, as a demo site's does; lock it:"
                f" 'borderpost keys set-passphrase --site {root}'"
            )
        return _open(folder, config, lock, clock)
    except BaseException:
        lock.release()
        raise


def _open(
    folder: SiteFolder, config: SiteConfig, lock: FolderLock, clock: Callable[[], datetime]
) -> OpenSite:
    program = f"Borderpost {__version__}"
    if is_half_recovered(folder):
        raise BadRecord(
            f"{folder.record}: its recovery was interrupted; complete it:"
            f" 'borderpost recover --site {folder.root}'"
        )
    shut: Trouble | None = None
    try:
        key = prepare_store(
            folder, station=config.station, program=program, facility=config.facility, clock=clock
        )
    except DamagedRecord as error:
        if not error.readable:
            raise
        # what is whole in it can be looked at; nothing is written behind it
        key, shut = load_or_make(folder, may_make=False), Trouble.DAMAGED
    law = site_law(config, folder.root)
    tolerance = site_tolerance(folder.root)
    photo_sets = site_photo_sets(folder.root)
    carriers = load_carriers()
    prepare(carriers)
    layout = _layout(config, folder.root)
    risk = _with_written(folder, config, load_site_risk(folder, config, clock().date()))
    # The store comes last: its threads run from here on, and nothing behind it may fail.
    store = StationStore(folder, key=key, station=config.station, clock=clock, shut=shut)
    site = OpenSite(
        folder=folder,
        config=config,
        store=store,
        carriers=carriers,
        law=law,
        risk=risk,
        key_fingerprint=hashlib.sha256(bytes.fromhex(key.public_hex)).hexdigest()[:32],
        clock=clock,
        lock=lock,
        tolerance=tolerance,
        brands=SiteBrands(folder),
        photo_sets=photo_sets,
        screening=ScreeningThread(folder, store.aside),
    )
    if shut is None:
        risk.guard.report = partial(_journal_put_off, site.store)
        if config.exchange is not None and layout is not None:
            site.exchange = Exchange(store, config.exchange, law, config.office_code, layout)
        else:
            # what is recorded while nobody is told is not told later on
            store.submit(partial(choose, types=()))
        if risk.draw is not None:
            seal_once(site.store, folder, risk.draw)
    return site


def _layout(config: SiteConfig, root: Path) -> Layout | None:
    """Return how messages are written as XML, where the site tells others; raise BadSite."""
    try:
        return load_layout(root, resources_root()) if config.exchange is not None else None
    except BadLayout as error:
        raise BadSite(str(error)) from error


def _with_written(folder: SiteFolder, config: SiteConfig, risk: SiteRisk) -> SiteRisk:
    """Add the profiles that were written at the bench, and the lists of trusted senders that were taken in; a
    record that cannot be read leaves the files'."""
    try:
        with contextlib.closing(folder.connect_record(readonly=True)) as record:
            written = workshop.load_all(record)
            taken = releases.trusted_lists(record)
            newest = releases.newest_moment(record)
    except DatabaseError as error:
        return replace(risk, faults=(*risk.faults, f"profiles written at this bench: not read ({error})"))
    joined, misfits = with_workshop(risk, written)
    told = replace(joined, faults=(*risk.faults, *map(profile_sentence, misfits)))
    return with_trusted(told, folder, config, taken, newest.date() if newest else None)


def _journal_put_off(store: StationStore, off: SwitchedOff) -> None:
    # Only queued: the profile failed inside of a job that is not done yet.
    store.submit(partial(put_off, off=off))


def load_carriers() -> CarrierTable:
    """Return the carriers' formats that are shipped with the program."""
    files = sorted((resources_root() / "carriers").glob("*.toml"))
    return parse_carrier_table(*(file.read_text(encoding="utf-8") for file in files))


def is_site(root: Path) -> bool:
    """Tell whether the folder describes a site already."""
    return (root / SITE_FILE).is_file()


def make_demo_site(
    root: Path,
    today: date,
    *,
    tell: Callable[[str], None],
    declarations: Path | None = None,
    count: int = DEMO_DECLARATIONS,
) -> None:
    """Fill a folder with the demo site; `site.toml` comes last, so that a half-made one is made again.

    With `declarations`, that file is taken in instead of generated ones. Raise BadSite where a record is in
    the folder: the demo's officers, whose passphrases everybody knows, must never get at a real one.
    """
    folder = SiteFolder(root)
    if folder.record.exists() and not is_site(root):
        raise BadSite(f"{root}: there is a record, and {SITE_FILE} beside it is missing; put it back")
    with FolderLock(folder.lock):
        if not is_site(root):
            _make_demo_site(unlock(folder, _NOTHING_GIVEN, demo=True), today, tell, declarations, count)


def _make_demo_site(
    folder: SiteFolder, today: date, tell: Callable[[str], None], declarations: Path | None, count: int
) -> None:
    root = folder.root
    tell(f"Making the demo site in {root} (once)")
    source = root / "demo"
    made = demo.write_site(source, today, count=count if declarations is None else 0)
    resources = resources_root()
    write_demo_risk(root, today)
    seal(folder)
    report = import_file(folder, declarations or made.declarations, rejects_folder=root)
    tell(f"Took in {report.kept.total()} declarations")
    carry_on(folder)
    rates = load_rates(root / "rates.toml")
    save_norms(folder, learn_norms(folder, rates))
    save_usual(folder, learn_usual(folder, rates, today))
    load_roster(folder, made.roster)
    write_brands(resources / "brands", source / "brands")
    take_in_brands(folder, source / "brands", lambda said: None)
    tell("Took in the packs of invented right-holders")
    description = (resources / "demo" / SITE_FILE).read_text(encoding="utf-8")
    dated = description.replace("demo = true\n", f"demo = true\ndemo_made_on = {today.isoformat()}\n")
    write_durably(root / SITE_FILE, dated.encode("utf-8"))


def load_roster(folder: SiteFolder, roster: Path) -> None:
    """Replace the roster by that of a file: its passphrases are hashed, never kept; raise BadSite where a
    row is none."""
    hasher = Argon2Passphrases()
    credentials: list[Credential] = []
    try:
        rows = tomllib.loads(roster.read_text(encoding="utf-8"))["officer"]
        for row in rows:
            officer = Officer(row["id"], row["name"], frozenset(Role(role) for role in row["roles"]))
            credentials.append(Credential(officer, hasher.make(row["passphrase"])))
    except (KeyError, ValueError, TypeError, OSError) as error:
        raise BadSite(f"{roster}: this is no roster ({error})") from error
    connection = folder.connect_mirror(durable=True)
    try:
        with immediate(connection):
            mirror.put_roster(connection, credentials)
    finally:
        connection.close()
