"""A seeded run of advance declarations, with every oddity that a mail-processing centre meets."""

from collections import deque
from collections.abc import Iterator
from datetime import date
from typing import Any

from borderpost.demo import stories
from borderpost.demo.dice import Dice

Json = dict[str, Any]


def generate(seed: int, count: int, today: date) -> Iterator[Json]:
    """Yield exactly `count` canonical declarations as JSON-able dicts.

    The same seed, count and day give the same bytes. Items were posted in the weeks before `today`, save
    the earlier lives of re-issued numbers. An amendment or a second message about an item comes some
    declarations after the first. From 400 declarations on, every kind of story is told at least once.
    """
    dice = Dice(f"borderpost-demo-{seed}")
    mail = stories.Mailroom(dice, today)
    later: deque[Json] = deque()
    left = count
    told = 0
    while left > 0:
        if later and (len(later) >= left or dice.chance(0.15)):
            yield later.popleft()
            left -= 1
            continue
        if told % 7 == 3 and told // 7 < len(stories.RARE):
            story = stories.RARE[told // 7]
        else:
            story = stories.choose(dice)
        now, after = story(mail)
        told += 1
        later.extend(after)
        for declaration in now[:left]:
            yield declaration
            left -= 1
