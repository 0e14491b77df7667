"""In which ways a journal can be wrong, each with its sentence."""

from enum import StrEnum


class Fault(StrEnum):
    """In which way an entry, or the journal, is wrong."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    MISLABELLED = "mislabelled"
    CHAIN_BROKEN = "chain_broken"
    OTHER_STATION = "other_station"
    NO_OPENING = "no_opening"
    OTHER_KEY = "other_key"
    FORGED = "forged"
    REVOKED_KEY = "revoked_key"
    UNKNOWN_ACT = "unknown_act"
    MISPLACED = "misplaced"
    CUT_SHORT = "cut_short"
    TREE_BROKEN = "tree_broken"
    CHECKPOINT_WRONG = "checkpoint_wrong"
    CONTRADICTED = "contradicted"
    DAMAGED_FILE = "damaged_file"
    DAMAGED_PAGES = "damaged_pages"


SENTENCES = {
    Fault.MISSING: "the entry is missing",
    Fault.UNREADABLE: "the entry's bytes are not those of an entry",
    Fault.MISLABELLED: "the entry lies under another number or identifier than its own",
    Fault.CHAIN_BROKEN: "the entry does not follow on the one before it",
    Fault.OTHER_STATION: "the entry is of another station",
    Fault.NO_OPENING: "the journal does not begin with the station's opening",
    Fault.OTHER_KEY: "from here on the journal is under another key than this station's",
    Fault.FORGED: "the station's signature does not hold",
    Fault.REVOKED_KEY: "the entry is signed with a key that the station had given up before",
    Fault.UNKNOWN_ACT: "the entry holds an act that this program does not know",
    Fault.MISPLACED: "the entry cannot stand where it stands",
    Fault.CUT_SHORT: "entries after this one were recorded and are gone",
    Fault.TREE_BROKEN: "the tree that is kept beside the journal is not that of its entries",
    Fault.CHECKPOINT_WRONG: "a checkpoint of this station does not agree with its journal",
    Fault.CONTRADICTED: "the journal is not the one that another station has signed",
    Fault.DAMAGED_FILE: "the database cannot be read from here on",
    Fault.DAMAGED_PAGES: "parts of the database are no longer what was written",
}


class Wrong(Exception):
    """A walk came to something that is wrong; `sequence` is the number of the first wrong entry."""

    def __init__(self, sequence: int, fault: Fault, detail: str = "") -> None:
        super().__init__(sequence, fault, detail)
        self.sequence, self.fault, self.detail = sequence, fault, detail
