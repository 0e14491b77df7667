"""What the tour leaves behind: pictures of the window, report, evidence, and `tour.json` about all of it."""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from borderpost.tour.frames import BadMaterial

TOUR_FILE = "tour.json"
REPORT_FILE = "seizure-report.pdf"
LABEL_FILE = "exhibit-label.pdf"
BUNDLE_SUFFIX = ".evidence"
SITE_FOLDER = "site"
_PICTURE = re.compile(r"[0-9]{2}-[a-z0-9-]+\.png")
_MARK = "made-by-the-tour"


class Album:
    """The tour's folder. What an earlier tour left in it is replaced; nothing else in it is touched."""

    def __init__(self, out: Path) -> None:
        """Raise BadMaterial where the folder holds a `site` that no tour made, OSError where it is closed."""
        self.out = out
        self.site = out / SITE_FOLDER
        self._pages = 0
        out.mkdir(parents=True, exist_ok=True)
        if self.site.exists():
            if not (self.site / _MARK).is_file():
                raise BadMaterial(f"{self.site}: no tour made this folder; choose another with --out")
            shutil.rmtree(self.site)
        for left in out.iterdir():
            ours = left.name in (TOUR_FILE, REPORT_FILE, LABEL_FILE) or left.suffix == BUNDLE_SUFFIX
            if left.is_file() and (ours or _PICTURE.fullmatch(left.name)):
                left.unlink()
        self.site.mkdir(mode=0o700)
        (self.site / _MARK).touch()

    def picture(self, window: QWidget, name: str) -> str:
        """Save how the window looks now; return the name of the file."""
        self._pages += 1
        file = f"{self._pages:02d}-{name}.png"
        QApplication.sendPostedEvents()
        window.grab().save(str(self.out / file))
        return file

    def tell(self, told: Mapping[str, Any]) -> None:
        """Write `tour.json`."""
        text = json.dumps(told, ensure_ascii=False, indent=2)
        (self.out / TOUR_FILE).write_text(text + "\n", encoding="utf-8")
