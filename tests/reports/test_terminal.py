"""A statement on a terminal of 80 and of 120 columns."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from servanda.facts.statement import Statement
from servanda.reports.reader import Reader
from servanda.reports.statement_view import statement_view
from servanda.reports.terminal import statement_text
from tests.reports import samples


def shown(statement: Statement, width: int = 80) -> str:
    out = StringIO()
    console = Console(file=out, width=width, highlight=False, emoji=False, markup=False)
    console.print(statement_text(statement_view(statement, Reader())))
    return out.getvalue().replace("\N{NO-BREAK SPACE}", " ")


def unwrapped(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = shown(samples.typical(), width).splitlines()
    assert max(map(cell_len, lines)) <= width


def test_the_first_line_says_how_the_month_was() -> None:
    assert unwrapped(shown(samples.typical())).startswith(
        "July 2026: 2 of 5 commitments missed, 1 not judged; 12,000.00 EUR service credits,"
    )


def test_outcomes_come_before_experience_before_technical_levels_before_money() -> None:
    text = shown(samples.typical(), 120)
    order = ["Outcomes", "Experience", "Technical levels", "What the client promised"]
    places = [text.index(f"\n{heading}") for heading in [*order, "Service credits", "Charges"]]
    assert places == sorted(places)


def test_amounts_are_never_broken() -> None:
    text = shown(samples.typical(), 80)
    for amount in ("9,234.00 EUR", "256,500.00 EUR", "245,750.00 EUR", "≥ 97.5%"):
        assert amount in text


def test_a_limit_and_an_open_line_say_why() -> None:
    text = unwrapped(shown(samples.typical(), 120))
    assert "penalties: limited to 30,780.00 EUR (penalties at most at_risk each month)" in text
    assert "too few open ▽ not settled" in text


def test_stabilization_shows_what_would_have_been_asked() -> None:
    text = unwrapped(shown(samples.stabilizing(), 120))
    assert "no money moves" in text
    assert "9,234.00 EUR 0.00 EUR · shown, no money moves" in text


@pytest.mark.parametrize("text", ["\x1b[2J\x1b]0;title\x07", "[red]markup[/red]", "a\u202eb"])
def test_hostile_texts_cannot_steer_the_terminal(text: str) -> None:
    out = shown(samples.hostile(text))
    assert not set(out) & {"\x1b", "\x07", "\u202e"}
    if "markup" in text:
        assert "[red]" in out
