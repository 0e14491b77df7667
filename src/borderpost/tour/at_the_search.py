"""A parcel whose label nobody can read: its item is searched for by name, and comes up at the bench."""

from functools import partial

from borderpost.domain.item_key import item_key
from borderpost.tour.driver import expect, until
from borderpost.tour.stage import Stage
from borderpost.work.ports import Held, Transaction

_ROWS_WALKED = 60
_WORDS_OF_EACH = 2


def find_by_name(stage: Stage) -> str:
    """The officer says why, types a few words of what is known of the parcel, and takes the item up."""
    before, parcel, screen = stage.head(), stage.parcels.green, stage.station.search
    stage.hands.press("Ctrl+F")
    stage.on_screen("search")
    stage.hands.at(screen.reason.reasons)
    stage.picture("why-the-search")
    stage.hands.press("Return")
    stage.hands.at(screen.results.field)
    begun = stage.recorded("consultation_begun", before)
    words = _words(stage, parcel.code)
    stage.hands.type(words, screen.results.field)
    until(lambda: screen.results.current() is not None, f"an item for '{words}'", screen.results.count.text)
    stage.hands.press("Down")
    stage.hands.at(screen.results.table)
    for _ in range(_ROWS_WALKED):
        item = screen.results.current()
        if item is not None and item_key(item.item_id) == parcel.item_id:
            break
        stage.hands.press("Down")
        stage.quiet()
    stage.picture("found-by-name")
    stage.hands.press("Return")
    scanned, chosen = stage.verdict(parcel)
    consulted = stage.recorded("item_consulted", begun.sequence)
    expect(consulted.payload["item_id"] == parcel.item_id, f"{parcel.item_id} in the journal", consulted)
    stage.picture("taken-up-from-the-search")
    stage.hands.press("Escape")
    until(stage.bench_waits, "the bench to wait for the next parcel", stage.said)
    return f"'{words}' found {chosen.item_id}, journal entries {begun.sequence} to {scanned.sequence}"


def _words(stage: Stage, code: str) -> str:
    """Return words of the addressee, of the goods and of the sender, as many as tell the item from others."""
    found = stage.station.desk.record.submit(partial(_find, code=code)).result()
    expect(bool(found), f"a declaration of {code}")
    declaration = found[0].declaration
    told = (
        declaration.addressee.display_name,
        declaration.lines[0].description if declaration.lines else "",
        declaration.sender.display_name,
    )
    return " ".join(word for text in told for word in text.split()[:_WORDS_OF_EACH])


def _find(tx: Transaction, code: str) -> tuple[Held, ...]:
    return tx.find(code)
