"""Every example on the page about formulas is worth what the page says."""

from __future__ import annotations

import pytest

from scripts.formula_page import EXAMPLES, formula_page
from servanda.formula.display import format_value
from servanda.formula.exact import evaluate_constant
from servanda.formula.functions import AGGREGATES, FORMS, FUNCTIONS
from servanda.formula.syntax import Aggregator
from tests.formula.worlds import ready

_EXAMPLES = [
    *(example for _, examples in EXAMPLES for example in examples),
    *(function.example for function in FUNCTIONS.values()),
]


@pytest.mark.parametrize(("formula", "worth"), _EXAMPLES)
def test_example(formula: str, worth: str) -> None:
    assert format_value(evaluate_constant(ready(formula)).value) == worth


def test_every_function_is_listed() -> None:
    page = formula_page()
    usages = [
        *(function.usage for function in FUNCTIONS.values()),
        *(rule.usage for rule in AGGREGATES.values()),
        *(form.usage for form in FORMS),
    ]
    assert [usage for usage in usages if f"`{usage}`" not in page] == []


def test_every_aggregate_has_its_rule() -> None:
    assert set(AGGREGATES) == set(Aggregator)
