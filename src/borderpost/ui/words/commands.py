"""Words for the commands that an officer scans."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from borderpost.domain.identifiers import Action, Command

COMMANDS: dict[Command, object] = {
    Command.RELEASE: QT_TRANSLATE_NOOP("commands", "Release"),
    Command.HOLD: QT_TRANSLATE_NOOP("commands", "Hold"),
    Command.EXAMINE: QT_TRANSLATE_NOOP("commands", "Examine"),
    Command.SEIZE: QT_TRANSLATE_NOOP("commands", "Seize"),
    Command.NEXT: QT_TRANSLATE_NOOP("commands", "Next item"),
    Command.PHOTOGRAPH: QT_TRANSLATE_NOOP("commands", "Photograph"),
    Command.APPROVE: QT_TRANSLATE_NOOP("commands", "Approve"),
    Command.REFUSE: QT_TRANSLATE_NOOP("commands", "Refuse"),
    Command.UNDO: QT_TRANSLATE_NOOP("commands", "Undo"),
    Command.TROLLEY: QT_TRANSLATE_NOOP("commands", "Begin sorting"),
    Command.TROLLEY_END: QT_TRANSLATE_NOOP("commands", "End sorting"),
    Command.ENTER: QT_TRANSLATE_NOOP("commands", "Enter"),
    Command.CLEAR: QT_TRANSLATE_NOOP("commands", "Clear"),
    Command.DIGIT: QT_TRANSLATE_NOOP("commands", "Digit {value}"),
    Command.QUANTITY: QT_TRANSLATE_NOOP("commands", "Quantity {value}"),
    Command.BADGE: QT_TRANSLATE_NOOP("commands", "Badge {value}"),
}


def action_words(action: Action) -> str:
    """Return what a command says, with its argument."""
    words = QCoreApplication.translate("commands", str(COMMANDS[action.command]))
    return words.format(value=action.argument)
