"""Carries out the commands around the random draw: show a day, check one, lend and take the secret, learn."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from borderpost.app.at_terminal import VAULT_TROUBLES, StaysShut, unlocked
from borderpost.app.carrying_out import NotDone
from borderpost.app.opening import OpenSite, open_site
from borderpost.app.places import SITE_FILE, BadSite, read_site
from borderpost.app.site_risk import draw_secret, learn_norms, save_norms, take_secret
from borderpost.app.site_usual import learn_usual, save_usual
from borderpost.app.unlocking import secrets_at_hand
from borderpost.domain.risk.draw import SECRET_BYTES, draw, is_sealed_by, shown_key
from borderpost.feeds.rates_file import BadRates, load_rates
from borderpost.store.engine import DatabaseError
from borderpost.store.lock import FolderInUse
from borderpost.store.vault import VaultLocked
from borderpost.work.drawing import TooEarly, show_day

Say = Callable[[str], None]


@contextlib.contextmanager
def _telling(site: Path) -> Iterator[None]:
    try:
        yield
    except (*VAULT_TROUBLES, BadSite, BadRates, FolderInUse, StaysShut, TooEarly, VaultLocked) as error:
        raise NotDone(str(error)) from error
    except DatabaseError as error:
        raise NotDone(f"{site}: the store cannot be used ({error})") from error
    except OSError as error:
        raise NotDone(f"{error.filename or site}: {error.strerror or error}") from error


def show(site: Path, passphrase_file: Path | None, day: date, reason: str, say: Say) -> None:
    """Journal that the key of a day is shown, and print it with its seal; raise NotDone."""
    with _telling(site):
        opened: OpenSite = open_site(site, given=secrets_at_hand(passphrase_file))
        with contextlib.closing(opened):
            found = opened.risk.draw
            if found is None:
                raise NotDone(f"{site}: nothing is drawn here; 'random_share' in {SITE_FILE} sets the share")
            key = (
                opened.store.submit(lambda tx: show_day(tx, draw=found, day=day, reason=reason))
                .result()
                .result
            )
            say(f"day {key.day.isoformat()}\nkey {key.key.hex()}\nseal {key.seal}\nshare {found.share}")


def check(day: date, key: bytes, seal: str, share: Decimal, items: Sequence[str], say: Say) -> None:
    """Prove a key against a seal, and draw items again by it; raise NotDone where the key is another."""
    shown = shown_key(day, key)
    if not is_sealed_by(shown, seal):
        raise NotDone(f"this is not the key of {day.isoformat()} that was sealed: it hashes to {shown.seal}")
    say(f"The key of {day.isoformat()} is the one that was sealed.")
    for item in items:
        say(f"{item}: {'drawn' if draw(shown, item, share).chosen else 'not drawn'}")


def lend(site: Path, passphrase_file: Path | None, say: Say) -> None:
    """Print the secret of a site's draw: whoever has it can foresee the draw; raise NotDone."""
    with _telling(site):
        config = read_site(site / SITE_FILE)
        say(draw_secret(unlocked(site, passphrase_file), config).hex())


def take(site: Path, passphrase_file: Path | None, file: Path, say: Say) -> None:
    """Draw by the secret in a file from the next start on; raise NotDone."""
    with _telling(site):
        read_site(site / SITE_FILE)
        try:
            secret = bytes.fromhex(file.read_text(encoding="ascii").strip())
        except ValueError as error:
            raise NotDone(f"{file}: this is no secret of a draw") from error
        if len(secret) != SECRET_BYTES:
            raise NotDone(f"{file}: this is no secret of a draw")
        take_secret(unlocked(site, passphrase_file), secret)
        say(f"The draw follows that secret from the next start on. Now destroy {file}.")


def learn(site: Path, passphrase_file: Path | None, today: date, say: Say) -> None:
    """Learn from all declarations what goods are worth, and how much usually comes to one address, for the
    next start; raise NotDone."""
    with _telling(site):
        rates = load_rates(site / "rates.toml")
        folder = unlocked(site, passphrase_file)
        norms = learn_norms(folder, rates)
        save_norms(folder, norms)
        usual = learn_usual(folder, rates, today)
        save_usual(folder, usual)
        say(f"Learnt from {len(norms)} content lines, in {norms.currency}.")
        if usual is not None:
            rest = f"{(1 - usual.share) * 100:.1f} %"
            say(
                f"{rest} of the newest items went to addresses with at most {usual.address_items} in 30 days."
            )
