"""Rules of the house that a linter does not know, read off the syntax trees."""

import ast

from architecture.sources import PACKAGE, TESTS, Source, sources

CLOCKS = {
    "now",
    "utcnow",
    "today",
    "uuid1",
    "uuid4",
    "uuid7",
    "urandom",
    "time_ns",
    "monotonic",
    "perf_counter",
}
BUILT_TEXT = "f-string, format or concatenation"


def test_devices_have_no_widgets() -> None:
    found = [
        source.at(node)
        for source in sources(PACKAGE / "devices")
        for name, node in source.imported()
        if name.startswith(("PySide6.QtWidgets", "PySide6.QtQuick", "PySide6.QtPrintSupport"))
    ]
    assert found == []


def test_domain_asks_no_clock_and_no_dice() -> None:
    found = [
        f"{source.at(node)} {name}"
        for source in sources(PACKAGE / "domain")
        for name, node in source.calls()
        if name.rpartition(".")[2] in CLOCKS or name.startswith(("random.", "secrets.", "uuid.uuid"))
    ]
    found += [
        f"{source.at(node)} open"
        for source in sources(PACKAGE / "domain")
        for name, node in source.calls()
        if name in {"open", "print", "input"}
    ]
    assert found == []


def test_texts_to_be_translated_are_literal() -> None:
    found = [place for source in sources(PACKAGE) for place in texts_built_before_translation(source)]
    assert found == []


def texts_built_before_translation(source: Source) -> list[str]:
    """Calls of tr() or translate() whose text lupdate would find and no translation would ever match."""
    return [
        source.at(node)
        for name, node in source.calls()
        if name.rpartition(".")[2] in {"tr", "translate"}
        for argument in node.args
        if isinstance(argument, ast.JoinedStr)
        or (
            isinstance(argument, ast.BinOp)
            and any(isinstance(n, ast.Constant | ast.JoinedStr) and _is_text(n) for n in ast.walk(argument))
        )
        or (
            isinstance(argument, ast.Call)
            and isinstance(argument.func, ast.Attribute)
            and argument.func.attr == "format"
        )
    ]


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def test_the_rule_on_translated_texts_sees_what_it_should() -> None:
    def found(line: str) -> bool:
        return bool(texts_built_before_translation(Source(PACKAGE / "ui" / "x.py", line, ast.parse(line))))

    assert found('self.tr(f"{n} items")')
    assert found('QCoreApplication.translate("Bench", f"{n} items")')
    assert found('self.tr("%d items" % n)')
    assert found('self.tr("{} items".format(n))')
    assert found('tr("items: " + n)')
    assert not found('self.tr("{} items").format(n)')
    assert not found('self.tr("%n item(s)", "", n)')
    assert not found("text.translate(TABLE)")


def test_tests_mock_nothing_of_ours() -> None:
    found = [
        f"{source.at(node)} {name}"
        for source in sources(TESTS)
        for name, node in source.imported()
        if name.startswith(("unittest.mock", "mock", "pytest_mock"))
    ]
    found += [
        f"{source.at(node)} mocker"
        for source in sources(TESTS)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.arg) and node.arg == "mocker"
    ]
    assert found == []


def test_tests_wait_for_events_and_never_for_time() -> None:
    found = [
        f"{source.at(node)} {name}"
        for source in sources(TESTS)
        for name, node in source.calls()
        if name.endswith(("time.sleep", "qtbot.wait", "qWait", "QThread.sleep", "QThread.msleep"))
        or name == "sleep"
    ]
    assert found == []


def test_no_module_of_ours_swallows_everything_that_goes_wrong() -> None:
    found = [
        source.at(node)
        for source in sources(PACKAGE)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler)
        and all(isinstance(each, ast.Pass) for each in node.body)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]
    assert found == []
