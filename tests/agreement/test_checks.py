"""What the parts of an agreement mean together."""

import subprocess
import sys
from fractions import Fraction

import pytest

from servanda.formula.syntax import Literal
from servanda.kernel.quantity import Quantity
from servanda.kernel.unit import BaseKind, Unit
from tests.agreement.samples import BASE, CASES, codes, read, sound

PROMISED = """\
terms: {fee: 1000 EUR}
commitments:
  restored: {expected: at least 95%, minimum: at least 90%}
limits: [penalties at most 500 EUR each month]
"""


@pytest.mark.parametrize(
    ("figure", "unit"),
    [
        ("1 + (previous counted otherwise 0)", Unit()),
        ("10 EUR + (previous counted otherwise 0)", Unit.money("EUR")),
        ("(previous counted otherwise 0) + 10 EUR", Unit.money("EUR")),
        ("(previous counted otherwise 0 points) + 1 point", Unit.of(BaseKind.SERVICE_POINT)),
        ("(previous counted otherwise 0) + count(incidents_closed)", Unit.count("incident")),
    ],
)
def test_a_figure_may_look_back_at_itself(figure: str, unit: Unit) -> None:
    agreement = sound(
        BASE,
        CASES,
        "rows: {incidents_closed: {each: incident, from: incidents, counts in: resolved}}\n",
        f"figures:\n  counted: {figure}\n",
    )
    zero = agreement.figures["counted"].zero
    assert zero is not None
    assert zero.unit == unit


def test_lines_may_look_back_at_each_other() -> None:
    agreement = sound(
        BASE,
        PROMISED,
        CASES,
        """\
        penalties:
          slow: 100 EUR - (previous bonus otherwise 0)
        incentives:
          bonus: 10% of (previous slow otherwise 0)
        """,
    )
    assert set(agreement.figures) == {"slow", "bonus"}


def test_bare_numbers_are_given_the_unit_of_the_line() -> None:
    agreement = sound(BASE, PROMISED, CASES, "penalties: {none: 0}\n")
    expression = agreement.figures["none"].pays.expression
    assert isinstance(expression, Literal)
    assert expression.value == Quantity.money(0, "EUR")


def test_levels_are_made_ready_in_the_unit_of_the_measure() -> None:
    agreement = sound(
        BASE,
        CASES.replace("share(met)", "count(where late)"),
        "commitments:\n  restored: {expected: at most 3, minimum: at most 5}\n",
    )
    level = agreement.commitments["restored"].expected.steps[0][1]
    assert isinstance(level.value.expression, Literal)
    assert level.value.expression.value == Quantity(Fraction(3), Unit.count("incident"))


def test_a_bare_measure_is_total_where_lines_without_it_stay_open() -> None:
    penalty = "penalties: {restored: restored of fee}\n"
    assert codes(read(BASE, PROMISED, CASES, penalty)) == ["A102"]
    open_without = CASES.replace("no data: met", "no data: not settled")
    assert codes(read(BASE, PROMISED, open_without, penalty)) == []
    otherwise = "penalties: {restored: (restored otherwise 100%) of fee}\n"
    assert codes(read(BASE, PROMISED, CASES, otherwise)) == []


def test_a_gap_in_a_table_makes_money_absent() -> None:
    gap = "tables: {credit: {below 90%: 25%, from 95%: 0%}}\n"
    open_without = CASES.replace("no data: met", "no data: not settled")
    penalty = "penalties: {restored: credit(restored) of fee}\n"
    assert codes(read(BASE, PROMISED, gap, open_without, penalty)) == ["A105", "A102"]
    whole = "tables: {credit: {below 90%: 25%, from 90%: 0%}}\n"
    assert codes(read(BASE, PROMISED, whole, open_without, penalty)) == []


@pytest.mark.parametrize(
    ("rows", "gap"),
    [
        ("below 99.0%: 1%, from 99.5%: 0%", "from 99% to below 99.5%"),
        ("at most 99.0%: 1%, above 99.5%: 0%", "above 99% up to 99.5%"),
        ("below 99.0%: 1%, above 99.0%: 0%", "exactly 99%"),
        ("from 10% to below 100%: 1%, is 100%: 0%", "from 0% to below 10%"),
        ("below 90%: 1%, from 90% to 99%: 0%", "above 99% up to 100%"),
        ("below 4 hours: 1%, from 6 hours: 0%", "from 4 hours to below 6 hours"),
    ],
)
def test_gaps_are_named_exactly(rows: str, gap: str) -> None:
    reading = read(BASE, f"tables: {{credit: {{{rows}}}}}\n")
    assert [each.arguments.get("gap") for each in reading.diagnostics] == [gap]


@pytest.mark.parametrize(
    ("rows", "overlap"),
    [
        ("up to 99.0%: 1%, from 99.0%: 0%", "exactly 99%"),
        ("below 99.5%: 1%, from 99.0%: 0%", "from 99% to below 99.5%"),
        ("at least 99.0%: 1%, above 98.0%: 0%", "from 99%"),
    ],
)
def test_overlaps_are_named_exactly(rows: str, overlap: str) -> None:
    reading = read(BASE, f"tables: {{credit: {{{rows}}}}}\n")
    assert [each.arguments.get("overlap") for each in reading.diagnostics] == [overlap]
    assert codes(read(BASE, f"tables: {{credit: {{{rows}, choose: deepest}}}}\n"))[:1] != ["A106"]


def test_names_of_lines_and_measures_go_together() -> None:
    agreement = sound(
        BASE,
        PROMISED,
        CASES,
        """\
        penalties:
          restored: {when: (restored otherwise 0%) below 90%, pays: 5 EUR}
        figures:
          paid: (previous restored.payable) otherwise 0 EUR
        """,
    )
    assert agreement.figures["restored"].when is not None


def test_mistakes_do_not_follow_from_others() -> None:
    """A term, table, column or measure that is wrong is told once, not wherever it is used."""
    reading = read(
        BASE,
        CASES.replace("priority: text", "priority: txt").replace(
            "value:", "where: priority = 'P1'\n    value:"
        ),
        """\
        terms: {fee: 12 EURO, part: 10% of fee}
        tables: {credit: {below 90% or so: 25%}}
        commitments: {restored: {expected: at least 95%}}
        penalties: {restored: {of: fee, below expected: 5%}, slow: credit(99%) of part}
        limits: [penalties at most part each month]
        must: [part below 5 EUR]
        """,
    )
    assert sorted(codes(reading)) == ["A037", "F002", "F002"]


def test_words_of_every_rhythm() -> None:
    for every, rows in (("month", "months"), ("quarter", "quarters"), ("week", "weeks")):
        agreement = sound(
            BASE.replace("every: month", f"every: {every}"),
            f"terms: {{fee: 5 EUR}}\nfigures: {{sum_of_four: sum(fee over last 4 {rows})}}\n",
        )
        assert agreement.figures["sum_of_four"].zero == Quantity.money(0, "EUR")


def test_reading_needs_neither_engine_nor_holidays() -> None:
    """Only what an agreement's text needs is loaded, so that checking starts at once."""
    program = (
        "import sys, servanda.agreement.read; "
        "print(sorted({'ibis', 'duckdb', 'pandas', 'pyarrow', 'holidays', 'babel', 'pydantic'}"
        " & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
