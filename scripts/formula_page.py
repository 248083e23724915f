"""Write the page about formulas, out of the registry of functions and the table of units."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.formula.dates import DATE_PARTS
from servanda.formula.functions import AGGREGATES, FORMS, FUNCTIONS
from servanda.formula.words import COMPARISON_WORDS, MODE_WORDS, RESERVED_WORDS, UNIT_WORDS

EXAMPLES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Figures and their units",
        (
            ("95%", "95%"),
            ("99.0% + 0.4 pp", "99.4%"),
            ("4 hours + 90 minutes", "5 hours 30 minutes"),
            ("30 business minutes * 3", "90 business minutes"),
            ("2 calendar days", "2 calendar days"),
            ("250000.00 EUR / 4", "62,500.00 EUR"),
            ("800 milliseconds * 2", "1,600 milliseconds"),
            ("1/3 * 10 EUR", "3.333333… EUR"),
        ),
    ),
    (
        "Shares",
        (
            ("12% of 250000.00 EUR", "30,000.00 EUR"),
            ("30 minutes / 4 hours", "12.5%"),
            ("1 - 0.5%", "99.5%"),
            ("100% - 0.5%", "99.5%"),
            ("99.9% - 99.4%", "0.5 pp"),
            ("(99.9% - 99.4%) as % of 1000 EUR", "5.00 EUR"),
            ("26 pp / 13%", "200%"),
        ),
    ),
    (
        "Rates and steps",
        (
            ("25.81 EUR per minute * 90 minutes", "2,322.90 EUR"),
            ("0.15% per calendar day * 10 calendar days", "1.5%"),
            ("20 EUR per hour", "20.00 EUR per hour"),
            ("45 EUR per full 12 hours of 25 hours", "90.00 EUR"),
            ("45 EUR per started 12 hours of 25 hours", "135.00 EUR"),
            ("45 EUR per nearest 12 hours of 18 hours", "90.00 EUR"),
            ("1 point per full 0.1 pp of (99.0% - 98.43%)", "5 points"),
        ),
    ),
    (
        "Rounding",
        (
            ("round(2.345 EUR to 0.01 EUR half-up)", "2.35 EUR"),
            ("round(2.345 EUR to 0.01 EUR half-even)", "2.34 EUR"),
            ("round(-2.345 EUR to 0.01 EUR half-up)", "-2.35 EUR"),
            ("round(-2.345 EUR to 0.01 EUR floor)", "-2.35 EUR"),
            ("round(-2.345 EUR to 0.01 EUR down)", "-2.34 EUR"),
        ),
    ),
    (
        "Choices and what is absent",
        (
            ("if 98% at least 99% then 0 else 500 EUR", "500.00 EUR"),
            ("'P1' in ['P1', 'P2']", "yes"),
            ("10 EUR / (1 - 1)", "no data (division by zero)"),
            ("10 EUR / (1 - 1) otherwise 0", "0.00 EUR"),
            ("10 EUR / (1 - 1) is known", "no"),
            ("no and 10 EUR / (1 - 1) above 5 EUR", "no"),
        ),
    ),
    (
        "Dates",
        (
            ("2026-01-31 + 1 months", "2026-02-28"),
            ("2026-03-01 - 2026-02-01", "28 calendar days"),
            ("2026-12-31 + 2 calendar days", "2027-01-02"),
            *(part.example for part in DATE_PARTS.values()),
        ),
    ),
)
"""Formulas that stand by themselves, with what they are worth; a test evaluates every one."""

_HEAD = """# Formulas

Whatever computes in an agreement is a formula. [The agreement language](language.md#formulas) says
where formulas stand and how names, rows and earlier periods work in them; this page lists what
they are made of. It is written from the code: `make docs`.

A formula is read in one way or not at all, is typed before anything runs, and is computed in
exact fractions. Nothing is ever rounded unless it says `round`.
"""
_ABSENT = """
## What is absent

What is computed from *no data* is *no data*. Where several values are absent the gravest reason is
given: *refused* before *no data* before *too few* before *before the start*. A value is not needed
where it decides nothing: `no and x` is no, `yes or x` is yes whatever x is. `x otherwise y` stands
in for an absent x unless it is *refused*, and `x is known` says whether there is one. An aggregate
over declared rows or periods is absent if it is absent for one of its rows, or if `where` is in
doubt for one; say `otherwise` inside it to decide. A measure's own aggregates leave such records
out, and say how many they were.
"""
_LIMITS = """
## Limits

A formula may have 4,000 characters, 1,000 parts and be nested 60 deep; a number may have 30 digits.
Give inner parts names under `figures` or `terms`.
"""


def formula_page() -> str:
    """Return the page."""
    return f"{_HEAD}{_examples()}{_functions()}{_words()}{_ABSENT}{_LIMITS}"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _examples() -> str:
    parts = ["\n## By example\n"]
    for title, examples in EXAMPLES:
        rows = [(f"`{formula}`", worth) for formula, worth in examples]
        parts.append(f"\n### {title}\n\n{_table(('formula', 'is'), rows)}")
    return "".join(parts)


def _functions() -> str:
    values = [
        (f"`{each.usage}`", f"{each.about} `{each.example[0]}` is {each.example[1]}.")
        for each in FUNCTIONS.values()
    ]
    forms = [(f"`{each.usage}`", each.about) for each in FORMS]
    many = [(f"`{each.usage}`", each.about) for each in AGGREGATES.values()]
    return (
        f"\n## Functions\n\n{_table(('written', 'gives'), [*values, *forms])}"
        f"\n## Of many rows\n\n{_table(('written', 'gives'), many)}"
    )


def _words() -> str:
    units = [
        (f"`{word.many}`", f"`per {word.one}`", ", ".join(f"`{other}`" for other in word.also))
        for word in UNIT_WORDS
    ]
    comparisons = ", ".join(f"`{word}`" for word in COMPARISON_WORDS)
    modes = ", ".join(f"`{word}`" for word in MODE_WORDS)
    reserved = ", ".join(f"`{word}`" for word in sorted(RESERVED_WORDS))
    return (
        f"\n## Words\n\n{_table(('after a number', 'after per', 'also'), units)}\n"
        "Currencies are their three capital letters, and counts carry a noun that the agreement"
        " declares.\n\n"
        f"Comparisons: {comparisons}.\n\nRounding: {modes}.\n\n"
        f"Words that no name may be: {reserved}.\n"
    )
