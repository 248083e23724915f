"""What a form's text means."""

from __future__ import annotations

import pytest

from servanda.web.pages.choosing import texts_typed


@pytest.mark.parametrize(
    "amends",
    [
        "amends: {number: 2, from: 2026-07-01}",
        "amends: {from: 2026-07-01, number: 2}",
        "amends:\n  from: 2026-07-01\n  number: 2",
    ],
)
def test_an_amendment_is_called_by_its_number(amends: str) -> None:
    text = f"servanda: 1\nagreement: kept\n{amends}\nterms: {{fee: 1.00 EUR}}"
    assert texts_typed({"amendment": text}) == {"amendment-2.yaml": f"{text}\n"}


def test_no_amendment_is_no_text() -> None:
    assert texts_typed({"amendment": ""}) == {}
