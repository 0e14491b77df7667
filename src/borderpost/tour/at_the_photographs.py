"""Photographs of the red parcel: by the camera, from files, an X-ray image, and one in full."""

import hashlib

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication

from borderpost.demo import site as demo
from borderpost.demo.label_frames import Difficulty, parcel_frame
from borderpost.demo.photographs import Subject
from borderpost.demo.xray_image import xray_image
from borderpost.devices.frame_source import Pixels
from borderpost.domain.codes import PhotoSubject
from borderpost.domain.entry import Entry
from borderpost.tour.driver import expect, until
from borderpost.tour.showing import at_entry, show
from borderpost.tour.stage import Stage
from borderpost.ui.examination.course import Part

PHOTOGRAPH_FILE = "goods.jpg"
XRAY_FILE = "x-ray.png"


def photograph_label(stage: Stage) -> str:
    """The label as it is on the parcel, by the camera."""
    seen = parcel_frame(stage.parcels.red.label, Difficulty.CLEAN, demo.SEED)
    return _photograph(stage, seen, PhotoSubject.LABEL, "photograph-of-the-label")


def photograph_opened(stage: Stage) -> str:
    """The opened parcel, by the camera."""
    seen = stage.scene(Subject.OPENED_PARCEL)
    return _photograph(stage, seen, PhotoSubject.OPENED, "photograph-of-the-opened-parcel")


def photograph_goods(stage: Stage) -> str:
    """The goods, by the camera."""
    seen = stage.scene(stage.parcels.seizure.picture)
    return _photograph(stage, seen, PhotoSubject.PRODUCT, "photograph-of-the-goods", line="1")


def photograph_bag(stage: Stage) -> str:
    """The sealed bag, by the camera; nothing of the set is missing then."""
    seen = stage.scene(Subject.SEALED_BAG)
    told = _photograph(stage, seen, PhotoSubject.SEALED_BAG, "photograph-of-the-sealed-bag")
    stage.clear_camera()
    return told


def photograph_from_file(stage: Stage) -> str:
    """A photograph of another camera, brought as a file and kept byte for byte."""
    jpeg = stage.photograph(Subject.SEALED_PARCEL)
    return _bring(stage, PHOTOGRAPH_FILE, jpeg, PhotoSubject.OUTSIDE, "photograph-from-a-file")


def bring_xray(stage: Stage) -> str:
    """The image of the X-ray machine, brought as a file and kept byte for byte."""
    today = stage.station.site.clock().date()
    png = xray_image(stage.parcels.seizure.picture, stage.parcels.red.label, taken_on=today)
    return _bring(stage, XRAY_FILE, png, PhotoSubject.XRAY, "x-ray-image")


def open_photograph(stage: Stage) -> str:
    """A photograph is looked at in full, with its SHA-256."""
    photos = stage.station.examination.photos
    show(stage, Part.PHOTOGRAPHS)
    stage.hands.walk_to(photos.strip)
    stage.hands.press("Home", "Return")
    until(photos.viewer.isVisible, "the photograph in full", stage.said)
    stage.picture("photograph-in-full")
    stage.hands.press("Escape")
    until(photos.page.isVisible, "the photographs again", stage.said)
    return f"{len(stage.state().photographs)} photographs"


def _bring(stage: Stage, name: str, data: bytes, wanted: PhotoSubject, picture: str) -> str:
    before = stage.head()
    path = stage.album.site / name
    path.write_bytes(data)
    show(stage, Part.PHOTOGRAPHS)
    _say_what_it_shows(stage, wanted, "0")
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(path))])
    QGuiApplication.clipboard().setMimeData(copied)
    stage.hands.press("Ctrl+V")
    entry = stage.recorded("photograph_taken", before)
    # what still lies there when the program ends is deleted after Python, which it was made by
    QGuiApplication.clipboard().clear()
    sha256 = hashlib.sha256(data).hexdigest()
    expect(entry.payload["sha256"] == sha256, f"the file's SHA-256 {sha256}", entry.payload)
    return _kept(stage, entry, wanted, picture)


def _photograph(stage: Stage, seen: Pixels, wanted: PhotoSubject, picture: str, line: str = "0") -> str:
    before = stage.head()
    show(stage, Part.PHOTOGRAPHS)
    stage.lay_in_view(seen)
    _say_what_it_shows(stage, wanted, line)
    stage.hands.press("F8")
    entry = stage.recorded("photograph_taken", before)
    kept = stage.station.site.store.evidence.read(entry.payload["sha256"])
    expect(len(kept) == entry.payload["size"], "the photograph's bytes", len(kept))
    return _kept(stage, entry, wanted, picture)


def _kept(stage: Stage, entry: Entry, wanted: PhotoSubject, picture: str) -> str:
    photos = stage.station.examination.photos
    expect(entry.payload["subject"] == wanted, f"a photograph of the kind {wanted}", entry.payload)
    until(lambda: photos.strip.model().rowCount() == len(stage.state().photographs), "its thumbnail")
    stage.on_screen("examination")
    stage.picture(picture)
    return at_entry(entry, f"{wanted}, SHA-256 {entry.payload['sha256']}")


def _say_what_it_shows(stage: Stage, wanted: PhotoSubject, line: str) -> None:
    photos = stage.station.examination.photos
    for field, value in ((photos.subject, str(wanted)), (photos.line, line)):
        if field.value() != value:
            stage.hands.walk_to(field)
            stage.hands.choose(field, field.value, value)
