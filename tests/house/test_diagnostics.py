"""Every diagnostic has a code of its own, words that can be filled, and a page."""

import re
from string import Formatter

import pytest

from scripts.diagnostic_pages import SUBJECTS
from scripts.generate_docs import generated_pages, stale_pages
from servanda.cli.known_diagnostics import DeclaredKind, declared_kinds
from tests.house.files import ROOT

KINDS = declared_kinds()
_LETTERS = {
    "evidence": "E",
    "formula": "F",
    "businesstime": "B",
    "measurement": "M",
    "settlement": "S",
    "cli": "C",
    "app": "C",
    "operating_model": "O",
}


def test_codes_are_unique() -> None:
    codes = [declared.kind.code for declared in KINDS]
    assert sorted(set(codes)) == codes


@pytest.mark.parametrize("declared", KINDS, ids=lambda declared: declared.kind.code)
def test_kind_is_well_formed(declared: DeclaredKind) -> None:
    kind = declared.kind
    letter, number = kind.code[0], kind.code[1:]
    package = declared.module.split(".")[1]
    assert letter in SUBJECTS
    assert letter == _LETTERS.get(package, letter)
    assert len(number) == 3
    assert number.isdigit()
    assert kind.title
    assert kind.message
    assert kind.hint, "the page has to say what to do"
    assert kind.reason, "the page has to say why the rule exists"
    assert not kind.message.endswith(".")
    for text in (kind.message, kind.hint):
        assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(text))


def test_kinds_are_declared_where_the_pages_look_for_them() -> None:
    source = ROOT / "src" / "servanda"
    declaring = [
        path.relative_to(source)
        for path in source.rglob("*.py")
        if re.search(r"= DiagnosticKind\(", path.read_text(encoding="utf-8"))
    ]
    elsewhere = [path for path in declaring if "diagnostics" not in path.with_suffix("").parts]
    assert [shown for shown in map(str, elsewhere) if shown != "kernel/diagnostic.py"] == []


@pytest.mark.parametrize("declared", KINDS, ids=lambda declared: declared.kind.code)
def test_kind_has_a_page_that_the_index_names(declared: DeclaredKind) -> None:
    kind = declared.kind
    page = (ROOT / kind.page).read_text("utf-8")
    assert page.startswith(f"# {kind.code} {kind.title}\n")
    assert f"[{kind.code}]({kind.code}.md)" in (ROOT / "docs/diagnostics/README.md").read_text(
        "utf-8"
    )


def test_generated_pages_are_fresh() -> None:
    assert stale_pages(generated_pages()) == [], "run 'make docs'"
