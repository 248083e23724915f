"""Every template is sound, settles to the cent, and its page tells what it does."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from servanda.agreement.format import format_text
from servanda.formula.display import format_quantity
from servanda.kernel.diagnostic import Severity
from servanda.pipeline.check import check
from servanda.pipeline.workspace import find_workspace
from tests.gallery.settled import (
    PAGES,
    reached_and_paid,
    stakes_of,
    statements_of,
    templates,
)

_NAMES = sorted(templates())
_TABLE = re.compile(r"(?:^\|.*\|\n)+", re.MULTILINE)
_WORST = re.compile(r"at most \*\*([0-9,.]+ EUR)\*\*")

# What the client owes after credits and incentives, period by period.
_NET = {
    "allocation_pool": "200000 176000 176000 200000 200000 216695.65 200000",
    "automatic_compensation": "149690 148840",
    "award_fee": "477000 463500",
    "business_processing": "39925 39825",
    "cloud_availability": "9000 9000",
    "gain_share": "267802.83 332876.74",
    "incentive_first": "65250 60250",
    "late_delivery": "161275 118477.50",
    "public_sector": "119400 115800",
    "relational": "50000 45000 52250",
    "service_desk": "24000 24000",
    "small_company": "2500 2375",
}


def test_every_template_of_the_gallery_is_settled_here() -> None:
    assert sorted(_NET) == _NAMES


@pytest.mark.parametrize("name", _NAMES)
def test_nothing_is_wrong_with_it_and_it_is_in_house_style(name: str) -> None:
    path = templates()[name].path
    found = check(find_workspace(path.parent)).diagnostics
    assert [str(each) for each in found if each.severity is not Severity.NOTE] == []
    text = path.read_text("utf-8")
    assert format_text(text, path.name).text == text


@pytest.mark.parametrize("name", _NAMES)
def test_its_evidence_is_small(name: str) -> None:
    samples = templates()[name].samples
    assert samples
    assert all(sample.stat().st_size < 100_000 for sample in samples)


@pytest.mark.parametrize("name", _NAMES)
def test_its_periods_are_settled_to_the_cent(name: str) -> None:
    nets = [statement.totals.net.amount for statement in statements_of(name)]
    assert nets == [Fraction(amount) for amount in _NET[name].split()]


@pytest.mark.parametrize("name", _NAMES)
def test_its_page_tells_what_was_reached_and_paid(name: str) -> None:
    tables = _TABLE.findall(_page(name))
    assert [_figures(table) for table in tables] == [
        _settled(name, "reached"),
        _settled(name, "paid"),
    ]


@pytest.mark.parametrize("name", _NAMES)
def test_its_page_tells_the_worst_period(name: str) -> None:
    worst = stakes_of(name)[0]
    for told in _WORST.findall(_page(name)):
        assert worst is not None
        assert told == format_quantity(worst)


@pytest.mark.parametrize("name", _NAMES)
def test_its_page_stands_in_the_index(name: str) -> None:
    assert f"({name}.md)" in (PAGES / "README.md").read_text("utf-8")


def _page(name: str) -> str:
    return (PAGES / f"{name}.md").read_text("utf-8")


def _figures(table: str) -> list[list[str]]:
    head, _, *rows = (
        [cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()
    )
    return [head, *rows]


def _settled(name: str, kind: str) -> list[list[str]]:
    rows = []
    head: list[str] = []
    for statement in statements_of(name):
        told = {title: text for sort, title, text in reached_and_paid(statement) if sort == kind}
        head = ["Period", *told]
        rows.append([statement.period.label, *told.values()])
    return [head, *rows]
