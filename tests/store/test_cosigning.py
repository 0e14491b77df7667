"""Two stations: one's checkpoints go to the other and come back, and a rewritten past is found."""

import contextlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from borderpost.domain.entry import canonical_json
from borderpost.store import cosigning, journal, key_rotation
from borderpost.store.cosigning import NotCosigned
from borderpost.store.engine import snapshot
from borderpost.store.exporting import export_bundle
from borderpost.store.faults import Fault
from borderpost.store.site import StationStore, prepare, verify_site
from bundles import verified
from record_dump import assert_whole
from station import HandClock, Station, open_station, site_folder
from station_stories import seized


def witness_station(root: Path, clock: HandClock) -> Station:
    folder = site_folder(root)
    key = prepare(folder, station="BP02", program="test", facility="Hall 4", clock=clock)
    return Station(folder, StationStore(folder, key=key, station="BP02", clock=clock), clock)


@pytest.fixture
def witness(tmp_path: Path, clock: HandClock) -> Iterator[Station]:
    """The other station."""
    opened = witness_station(tmp_path / "witness", clock)
    yield opened
    opened.store.close()


def offered(station: Station, *since: int) -> bytes:
    station.store.submit(lambda tx: tx.checkpoint()).result()
    with contextlib.closing(station.folder.connect_record(readonly=True)) as conn, snapshot(conn):
        return cosigning.offer(conn, since)


def signed_by(witness: Station, data: bytes, trusted: str = "") -> bytes:
    return witness.store.submit(lambda tx: cosigning.cosign(tx, data, trusted=trusted)).result()  # type: ignore[arg-type]


def received(station: Station, data: bytes, trusted: str = "") -> list[str]:
    return station.store.submit(lambda tx: cosigning.receive(tx, data, trusted=trusted)).result()  # type: ignore[arg-type]


def key_of(data: bytes) -> str:
    return cosigning.fingerprint(cosigning.read_offer(data)[0].checkpoint.key)


def witness_key(data: bytes) -> str:
    return cosigning.fingerprint(cosigning.read_offer(data)[0].cosignatures[0].cosignature.key)


def test_there_and_back_and_into_the_bundle(station: Station, witness: Station, tmp_path: Path) -> None:
    state = seized(station)
    data = offered(station)
    with pytest.raises(NotCosigned, match="compare its key's fingerprint"):
        signed_by(witness, data)
    cosigned = signed_by(witness, data, key_of(data))
    with pytest.raises(NotCosigned, match="compare its key's fingerprint"):
        received(station, cosigned)
    assert received(station, cosigned, witness_key(cosigned)) == ["BP02"]
    assert received(station, cosigned) == []
    seized(station, "LZ101010105DE", 2)
    again = signed_by(witness, offered(station))  # known now: no fingerprint is needed
    assert received(station, again) == ["BP02"]
    target = tmp_path / "case.evidence"
    export_bundle(station.store, state.id, target, program="test")
    code, said = verified(target, "--witness", witness_key(cosigned))
    assert code == 0, said
    assert "BP02 (key " in said
    assert "No other station has cosigned" not in said
    assert verified(target, "--witness", "0" * 32)[0] == 1
    station.store.close()
    witness.store.close()
    assert_whole(station.folder)
    assert_whole(witness.folder)


def test_a_rewritten_past_is_not_signed_and_not_verified(
    station: Station, witness: Station, tmp_path: Path, clock: HandClock
) -> None:
    station.store.close()
    shutil.copytree(station.folder.root, tmp_path / "before")
    station = open_station(station.folder.root, clock)
    seized(station)
    data = offered(station)
    cosigned = signed_by(witness, data, key_of(data))
    received(station, cosigned, witness_key(cosigned))
    station.store.close()
    known, _ = cosigning.read_offer(cosigned)
    assert verify_site(station.folder, known=[known]).holds
    # the same station, with its own key, tells another story from an earlier day on
    rewritten = open_station(tmp_path / "before", clock)
    for number in range(3):
        seized(rewritten, f"RR47312482{number}GB", number + 1)
    other = offered(rewritten, known.checkpoint.size)
    with pytest.raises(NotCosigned, match="CONTRADICTS"):
        signed_by(witness, other)
    with pytest.raises(NotCosigned, match="holds no such checkpoint"):
        received(rewritten, cosigned, witness_key(cosigned))
    rewritten.store.close()
    assert verify_site(rewritten.folder).holds
    verdict = verify_site(rewritten.folder, known=[known])
    assert (verdict.fault, verdict.wrong) == (Fault.CONTRADICTED, known.checkpoint.size)
    shorter = verify_site(open_closed(tmp_path / "short", clock).folder, known=[known])
    assert shorter.fault is Fault.CONTRADICTED


def open_closed(root: Path, clock: HandClock) -> Station:
    station = open_station(root, clock)
    station.store.close()
    return station


def test_a_proof_that_is_lacking_is_asked_for(station: Station, witness: Station) -> None:
    seized(station)
    data = offered(station)
    signed_by(witness, data, key_of(data))
    for number in range(40):
        seized(station, f"RR4731248{number:02d}GB", number + 10)
        station.store.submit(lambda tx: tx.checkpoint()).result()
    size = cosigning.read_offer(data)[0].checkpoint.size
    with pytest.raises(NotCosigned, match=f"--since {size}"):
        signed_by(witness, offered(station))
    assert signed_by(witness, offered(station, size))
    with pytest.raises(NotCosigned, match="a later one"):
        signed_by(witness, data)


def test_a_changed_key_is_followed(station: Station, witness: Station, clock: HandClock) -> None:
    seized(station)
    data = offered(station)
    signed_by(witness, data, key_of(data))
    station.store.close()
    key_rotation.rotate(station.folder, at=clock(), reason="")
    again = open_station(station.folder.root, clock)
    after = offered(again)
    assert key_of(after) != key_of(data)
    assert signed_by(witness, after)
    again.store.close()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda d: d.update(format="x"), "no file of a checkpoint"),
        (lambda d: d.pop("keys"), "no keys"),
        (lambda d: d["keys"].clear(), "names no key"),
        (lambda d: d["keys"][0].update(signature="00" * 64), "is not the station's"),
        (lambda d: d["keys"][0].update(signature="zz"), "cannot be read"),
        (lambda d: d["keys"][0].update(inclusion=["00" * 32]), "not under the checkpoint"),
        (lambda d: d["keys"][0].update(inclusion=[1]), "not made of hashes"),
        (lambda d: d["keys"][0].update(body="\ud800"), "cannot be read"),
        (lambda d: d["checkpoint"].update(signature="00" * 64), "does not bear the signature"),
        (lambda d: d["checkpoint"].update(text="x"), "no file of a checkpoint"),
    ],
)
def test_whatever_is_not_as_it_has_to_be_is_not_signed(
    station: Station, witness: Station, change: Callable[[Any], object], reason: str
) -> None:
    seized(station)
    good = offered(station)
    data = json.loads(good)
    change(data)
    with pytest.raises(NotCosigned, match=reason):
        signed_by(witness, json.dumps(data).encode(), key_of(good))
    with pytest.raises(NotCosigned, match="for itself"):
        signed_by(station, good, key_of(good))
    with contextlib.closing(witness.folder.connect_record(readonly=True)) as conn:
        assert journal.head(conn).sequence == 1


def test_a_forged_cosignature_is_not_taken_in(station: Station, witness: Station) -> None:
    seized(station)
    data = offered(station)
    cosigned = json.loads(signed_by(witness, data, key_of(data)))
    cosigned["checkpoint"]["cosignatures"][0]["signature"] = "00" * 64
    forged = canonical_json(cosigned)
    with pytest.raises(NotCosigned, match="signature of BP02 does not hold"):
        received(station, forged, witness_key(forged))
    with pytest.raises(NotCosigned, match="of BP01, not of this station"):
        received(witness, forged)
