"""What a scanner set to a US keyboard meant, where the computer reads its keys by another layout."""

from collections.abc import Mapping
from types import MappingProxyType

# The rows of keys from top to bottom, each from the left, first plain and then with Shift.
_US = (
    "`1234567890-=" + "qwertyuiop[]\\" + "asdfghjkl;'" + "zxcvbnm,./",
    "~!@#$%^&*()_+" + "QWERTYUIOP{}|" + 'ASDFGHJKL:"' + "ZXCVBNM<>?",
)
_ROWS: Mapping[str, tuple[str, str]] = {
    "be": (
        "²&é\"'(§è!çà)-" + "azertyuiop^$µ" + "qsdfghjklmù" + "wxcvbn,;:=",
        "³1234567890°_" + "AZERTYUIOP¨*£" + "QSDFGHJKLM%" + "WXCVBN?./+",
    ),
    "ch": (
        "§1234567890'^" + "qwertzuiopü¨$" + "asdfghjklöä" + "yxcvbnm,.-",
        '°+"*ç%&/()=?`' + "QWERTZUIOPè!£" + "ASDFGHJKLéà" + "YXCVBNM;:_",
    ),
    "de": (
        "^1234567890ß´" + "qwertzuiopü+#" + "asdfghjklöä" + "yxcvbnm,.-",
        '°!"§$%&/()=?`' + "QWERTZUIOPÜ*'" + "ASDFGHJKLÖÄ" + "YXCVBNM;:_",
    ),
    "es": (
        "º1234567890'¡" + "qwertyuiop`+ç" + "asdfghjklñ´" + "zxcvbnm,.-",
        'ª!"·$%&/()=?¿' + "QWERTYUIOP^*Ç" + "ASDFGHJKLÑ¨" + "ZXCVBNM;:_",
    ),
    "fr": (
        "²&é\"'(-è_çà)=" + "azertyuiop^$*" + "qsdfghjklmù" + "wxcvbn,;:!",
        "~1234567890°+" + "AZERTYUIOP¨£µ" + "QSDFGHJKLM%" + "WXCVBN?./§",
    ),
    "gb": (
        "`1234567890-=" + "qwertyuiop[]#" + "asdfghjkl;'" + "zxcvbnm,./",
        '¬!"£$%^&*()_+' + "QWERTYUIOP{}~" + "ASDFGHJKL:@" + "ZXCVBNM<>?",
    ),
    "it": (
        "\\1234567890'ì" + "qwertyuiopè+ù" + "asdfghjklòà" + "zxcvbnm,.-",
        '|!"£$%&/()=?^' + "QWERTYUIOPé*§" + "ASDFGHJKLç°" + "ZXCVBNM;:_",
    ),
    "ru": (
        "ё1234567890-=" + "йцукенгшщзхъ\\" + "фывапролджэ" + "ячсмитьбю.",
        'Ё!"№;%:?*()_+' + "ЙЦУКЕНГШЩЗХЪ/" + "ФЫВАПРОЛДЖЭ" + "ЯЧСМИТЬБЮ,",
    ),
    "se": (
        "§1234567890+´" + "qwertyuiopå¨'" + "asdfghjklöä" + "zxcvbnm,.-",
        '½!"#¤%&/()=?`' + "QWERTYUIOPÅ^*" + "ASDFGHJKLÖÄ" + "ZXCVBNM;:_",
    ),
    "tr": (
        '"1234567890*-' + "qwertyuıopğü," + "asdfghjklşi" + "zxcvbnmöç.",
        "é!'^+%&/()=?_" + "QWERTYUIOPĞÜ;" + "ASDFGHJKLŞİ" + "ZXCVBNMÖÇ:",
    ),
    "ua": (
        "'1234567890-=" + "йцукенгшщзхїґ" + "фівапролджє" + "ячсмитьбю.",
        'ʼ!"№;%:?*()_+' + "ЙЦУКЕНГШЩЗХЇҐ" + "ФІВАПРОЛДЖЄ" + "ЯЧСМИТЬБЮ,",
    ),
    "us": _US,
}

PHYSICAL = "physical"
LAYOUTS: tuple[str, ...] = tuple(_ROWS)

_TABLES: Mapping[str, dict[int, int]] = MappingProxyType(
    {name: str.maketrans("".join(rows), "".join(_US)) for name, rows in _ROWS.items()}
)

# Scan codes (set 1, the same as Linux input codes) in the order of the rows above.
_CODES = (41, *range(2, 14), *range(16, 28), 43, *range(30, 41), *range(44, 54))
_BY_CODE: Mapping[int, tuple[str, str]] = {
    code: (plain, shifted) for code, plain, shifted in zip(_CODES, *_US, strict=True)
}


def as_us_keys(text: str, layout: str) -> str:
    """What a US keyboard would have written with the keys that wrote `text` on `layout`.

    Characters that the layout does not have stay as they are. Raises KeyError for an unknown layout.
    """
    if layout in ("us", PHYSICAL):
        return text
    return text.translate(_TABLES[layout])


def us_key_at(scan_code: int, *, shift: bool) -> str:
    """The character at a key's place on a US keyboard ("" for other places); `scan_code` is of set 1."""
    return _BY_CODE.get(scan_code, ("", ""))[shift]


def layout_that_made(text: str, meant: str) -> str:
    """The layout by which the code `meant` came out as `text`, or "" where none explains it."""
    if text == meant:
        return "us"
    return next((name for name in LAYOUTS if as_us_keys(text, name) == meant), "")
