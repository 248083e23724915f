"""Every catalogue says everything that pages say, with the same places."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from scripts.catalogue import missing, words
from servanda.reports.words import CATALOGUES, LANGUAGES, say, say_count

_OTHERS = [each for each in LANGUAGES if each != "en"]
_PLACE = re.compile(r"\{\w+\}|</?\d+>")


@cache
def _catalogue(language: str) -> Catalog:
    return read_po(BytesIO((CATALOGUES / f"{language}.po").read_bytes()), locale=language)


def _texts(message: Message) -> list[tuple[str, str]]:
    """Return each English text of a message with what it is in the other language."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    return [(message.id[min(at, 1)], said) for at, said in enumerate(message.string or ())]


@pytest.mark.parametrize("language", _OTHERS)
def test_what_pages_say_has_words(language: str) -> None:
    """A new page may come before its words, one in twenty; ``python -m scripts.catalogue`` tells.

    A catalogue that is released has all of them, and nothing that nobody says any more.
    """
    said = {each.text for each in words()}
    lacking = [f"{each.place}: {each.text}" for each in missing(language)]
    assert len(lacking) * 20 <= len(said), lacking
    kept = [_texts(each)[0][0] for each in _catalogue(language) if each.id]
    assert len([each for each in kept if each not in said]) * 20 <= len(said)


@pytest.mark.parametrize("language", _OTHERS)
def test_places_and_spaces_agree(language: str) -> None:
    wrong = [
        (english, said)
        for message in _catalogue(language)
        if message.id
        for english, said in _texts(message)
        if sorted(_PLACE.findall(english)) != sorted(_PLACE.findall(said))
        or (english[:1] == " ", english[-1:] == " ") != (said[:1] == " ", said[-1:] == " ")
    ]
    assert wrong == []


@pytest.mark.parametrize("language", _OTHERS)
def test_nothing_in_a_catalogue_is_markup(language: str) -> None:
    """What it says stands in pages as it is."""
    said = [text for each in _catalogue(language) if each.id for _, text in _texts(each)]
    assert [each for each in said if re.search(r"<(?!/?\d+>)(?![eA-Z. ])", each)] == []


def test_a_text_and_a_count_are_said() -> None:
    assert say("nl", "until {day}", day="31 mrt 2026") == "until 31 mrt 2026"
    assert say("nl", "until {due}", due="31 mrt 2026") == "tot 31 mrt 2026"
    assert say_count("nl", "{count} row", "{count} rows", 1, count=1) == "1 rij"
    assert say_count("nl", "{count} row", "{count} rows", 2, count=2) == "2 rijen"
    assert say("xx", "Decisions") == "Decisions"
