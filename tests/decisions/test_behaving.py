"""Principles with examples of them, and reviews that a changed circumstance calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from servanda.decisions.waiting import waiting
from servanda.facts.decision import (
    CircumstanceAnswered,
    CircumstanceReported,
    EntryReversed,
    ExampleGiven,
    ReviewPlanned,
)
from servanda.partnership.rows import rows_of
from servanda.partnership.state import partnership_of
from tests.decisions.talk import Talk, at, history_of
from tests.partnership.pair import CIO, EXECUTIVE, MANAGER, TEXT, held

NOW, LATER = "2026-02-03 10:00", "2026-02-04 10:00"
PRINCIPLES = """\
principles:
  blameless: We look for causes, and not for whose fault it was.
  no_surprises: {says: "Who expects bad news tells it first.", by: provider}
"""
EXAMPLE = ExampleGiven(
    principle="no_surprises", kept=True, on=date(2026, 2, 1), what="The move was told early."
)
CLOSED = CircumstanceReported(
    what="Three branches close.", since=date(2026, 2, 1), affects="Half of those who call."
)
PLAN = ReviewPlanned(
    review="steering",
    period="called-1",
    starts=at("2026-02-20 10:00"),
    ends=at("2026-02-20 12:00"),
    invited=(CIO, MANAGER, EXECUTIVE),
)


def talk() -> Talk:
    return Talk(history_of(TEXT + PRINCIPLES))


def review_rows(found: Talk, until: str) -> list[tuple[str, str, str]]:
    together = partnership_of(found.standing.entries.values())
    rows = rows_of("reviews", found.history, together, at(until))
    return [
        (row["review"], row.get("held", ""), row["called_by"]) for row in rows if row["called_by"]
    ]


def test_an_example_names_a_principle_of_the_text_and_a_day_that_has_been() -> None:
    found = talk()
    assert found.codes(NOW, "client", replace(EXAMPLE, principle="no_surprise")) == ["D017"]
    assert found.codes(NOW, "client", replace(EXAMPLE, on=date(2026, 2, 4))) == ["D026"]
    assert found.codes(NOW, "client", replace(EXAMPLE, what=" ")) == ["D145"]
    assert not found.standing.entries
    given = found.say(NOW, "client", EXAMPLE).sha256
    found.say(NOW, "provider", replace(EXAMPLE, principle="blameless", kept=False))
    together = partnership_of(found.standing.entries.values())
    rows = rows_of("principle_examples", found.history, together, at(LATER))
    assert [(row["principle"], row["kept"], row["given_by"]) for row in rows] == [
        ("no_surprises", "yes", "client"),
        ("blameless", "no", "provider"),
    ]
    found.say(LATER, "client", EntryReversed(entry=given, reason="It was another month."))
    assert len(partnership_of(found.standing.entries.values()).examples) == 1


def test_a_circumstance_is_answered_by_the_other_side_once() -> None:
    found = talk()
    assert found.codes(NOW, "client", replace(CLOSED, since=date(2026, 2, 4))) == ["D026"]
    assert found.codes(NOW, "client", replace(CLOSED, affects="", what="")) == ["D145", "D145"]
    reported = found.say(NOW, "client", CLOSED).sha256
    (wait,) = waiting(found.book, found.standing)
    assert (wait.party, wait.does, wait.what) == (
        "provider",
        "answer",
        "circumstance 1: Three branches close.",
    )
    answer = CircumstanceAnswered(circumstance=reported, words="We look at the desk's hours.")
    assert found.codes(LATER, "client", answer) == ["D012"]
    assert found.codes(LATER, "provider", replace(answer, words="")) == ["D018"]
    found.say(LATER, "provider", answer)
    assert found.codes(LATER, "provider", answer) == ["D146"]
    assert waiting(found.book, found.standing) == ()
    taken_back = EntryReversed(entry=reported, reason="It was none.")
    assert found.codes(LATER, "client", taken_back) == ["D081"]


def test_a_circumstance_calls_a_review_outside_the_stretches() -> None:
    found = talk()
    assert found.codes(NOW, "provider", PLAN) == ["D160"]
    reported = found.say(NOW, "client", CLOSED).sha256
    found.say(NOW, "provider", PLAN)
    assert review_rows(found, "2026-02-20 12:00") == []
    assert review_rows(found, "2026-02-21 12:00") == [("steering called-1", "", "entry 1")]
    taken_back = EntryReversed(entry=reported, reason="It was none.")
    assert found.codes(LATER, "client", taken_back) == ["D081"]
    there = replace(held(CIO, MANAGER, EXECUTIVE, at=at("2026-02-20 10:00")), period="called-1")
    found.say("2026-02-20 13:00", "client", there)
    ((_, when, _),) = review_rows(found, "2026-02-20 13:00")
    assert when == str(at("2026-02-20 10:00"))
