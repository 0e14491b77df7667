"""Sentences for the rules about quick releases: taking one back, and releasing a list."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from borderpost.domain.decisions import Rule

RELEASE_SENTENCES: dict[Rule, object] = {
    Rule.NOT_RELEASED: QT_TRANSLATE_NOOP("rules", "It is not released, so there is nothing to take back."),
    Rule.NOT_FROM_BENCH: QT_TRANSLATE_NOOP(
        "rules", "It was released after an examination. Ask in its story for it to be reopened."
    ),
    Rule.NOT_THE_RELEASER: QT_TRANSLATE_NOOP(
        "rules", "Only whoever released it, or an approving officer, can take the release back."
    ),
    Rule.SHIFT_OVER: QT_TRANSLATE_NOOP(
        "rules", "The shift in which it was released is over. Ask in its story for it to be reopened."
    ),
    Rule.MAY_HAVE_LEFT: QT_TRANSLATE_NOOP(
        "rules", "The post has confirmed the release. Scan the item to show that it is still here."
    ),
    Rule.TAKEN_UP_AGAIN: QT_TRANSLATE_NOOP("rules", "It was taken up again since. Go on there."),
    Rule.NO_RELEASE_YET: QT_TRANSLATE_NOOP(
        "rules", "You have released nothing here that could be taken back."
    ),
    Rule.LIST_TOO_LONG: QT_TRANSLATE_NOOP(
        "rules", "The list is too long: at most {subject} items at a time."
    ),
    Rule.NOTHING_TO_RELEASE: QT_TRANSLATE_NOOP("rules", "Nothing on this list can be released together."),
    Rule.OWN_LIST: QT_TRANSLATE_NOOP(
        "rules", "Whoever made the list up cannot sign it, too. A second officer has to."
    ),
}
