"""Help beside terms: what opens beside a term is in the glossary, and everything is on one page."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.template import TemplateSyntaxError
from django.test import Client

import servanda.web
from servanda.web.glossary import GLOSSARY
from servanda.web.helping import help_beside
from tests.desk.book import Parties

TEMPLATES = Path(servanda.web.__file__).parent / "templates"


def _beside() -> set[str]:
    """Return the terms that pages help with."""
    return {
        name
        for file in TEMPLATES.rglob("*.html")
        for name in re.findall(r'{% help "([^"]*)" %}', file.read_text("utf-8"))
    }


def test_every_term_beside_which_there_is_help_is_in_the_glossary_and_the_other_way() -> None:
    assert _beside() == set(GLOSSARY)


def test_a_term_is_helped_with_once_where_it_stands() -> None:
    twice = re.compile(r'({% help "[^"]*" %})(</div>)?\1')
    assert not [
        file.name for file in TEMPLATES.rglob("*.html") if twice.search(file.read_text("utf-8"))
    ]


def test_a_term_that_nobody_explained_is_no_page() -> None:
    with pytest.raises(TemplateSyntaxError, match="the glossary has no 'synergy'"):
        help_beside("synergy")


def test_terms_are_explained_where_they_stand_and_on_one_page(parties: Parties) -> None:
    client = Client()
    client.force_login(parties.client)
    every = unescape(client.get("/glossary").content.decode())
    for term in GLOSSARY.values():
        assert f'<dt id="{term.name}">{term.title}</dt><dd>{term.words}</dd>' in every
    page = unescape(client.get(f"/agreements/{parties.key}/decisions/").content.decode())
    assert "What 'Relief' means" in page
    assert GLOSSARY["relief"].words in page
    assert 'href="/glossary#relief"' in page
    assert 'href="/glossary"' in client.get("/account").content.decode()
    dutch = client.get("/glossary", headers={"Accept-Language": "nl"}).content.decode()
    assert "Toezegging" in dutch
