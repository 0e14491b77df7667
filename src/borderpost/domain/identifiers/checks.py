"""The check-digit algorithms that postal and carrier numbers use."""

from collections.abc import Callable, Sequence

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VALUE = {letter: value for value, letter in enumerate(_ALPHABET)}

CheckFunction = Callable[[str], str]


def mod10(payload: str) -> str:
    """The GS1 digit of decimal `payload`: weights 3, 1, 3 … from the right."""
    total = 3 * sum(map(int, payload[::-2])) + sum(map(int, payload[-2::-2]))
    return str(-total % 10)


def alternating(payload: str) -> str:
    """The UPS digit: every second character counts twice, letters stand for (ASCII - 63) mod 10."""
    values = [int(c) if c.isdecimal() else (ord(c) - 63) % 10 for c in payload]
    return str(-(sum(values) + sum(values[1::2])) % 10)


def luhn(payload: str) -> str:
    """The Luhn digit of decimal `payload`."""
    doubled = sum(sum(divmod(2 * int(c), 10)) for c in payload[::-2])
    return str(-(doubled + sum(map(int, payload[-2::-2]))) % 10)


def mod7(payload: str) -> str:
    """The remainder of decimal `payload` by seven (DHL Express, air waybills)."""
    return str(int(payload) % 7)


def mod37_36(payload: str) -> str:
    """The ISO 7064 MOD 37,36 character of an alphanumeric `payload` in capitals."""
    running = 36
    for letter in payload:
        running = (running + _VALUE[letter]) % 36 or 36
        running = running * 2 % 37
    return _ALPHABET[(1 - running) % 36]


def _weighted(weights: Sequence[int]) -> CheckFunction:
    def digit(payload: str) -> str:
        total = sum(int(c) * weights[place % len(weights)] for place, c in enumerate(payload))
        return str(total % 11 % 10)

    return digit


# The names under which rows of the carrier table ask for them.
BY_NAME: dict[str, CheckFunction] = {
    "mod10": mod10,
    "alternating": alternating,
    "luhn": luhn,
    "mod7": mod7,
    "mod37_36": mod37_36,
    "weighted_317": _weighted((3, 1, 7)),
    "weighted_173": _weighted((1, 7, 3)),
}
