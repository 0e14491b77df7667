"""The bench's own command barcodes."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderpost.domain.identifiers.actions import Action, Command, format_action, parse_action, sheet

OFFICER_IDS = st.text(string.ascii_uppercase + string.digits + "._-", min_size=1, max_size=32).filter(
    lambda text: text[0].isalnum()
)
ACTIONS = st.one_of(
    st.sampled_from(sheet()),
    st.builds(lambda n: Action(Command.QUANTITY, str(n)), st.integers(1, 9999)),
    st.builds(lambda officer: Action(Command.BADGE, officer), OFFICER_IDS),
)


@given(ACTIONS)
def test_what_is_printed_is_understood(action: Action) -> None:
    assert parse_action(format_action(action)) == action


@given(ACTIONS, st.sampled_from(string.ascii_uppercase + string.digits))
def test_no_other_check_character_will_do(action: Action, check: str) -> None:
    printed = format_action(action)
    if check != printed[-1]:
        assert parse_action(printed[:-1] + check) is None


@given(st.text(max_size=60))
def test_no_other_text_is_a_command(text: str) -> None:
    assert parse_action(text) is None
    assert parse_action("BP*" + text) is None or text.endswith(format_action(Action(Command.NEXT))[-1])


def test_the_sheet_holds_every_command_but_the_badge_once() -> None:
    texts = [format_action(action) for action in sheet()]
    assert len(texts) == len(set(texts))
    assert {action.command for action in sheet()} == set(Command) - {Command.BADGE}
    assert all(text.isascii() and len(text) <= 20 for text in texts)


@pytest.mark.parametrize(
    ("command", "argument"),
    [
        (Command.RELEASE, "5"),
        (Command.DIGIT, ""),
        (Command.DIGIT, "12"),
        (Command.DIGIT, "x"),
        (Command.QUANTITY, "0"),
        (Command.QUANTITY, "10000"),
        (Command.BADGE, ""),
        (Command.BADGE, "kim"),
        (Command.BADGE, "A" * 33),
    ],
)
def test_arguments_that_a_command_does_not_take(command: Command, argument: str) -> None:
    with pytest.raises(ValueError, match="does not take"):
        Action(command, argument)
