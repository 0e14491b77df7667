"""Where each screen stands in the navigation: name, drawing, key and word, known before it is made."""

from dataclasses import dataclass
from typing import ClassVar, Self

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.ui.icons import Icon


@dataclass(frozen=True, slots=True)
class Signpost:
    """`name` is what the program knows a screen by, `shortcut` its key, `words` its untranslated word."""

    name: str
    icon: Icon
    shortcut: str
    words: object

    @property
    def title(self) -> str:
        """The translated word in the navigation."""
        return QCoreApplication.translate("signpost", str(self.words))


EXAMINATION = Signpost("examination", Icon.EXAMINE, "F3", QT_TRANSLATE_NOOP("signpost", "Examination"))
APPROVALS = Signpost("approvals", Icon.APPROVE, "F4", QT_TRANSLATE_NOOP("signpost", "Approvals"))
LOG = Signpost("log", Icon.LOG, "F5", QT_TRANSLATE_NOOP("signpost", "Inspection log"))
SEARCH = Signpost("search", Icon.SEARCH, "Ctrl+F", QT_TRANSLATE_NOOP("signpost", "Search"))
# no key leads to the report: it is reached from an inspection
REPORT = Signpost("report", Icon.REPORT, "", QT_TRANSLATE_NOOP("signpost", "Seizure report"))
DEVICES = Signpost("devices", Icon.SETTINGS, "Ctrl+,", QT_TRANSLATE_NOOP("signpost", "Devices"))
WORKSHOP = Signpost("workshop", Icon.FLAG, "Ctrl+R", QT_TRANSLATE_NOOP("signpost", "Profiles"))
QUALITY = Signpost("quality", Icon.CHECK, "Ctrl+H", QT_TRANSLATE_NOOP("signpost", "Quality"))
DUE = Signpost("due", Icon.CLOCK, "Ctrl+K", QT_TRANSLATE_NOOP("signpost", "Time limits"))
REFERRALS = Signpost("referrals", Icon.MAIL, "Ctrl+J", QT_TRANSLATE_NOOP("signpost", "Referrals"))
CUSTODY = Signpost("custody", Icon.BAG, "Ctrl+I", QT_TRANSLATE_NOOP("signpost", "Custody"))
PEOPLE = Signpost("people", Icon.OFFICER, "Ctrl+Shift+P", QT_TRANSLATE_NOOP("signpost", "People"))
TROLLEY = Signpost("trolley", Icon.SCAN, "Ctrl+S", QT_TRANSLATE_NOOP("signpost", "Sorting"))
RELEASE = Signpost("release", Icon.RELEASE, "Ctrl+M", QT_TRANSLATE_NOOP("signpost", "Bulk release"))
TRYOUT = Signpost("tryout", Icon.PARCEL, "F1", QT_TRANSLATE_NOOP("signpost", "Demo parcels"))


class Signposted:
    """A mixin for a widget that is a screen by itself; name it before the Qt class."""

    signpost: ClassVar[Signpost]

    @property
    def name(self) -> str:
        """The key that the program knows the screen by."""
        return self.signpost.name

    @property
    def icon(self) -> Icon:
        """The drawing in the navigation."""
        return self.signpost.icon

    @property
    def title(self) -> str:
        """The word in the navigation."""
        return self.signpost.title

    @property
    def shortcut(self) -> str:
        """The key that goes there, empty where none does."""
        return self.signpost.shortcut

    @property
    def widget(self) -> Self:
        """Itself."""
        return self
