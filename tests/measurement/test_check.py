"""What cannot be measured is said before any evidence is there, with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.agreement.read import read_agreement
from servanda.measurement.check import check_measures
from tests.measurement.scene import HEAD

TEXT = """
tables:
  size: {below 5 EUR: 1, at least 5 EUR: 2}
evidence:
  loads:
    each: record
    noun: load
    file: loads.csv
    key: load
    at: seen
    columns: {load: text, seen: instant, ended: instant, cost: money EUR, users: whole number}
measures:
  judged:
    from: loads
    where: WHERE
    ratio: {at: seen}
    value: VALUE
    no data: met
"""


def found(folder: Path, *, where: str = "users above 3", value: str = "count()") -> list[str]:
    path = folder / "agreement.yaml"
    path.write_text(HEAD + TEXT.replace("WHERE", where).replace("VALUE", value))
    reading = read_agreement([path])
    assert reading.history is not None, [str(each) for each in reading.diagnostics]
    return [
        f"{each.span.line}:{each.span.column} {each.code}"
        for each in check_measures(reading.history)
    ]


def test_what_is_exact_is_not_mentioned(tmp_path: Path) -> None:
    assert found(tmp_path, where="cost / users at most 3 EUR", value="mean(cost / users)") == []


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("round(cost / users to 1 EUR half-up) above 3 EUR", "24:12 M002"),
        ("size(cost) = 1", "24:12 M001"),
    ],
)
def test_what_is_not_exact_is_named_with_its_place(
    tmp_path: Path, where: str, expected: str
) -> None:
    assert found(tmp_path, where=where) == [expected]


@pytest.mark.parametrize(
    ("half_life", "value", "expected"),
    [
        ("30 calendar days", "median(answer)", ["26:12 M006"]),
        ("0 calendar days", "mean(answer)", ["25:44 M006"]),
    ],
)
def test_what_age_cannot_weigh_is_named(
    tmp_path: Path, half_life: str, value: str, expected: list[str]
) -> None:
    text = TEXT.replace(
        "ratio: {at: seen}", f"perception: {{answer: users, half life: {half_life}}}"
    )
    path = tmp_path / "agreement.yaml"
    path.write_text(HEAD + text.replace("WHERE", "users above 3").replace("VALUE", value))
    reading = read_agreement([path])
    assert reading.history is not None
    places = [
        f"{each.span.line}:{each.span.column} {each.code}"
        for each in check_measures(reading.history)
    ]
    assert places == expected
