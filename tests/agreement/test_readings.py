"""Readings: changes laid over each version, checked like the text, mistakes at their places."""

from __future__ import annotations

from servanda.agreement.model.topics import Topic
from servanda.agreement.read.versions import read_texts
from tests.agreement.samples import BASE, CASES, codes, read, sound

TEXT = BASE + CASES
TERMS = "terms: {fee: 100 EUR, edge: 99%}\n"
READINGS = """\
readings:
  lax:
    title: Five hours
    because: Clause 4 says five in words and four in figures.
    changes: {measures: {restored: {clock: {within: 5 hours}}}, terms: {edge: 98%}}
  none:
    changes: {terms: {edge: remove}}
"""


def test_a_reading_is_the_text_with_changes_laid_over_it() -> None:
    reading = read(TEXT, TERMS, READINGS)
    assert codes(reading) == []
    assert reading.history is not None
    lax, none = reading.history.readings
    assert (lax.name, lax.title) == ("lax", "Five hours")
    assert lax.because.startswith("Clause 4")
    assert (
        lax.history.latest.terms["edge"].values.steps[0][1]
        != (reading.history.latest.terms["edge"].values.steps[0][1])
    )
    assert "edge" not in none.history.latest.terms
    assert "edge" in reading.history.latest.terms


def test_readings_have_digests_of_their_own() -> None:
    history = read(TEXT, TERMS, READINGS).history
    assert history is not None
    digests = {history.latest.sha256, *(each.versions[0].sha256 for each in history.readings)}
    assert len(digests) == 3


def test_a_mistake_in_a_reading_stands_where_it_was_written() -> None:
    reading = read(
        TEXT,
        "readings: {wrong: {changes: {measures: {restored: {clock: {withn: 5 hours}}}}}}\n",
    )
    line = TEXT.count("\n") + 1
    assert [(each.code, each.span.line, each.span.column) for each in reading.diagnostics] == [
        ("A001", line, 60)
    ]
    assert reading.history is None


def test_a_reading_changes_neither_parties_nor_evidence() -> None:
    reading = read(TEXT, "readings: {wrong: {changes: {parties: {client: Other}, evidence: {}}}}\n")
    assert codes(reading) == ["A001", "A001"]


def test_what_a_reading_removes_has_to_be_there() -> None:
    reading = read(TEXT, "readings: {wrong: {changes: {terms: {fee: remove}}}}\n")
    assert codes(reading) == ["A076"]


def test_an_amendment_changes_readings_too() -> None:
    amendment = (
        "servanda: 1\nagreement: sample\namends: {number: 1, from: 2026-07-01}\n"
        "readings: {lax: {changes: {terms: {edge: 97%}}}}\n"
    )
    reading = read_texts(
        [("agreement.yaml", (TEXT + TERMS + READINGS).encode()), ("a.yaml", amendment.encode())]
    )
    assert reading.history is not None
    lax = reading.history.readings[0]
    first, second = (each.terms["edge"].values.steps[0][1] for each in lax.versions)
    assert getattr(first, "text", "") == "98%"
    assert getattr(second, "text", "") == "97%"


def test_topics_say_where_they_are_covered() -> None:
    agreement = sound(TEXT, "topics: {exit: 'not covered: a pilot', review: master 4}\n")
    assert not agreement.topics[Topic.EXIT].is_covered
    assert agreement.topics[Topic.EXIT].text == "a pilot"
    assert agreement.topics[Topic.REVIEW].is_covered
