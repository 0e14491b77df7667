"""How families spell Korean and Cyrillic names in Latin letters, beside letter by letter.

Korean: the spellings usual in passports (`Hyunwoo`, `Joon`), which the official romanisation is not.
Cyrillic: as English papers print names (`Alexey`, `-sky`).
"""

_FIRST = 0xAC00
_LAST = 0xD7A3
_INITIALS = (
    "k",
    "kk",
    "n",
    "d",
    "tt",
    "r",
    "m",
    "b",
    "pp",
    "s",
    "ss",
    "",
    "j",
    "jj",
    "ch",
    "k",
    "t",
    "p",
    "h",
)
_MEDIALS = (
    *("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe"),
    *("yo", "oo", "wo", "we", "wi", "yoo", "eu", "ee", "i"),
)
_FINALS = (
    *("", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "p", "l", "l"),
    *("p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"),
)
_SILENT = 11  # the initial that is not spoken
_EO, _YEO, _U = 4, 6, 13  # medials
_NG = 21  # the final
_LETTERS = "абвгґдеёєжзиіїйклмнопрстуфхцчшщъыьэюя"
_SPELT = "a b v g g d e yo ie zh z i i i i k l m n o p r s t u f kh ts ch sh shch - y - e yu ya"
_CYRILLIC = {
    letter: "" if spelt == "-" else spelt for letter, spelt in zip(_LETTERS, _SPELT.split(), strict=True)
}


def usual_hangul(syllables: str) -> tuple[str, ...]:
    """Return the usual spellings of a given name in Hangul; none where a character is no whole syllable."""
    if not syllables or not all(_FIRST <= ord(one) <= _LAST for one in syllables):
        return ()
    spelt = ("".join(_syllable(one, long=long) for one in syllables) for long in (False, True))
    return tuple(dict.fromkeys(spelt))


def _syllable(character: str, *, long: bool) -> str:
    """Return the usual spelling of one syllable; `long` writes a closed u as oo."""
    initial, rest = divmod(ord(character) - _FIRST, 588)
    medial, final = divmod(rest, 28)
    vowel = _MEDIALS[medial]
    if medial == _EO and final:
        vowel = "u"
    elif medial == _YEO and final == _NG and initial == _SILENT:
        vowel = "you"
    elif medial == _YEO and final and initial != _SILENT:
        vowel = "yu"
    elif medial == _U:
        vowel = "oo" if long or not final else "u"
        if initial == _SILENT:
            vowel = f"w{vowel}"
    return _INITIALS[initial] + vowel + _FINALS[final]


def usual_cyrillic(name: str) -> str:
    """Return a name with its Cyrillic letters as English papers print them; empty where it has none."""
    small = name.lower()
    if not any("а" <= one <= "ґ" for one in small):
        return ""
    words = [_cyrillic_word(word) for word in small.split(" ")]
    return " ".join(words)


def _cyrillic_word(word: str) -> str:
    for ending in ("ий", "ый"):
        if word.endswith(ending):
            word = f"{word[:-2]}y"
    if word.endswith("й"):
        word = f"{word[:-1]}y"
    return "".join(_CYRILLIC.get(one, one) for one in word.replace("кс", "x"))
