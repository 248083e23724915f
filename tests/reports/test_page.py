"""The page of a statement: self-contained, accessible, and deaf to hostile texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from servanda.facts.statement import Statement
from servanda.reports.page import statement_page
from servanda.reports.reader import Reader
from servanda.reports.statement_view import statement_view
from tests.reports import samples

VOID = {"meta", "col", "br", "link", "img", "input", "hr"}
MONTHS = [samples.typical, samples.watermelon, samples.empty, samples.stabilizing]
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "</style><script>alert(1)</script>",
    "javascript:alert(1)",
    "<!--",
    "\x1b[31m\u202e",
]


class Outline(HTMLParser):
    """Collect what the page is made of, and refuse tags that do not close."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(statement: Statement) -> str:
    reader = Reader(zone="Europe/Amsterdam")
    return statement_page(statement_view(statement, reader), reader)


def outline(html: str) -> Outline:
    found = Outline()
    found.feed(html)
    found.close()
    return found


@pytest.mark.parametrize("month", MONTHS)
def test_nothing_comes_from_outside_and_nothing_runs(month: Callable[[], Statement]) -> None:
    html = page(month())
    found = outline(html)
    assert not found.open
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(found.tags)
    assert not [each for each in found.attributes if each[1].startswith("on")]
    assert not [each for each in found.attributes if each[1] in {"src", "href", "action"}]
    assert "url(" not in html
    assert "@import" not in html


@pytest.mark.parametrize("month", MONTHS)
def test_headings_do_not_skip_and_there_is_one_title(month: Callable[[], Statement]) -> None:
    headings = outline(page(month())).headings
    assert headings.count(1) == 1
    assert headings[0] == 1
    assert all(after - before <= 2 for before, after in pairwise(headings))


def test_every_table_has_a_name_or_stands_in_an_opened_line_and_headers_have_a_scope() -> None:
    found = outline(page(samples.typical()))
    headers = found.tags["th"]
    scoped = [each for each in found.attributes if each[0] == "th" and each[1] == "scope"]
    assert len(scoped) == headers > 0
    labelled = [e for e in found.attributes if e[0] == "table" and e[1] == "aria-labelledby"]
    assert len(labelled) == 8


def test_identifiers_are_unique() -> None:
    identifiers = [v for _, name, v in outline(page(samples.typical())).attributes if name == "id"]
    assert len(identifiers) == len(set(identifiers))


def test_every_commitment_and_line_opens_by_keyboard() -> None:
    month = samples.typical()
    found = outline(page(month))
    assert found.tags["details"] == found.tags["summary"]
    assert found.tags["details"] == len(month.assessments) + len(month.lines)


def test_the_first_line_is_the_first_heading() -> None:
    html = page(samples.watermelon())
    assert re.search(r"<h1>July 2026: a watermelon", html)
    assert "Watermelon: every technical level is green" in html


def test_a_line_opens_down_to_its_formula_with_values_and_places() -> None:
    html = page(samples.typical()).replace("\N{NO-BREAK SPACE}", " ")
    assert "= 30% of 30,780.00 EUR" in html
    assert "agreement.yaml:140" in html
    assert "limited to 30,780.00 EUR" in html
    assert "Did not count: started before the agreement was in force" in html


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(text: str) -> None:
    tame, wild = outline(page(samples.hostile("plain"))), outline(page(samples.hostile(text)))
    assert wild.tags == tame.tags
    assert not [each for each in wild.attributes if each[1].startswith("on")]
    assert not wild.open


def test_control_characters_do_not_reach_the_page() -> None:
    assert not set(page(samples.hostile("\x1b[31m\u202e"))) & {"\x1b", "\u202e"}


def test_figures_follow_the_locale() -> None:
    view = statement_view(samples.typical(), Reader(locale="de"))
    assert "12.000,00\N{NO-BREAK SPACE}EUR" in view.rest
    assert view.period == "Juli 2026"


def test_the_same_statement_gives_the_same_page() -> None:
    assert page(samples.typical()) == page(samples.typical())
