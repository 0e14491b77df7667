"""Our own modules as the architecture tests read them."""

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = CHECKOUT / "src" / "borderpost"
TESTS = CHECKOUT / "tests"


@dataclass(frozen=True, slots=True)
class Source:
    """One module: where it is, its text and its syntax tree."""

    path: Path
    text: str
    tree: ast.Module

    def at(self, node: ast.AST) -> str:
        """The place of a node, as a test names it."""
        return f"{self.path.relative_to(CHECKOUT)}:{getattr(node, 'lineno', 1)}"

    def imported(self) -> Iterator[tuple[str, ast.AST]]:
        """Every imported name, with its module, and the statement that does it."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield alias.name, node
            elif isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    yield f"{node.module}.{alias.name}", node

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call of a named thing, with its name as written (`qtbot.wait`)."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func)
                if name.replace(".", "").replace("_", "").isalnum():
                    yield name, node


@functools.cache
def sources(folder: Path) -> tuple[Source, ...]:
    """All modules under a folder, in the order of their paths."""
    return tuple(
        Source(path, text, ast.parse(text, filename=str(path)))
        for path in sorted(folder.rglob("*.py"))
        for text in [path.read_text(encoding="utf-8")]
    )
