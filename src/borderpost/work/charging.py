"""The amount that falls due with a release, as it was typed and as it is recorded."""

from borderpost.domain.codes import Disposition
from borderpost.domain.currencies import is_currency
from borderpost.domain.decisions import Refusal, Refused, Rule
from borderpost.work.goods import plain, positive


def charge_refusals(typed: str, disposition: Disposition) -> tuple[Refusal, ...]:
    """Return what is wrong with a charge: it is `85.20 EUR`, and no other outcome than a release with charge
    has one. None at all is right, too.
    """
    if not typed.strip():
        return ()
    amount, currency = _parts(typed)
    right = positive(amount) and is_currency(currency) and disposition is Disposition.RELEASE_WITH_CHARGE
    return () if right else (Refusal(Rule.QUANTITY, "charge"),)


def charge_due(typed: str, disposition: Disposition) -> str:
    """Return a charge as it is recorded: amount, a blank, currency; empty for none; raise Refused else."""
    if found := charge_refusals(typed, disposition):
        raise Refused(found)
    amount, currency = _parts(typed)
    return f"{plain(amount)} {currency}".strip()


def _parts(typed: str) -> tuple[str, str]:
    amount, _, currency = " ".join(typed.split()).replace(",", ".").partition(" ")
    return amount, currency.upper()
