"""The serials, receptacles and products that demo mail bears, all well formed."""

from datetime import date

FIRST_DRAWN_SERIAL = 10_000_000
SERIAL_STRIDE = 48_271_007  # shares no factor with SERIAL_SPACE, so that no serial repeats
SERIAL_SPACE = 90_000_000


def nth_serial(start: int, nth: int) -> int:
    """Return the nth serial of a run that looks random and repeats only after `SERIAL_SPACE` items.

    Serials below `FIRST_DRAWN_SERIAL` are never drawn: they belong to the named parcels of the cast.
    """
    return FIRST_DRAWN_SERIAL + (start + nth * SERIAL_STRIDE) % SERIAL_SPACE


def s9(
    origin: str, destination: str, subclass: str, day: date, despatch: int, receptacle: int, kg: float
) -> str:
    """Return a 29-character S9 receptacle identifier; weight is written in units of 100 g."""
    return (
        f"{origin}{destination}A{subclass}{day.year % 10}{despatch % 10000:04d}{receptacle % 1000:03d}"
        f"00{min(round(kg * 10), 9999):04d}"
    )


def gtin13(twelve: str) -> str:
    """Return the GTIN-13 of twelve digits."""
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(twelve))
    return f"{twelve}{-total % 10}"
