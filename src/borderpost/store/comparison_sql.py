"""Comparisons as SQL over the features of one week."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Final

from borderpost.domain.declaration import ContentLine, Declaration, MessageRef
from borderpost.domain.risk.comparing import Test
from borderpost.domain.risk.comparisons_ready import test_of
from borderpost.domain.risk.condition import Comparison, Field, FieldKind, Operator
from borderpost.domain.risk.facts import ItemFacts, LineFacts
from borderpost.domain.risk.field_readers import comparable
from borderpost.domain.risk.matchers import Matchers
from borderpost.store.condition_sql import ALWAYS, NEVER, UNKNOWN_HERE, Truth, no
from borderpost.store.engine import Connection
from borderpost.store.features_keys import (
    ITEM_BITS,
    ITEM_CODES,
    LINE_CODES,
    LINE_MISSING,
    PARTY_CODES,
    PARTY_TEXTS,
    posting_key,
)
from borderpost.store.number_sql import NumberSql
from borderpost.store.week_file import WeekFile
from borderpost.work.ports_risk import JudgedBy

_COLUMNS: Final = {
    Field.MAIL_CLASS: "i.mail_class",
    Field.NATURE: "i.nature",
    Field.ORIGIN_OFFICE: "i.origin_office",
    Field.ORIGIN_OFFICE_COUNTRY: "i.origin_country",
    Field.DESTINATION_OFFICE: "i.destination_office",
    Field.MESSAGE_SOURCE: "i.source",
    Field.SENDER_COUNTRY: "i.sender_country",
    Field.ADDRESSEE_COUNTRY: "i.addressee_country",
    Field.LINE_UNIT: "l.unit",
    Field.LINE_ORIGIN_COUNTRY: "l.origin",
    Field.LINE_HS_CODE: "l.hs",
}
_WHOLE: Final = frozenset({*ITEM_CODES, *LINE_CODES, *PARTY_CODES})
_WORDED: Final = frozenset({Operator.HAS_WORDS, Operator.IS_EXACTLY})
_LAST: Final = "\U0010ffff"
_COUNTED: Final = "SELECT count(*) FROM (SELECT 1 FROM postings WHERE key = ? LIMIT 1000)"
_LISTED: Final = 40
_PARTIES_MOST: Final = 4_000
_NO_MESSAGE: Final = MessageRef("", 1, "", datetime(2000, 1, 1, tzinfo=UTC))


class ComparisonSql:
    """Makes SQL of comparisons for one week; what was looked up for one is kept for the others.

    `conn` is the connection to the features, `week` the file with the declarations themselves.
    """

    def __init__(self, conn: Connection, week: WeekFile, judged_by: JudgedBy, matchers: Matchers) -> None:
        self._conn = conn
        self._week = week
        self._by = judged_by
        self._matchers = matchers
        self._numbers = NumberSql(conn, judged_by)
        self._made: dict[Comparison, Truth] = {}
        self._texts: list[tuple[int, LineFacts]] | None = None
        self._lists = 0
        self._common: dict[int, int] = {}
        self._no_item = ItemFacts(
            Declaration(_NO_MESSAGE, ""), judged_by.rates, judged_by.today or date.min, judged_by.around
        )
        conn.execute(
            "CREATE TEMP TABLE IF NOT EXISTS picked(list INTEGER, id INTEGER, PRIMARY KEY(list, id))"
        )
        conn.execute("DELETE FROM picked")

    def __call__(self, comparison: Comparison) -> Truth:
        """Return a comparison as SQL."""
        truth = self._made.get(comparison)
        if truth is None:
            truth = self._made[comparison] = self._truth(comparison)
        return truth

    def _truth(self, comparison: Comparison) -> Truth:
        field, operator = comparison.field, comparison.operator
        if operator is Operator.MISSING:
            column, bits = ("l.missing", LINE_MISSING) if field.of_line else ("i.missing", ITEM_BITS)
            holds = f"(({column} & {bits[field]}) <> 0)"
            return Truth(holds, no(holds))
        if field.kind in (FieldKind.NUMBER, FieldKind.MONEY):
            return self._numbers.truth(comparison)
        if field.kind is FieldKind.CODE:
            return self._code(comparison)
        if operator is Operator.MATCHES_LIST and not self._has_list(comparison.word_list):
            # whoever cannot be looked up is undecided, and nobody is where no name is
            blank = f"((i.missing & {ITEM_BITS[field]}) <> 0)"
            return Truth(NEVER, blank)
        if field is Field.LINE_DESCRIPTION:
            return self._description(comparison)
        if field in PARTY_TEXTS and operator in _WORDED:
            return self._party_text(comparison)
        return UNKNOWN_HERE

    def _has_list(self, list_id: str) -> bool:
        watch = self._by.around.watch
        return watch is not None and watch.has(list_id)

    def _code(self, comparison: Comparison) -> Truth:
        field, operator = comparison.field, comparison.operator
        terms = {comparable(field, term) for term in self._matchers.terms(comparison)}
        if operator is Operator.IS_IN and field in _WHOLE:
            kind = PARTY_CODES.get(field, field.value)
            postings = self._picked(posting_key(kind, term) for term in terms)
            among = f"(SELECT id FROM postings WHERE key IN {postings})"  # noqa: S608 - numbers alone
            return _found(_place(field), among, few=True, any_there=bool(terms))
        column = _COLUMNS.get(field)
        if column is None or operator not in (Operator.IS_IN, Operator.STARTS_WITH):
            return UNKNOWN_HERE
        ids = set(self._codes(field, terms, whole=operator is Operator.IS_IN))
        return _found(column, self._picked(ids), few=field is Field.LINE_HS_CODE, any_there=bool(ids))

    def _codes(self, field: Field, terms: Iterable[str], *, whole: bool) -> Iterator[int]:
        """Yield the numbers of the codes of a week that are, or begin with, one of some."""
        table = "hs_forms" if field is Field.LINE_HS_CODE else "codes"
        for term in terms:
            if not _is_writable(term):
                continue
            if whole:
                query = f"SELECT id FROM {table} WHERE text = ?"  # noqa: S608 - our own names
                yield from (number for (number,) in self._conn.execute(query, (term,)))
                continue
            query = f"SELECT text, id FROM {table} WHERE text >= ? AND text <= ?"  # noqa: S608 - our own names
            for text, number in self._conn.execute(query, (term, term + _LAST)):
                if text.startswith(term):
                    yield number

    def _description(self, comparison: Comparison) -> Truth:
        if comparison.operator is Operator.IS_VAGUE and self._by.around.vague is None:
            return Truth(NEVER, "(l.text = 0)")
        test = test_of(comparison, self._matchers)
        ids = [
            number for number, line in self._some_texts(comparison) if test.judge(self._no_item, line) is True
        ]
        return _found("l.text", self._picked(ids), few=True, any_there=bool(ids))

    def _some_texts(self, comparison: Comparison) -> Iterable[tuple[int, LineFacts]]:
        """Return the descriptions of the week for which a comparison may hold."""
        keys = self._word_keys(comparison, "text") if comparison.operator in _WORDED else None
        if self._texts is None:
            (count,) = self._conn.execute("SELECT count(*) FROM texts").fetchone()
            if keys is not None and len(keys) < count:
                return self._texts_of(keys)
            self._texts = [
                (number, LineFacts(0, ContentLine(0, text)))
                for number, text in self._conn.execute("SELECT id, content FROM texts")
            ]
        elif keys is not None and len(keys) < len(self._texts):
            return self._texts_of(keys)
        return self._texts

    def _texts_of(self, keys: list[int]) -> list[tuple[int, LineFacts]]:
        query = (
            "SELECT id, content FROM texts WHERE id IN"  # noqa: S608 - numbers alone
            f" (SELECT id FROM postings WHERE key IN {self._picked(keys)})"
        )
        return [(number, LineFacts(0, ContentLine(0, text))) for number, text in self._conn.execute(query)]

    def _word_keys(self, comparison: Comparison, kind: str) -> list[int]:
        """Return keys of words one of which stands in every text for which a comparison holds."""
        keys: dict[int, None] = {}
        for script, terms in zip(("latin", "script"), self._matchers.matcher(comparison).keys(), strict=True):
            for term in terms:
                if words := term.split():
                    of_words = [posting_key(f"{kind} {script}", word) for word in words]
                    keys[of_words[0] if len(words) == 1 else min(of_words, key=self._commonness)] = None
        return list(keys)

    def _commonness(self, key: int) -> int:
        """Return in how many texts a word stands, as far as that matters."""
        known = self._common.get(key)
        if known is None:
            known = self._common[key] = self._conn.execute(_COUNTED, (key,)).fetchone()[0]
        return known

    def _party_text(self, comparison: Comparison) -> Truth:
        column = _place(comparison.field)
        keys = self._word_keys(comparison, PARTY_TEXTS[comparison.field])
        query = (
            f"SELECT {column}, min(i.row) FROM items i WHERE {column} IN"  # noqa: S608 - numbers alone
            f" (SELECT id FROM postings WHERE key IN {self._picked(keys)})"
            f" GROUP BY 1 LIMIT {_PARTIES_MOST + 1}"
        )
        rows = self._conn.execute(query).fetchall()
        if len(rows) > _PARTIES_MOST:
            return UNKNOWN_HERE
        test = test_of(comparison, self._matchers)
        ids = [number for number, row in rows if self._holds(test, row)]
        return _found(column, self._picked(ids), few=True, any_there=bool(ids))

    def _holds(self, test: Test, row: int) -> bool:
        by = self._by
        item = ItemFacts(self._week.by_row(row), by.rates, by.today or date.min, by.around)
        return test.judge(item, None) is True

    def _picked(self, numbers: Iterable[int]) -> str:
        """Return numbers as the right side of IN."""
        ids = sorted(set(numbers))
        if len(ids) <= _LISTED:
            return f"({', '.join(map(str, ids))})"
        self._lists += 1
        self._conn.executemany("INSERT INTO picked VALUES (?, ?)", [(self._lists, one) for one in ids])
        return f"(SELECT id FROM picked WHERE list = {self._lists})"  # noqa: S608 - a number


def _place(field: Field) -> str:
    """Return the column in which stands what a posting of a field leads to."""
    if field.of_line:
        return "l.line"
    side = field.value.partition(".")[0]
    return f"i.{side}" if side in ("sender", "addressee") else "i.row"


def _found(column: str, among: str, *, few: bool, any_there: bool) -> Truth:
    if not any_there:
        return Truth(NEVER, ALWAYS, few=few)
    holds = f"({column} IN {among})"
    return Truth(holds, no(holds), few=few)


def _is_writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
