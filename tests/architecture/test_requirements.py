"""The lock files hold what was asked for, by hash, and the same versions for running and for testing."""

import re

from architecture.sources import CHECKOUT

PINNED = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.MULTILINE)


def locked(name: str) -> dict[str, str]:
    return dict(PINNED.findall((CHECKOUT / name).read_text(encoding="utf-8")))


def asked(name: str) -> set[str]:
    lines = (CHECKOUT / name).read_text(encoding="utf-8").splitlines()
    names = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines if not line.startswith("-"))
    return {re.sub(r"[._-]+", "-", match.group()).lower() for match in names if match}


def test_everything_asked_for_is_locked() -> None:
    assert asked("requirements.in") <= set(locked("requirements.lock"))
    assert asked("requirements-dev.in") <= set(locked("requirements-dev.lock"))


def test_what_is_tested_is_what_runs() -> None:
    running, testing = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name: testing.get(name) for name in running} == running


def test_every_pin_has_a_hash_and_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (CHECKOUT / name).read_text(encoding="utf-8")
        pins = text.split("\n")
        assert all(line.endswith("\\") for line in pins if PINNED.match(line)), name
        assert "://" not in text
        assert "--index-url" not in text
