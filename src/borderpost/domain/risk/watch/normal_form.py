"""Names and addresses in the form in which they are compared: small Latin tokens, sorted."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from borderpost.domain.risk.watch.name_words import NEAR_LETTERS, NameWords
from borderpost.domain.risk.watch.spellings import usual_cyrillic, usual_hangul

NAME_LIMIT = 200
# What must be left of a firm's name when the words that tell nobody apart are dropped.
LETTERS_LEFT = 4
_PERSON_CHARACTERS = 5
_BONES_LEFT = 4
_WITHOUT_VOWELS = str.maketrans("", "", "aeiouywv")
_DOUBLED = re.compile(r"(.)\1+")
_ARTICLES = ("al", "el")
_ARABIC_ARTICLE = re.compile(r"\bال(?=\w{2})")
_SOUNDS = (
    ("ch", "k"),
    ("c", "k"),
    ("q", "k"),
    ("j", "k"),
    ("tz", "s"),
    ("ts", "s"),
    ("z", "s"),
    ("ph", "f"),
    ("p", "f"),
)


@dataclass(frozen=True, slots=True)
class NormalForm:
    """One way to read a name: its tokens in alphabetical order, joined by blanks.

    `weak` where letters were romanised from Han, Arabic, Hebrew or Thai: many names become one there.
    """

    key: str
    weak: bool = False


def script_form(name: str) -> str:
    """Return the name in its own script without blanks and marks, empty where it is plain ASCII.

    Vowel signs that Arabic and Hebrew may leave out are left out.
    """
    if name.isascii():
        return ""
    plain = unicodedata.normalize("NFKC", name[:NAME_LIMIT]).casefold()
    return "".join(c for c in plain if c.isalnum() or (_is_mark(c) and not _is_abjad(c)))


def name_forms(name: str, words: NameWords, *, firm: bool = False) -> tuple[NormalForm, ...]:
    """Return the ways to read a name; none where it has no letters.

    Each reading comes twice: tokens in alphabetical order, and the letters in the order of the name without
    blanks, which a joined or split word does not change. `firm` says that it is known for a firm's; a legal
    form or a trade in it says so, too.
    """
    text = name[:NAME_LIMIT]
    if text.isascii():
        small = text.lower()
        keys = _keys(small, words, firm=firm)
        if "-" in small:  # a given name of two parts is one name: Seo-yeon, Jean-Luc
            keys = tuple(dict.fromkeys((*keys, *_keys(small.replace("-", ""), words, firm=firm))))
        return tuple(NormalForm(key) for key in keys)
    text = unicodedata.normalize("NFKC", text)
    rest, cut = _without_pieces(text, words)
    if not any(map(str.isalnum, rest)):
        rest, cut = text, False
    weak = any(map(_is_weak, rest))
    readings = [_romanised(rest, words, person=False)]
    if not cut and not firm and sum(map(_is_syllable, rest)) <= _PERSON_CHARACTERS:
        readings.append(_romanised(rest, words, person=True))
        if any(map(_is_hangul, rest)):
            readings += [_romanised(rest, words, person=True, usual=number) for number in (0, 1)]
    if usual := usual_cyrillic(rest):
        readings.append(_romanised(usual, words, person=False))
    readings += [reading.replace("-", "") for reading in readings if "-" in reading]
    found = (key for reading in readings for key in _keys(reading, words, firm=firm or cut))
    return tuple(NormalForm(key, weak) for key in dict.fromkeys(found))


def skeleton(name: str, words: NameWords) -> str:
    """Return the consonants of a name, by which Arabic, Hebrew and Thai are compared with Latin letters.

    Empty where fewer than four are left.
    """
    latin = name[:NAME_LIMIT].lower()
    if not latin.isascii():
        plain = _ARABIC_ARTICLE.sub("", unicodedata.normalize("NFKC", name[:NAME_LIMIT]))
        latin = _romanised(plain, words, person=False)
    tokens = [token for token in _split(latin) if token not in words.legal_forms]
    bones = sorted(filter(None, map(_bones, tokens)))
    text = " ".join(bones)
    return text if len(text) - len(bones) >= _BONES_LEFT - 1 else ""


def loses_vowels(name: str) -> bool:
    """Tell whether a name has letters of Arabic, Hebrew or Thai."""
    return not name.isascii() and any(_is_abjad(c) or _is_thai(c) for c in name)


@lru_cache(maxsize=65_536)
def _bones(token: str) -> str:
    if token[:2] in _ARTICLES:
        token = token[2:]
    for sound, bone in _SOUNDS:
        token = token.replace(sound, bone)
    bones = token.translate(_WITHOUT_VOWELS)
    if len(bones) > 1 and bones.endswith("h"):
        bones = bones[:-1]
    return _DOUBLED.sub(r"\1", bones)


def address_form(address: str) -> tuple[NormalForm, frozenset[str]] | None:
    """Return an address in normal form with the numbers in it (which have to agree), None for no address."""
    text = unicodedata.normalize("NFKC", address[:NAME_LIMIT])
    tokens = sorted(set(_split(_romanised(text, None, person=False))))
    if not any(token.isalpha() for token in tokens):
        return None
    numbers = frozenset(re.findall("[0-9]+", " ".join(tokens)))
    return NormalForm(" ".join(tokens), any(map(_is_weak, text))), numbers


def _keys(latin: str, words: NameWords, *, firm: bool) -> tuple[str, ...]:
    tokens = _split(latin)
    told = [token for token in tokens if not _stands_in(token, words.legal_forms, words.near_legal_forms)]
    if not told:
        told = tokens
    elif firm or len(told) < len(tokens):
        core = [token for token in told if not _stands_in(token, words.generic, words.near_generic)]
        if sum(map(len, core)) >= LETTERS_LEFT:
            told = core
    if not told:
        return ()
    return tuple(dict.fromkeys((" ".join(sorted(told)), "".join(told))))


def _stands_in(token: str, known: frozenset[str], near: frozenset[str]) -> bool:
    """Tell whether a token is a known word, or a long one with one letter wrong."""
    if token in known or token in near:
        return True
    if len(token) < NEAR_LETTERS:
        return False
    return not near.isdisjoint([token[:place] + token[place + 1 :] for place in range(len(token))])


def _split(latin: str) -> list[str]:
    """Return the tokens of small Latin text; letters that stand alone side by side are one: `e. k.`, `ek`."""
    tokens: list[str] = []
    alone = False
    for token in re.findall("[a-z0-9]+", latin.replace("'", "").replace("`", "")):
        if len(token) == 1 and alone:
            tokens[-1] += token
        else:
            tokens.append(token)
        alone = len(token) == 1
    return tokens


def _romanised(text: str, words: NameWords | None, *, person: bool, usual: int | None = None) -> str:
    """Return text in small Latin letters; a run of Han or Hangul is one token, or for a person, family
    name and given name: this one in the `usual` spelling of that number, where one is asked for."""
    pieces: list[str] = []
    for run in re.findall(_SYLLABLES + "+|[^" + _SYLLABLES[1:] + "+", text):
        if not _is_syllable(run[0]):
            # The letters that anyascii gives an accent's place are none: ʼ, ‘.
            pieces.append(anyascii(run.replace("’", "").replace("'", "")).lower())
            continue
        sounds = [anyascii(c).lower() for c in run]
        if person and len(run) > 1:
            surname = 2 if words is not None and run[:2] in words.double_surnames else 1
            family = "".join(sounds[:surname])
            if words is not None:
                family = words.surnames.get(run[:surname], family)
            given = "".join(sounds[surname:])
            if usual is not None and (spelt := usual_hangul(run[surname:])):
                given = spelt[min(usual, len(spelt) - 1)]
            pieces.append(f" {family} {given} ")
        else:
            pieces.append(f" {''.join(sounds)} ")
    return "".join(pieces)


def _without_pieces(text: str, words: NameWords) -> tuple[str, bool]:
    if not any(map(_is_syllable, text)):
        return text, False
    rest = text
    for piece in words.unspaced:
        if piece in rest:
            rest = rest.replace(piece, " ")
    return rest, rest != text


_SYLLABLES = "[㐀-䶿一-鿿豈-﫿가-힣\U00020000-\U0003ffff]"
_is_syllable_run = re.compile(_SYLLABLES).match


def _is_syllable(character: str) -> bool:
    return character > "㐀" and _is_syllable_run(character) is not None


def _is_hangul(character: str) -> bool:
    return "가" <= character <= "힣"


def _is_weak(character: str) -> bool:
    """Tell Han, Arabic, Hebrew and Thai: romanising them drops vowels or makes one of many readings."""
    code = ord(character)
    return code >= 0x590 and (
        _is_abjad(character)
        or _is_thai(character)
        or 0x3400 <= code <= 0x4DBF
        or 0x4E00 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
    )


def _is_abjad(character: str) -> bool:
    code = ord(character)
    return (
        0x590 <= code <= 0x77F
        or 0x8A0 <= code <= 0x8FF
        or 0xFB1D <= code <= 0xFDFF
        or 0xFE70 <= code <= 0xFEFC
    )


def _is_thai(character: str) -> bool:
    return 0x0E00 <= ord(character) <= 0x0E7F


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")
