"""Every page of an agreement in which nothing has happened yet says what will stand there."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client

from servanda.desk.rights import Concern
from servanda.record.folder import BookFolder
from servanda.web.pages.addresses import PAGES
from servanda.web.routes import rule_of
from tests.desk.book import Parties, two_parties

_OF_AGREEMENTS = {
    str(each.name): "/" + str(each.pattern)
    for each in PAGES
    if rule_of(each.callback).concern is Concern.AGREEMENT and str(each.pattern).count("<") == 1
}
"""Pages that need to know of nothing but the agreement, by name."""

_LEVELS = {f"h{level}": level for level in range(1, 7)}
_FILLING = {"img", "svg", "input", "textarea", "select", "progress"}
_VOID = {"img", "input", "link", "meta", "br", "hr", "col"}


class _Outline(HTMLParser):
    """Note headings with what stands below each, and tables with their rows."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[tuple[int, str, bool]] = []
        self.tables: list[int] = []
        self._open: list[str] = []
        self._in_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "main":
            self._in_main = True
        if not self._in_main:
            return
        if tag in _LEVELS:
            self.headings.append((_LEVELS[tag], "", False))
        elif tag == "table":
            self.tables.append(0)
        elif tag == "tr" and "tbody" in self._open and self.tables:
            self.tables[-1] += 1
        elif tag in _FILLING:
            self._fill()
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._in_main = False
        while self._open and tag in self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._in_main or not data.strip() or not self.headings:
            return
        if any(tag in _LEVELS for tag in self._open):
            level, said, is_filled = self.headings[-1]
            self.headings[-1] = (level, f"{said} {data.strip()}", is_filled)
        elif "button" not in self._open or "form" in self._open:
            self._fill()

    def _fill(self) -> None:
        if self.headings:
            level, said, _ = self.headings[-1]
            self.headings[-1] = (level, said, True)

    def bare(self) -> Iterator[str]:
        """Yield the headings below which nothing stands before the next one beside them."""
        for place, (level, said, is_filled) in enumerate(self.headings):
            below = self.headings[place + 1 : place + 2]
            if not is_filled and not (below and below[0][0] > level):
                yield said


@pytest.fixture
def parties(book: BookFolder) -> Parties:
    del book
    return two_parties()


def _outline(text: str) -> _Outline:
    outline = _Outline()
    outline.feed(text)
    return outline


def test_a_page_of_a_fresh_agreement_has_no_empty_table_and_no_bare_heading(
    parties: Parties,
) -> None:
    client, looked = Client(), 0
    found: list[str] = []
    client.force_login(parties.client)
    for name, pattern in _OF_AGREEMENTS.items():
        answer = client.get(pattern.replace("<str:agreement>", parties.key))
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        looked += 1
        outline = _outline(answer.content.decode())
        found += [f"{name}: '{said}' has nothing below it" for said in outline.bare()]
        found += [f"{name}: a table has no rows" for rows in outline.tables if not rows]
        if not outline.headings:
            found.append(f"{name}: no heading")
    assert found == []
    assert looked >= 20


def test_what_is_empty_is_seen() -> None:
    """The walk above fails where it should."""
    outline = _outline(
        "<main><h1>A</h1><h2>B</h2><table><tbody></tbody></table><h2>C</h2><p>So far none.</p>"
        "<h2>D</h2></main>"
    )
    assert [said.strip() for said in outline.bare()] == ["B", "D"]
    assert outline.tables == [0]
