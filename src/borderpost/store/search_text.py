"""What of a declaration can be found by its words, and how typed words are asked for."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from borderpost.domain.declaration import Declaration
from borderpost.store.word_question import All, Question, Word, all_of, either_of, in_words

TEXT_LIMIT: Final = 200
"""Letters of a search beyond these are not asked for."""
WORDS_LIMIT: Final = 8
"""Words of a search beyond these narrow nothing."""
WINDOW: Final = 4
"""Letters of a script without blanks that are found together from any letter on."""

# Han, kana and Hangul: scripts in which a name or a street is one run of letters
_RUN: Final = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
_PIECE: Final = re.compile(f"[{_RUN}]+|[^\\W_{_RUN}]+")
_IS_RUN: Final = re.compile(f"[{_RUN}]")
_PLAIN: Final = re.compile("[0-9A-Za-z]+")
_SPELT_OUT: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "Å": "Aa"}
)
_MARKS: Final = frozenset({"Mn", "Mc", "Me", "Cf"})
_FIRST_MARK: Final = "\u0300"
# Vowel signs that the tokenizer of the index, whose tables are older, takes for what parts words.
_OLD_MARKS: Final = frozenset({*range(0x19B0, 0x19CA), 0x1CF2, 0x1CF3})
# Up to here the tokenizer of the index, whose tables are older, takes words apart as we do.
_BEYOND_CYRILLIC: Final = "\u0530"
# Accents that it leaves, of all those that are nothing but accents on plain letters.
_LEFT_MARKED: Final = re.compile("[\u01e0\u01e1]")
_S10_LENGTH: Final = 13


def search_text(declaration: Declaration) -> str:
    """Return the text that the search index takes: people, addresses, goods and identifiers; not the item's
    own number where it is one of S10, which is found by its beginning without that.

    Other scripts stand in it as they are and in Latin letters; capitals and accents are the index's affair.
    """
    sender, addressee = declaration.sender, declaration.addressee
    # field by field, so that but few words have to be looked at where one of them is of another script
    parts = [
        sender.name,
        sender.company,
        *sender.lines,
        sender.city,
        sender.postcode,
        sender.phone,
        sender.email,
        addressee.name,
        addressee.company,
        *addressee.lines,
        addressee.city,
        addressee.postcode,
        addressee.phone,
        addressee.email,
    ]
    for line in declaration.lines:
        parts.append(line.description)
        if line.product_ids:
            parts += [product.value for product in line.product_ids]
    item_id = declaration.item_id
    if len(item_id) != _S10_LENGTH or not item_id[2:11].isdigit():
        parts.append(item_id)
    if declaration.alternate_ids:
        parts += declaration.alternate_ids
    if declaration.documents:
        parts += [document.number for document in declaration.documents]
    seller = declaration.seller
    if seller.name or seller.ioss:
        parts += (seller.name, seller.ioss)
    text = " ".join(parts)
    if text.isascii():
        return text
    return text + "".join(
        [_forms(word) for part in parts if not part.isascii() for word in part.split() if not word.isascii()]
    )


def question_of(untrusted_text: str) -> Question | None:
    """Return what typed text asks of the index: every word is the beginning of a word; None for no word.

    A word of another script is asked for in Latin letters as well, and what belongs together without a blank
    (`O'Neill`, `47-11`), or is a number typed in groups, also in one.
    """
    asked: list[Question] = []
    typed: list[str] = []
    for chunk in _folded(untrusted_text[:TEXT_LIMIT]).split():
        pieces = _PIECE.findall(chunk)[: WORDS_LIMIT - len(typed)]
        if pieces:
            asked.append(_or_together([_asked(piece) for piece in pieces], pieces))
            typed += pieces
    whole = all_of(asked)
    grouped = len(asked) > 1 and any(letter.isdigit() for piece in typed for letter in piece)
    return _or_together(asked, typed) if grouped else whole


def match_of(untrusted_text: str) -> str:
    """Return typed text as a question in the index's own language; empty for none."""
    question = question_of(untrusted_text)
    return "" if question is None else in_words(question)


class _Marks(dict[int, int | None]):
    """Accents and vowel signs that stand for themselves, and marks that nobody sees: they fall away."""

    def __missing__(self, letter: int) -> int | None:
        dropped = letter in _OLD_MARKS or unicodedata.category(chr(letter)) in _MARKS
        self[letter] = kept = None if dropped else letter
        return kept


_WITHOUT_MARKS: Final = _Marks()


def _folded(text: str) -> str:
    """Return a text in which what looks the same is the same."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    return text.translate(_WITHOUT_MARKS) if max(text) >= _FIRST_MARK else text


@lru_cache(maxsize=16384)
def _forms(word: str) -> str:
    """Return what the index takes besides a word that is not in plain letters: Latin letters, `ü` as `ue`.

    A run of letters without blanks is taken from each of its letters on, so that any word in it is found.
    What the index makes of the word itself is not said twice. A blank stands before each form.
    """
    folded = _folded(word)
    pieces = _PIECE.findall(folded)
    found: dict[str, None] = {}
    for piece in pieces:
        if _IS_RUN.match(piece) is None:
            found[piece] = None
            if not piece.isascii():
                found |= dict.fromkeys(_in_latin(piece))
            continue
        found[piece] = None
        syllables = [_plain(letter) for letter in piece]
        for start in range(len(piece)):
            found[piece[start : start + WINDOW]] = None
            found["".join(syllables[start : start + WINDOW])] = None
    if folded == word and max(word) < _BEYOND_CYRILLIC and _PIECE.sub("", word).isascii():
        for piece in pieces:
            found.pop(piece, None)
            if _LEFT_MARKED.search(piece) is None:
                found.pop(_without_accents(piece), None)
    return "".join([f" {form}" for form in found if form])


def _in_latin(word: str) -> list[str]:
    """Return a word that is not in plain letters in those, as far as it has any there."""
    spelt_out = _plain(word.translate(_SPELT_OUT))
    plain = _plain(word)
    return [found for found in dict.fromkeys((plain, spelt_out)) if found]


def _without_accents(word: str) -> str:
    return "".join(
        letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)
    )


def _plain(letters: str) -> str:
    return "".join(_PLAIN.findall(anyascii(letters)))


def _asked(piece: str) -> Question:
    if piece.isascii():
        return _begins(piece)
    if _IS_RUN.match(piece) is None:
        plain = _in_latin(piece)
        # where accents are all that is foreign the index has taken them away itself
        ways = plain if _without_accents(piece) in plain else [piece, *plain]
        return either_of(*map(_begins, ways))
    if len(piece) > WINDOW:
        windows = [piece[start : start + WINDOW] for start in range(0, len(piece), WINDOW)][:WORDS_LIMIT]
        return All((*[Word(window, begins=False) for window in windows[:-1]], _begins(windows[-1])))
    latin = _plain(piece)
    if not latin:
        return _begins(piece)
    # one syllable is the beginning of far too many words
    return either_of(_begins(piece), Word(latin, begins=len(piece) > 1))


def _or_together(asked: Sequence[Question], pieces: Sequence[str]) -> Question:
    """Return what asks for several words, plain ones also as if there were nothing between them."""
    together = "".join(pieces)
    ways = [_begins(together)] if len(pieces) > 1 and together.isascii() else []
    return either_of(asked[0] if len(asked) == 1 else All(tuple(asked)), *ways)


def _begins(word: str) -> Word:
    return Word(word, begins=True)
