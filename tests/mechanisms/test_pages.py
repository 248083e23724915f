"""Every figure on the pages of mechanisms is what the settlement gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from servanda.agreement.format import format_text
from tests.mechanisms.page import Section, sections_of
from tests.mechanisms.worked import differences

_FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "mechanisms"
_PAGES = sorted(path for path in _FOLDER.glob("*.md") if path.name != "README.md")
_SECTIONS = [section for page in _PAGES for section in sections_of(page)]


@pytest.mark.parametrize("section", _SECTIONS, ids=str)
def test_every_figure_is_what_the_settlement_gives(section: Section) -> None:
    found = [f"{each.place}: told {each.told}, is {each.is_}" for each in differences(section)]
    assert found == []


@pytest.mark.parametrize("section", _SECTIONS, ids=str)
def test_every_text_is_worked_and_in_house_style(section: Section) -> None:
    assert any(True for _ in section.worked), "no table of periods below the text"
    for text in (section.agreement, *section.amendments):
        assert format_text(text, "agreement.yaml").text == text


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.stem)
def test_every_page_has_a_clause_a_text_and_figures(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE)[:3] == [
        "The clause",
        "The text",
        "What it pays",
    ]


def test_every_page_stands_in_the_index() -> None:
    index = (_FOLDER / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"\]\(([a-z-]+\.md)\)", index)) == [page.name for page in _PAGES]


def test_a_figure_told_wrongly_is_found(tmp_path: Path) -> None:
    text = (_FOLDER / "tier-tables.md").read_text(encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(text.replace("| 250.00 EUR |", "| 250.01 EUR |", 1), encoding="utf-8")
    [section] = sections_of(page)
    assert [(each.told, each.is_) for each in differences(section)] == [
        ("250.01 EUR", "250.00 EUR")
    ]
