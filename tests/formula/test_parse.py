"""Reading formulas: trees, places, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.formula.origin import Origin
from servanda.formula.parse import parse
from servanda.formula.printing import print_expression
from servanda.formula.syntax import Expression, Literal
from servanda.formula.walk import names_in, nodes_in, rows_in, with_span
from servanda.kernel.source import SourceSpan
from tests.formula.strategies import formulas
from tests.formula.worlds import ORIGIN, read

_NOWHERE = SourceSpan.start_of("")


def same(left: str, right: str) -> bool:
    return with_span(read(left), _NOWHERE) == with_span(read(right), _NOWHERE)


@pytest.mark.parametrize(
    ("text", "grouped"),
    [
        ("a + b * c", "a + (b * c)"),
        ("a - b - c", "(a - b) - c"),
        ("12% of fee / 2", "(12% of fee) / 2"),
        ("-a as %", "-(a as %)"),
        ("(a - b) as % of c", "((a - b) as %) of c"),
        ("a or b and c", "a or (b and c)"),
        ("not a is b", "not (a is b)"),
        ("a + b at least c - d", "(a + b) at least (c - d)"),
        ("45 EUR per full 12 hours of a - b", "(45 EUR per full 12 hours of a) - b"),
        ("12% of fee per started 1 hour of 2 * a", "(12% of fee) per started 1 hour of (2 * a)"),
        ("if a then b else c otherwise d", "(if a then b else c) otherwise d"),
        ("if a then b else if c then d else e", "if a then b else (if c then d else e)"),
        ("previous a.met otherwise no", "(previous (a.met)) otherwise no"),
        ("50% of a 6 months ago", "50% of (a 6 months ago)"),
        ("a per 730 hours * 50", "(a per (730 hours)) * 50"),
        ("a otherwise b otherwise c", "(a otherwise b) otherwise c"),
    ],
)
def test_binding(text: str, grouped: str) -> None:
    assert same(text, grouped)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a>=95%", "a at least 95 %"),
        ("a is not 'x'", 'a != "x"'),
        ("a  at\n  most 4hours", "a <= 4 hours"),
        ("target[a][b]", "target[a, b]"),
        ("95 percent", "95%"),
        ("yes", "true"),
        ("last(a over last 1 month)", "last(a over last 1 months)"),
    ],
)
def test_spellings_of_one_thing(text: str, plain: str) -> None:
    left, right = read(text), read(plain)
    values = [
        [part.value for part in nodes_in(tree) if isinstance(part, Literal)]
        for tree in (left, right)
    ]
    assert values[0] == values[1]
    assert _shape(left) == _shape(right)


def _shape(tree: Expression) -> list[str]:
    return [type(part).__name__ for part in nodes_in(tree)]


def test_names_of_the_language_may_be_names_where_they_cannot_be_taken_for_words() -> None:
    tree = read("1 - down / agreed + count + first[last] + up")
    assert names_in(tree) == {"down", "agreed", "count", "first", "last", "up"}


def test_rows_are_found_inside() -> None:
    tree = read("sum(x over bad in last 365 days where any(y over earlier claims))")
    assert [(rows.name, rows.length) for rows in rows_in(tree)] == [("bad", 365), ("claims", 0)]


def test_span_of_each_part() -> None:
    tree = read("12% of (monthly_fee + 2 EUR)")
    spans = {
        type(part).__name__: (part.span.column, part.span.end_column) for part in nodes_in(tree)
    }
    assert spans["Name"] == (18, 29)
    assert (tree.span.line, tree.span.column, tree.span.end_column) == (3, 10, 38)


def test_place_in_a_text_over_several_lines() -> None:
    found = parse("a +\n  b c", ORIGIN).diagnostics[0]
    assert (found.span.line, found.span.column) == (4, 5)


def test_place_in_a_folded_scalar_comes_from_its_origin() -> None:
    places = (*((8, column) for column in range(7, 12)), *((9, column) for column in range(3, 8)))
    folded = Origin(file="a.yaml", line=8, column=7, places=places)
    found = parse("a of b c d", folded).diagnostics[0]
    assert str(found.span) == "a.yaml:9:5"
    at_end = parse("a of b + (", folded).diagnostics[0]
    assert str(at_end.span) == "a.yaml:9:8"


@given(st.text())
def test_any_text_gives_a_tree_or_mistakes(text: str) -> None:
    parsed = parse(text, ORIGIN)
    assert (parsed.expression is None) == bool(parsed.diagnostics)


@given(st.text(alphabet="ab1 .,()[]'\"%+-*/<>=:\n€ofpernotisin", max_size=60))
def test_any_text_like_a_formula_gives_a_tree_or_mistakes(text: str) -> None:
    parsed = parse(text, ORIGIN)
    assert (parsed.expression is None) == bool(parsed.diagnostics)
    assert all(str(found) for found in parsed.diagnostics)


@given(formulas)
def test_printing_and_reading_again_gives_the_same_tree(text: str) -> None:
    tree = read(text)
    again = read(print_expression(tree))
    assert with_span(again, _NOWHERE) == with_span(tree, _NOWHERE)
    assert print_expression(again) == print_expression(tree)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("(" * 20_000 + ")" * 20_000, "F003"),
        ("(" * 1_999 + "1" + ")" * 1_999, "F004"),
        ("-" * 3_000 + "1", "F004"),
        ("not " * 900 + "a", "F004"),
        ("a" + ".b" * 1_900, "F004"),
        ("a" + "[b" * 1_900, "F002"),
        ("f(" * 1_900, "F002"),
        ("1 + " * 990 + "1", "F004"),
        ("least(" + "1, " * 1_300 + "1)", "F003"),
        ("9" * 1_000_000, "F003"),
        ("9" * 3_000, "F006"),
        ("1." + "0" * 200, "F006"),
        ("1e999999", "F007"),
        ("'" + "a" * 5_000, "F003"),
        ("x 99999999999999999999 months ago", "F030"),
        ("a\x00b", "F005"),
        ("a \u202e b", "F005"),
        ("\ufeffa", "F005"),
        ("a\u00a0+ b", "F005"),
        ("a is 'P1", "F009"),
        ("2026-13-01", "F008"),
        ("2024-1", "F010"),
        ("NaN", "F002"),
        ("Infinity", "F002"),
        ("__import__('os')", "F002"),
        ("a; b", "F002"),
        ("", "F001"),
        (" \n ", "F001"),
    ],
)
def test_hostile_text_is_refused(text: str, code: str) -> None:
    parsed = parse(text, ORIGIN)
    assert parsed.expression is None
    assert [found.code for found in parsed.diagnostics] == [code]
