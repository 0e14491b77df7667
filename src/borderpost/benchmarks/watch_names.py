"""Invented names by the ten thousand, and what becomes of them on a label: damage of known kinds."""

import random
from collections.abc import Callable
from typing import NamedTuple

_ONSETS = (
    *(
        "b",
        "br",
        "ch",
        "d",
        "dr",
        "f",
        "g",
        "gr",
        "h",
        "j",
        "k",
        "kl",
        "l",
        "m",
        "n",
        "p",
        "pr",
        "r",
        "s",
        "sh",
    ),
    *("st", "t", "tr", "v", "w", "y", "z"),
)
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ia", "ei", "ou", "é", "ö")
_ENDS = (
    "",
    "",
    "n",
    "r",
    "s",
    "l",
    "ko",
    "va",
    "sson",
    "ez",
    "man",
    "ski",
    "oğlu",
    "ović",
    "idis",
    "ard",
    "ini",
)
_PINYIN = (
    *(
        "wang",
        "li",
        "zhang",
        "liu",
        "chen",
        "yang",
        "huang",
        "zhao",
        "wu",
        "zhou",
        "xu",
        "sun",
        "ma",
        "zhu",
        "hu",
    ),
    *(
        "guo",
        "he",
        "lin",
        "gao",
        "luo",
        "zheng",
        "liang",
        "xie",
        "song",
        "tang",
        "deng",
        "han",
        "feng",
        "cao",
        "peng",
    ),
)
_GIVEN_PINYIN = (
    *(
        "wei",
        "fang",
        "na",
        "min",
        "jing",
        "li",
        "qiang",
        "lei",
        "jun",
        "yang",
        "yong",
        "yan",
        "jie",
        "juan",
        "tao",
    ),
    *(
        "ming",
        "chao",
        "xiu",
        "ying",
        "hua",
        "ping",
        "gang",
        "hui",
        "bo",
        "xin",
        "yu",
        "ting",
        "xue",
        "mei",
        "long",
    ),
)
_CITIES = ("Shenzhen", "Guangzhou", "Yiwu", "Dongguan", "Hong Kong", "Istanbul", "Shanghai", "Hangzhou")
_TRADES = (
    "Trading",
    "Electronics",
    "Technology",
    "Import Export",
    "E-Commerce",
    "International",
    "Logistics",
)
_FORMS = ("Co., Ltd.", "Limited", "Ltd", "Co. Ltd", "GmbH", "LLC", "Inc.", "A.Ş.", "SARL")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def word(dice: random.Random, parts: int) -> str:
    """Return an invented word of so many syllables."""
    text = "".join(dice.choice(_ONSETS) + dice.choice(_VOWELS) for _ in range(parts))
    return (text + dice.choice(_ENDS)).capitalize()


def person(dice: random.Random) -> str:
    """Return a person: two thirds of European make, one third in pinyin."""
    if dice.random() < 0.33:
        given = "".join(dice.choices(_GIVEN_PINYIN, k=dice.choice((1, 2, 2)))).capitalize()
        return f"{dice.choice(_PINYIN).capitalize()} {given}"
    return f"{word(dice, dice.choice((1, 2, 2)))} {word(dice, dice.choice((2, 2, 3)))}"


def firm(dice: random.Random) -> str:
    """Return a firm, half of them `Shenzhen X Trading Co., Ltd.` and the like."""
    own = word(dice, dice.choice((1, 2, 2)))
    if dice.random() < 0.25:
        own = "".join(dice.choices(_GIVEN_PINYIN, k=2)).capitalize()
    if dice.random() < 0.5:
        return f"{dice.choice(_CITIES)} {own} {dice.choice(_TRADES)} {dice.choice(_FORMS)}"
    return f"{own} {word(dice, 1)} {dice.choice(_FORMS)}"


def _edited(dice: random.Random, name: str, times: int) -> str:
    for _ in range(times):
        letters = [place for place, letter in enumerate(name) if letter.isalpha()]
        place = dice.choice(letters)
        match dice.randrange(4):
            case 0:
                name = name[:place] + name[place + 1 :]
            case 1:
                name = name[:place] + dice.choice(_LETTERS) + name[place:]
            case 2:
                name = name[:place] + dice.choice(_LETTERS) + name[place + 1 :]
            case _:
                name = name[:place] + name[place + 1 : place + 2] + name[place] + name[place + 2 :]
    return name


def _swapped(dice: random.Random, name: str) -> str:
    tokens = name.split()
    dice.shuffle(tokens)
    return " ".join(reversed(name.split())) if tokens == name.split() else " ".join(tokens)


def _joined(dice: random.Random, name: str) -> str:
    place = dice.randrange(2, max(len(name) - 2, 3))
    return name.replace(" ", "", 1) if dice.random() < 0.5 else f"{name[:place]} {name[place:]}"


def _initial(_dice: random.Random, name: str) -> str:
    first, *others = name.split()
    return " ".join((f"{first[0]}.", *others))


def _plain(_dice: random.Random, name: str) -> str:
    return name.upper().replace("É", "E").replace("Ö", "OE").replace("Ğ", "G").replace("Ć", "C")


def _other_form(dice: random.Random, name: str) -> str:
    for form in _FORMS:
        if name.endswith(f" {form}"):
            return f"{name.removesuffix(form)}{dice.choice(_FORMS)}"
    return f"{name} {dice.choice(_FORMS)}"


DAMAGES: dict[str, Callable[[random.Random, str], str]] = {
    "as listed": lambda _dice, name: name,
    "capitals, no accents": _plain,
    "tokens swapped": _swapped,
    "one edit": lambda dice, name: _edited(dice, name, 1),
    "two edits": lambda dice, name: _edited(dice, name, 2),
    "two edits and swapped": lambda dice, name: _swapped(dice, _edited(dice, name, 2)),
    "joined or split": _joined,
    "first name as an initial": _initial,
    "another legal form": _other_form,
}
"""What labels do to a name, by kind. An edit drops, adds or changes a letter, or swaps two neighbours."""


class Script(NamedTuple):
    """Names in their own script beside the spelling that people write in Latin letters."""

    given: dict[str, str]
    family: dict[str, str]
    order: str = "{g} {f}"


SCRIPTS: dict[str, Script] = {
    "Cyrillic": Script(
        {
            "Юлия": "Yulia",
            "Дмитрий": "Dmitry",
            "Алексей": "Alexey",
            "Наталья": "Natalia",
            "Сергій": "Serhii",
            "Ольга": "Olga",
        },
        {
            "Щербаков": "Shcherbakov",
            "Коваленко": "Kovalenko",
            "Воробьёв": "Vorobyov",
            "Чайковский": "Tchaikovsky",
            "Жуков": "Zhukov",
        },
    ),
    "Greek": Script(
        {
            "Γεώργιος": "Georgios",
            "Ελένη": "Eleni",
            "Δημήτρης": "Dimitris",
            "Χρήστος": "Christos",
            "Αικατερίνη": "Aikaterini",
        },
        {
            "Παπαδόπουλος": "Papadopoulos",
            "Οικονόμου": "Oikonomou",
            "Ξενάκης": "Xenakis",
            "Βλάχος": "Vlachos",
            "Γιαννόπουλος": "Giannopoulos",
        },
    ),
    "Hangul": Script(
        {"서연": "Seo-yeon", "민준": "Minjun", "지우": "Jiwoo", "하은": "Ha-eun", "현우": "Hyunwoo"},
        {"김": "Kim", "이": "Lee", "박": "Park", "최": "Choi", "정": "Jung", "강": "Kang"},
        "{f}{g}",
    ),
    "Han": Script(
        {
            "志明": "Zhiming",
            "秀英": "Xiuying",
            "伟": "Wei",
            "建国": "Jianguo",
            "雅婷": "Yating",
            "晓东": "Xiaodong",
        },
        {"王": "Wang", "李": "Li", "张": "Zhang", "陈": "Chen", "欧阳": "Ouyang", "赵": "Zhao"},
        "{f}{g}",
    ),
    "Arabic": Script(
        {
            "أحمد": "Ahmed",
            "محمد": "Mohammed",
            "فاطمة": "Fatima",
            "يوسف": "Youssef",
            "خالد": "Khaled",
            "مريم": "Maryam",
        },
        {
            "الحداد": "Al-Haddad",
            "المنصوري": "Al Mansouri",
            "النجار": "Najjar",
            "الخطيب": "Khatib",
            "السيد": "El-Sayed",
        },
    ),
    "Hebrew": Script(
        {"דוד": "David", "תמר": "Tamar", "יונתן": "Yonatan", "שירה": "Shira", "מיכל": "Michal"},
        {"כהן": "Cohen", "לוי": "Levy", "מזרחי": "Mizrahi", "פרץ": "Peretz", "שפירא": "Shapira"},
    ),
    "Thai": Script(
        {"สมชาย": "Somchai", "วรรณา": "Wanna", "มาลี": "Malee", "สุดา": "Suda", "ปิยะ": "Piya"},
        {"ใจดี": "Jaidee", "ศรีสุข": "Srisuk", "ทองคำ": "Thongkham", "บุญมา": "Boonma"},
    ),
}


def script_pairs(script: Script) -> list[tuple[str, str]]:
    """Return every full name of a script with its usual Latin spelling."""
    return [
        (script.order.format(g=g, f=f), f"{script.given[g]} {script.family[f]}")
        for f in script.family
        for g in script.given
    ]
