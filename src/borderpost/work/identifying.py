"""A product code scanned in an examination: what came of comparing it goes on the record, as known then."""

from borderpost.domain import acts
from borderpost.domain.brands.identity import Identity
from borderpost.domain.brands.verdicts_plain import verdicts_to_plain
from borderpost.domain.decisions import Refused, Verb, refusals
from borderpost.domain.inspection import Inspection
from borderpost.domain.officer import Officer
from borderpost.work.changes import Done, Kind
from borderpost.work.inspecting import load
from borderpost.work.ports import Transaction
from borderpost.work.roster import on_duty
from borderpost.work.written import DESCRIPTION, written

_LONGEST_RAW = 500


def record_product(
    tx: Transaction, *, officer: Officer, inspection: str, identity: Identity, raw: str, device: str = ""
) -> Done[Inspection]:
    """Record a comparison; whoever may list goods may compare them."""
    state = load(tx, inspection)
    if found := refusals(state, on_duty(tx, officer), Verb.LINE):
        raise Refused(found)
    code, pack, application = identity.code, identity.holder, identity.application
    tx.append(
        officer.id,
        acts.ProductCompared(
            inspection=inspection,
            code=written(code.number[:200], "product_code"),
            raw=written(raw[:_LONGEST_RAW], "product_code", DESCRIPTION),
            verdicts=verdicts_to_plain(identity.verdicts),
            gtin=code.gtin,
            serial=written(code.unit[:200], "product_code"),
            right_holder=pack.right_holder if pack else "",
            pack=pack.id if pack else "",
            edition=pack.edition if pack else "",
            pack_sha256=pack.sha256 if pack else "",
            application=application.number if application else "",
            declared_line=identity.line,
            device=written(device[:200], "device"),
        ),
    )
    return Done(load(tx, inspection), frozenset({Kind.INSPECTIONS}))
