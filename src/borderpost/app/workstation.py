"""The workstation: every room wired to the others, started, and stopped in reverse order."""

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from borderpost.app.bench_devices import BenchDevices
from borderpost.app.bench_evidence import BenchEvidence
from borderpost.app.bench_sounds import BenchSounds
from borderpost.app.case_screens import CaseScreens
from borderpost.app.collecting import Collecting
from borderpost.app.desk_ports import ReportMaker, SystemPrinting
from borderpost.app.eyes import Eyes
from borderpost.app.further_screens import FurtherScreens
from borderpost.app.made_at_rest import MadeAtRest
from borderpost.app.opening import OpenSite
from borderpost.app.picture_door import PictureDoor
from borderpost.app.quick_releases import QuickReleases
from borderpost.app.receptacles import SiteReceptacles
from borderpost.app.safekeeping import Safekeeping
from borderpost.app.settings_file import read_settings
from borderpost.app.signing_in import SigningIn
from borderpost.app.standing_line import StandingLine
from borderpost.app.trying_out import TryOut
from borderpost.app.workshop_door import WorkshopDoor
from borderpost.devices.camera import CameraPicture
from borderpost.devices.camera_reader import CameraState, CameraStatus
from borderpost.devices.frame_source import FrameSource
from borderpost.devices.sounds import Sounds
from borderpost.devices.still_images import ImageFault
from borderpost.domain.identifiers import CarrierTable, read_scan
from borderpost.domain.item_key import item_key
from borderpost.domain.officer import Officer, Right
from borderpost.domain.scan import RawScan
from borderpost.store.passphrases import Argon2Passphrases
from borderpost.store.worker import Closed
from borderpost.ui.bench import BenchScreen, CameraView
from borderpost.ui.commands import Commands
from borderpost.ui.desk import Desk, NoPicture, Place, ScanRouter, Session
from borderpost.ui.icons import Icon
from borderpost.ui.shell import MainWindow, Promised
from borderpost.ui.shell.signpost import APPROVALS, DEVICES, EXAMINATION, TRYOUT
from borderpost.ui.tasks import Tasks
from borderpost.ui.theme.theme import Theme, ThemeChoice
from borderpost.ui.theme.tokens import Tone
from borderpost.ui.words.rules import error_sentence

if TYPE_CHECKING:
    from borderpost.ui.approvals import ApprovalsScreen
    from borderpost.ui.devices.screen import DevicesScreen
    from borderpost.ui.examination.screen import ExaminationScreen
    from borderpost.ui.log import LogScreen
    from borderpost.ui.preview import ReportScreen
    from borderpost.ui.search import SearchScreen

_LOG = logging.getLogger(__name__)


class Workstation(QObject):
    """One bench: opened over an open site, shown by `show`, ended by `stop`."""

    def __init__(
        self,
        application: QApplication,
        site: OpenSite,
        *,
        camera_source: FrameSource | None = None,
        hints: dict[str, str] | None = None,
        try_out: TryOut | None = None,
        sounds: bool = True,
    ) -> None:
        """`try_out` brings a demo site's parcels, and its camera where the computer has none."""
        super().__init__()
        self._stopped = False
        self._collecting = Collecting(self)
        self.site = site
        self._try_out = try_out
        if camera_source is None and try_out is not None:
            camera_source = try_out.source
        self.tasks = Tasks(self)
        self.session = Session(self)
        self.scans = ScanRouter(self, item_of=partial(item_named, site.carriers))
        read = read_settings(site.folder.root)
        self._settings_problem = read.problem
        self.eyes = Eyes(self.scans, settings=read.settings, source=camera_source, parent=self)
        self._pages = site.store.open_pages()
        self._reports = ReportMaker(site.store, site.config, site.key_fingerprint, site.photo_sets)
        self._printing = SystemPrinting()
        self.evidence = BenchEvidence(self.eyes, self)
        self.desk = Desk(
            place=Place(
                site.config.administration, site.config.facility, site.config.station, site.config.bench
            ),
            record=site.store,
            reads=site.store,
            pages=self._pages,
            evidence=site.store.evidence,
            passphrases=Argon2Passphrases(),
            assess=site.assess,
            carriers=site.carriers,
            reports=self._reports,
            printing=self._printing,
            stills=self.evidence.stills,
            photo_sets=site.photo_sets,
            small_pictures=site.store.thumbnails,
            session=self.session,
            scans=self.scans,
            tasks=self.tasks,
            clock=site.clock,
            law=site.law,
            brands=site.brands,
            custody=site.tolerance,
            hints=tuple((hints or {}).items()),
        )
        self._sounds = Sounds(parent=self) if sounds else None
        self._heard = BenchSounds(self._sounds, self) if self._sounds is not None else None
        look = read.settings.look
        self.theme = Theme(application, ThemeChoice(look.theme), look.text_scale)
        self.devices = BenchDevices(
            self.eyes,
            self._sounds,
            self.theme,
            read.settings,
            site.folder.root,
            office=site.config.office,
            clock=site.clock,
            balance=self.desk.balance,
            parent=self,
        )
        self.window = MainWindow(self.theme, idle_seconds=site.config.idle_lock_minutes * 60)
        self.devices.scale.show_in(self.window)
        self.signing_in = SigningIn(self.window, self.desk, self)
        self.login = self.signing_in.login
        self._add_screens()
        owner_of = self.signing_in.owner_of
        self.commands = Commands(self.scans, self.session, self.window, self.login, self, owner_of=owner_of)
        self._door = PictureDoor(self.window, self)
        self._connect()
        if self._heard is not None:
            self._connect_sounds(self._heard)
        self._collecting.start()

    @property
    def examination(self) -> "ExaminationScreen":
        """The examination, made if it was not yet."""
        return self.cases.examination.screen()

    @property
    def approvals(self) -> "ApprovalsScreen":
        """What waits for a second officer, made if it was not yet."""
        return self.cases.approvals.screen()

    @property
    def log(self) -> "LogScreen":
        """The inspection log, made if it was not yet."""
        return self.cases.log.screen()

    @property
    def search(self) -> "SearchScreen":
        """The search, made if it was not yet."""
        return self.cases.search.screen()

    @property
    def report(self) -> "ReportScreen":
        """The seizure report, made if it was not yet."""
        return self.cases.report.screen()

    @property
    def devices_screen(self) -> "DevicesScreen":
        """The devices, made if they were not yet."""
        return self._devices_screen.screen()

    def show(self) -> None:
        """Show the window and begin to look and to listen."""
        self.window.show()
        handle = self.window.windowHandle()
        if self._try_out is not None and handle is not None:
            self._try_out.type_into(handle)
        self.eyes.start()
        self.site.begin_beside(self.tasks.broadcast)
        for fault in (*self.site.profile_faults, self._settings_problem):
            if fault:
                self.window.say(fault, Tone.CAUTION)

    @Slot()
    def heartbeat(self) -> None:
        """Nothing: it lets Python run its signal handlers while Qt waits for events."""

    def stop(self) -> None:
        """End what was started, in reverse order; what was given to the writer is still written."""
        if self._stopped:
            return
        self._stopped = True
        self.tasks.close()
        self.standing.close()
        self.at_rest.stop()
        self._door.set_open(False)
        self.eyes.stop()
        self.devices.close()
        if self._sounds is not None:
            self._sounds.close()
        self.evidence.close()
        self._printing.close()
        self.safekeeping.close()
        self.workshop.close()
        self.further.close()
        self._reports.close()
        self._pages.close()
        self.site.close()
        self._collecting.stop()

    def _add_screens(self) -> None:
        window = self.window
        window.top.set_place(self.site.config.facility, self.site.config.bench)
        self.camera = CameraView(self)
        self.bench = BenchScreen(self.desk, self.camera)
        window.add_screen(self.bench)
        self.cases = CaseScreens(window, self.desk, self.camera, self.evidence.arrivals, self)
        self._devices_screen = window.promise_screen(Promised(DEVICES, self._make_devices_screen))
        self.workshop = WorkshopDoor(window, self.desk, self.site, self)
        self.further = FurtherScreens(window, self.desk, self.site, self.cases, self)
        self.due = self.further.due
        receptacles = SiteReceptacles(self.site.screening, self.site.risk.rates, self.site.clock)
        self.quick = QuickReleases(window, self.desk, self.devices, receptacles, self, heard=self._heard)
        if self._try_out is not None:
            window.promise_screen(Promised(TRYOUT, self._try_out.screen))
            self._try_out.inside_asked.connect(self._to_examination)

    def _make_devices_screen(self) -> "DevicesScreen":
        # imported where it is made, for its memory
        from borderpost.ui.devices.screen import DevicesScreen

        made = DevicesScreen(self.desk, self.devices, self.camera)
        self.devices.changed.connect(made.refresh)
        return made

    def _connect(self) -> None:
        self.signing_in.admitted.connect(self._admitted)
        self.signing_in.locked.connect(self._locked)
        self.signing_in.failed.connect(self._failed)
        self.window.closing.connect(self._closing)
        self.scans.item_scanned.connect(self._bring_bench)
        self.scans.several_scanned.connect(self._bring_bench)
        self.bench.examination_asked.connect(self.cases.examine)
        self.bench.image_chosen.connect(self.eyes.read_image)
        self.eyes.image_failed.connect(self._image_failed)
        self.eyes.pictured.connect(self._show_picture)
        self.eyes.camera_changed.connect(self._show_camera)
        self._door.brought.connect(self.eyes.take_picture)
        self.devices.problem.connect(self._not_kept)
        self.evidence.follow(self.devices)
        self.cases.item_found.connect(self._bring_found)
        self.cases.list_found.connect(self.quick.take_found)
        self.cases.told.connect(self._tell)
        self.bench.recorded.connect(self._tell_recorded)
        self.at_rest = MadeAtRest(
            self.desk,
            self.bench.verdict.make_ready,
            self.cases.examination.screen,
            self._collecting.settle,
            parent=self,
        )
        self.standing = StandingLine(self.window, self.desk, APPROVALS.name, self._failed, self)
        self.tasks.failed.connect(self._failed)
        self.safekeeping = Safekeeping(self.window, self.desk, self.site, self)

    def _connect_sounds(self, heard: BenchSounds) -> None:
        self.bench.lane_shown.connect(heard.lane)
        self.tasks.changed.connect(heard.changed)
        self.tasks.erred.connect(heard.error)
        self.scans.unreadable.connect(heard.error)
        self.eyes.image_failed.connect(heard.error)
        self.commands.refused.connect(heard.error)

    @Slot(str)
    def _not_kept(self, why: str) -> None:
        text = self.tr("The settings of this bench hold, but they could not be kept: {why}")
        self.window.say(text.format(why=why), Tone.CRITICAL)

    @Slot(str, object)
    def _tell(self, text: str, tone: Tone) -> None:
        self.window.say(text, tone)

    @Slot(str)
    def _tell_recorded(self, text: str) -> None:
        self.window.say(text, Tone.POSITIVE)

    @Slot(object)
    def _admitted(self, officer: Officer) -> None:
        self._door.set_open(True)
        self.further.admit(officer)
        # what was recorded last is the news of whoever sat here before
        self.window.say(self.tr("{officer} is signed in.").format(officer=officer.name))
        self.standing.read()
        self.at_rest.start()

    @Slot()
    def _locked(self) -> None:
        self._door.set_open(False)
        self.at_rest.stop()

    @Slot()
    def _closing(self) -> None:
        self.signing_in.leave()
        self.stop()

    @Slot(object)
    def _bring_bench(self, scans: object) -> None:
        """A scan brings the bench to the front, whatever was shown; what was recorded elsewhere is kept."""
        sees = self.session.anyone and self.session.officer.may(Right.SEE_RECORDS)
        if sees and self.window.current_screen() != self.bench.name:
            if is_being_typed_into(QApplication.focusWidget()):
                self.bench.model.keep_still()
            self.window.show_screen(self.bench.name)

    @Slot(str)
    def _bring_found(self, item_id: str) -> None:
        """Look up an item that was searched for; the key that chose it takes no step at the bench."""
        self.bench.model.keep_still()
        self.window.show_screen(self.bench.name)
        self.bench.type_number(item_id)

    @Slot()
    def _to_examination(self) -> None:
        self.window.show_screen(EXAMINATION.name)

    @Slot(object)
    def _show_picture(self, picture: CameraPicture) -> None:
        self.camera.show_frame(
            picture.image, [code.outline for code in picture.codes], [code.text for code in picture.codes]
        )

    @Slot(object)
    def _show_camera(self, status: CameraStatus) -> None:
        live = status.state is CameraState.LIVE
        text = self.tr("Camera on") if live else self.tr("No camera")
        self.camera.show_state(status.name if live else text, live)
        self.window.set_status(
            "camera", text, Tone.POSITIVE if live else Tone.CAUTION, Icon.CAMERA, status.name
        )

    @Slot(str, str)
    def _image_failed(self, path: str, why: str) -> None:
        """A picture file gave no scan."""
        if why == "no_code":
            self.bench.image_had_no_code(path)
            return
        key = "too_large" if why == ImageFault.TOO_LARGE else "not_an_image"
        self.bench.banner.say(error_sentence(NoPicture(key, Path(path).name)), tone=Tone.CAUTION)

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        if self._stopped and isinstance(error, Closed):
            return  # it was asked for in the moment in which the window closed
        _LOG.error("a task failed", exc_info=error)
        self.window.say(error_sentence(error), Tone.CRITICAL)


def is_being_typed_into(widget: QWidget | None) -> bool:
    """Tell whether the widget is a text field that somebody's text stands in."""
    if isinstance(widget, QLineEdit):
        return bool(widget.text())
    return isinstance(widget, QPlainTextEdit) and bool(widget.toPlainText())


def item_named(carriers: CarrierTable, scan: RawScan) -> str:
    """Return the key of the item that a scan names, or nothing."""
    reading = read_scan(scan, carriers)[0]
    return item_key(reading.text) if reading.is_item else ""
