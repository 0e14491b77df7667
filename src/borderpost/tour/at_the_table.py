"""The examination of the red parcel: steps, findings, goods, bag and seal, and the outcome."""

from borderpost.demo import site as demo
from borderpost.domain.brands.pack import BrandPack
from borderpost.domain.codes import Disposition, StepResult, StepType
from borderpost.domain.inspection import Stage as Progress
from borderpost.tour.at_the_door import APPROVING
from borderpost.tour.driver import expect, until
from borderpost.tour.showing import at_entry, show
from borderpost.tour.stage import Stage
from borderpost.ui.examination.course import Part


def x_ray(stage: Stage) -> str:
    """The X-ray shows something."""
    return _step(stage, StepType.XRAY, StepResult.ANOMALY, "x-ray")


def open_in_full(stage: Stage) -> str:
    """The parcel is opened."""
    return _step(stage, StepType.OPEN_FULL, StepResult.ANOMALY, "opened-in-full")


def record_finding(stage: Stage) -> str:
    """What was found is recorded with words of the officer's own."""
    screen, before = stage.station.examination, stage.head()
    show(stage, Part.FINDINGS)
    findings = screen.findings
    seizure = stage.parcels.seizure
    stage.hands.choose(findings.codes, findings.codes.value, seizure.finding)
    stage.hands.press("Return")
    stage.hands.type(seizure.note, findings.note)
    stage.hands.press("Return")
    entry = stage.recorded("finding_recorded", before)
    expect(entry.payload["finding"] == seizure.finding, f"the finding {seizure.finding}", entry.payload)
    stage.picture("finding")
    return at_entry(entry, seizure.finding)


def scan_product(stage: Stage) -> str:
    """The code on the goods is held against the declaration and the right-holder's pack, and taken over."""
    screen, before = stage.station.examination, stage.head()
    show(stage, Part.GOODS)
    goods, page = screen.goods, screen.goods.products.page
    pack = known_brand(stage)
    expect(pack is not None, "a pack of the brand", stage.parcels.seizure.brand)
    if pack is None:
        return ""
    stage.hands.scan(pack.products[0].gtin.lstrip("0"))
    entry = stage.recorded("product_compared", before)
    until(page.isVisible, "what came of comparing the product", stage.said)
    answers = {one["question"]: one["answer"] for one in entry.payload["verdicts"]}
    expect(answers["number"] == "theirs", "the right-holder's own number", answers)
    expect(answers["route"] == "route_unknown", "a route that is not the right-holder's", answers)
    stage.picture("product-compared")
    stage.hands.press("F6")
    until(lambda: goods.form.right_holder.text() == pack.right_holder, "the right-holder in the form")
    stage.picture("product-taken-over")
    return at_entry(entry, f"{entry.payload['code']}: {', '.join(answers.values())}")


def known_brand(stage: Stage) -> BrandPack | None:
    """Return the pack of the right-holder whose mark the seized goods bear, None where there is none."""
    packs, brand = stage.station.site.brands, stage.parcels.seizure.brand
    held = packs.packs() if packs is not None else ()
    return next((pack for pack in held if brand in pack.marks and pack.products), None)


def list_goods(stage: Stage) -> str:
    """A declared line is copied, or was taken over with its product; the mark on the goods is added."""
    screen, before = stage.station.examination, stage.head()
    show(stage, Part.GOODS)
    goods, seizure = screen.goods, stage.parcels.seizure
    if goods.form.right_holder.text():
        stage.hands.press("F6")
        # which line is meant is known only where the declaration names the product
        return _listed(stage, before, {0, seizure.line})
    stage.hands.choose(goods.declared, goods.declared.value, str(seizure.line))
    stage.hands.press("Return")
    stage.hands.at(goods.form.brand)
    if seizure.brand:
        stage.hands.type(seizure.brand, goods.form.brand)
    stage.picture("goods-line-copied")
    stage.hands.press("Return")
    return _listed(stage, before, {seizure.line})


def _listed(stage: Stage, before: int, lines: set[int]) -> str:
    seizure = stage.parcels.seizure
    entry = stage.recorded("line_recorded", before)
    expect(entry.payload["brand"] == seizure.brand, f"the mark '{seizure.brand}'", entry.payload)
    expect(entry.payload["declared_line"] in lines, f"declared line {seizure.line}", entry.payload)
    return at_entry(entry, f"{entry.payload['quantity']} × {entry.payload['description']}")


def seal_bag(stage: Stage) -> str:
    """The goods go into a bag; the numbers of bag and seal are scanned."""
    screen, before = stage.station.examination, stage.head()
    show(stage, Part.SEALING)
    sealing = screen.sealing
    stage.hands.scan(demo.BAG_NUMBER)
    until(lambda: sealing.bag.text() == demo.BAG_NUMBER, "the bag's number in its field", sealing.bag.text)
    stage.hands.scan(demo.SEAL_NUMBER)
    until(
        lambda: sealing.seal.text() == demo.SEAL_NUMBER, "the seal's number in its field", sealing.seal.text
    )
    stage.picture("bag-and-seal-scanned")
    stage.hands.press("F6")
    entry = stage.recorded("bag_sealed", before)
    expect(entry.payload["bag"] == demo.BAG_NUMBER, f"the bag {demo.BAG_NUMBER}", entry.payload)
    expect(entry.payload["seal"] == demo.SEAL_NUMBER, f"the seal {demo.SEAL_NUMBER}", entry.payload)
    return at_entry(entry, f"bag {entry.payload['bag']}, seal {entry.payload['seal']}")


def propose_seizure(stage: Stage) -> str:
    """Seizure is proposed with its reason; it does not stand yet."""
    screen, before = stage.station.examination, stage.head()
    show(stage, Part.OUTCOME)
    outcome = screen.outcome
    if not outcome.reason.hasFocus():
        stage.hands.choose(outcome.dispositions, outcome.dispositions.value, Disposition.SEIZE)
        stage.hands.press("Return")
    stage.hands.type(stage.parcels.seizure.reason, outcome.reason)
    stage.picture("seizure-with-its-reason")
    stage.hands.press("F6")
    entry = stage.recorded("outcome_proposed", before)
    expect(entry.payload["disposition"] == Disposition.SEIZE, "a proposal to seize", entry.payload)
    expect(stage.state().stage is Progress.AWAITING_APPROVAL, "it to wait for approval", stage.state().stage)
    stage.picture("awaiting-the-second-officer")
    return at_entry(entry, "it waits for a second officer")


def approve(stage: Stage) -> str:
    """A second officer agrees, with a passphrase of their own."""
    screen, before = stage.station.examination, stage.head()
    stage.hands.press("F3")
    stage.on_screen(screen.name)
    show(stage, Part.OUTCOME)
    panel = screen.outcome.second.panel
    stage.hands.at(panel.passphrase)
    for key in ["Up"] * 5 + ["Down"] * 5:
        chosen = panel.chosen()
        if chosen is not None and chosen.officer_id == APPROVING:
            break
        stage.hands.press(key)
    stage.hands.type(stage.passphrases[APPROVING], panel.passphrase)
    stage.hands.press("Return")
    entry = stage.recorded("outcome_approved", before)
    expect(entry.officer == APPROVING, f"an approval by {APPROVING}", entry.officer)
    state = stage.state()
    expect(state.stage is Progress.SEIZED, "the seizure to stand", state.stage)
    expect(state.outcome is not None and bool(state.outcome.number), "a seizure number", state.outcome)
    stage.picture("seizure-stands")
    return at_entry(entry, f"{entry.payload['number']} by {entry.officer}")


def _step(stage: Stage, kind: StepType, result: StepResult, picture: str) -> str:
    steps, before = stage.station.examination.steps, stage.head()
    show(stage, Part.STEPS)
    stage.hands.choose(steps.types, steps.types.value, kind)
    stage.hands.press("Return")
    until(lambda: not steps.types.hasFocus(), "the result of the step to be asked for", stage.said)
    stage.hands.letter({StepResult.CLEAR: "c", StepResult.ANOMALY: "a", StepResult.INCONCLUSIVE: "i"}[result])
    until(lambda: steps.result.value() is result, f"the result {result}", steps.result.value)
    stage.picture(picture)
    stage.hands.press("Return")
    entry = stage.recorded("step_recorded", before)
    expect(entry.payload["step"] == kind, f"the step {kind}", entry.payload)
    expect(entry.payload["result"] == result, f"the result {result}", entry.payload)
    return at_entry(entry, f"{kind}: {result}")
