"""The kept tables of the grammar are its own, and read what a parser worked out anew reads."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path

import pytest
from lark import Lark
from lark.exceptions import UnexpectedInput, UnexpectedToken

from servanda.formula import grammar
from servanda.formula.grammar import STARTS, TABLES_FILE, build_grammar, load_grammar

_FOLDER = resources.files("servanda.formula")
_DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
_FORMULAS = (
    "12% of monthly_fee",
    "if count(incidents where priority = 'P1') > 2 then 5% of fee else 0 EUR",
    "round(sum(elapsed) over closed per service, 2) otherwise 0 hours",
    "percentile(95, elapsed) at most 4 business hours",
    "a and not b or c in ['x', 'y']",
)
_WRONG = ("12% off fee", "if then", "count(", "1 +", "2 days )", "'open")


def test_the_tables_belong_to_the_grammar() -> None:
    tables = json.loads(_FOLDER.joinpath(TABLES_FILE).read_bytes())
    assert tables["of"] == grammar._digest()


def test_a_loaded_parser_reads_what_a_built_one_reads() -> None:
    built, loaded = build_grammar(), load_grammar()
    assert loaded is not built
    spans = re.findall(r"`([^`\n]+)`", (_DOCS / "formulas.md").read_text("utf-8"))
    read = 0
    for text in (*_FORMULAS, *_WRONG, *spans):
        for start in STARTS:
            left, right = _outcome(built, text, start), _outcome(loaded, text, start)
            assert left == right, (start, text)
            read += not isinstance(left, tuple)
    assert read > 50


def test_tables_of_another_grammar_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "STARTS", (*STARTS, "total"))
    assert grammar._kept() is None
    assert json.loads(grammar.tables_text())["of"] == grammar._digest()


def _outcome(parser: Lark, text: str, start: str) -> object:
    try:
        return parser.parse(text, start=start)
    except UnexpectedToken as problem:
        return (problem.pos_in_stream, frozenset(problem.accepts or problem.expected))
    except UnexpectedInput as problem:
        return (problem.pos_in_stream, type(problem).__name__)
