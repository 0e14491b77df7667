"""Turns a foreign record, as a tree, into an object in the canonical form that is still untrusted."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from borderpost.domain.declaration import DeclarationWarning, WarningKind
from borderpost.domain.intake import RejectReason
from borderpost.feeds.mapping.model import Block, Generated, Listed, Mapping, MoneyValue, Per, Value
from borderpost.feeds.mapping.paths import Path, Tree, nodes, text_of
from borderpost.feeds.mapping.transforming import kilograms, reshaped, times, transformed
from borderpost.feeds.untrusted_values import RowFault

LINES_OF_A_RECORD = 20_000
LISTED_LIMIT = 1_000

Scope = tuple[Tree, ...]


@dataclass(slots=True)
class Projected:
    """An untrusted canonical object, what was assumed for it, and (when asked) where each field is from."""

    untrusted: dict[str, Any]
    notes: list[DeclarationWarning] = field(default_factory=list)
    trace: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a record does not hold itself: the file's own fields, its number, its bytes, when it arrived."""

    of_file: Tree
    number: int
    raw: bytes
    arrived: str


def project(mapping: Mapping, record: Tree, around: Circumstances, *, traced: bool = False) -> Projected:
    """Return the canonical object that a record spells by a mapping.

    RowFault where it spells more lines than a declaration may have. Nothing else is judged here.
    """
    projected = Projected({}, trace={} if traced else None)
    projection = _Projection(around, projected)
    scope = (record,)
    untrusted = projected.untrusted
    for name, source in mapping.fields:
        plain = projection.of(source, scope, name, untrusted)
        outer, dot, inner = name.partition(".")
        if dot:
            untrusted.setdefault(outer, {})[inner] = plain
        else:
            untrusted[name] = plain
    untrusted["lines"] = projection.objects(mapping.lines, scope, "lines")
    untrusted["documents"] = projection.objects(mapping.documents, scope, "documents")
    return projected


class _Projection:
    __slots__ = ("_around", "_known", "_notes", "_said", "_trace")

    def __init__(self, around: Circumstances, projected: Projected) -> None:
        self._around = around
        self._notes = projected.notes
        self._trace = projected.trace
        # Whether the record itself has said anything since this was last set back.
        self._said = False
        # What stands above a content line is looked for once and not once a line.
        self._known: dict[tuple[str, int], str] = {}

    def of(
        self, source: Value | Listed | MoneyValue, scope: Scope, field: str, siblings: dict[str, Any]
    ) -> Any:
        if isinstance(source, Value):
            return self.value(source, scope, field, siblings)
        if isinstance(source, MoneyValue):
            return self._money(source, scope, field, siblings)
        return self._listed(source, scope, field)

    def value(self, value: Value, scope: Scope, field: str, siblings: dict[str, Any]) -> str:
        text, source = self._told(value, scope, field, siblings)
        if self._trace is not None and text and field:
            self._trace[field] = source
        return text

    def _told(self, value: Value, scope: Scope, field: str, siblings: dict[str, Any]) -> tuple[str, str]:
        """Return a value, or one of the parts of a value, after all that is done to it, and its source."""
        text, source = self._found(value, scope, field, siblings)
        if text:
            text = transformed(text, value)
        if not text and value.default:
            text, source = value.default, "default"
        if text and value.weight_unit:
            unit = value.weight_unit
            name = unit if isinstance(unit, str) else self.value(unit, scope, "", {})
            text = kilograms(text, name)
        if text and value.per is Per.UNIT:
            text = self._whole(text, field, siblings)
        return text, source

    def _whole(self, text: str, field: str, siblings: dict[str, Any]) -> str:
        quantity = siblings.get("quantity", "")
        if not quantity:
            outer = field.rpartition("].")[0]
            self._notes.append(
                DeclarationWarning(
                    WarningKind.QUANTITY_ASSUMED, f"{outer}].quantity" if outer else field, "1"
                )
            )
            return text
        return times(text, quantity)

    def _found(self, value: Value, scope: Scope, field: str, siblings: dict[str, Any]) -> tuple[str, str]:
        for path in value.paths:
            text = self._text(path, scope, field)
            if text:
                return text, path.text
        told = (self._told(part, scope, field, siblings) for part in value.parts)
        parts = (one for one in told if one[0])
        if value.join is None:
            if (first := next(parts, None)) is not None:
                return first
        elif found := list(parts):
            return value.join.join(text for text, _ in found), " + ".join(source for _, source in found)
        if value.constant:
            return value.constant, "constant"
        if value.generated is not None:
            return self._generated(value.generated), value.generated.value
        return "", ""

    def _text(self, path: Path, scope: Scope, field: str) -> str:
        if not path.up and not path.of_file:
            text = _text_below(scope[-1], path, field)
            if text:
                self._said = True
            return text
        at = -1 if path.of_file else len(scope) - 1 - path.up
        known = self._known.get((path.text, at))
        if known is None or at > 0:
            known = _first_text(self._nodes(path, scope), path, field)
            self._known[path.text, at] = known
        return known

    def _generated(self, kind: Generated) -> str:
        match kind:
            case Generated.DIGEST:
                return hashlib.sha256(self._around.raw).hexdigest()[:32]
            case Generated.RECORD_NUMBER:
                return str(self._around.number)
            case Generated.ARRIVAL:
                return self._around.arrived

    def _nodes(self, path: Path, scope: Scope) -> list[Tree]:
        if path.of_file:
            return nodes(self._around.of_file, path)
        at = len(scope) - 1 - path.up
        return nodes(scope[at], path) if at >= 0 else []

    def _money(self, money: MoneyValue, scope: Scope, field: str, siblings: dict[str, Any]) -> Any:
        amount = self.value(money.amount, scope, f"{field}.amount", siblings)
        if not amount:
            return None
        currency = self.value(money.currency, scope, f"{field}.currency", siblings)
        if not currency and money.assumed:
            currency = money.assumed
            self._notes.append(
                DeclarationWarning(WarningKind.CURRENCY_ASSUMED, f"{field}.currency", currency)
            )
            if self._trace is not None:
                self._trace[f"{field}.currency"] = "assumed"
        return {"amount": amount, "currency": currency}

    def _listed(self, listed: Listed, scope: Scope, field: str) -> list[str]:
        texts: list[str] = []
        for value in listed.values:
            if not (listed.every or value.split) or value.part:
                found = [self._told(value, scope, field, {})]
            else:
                found = self._every(value, scope, field)
            for text, source in found:
                if text:
                    if self._trace is not None:
                        self._trace[f"{field}[{len(texts)}]"] = source
                    texts.append(text)
        if len(texts) > LISTED_LIMIT:
            raise RowFault(field, RejectReason.TOO_MANY, len(texts))
        return texts

    def _every(self, value: Value, scope: Scope, field: str) -> list[tuple[str, str]]:
        """Return all that the paths of a value lead to, each piece of it; without that, what else it says."""
        found = [
            (whole, path.text)
            for path in value.paths
            for node in self._nodes(path, scope)
            if (whole := text_of(node))
        ]
        if found:
            self._said = True
        else:
            found = [self._found(value, scope, field, {})]
        pieces = [
            (reshaped(piece.strip(), value), source)
            for whole, source in found
            for piece in (whole.split(value.split) if value.split else (whole,))
        ]
        return [one for one in pieces if one[0]] or [(value.default, "default")]

    def objects(self, blocks: tuple[Block, ...], scope: Scope, field: str) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        for block in blocks:
            for inner in self._scopes(block, scope):
                if len(made) >= LINES_OF_A_RECORD:
                    raise RowFault(field, RejectReason.TOO_MANY, f"more than {LINES_OF_A_RECORD}")
                path = f"{field}[{len(made)}]"
                plain: dict[str, Any] = {}
                noted, said = len(self._notes), self._said
                self._said = False
                for name, source in block.fields:
                    if isinstance(source, tuple):
                        plain[name] = self.objects(source, inner, f"{path}.{name}")
                    else:
                        plain[name] = self.of(source, inner, f"{path}.{name}", plain)
                if self._said:
                    made.append(plain)
                else:
                    # Nothing but constants and what stands above: there is no such object.
                    del self._notes[noted:]
                self._said = self._said or said
        return made

    def _scopes(self, block: Block, scope: Scope) -> list[Scope]:
        scopes = [scope]
        for path in block.each:
            scopes = [(*outer, node) for outer in scopes for node in self._nodes(path, outer)]
        if not block.split:
            return scopes
        return [
            (*outer[:-1], piece.strip())
            for outer in scopes
            for piece in text_of(outer[-1]).split(block.split)
            if piece.strip()
        ]


def _first_text(found: list[Tree], path: Path, field: str) -> str:
    for node in found:
        text = text_of(node)
        if text:
            return text
        if type(node) is dict and node and "" not in node:
            raise RowFault(field, RejectReason.WRONG_TYPE, path.text)
    return ""


def _text_below(node: Tree, path: Path, field: str) -> str:
    found = node
    for name in path.names or ():
        if type(found) is not dict:
            break
        found = found.get(name)
        if found is None:
            return ""
    else:
        if path.names and type(found) is str:
            return found.strip()
    return _first_text(nodes(node, path), path, field)
