"""The stream of keys taken apart: scans, typing, and both at once."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.devices.wedge_burst import Burst
from borderpost.devices.wedge_keys import Read, Role, Spoilt, Stroke, Typed, Unread, WedgeSettings

_ROLES = {"\r": Role.ENDING, "\t": Role.ENDING, "\x02": Role.START, "\x03": Role.STOP, "\b": Role.EDITING}


class Desk:
    """One keyboard stream: presses and releases put in the order of their times, then played."""

    def __init__(self, settings: WedgeSettings | None = None) -> None:
        self.burst = Burst(settings or WedgeSettings())
        self.events: list[tuple[float, int, str, object]] = []
        self.typed: list[str] = []
        self.reads: list[str] = []
        self.unread: list[tuple[str, Spoilt]] = []
        self.arrivals: list[tuple[float, str]] = []
        self.now = 0.0

    def scan(
        self, text: str, start: float, gap: float = 8.0, dwell: float | None = 3.0, who: str = "s"
    ) -> float:
        at = start
        for index, letter in enumerate(text):
            self.key(letter, at, dwell, f"{who}{start}-{index}")
            at += gap
        return at

    def person(self, text: str, start: float, gap: float = 180.0, dwell: float = 95.0) -> float:
        return self.scan(text, start, gap, dwell, who="p")

    def key(self, letter: str, at: float, dwell: float | None, name: str) -> None:
        self.events.append((at, 1, letter, name))
        if dwell is not None:
            self.events.append((at + dwell, 0, letter, name))

    def play(self) -> "Desk":
        for at, down, letter, name in sorted(self.events, key=lambda e: (e[0], e[1])):
            while (due := self.burst.due) is not None and due < at:
                self.now = due + 0.01
                self._act(self.burst.tick(self.now))
            self.now = at
            if down:
                role = _ROLES.get(letter, Role.CHARACTER)
                text = letter if role in (Role.CHARACTER, Role.ENDING) else ""
                verdict = self.burst.press(Stroke(role, text, at, name, letter))
            else:
                verdict = self.burst.release(name, at, "")
            self._act(verdict.acts)
            if verdict.passes and down:
                self._arrive(letter)
        while (due := self.burst.due) is not None:
            self.now = due + 0.01
            self._act(self.burst.tick(self.now))
        return self

    def _act(self, acts: tuple[object, ...]) -> None:
        for act in acts:
            match act:
                case Typed(tokens):
                    for token in tokens:
                        self._arrive(str(token))
                case Read(text):
                    self.reads.append(text)
                case Unread(text, _, why):
                    self.unread.append((text, why))

    def _arrive(self, letter: str) -> None:
        if letter:
            self.typed.append(letter)
            self.arrivals.append((self.now, letter))

    @property
    def field(self) -> str:
        return "".join(self.typed)


@pytest.mark.parametrize("ending", ["\r", "\t", "\r\r"])
@pytest.mark.parametrize("dwell", [3.0, None, 0.0])
def test_a_scan_is_read_and_nothing_is_typed(ending: str, dwell: float | None) -> None:
    desk = Desk()
    desk.scan("RR123456785GB" + ending, 1000.0, dwell=dwell)
    desk.play()
    assert (desk.reads, desk.field, desk.unread) == (["RR123456785GB"], "", [])


def test_typing_arrives_in_order_and_within_fifty_milliseconds() -> None:
    desk = Desk()
    desk.person("parcel for Mr Ng\r", 0.0)
    desk.play()
    assert desk.field == "parcel for Mr Ng\r"
    pressed = [at for at, down, _, _ in sorted(desk.events) if down]
    assert max(got - sent for (got, _), sent in zip(desk.arrivals, pressed, strict=True)) <= 50.0


def test_a_persons_enter_is_never_held_up_on_its_own() -> None:
    desk = Desk()
    desk.person("\r", 10.0)
    desk.play()
    assert desk.arrivals == [(10.0, "\r")]


def test_short_bursts_are_typing() -> None:
    desk = Desk()
    desk.scan("12345\r", 0.0)
    desk.play()
    assert (desk.field, desk.reads) == ("12345\r", [])


def test_a_burst_without_an_ending_is_typing_unless_silence_may_end_it() -> None:
    text = "RR123456785GB"
    desk = Desk()
    desk.scan(text, 0.0)
    assert desk.play().field == text
    desk = Desk(WedgeSettings(ending_required=False))
    desk.scan(text, 0.0)
    desk.play()
    assert (desk.reads, desk.field) == ([text], "")


@pytest.mark.parametrize("moment", [x * 1.5 - 60.0 for x in range(120)])
def test_a_persons_key_at_any_moment_leaves_the_scan_whole(moment: float) -> None:
    desk = Desk()
    desk.scan("RR123456785GB\r", 0.0)
    desk.key("x", moment, 80.0, "person")
    desk.play()
    assert (desk.reads, desk.field, desk.unread) == (["RR123456785GB"], "x", [])


@pytest.mark.parametrize("moment", [x * 1.5 + 0.5 for x in range(70)])
@pytest.mark.parametrize("letter", ["\r", "\b"])
def test_a_persons_enter_or_backspace_does_not_cut_a_scan(moment: float, letter: str) -> None:
    desk = Desk()
    desk.scan("RR123456785GB\r", 0.0)
    desk.key(letter, moment, 80.0, "person")
    desk.play()
    assert (desk.reads, desk.field, desk.unread) == (["RR123456785GB"], letter, [])


def test_letters_and_corrections_of_a_person_keep_their_order_within_a_scan() -> None:
    desk = Desk()
    desk.scan("00340434161094042557\r", 0.0, gap=12.0)
    for index, letter in enumerate("ab\bc"):
        desk.key(letter, 20.0 + 45 * index, 70.0, f"p{index}")
    desk.play()
    assert (desk.reads, desk.field) == (["00340434161094042557"], "ab\bc")


def test_a_persons_key_between_cr_and_lf_leaves_no_stray_enter() -> None:
    desk = Desk()
    end = desk.scan("RR123456785GB\r\r", 0.0)
    desk.key("x", end - 4.0 - 8.0, 80.0, "person")
    desk.play()
    assert (desk.reads, desk.field) == (["RR123456785GB"], "x")


def test_two_scans_back_to_back_are_two() -> None:
    desk = Desk()
    end = desk.scan("RR123456785GB\r", 0.0)
    desk.scan("CP987654321DE\r", end)
    assert desk.play().reads == ["RR123456785GB", "CP987654321DE"]


def test_two_scanners_at_once_are_reported_and_never_invented() -> None:
    desk = Desk()
    desk.scan("RR123456785GB\r", 0.0, gap=9.0, dwell=5.0, who="a")
    desk.scan("CP987654321DE\r", 13.0, gap=10.0, dwell=5.0, who="b")
    desk.play()
    assert desk.reads == []
    assert desk.field == ""
    assert desk.unread[0][1] is Spoilt.MIXED
    assert sorted("".join(text for text, _ in desk.unread)) == sorted("RR123456785GBCP987654321DE")


def test_a_scanner_that_stumbles_is_still_one_scan() -> None:
    desk = Desk()
    end = desk.scan("RR1234", 0.0)
    desk.scan("56785GB\r", end + 90.0)
    assert desk.play().reads == ["RR123456785GB"]


def test_the_rest_of_a_torn_scan_is_no_scan() -> None:
    desk = Desk()
    end = desk.scan("RR1234", 0.0)
    desk.scan("56785GB\r", end + 300.0)
    desk.play()
    assert (desk.reads, desk.unread) == ([], [("56785GB", Spoilt.BROKEN)])


def test_a_frame_holds_everything_whatever_is_in_it() -> None:
    payload = "[)>\x1e06\x1dPABC\r\t\x1e\x04"
    desk = Desk()
    desk.scan(f"\x02{payload}\x03", 0.0)
    desk.scan("\x02A\x03\r", 400.0)
    desk.play()
    assert (desk.reads, desk.field) == ([payload, "A"], "")


def test_two_frames_at_once_are_reported() -> None:
    desk = Desk()
    desk.scan("\x02RR123456785GB\x03", 0.0, gap=10.0, dwell=3.0, who="a")
    desk.scan("\x02CP987654321DE\x03", 5.0, gap=10.0, dwell=3.0, who="b")
    desk.play()
    assert (desk.reads, desk.field) == ([], "")
    assert {why for _, why in desk.unread} <= {Spoilt.MIXED, Spoilt.BROKEN}


def test_a_frame_without_its_end_is_reported() -> None:
    desk = Desk()
    desk.scan("\x02RR123456785GB", 0.0)
    assert desk.play().unread == [("RR123456785GB", Spoilt.NO_ENDING)]


def test_prefix_and_suffix_make_the_rule_stricter() -> None:
    settings = WedgeSettings(prefix="~", suffix="!")
    desk = Desk(settings)
    desk.scan("~RR123456785GB!\r", 0.0)
    desk.scan("RR123456785GB\r", 900.0)
    desk.play()
    assert (desk.reads, desk.field) == (["RR123456785GB"], "RR123456785GB\r")


def test_other_keys_pass_at_once_and_after_what_was_typed() -> None:
    burst = Burst()
    burst.press(Stroke(Role.CHARACTER, "a", 0.0, "a", "a"))
    verdict = burst.press(Stroke(Role.OTHER, "", 20.0, "F5"))
    assert verdict.passes
    assert verdict.acts == (Typed(("a",)),)


def test_a_scan_whose_first_key_had_to_go_is_no_scan() -> None:
    desk = Desk()
    desk.burst.press(Stroke(Role.CHARACTER, "R", 0.0, "first", "R"))
    desk.burst.release("first", 3.0, "")
    assert desk.burst.press(Stroke(Role.OTHER, "", 5.0, "F5")).acts == (Typed(("R", "")),)
    desk.scan("R123456785GB\r", 8.0)
    desk.play()
    assert (desk.reads, desk.unread) == ([], [("R123456785GB", Spoilt.BROKEN)])


def test_a_held_key_that_repeats_is_never_held_back() -> None:
    burst = Burst()
    burst.press(Stroke(Role.CHARACTER, "a", 0.0, "a", "a"))
    burst.tick(36.0)
    for n in range(20):
        repeated = Stroke(Role.CHARACTER, "a", 500.0 + 30 * n, "a", "a", auto_repeat=True)
        assert burst.press(repeated).passes


@pytest.mark.parametrize(
    "change", [{"gap_ms": 200.0}, {"dwell_ms": 90.0}, {"stall_ms": 5.0}, {"min_keys": 1}, {"sure_keys": 0}]
)
def test_settings_that_would_make_a_person_a_scanner_are_refused(change: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"must|needs"):
        replace(WedgeSettings(), **change)  # type: ignore[arg-type]


@given(
    st.lists(
        st.tuples(
            st.sampled_from("aB9\r\t\b\x02\x03\x1d"),
            st.floats(0, 400),
            st.one_of(st.none(), st.floats(0, 200)),
        ),
        max_size=60,
    )
)
def test_no_key_is_ever_lost_or_doubled(keys: list[tuple[str, float, float | None]]) -> None:
    desk = Desk()
    at = 0.0
    for index, (letter, gap, dwell) in enumerate(keys):
        at += gap
        desk.key(letter, at, dwell, str(index))
    desk.play()
    assert not desk.burst.is_forming
    came = sorted(desk.field + "".join(desk.reads) + "".join(text for text, _ in desk.unread))
    sent = sorted(letter for letter, _, _ in keys)
    extra = [letter for letter in came if letter not in sent]
    assert extra == []
    assert [c for c in came if c in "aB9"] == [s for s in sent if s in "aB9"]


def test_a_persons_key_above_a_scan_stays_the_persons() -> None:
    desk = Desk()
    desk.scan("RR123456785GB\r", 1000.0)
    desk.person("x", 1041.0)
    desk.play()
    assert (desk.reads, desk.unread, desk.field) == (["RR123456785GB"], [], "x")


def test_a_scan_that_lost_its_first_key_to_a_halt_is_no_scan() -> None:
    desk = Desk()
    desk.scan("C", 1000.0)
    desk.scan("E550252703CN\r", 1060.0)
    desk.play()
    assert desk.reads == []
    assert desk.unread == [("E550252703CN", Spoilt.BROKEN)]
