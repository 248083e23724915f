"""Strategic issues of the client with their answers, and the provider's own goals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from servanda.decisions.waiting import waiting
from servanda.facts.decision import (
    EntryReversed,
    GoalLookedAt,
    GoalSet,
    StrategicIssueAnswered,
    StrategicIssueBrought,
)
from servanda.partnership.rows import Row, rows_of
from servanda.partnership.state import partnership_of
from tests.decisions.talk import Talk, at, history_of
from tests.partnership.pair import TEXT

NOW, LATER = "2026-02-03 10:00", "2026-02-04 10:00"
ISSUE = StrategicIssueBrought(what="Branches close.", matters="Customers go online.")
GOAL = GoalSet(what="No calls at night.", seen_by="The log of calls.", due=date(2026, 3, 31))


def talk() -> Talk:
    return Talk(history_of(TEXT))


def rows(found: Talk, table: str, until: str) -> tuple[Row, ...]:
    together = partnership_of(found.standing.entries.values())
    return rows_of(table, found.history, together, at(until))


def waits(found: Talk) -> list[tuple[str, str, str]]:
    return [(each.party, each.does, each.what) for each in waiting(found.book, found.standing)]


def test_an_issue_is_brought_by_the_client_and_answered_once_by_the_provider() -> None:
    found = talk()
    assert found.codes(NOW, "provider", ISSUE) == ["D012"]
    assert found.codes(NOW, "client", replace(ISSUE, what="", matters=" ")) == ["D145", "D145"]
    issue = found.say(NOW, "client", ISSUE).sha256
    assert waits(found) == [("provider", "answer", "strategic issue 1: Branches close.")]
    answer = StrategicIssueAnswered(issue=issue, words="Evening hours help.", elsewhere="A shop.")
    assert found.codes(LATER, "client", answer) == ["D012"]
    assert found.codes(LATER, "provider", replace(answer, words="")) == ["D018"]
    assert found.codes(LATER, "provider", replace(answer, issue="0" * 64)) == ["D010"]
    said = found.say(LATER, "provider", answer).sha256
    assert waits(found) == []
    assert found.codes(LATER, "provider", answer) == ["D146"]
    (row,) = rows(found, "strategic_issues", LATER)
    assert (row["answered"], row["seen_elsewhere"]) == (str(at(LATER)), "yes")
    assert found.codes(LATER, "client", EntryReversed(entry=issue, reason="No.")) == ["D081"]
    found.say(LATER, "provider", EntryReversed(entry=said, reason="Not so."))
    (row,) = rows(found, "strategic_issues", LATER)
    assert (row["answered"], row["seen_elsewhere"]) == ("", "")


def test_a_goal_of_the_provider_is_looked_at_until_it_is_reached() -> None:
    found = talk()
    assert found.codes(NOW, "client", GOAL) == ["D012"]
    assert found.codes(NOW, "provider", replace(GOAL, due=date(2026, 2, 2))) == ["D147"]
    assert found.codes(NOW, "provider", replace(GOAL, what="", seen_by="")) == ["D145", "D145"]
    goal = found.say(NOW, "provider", GOAL).sha256
    assert waits(found) == [("provider", "look at", "goal 1: No calls at night.")]
    look = GoalLookedAt(goal=goal, reached=False, words="Two calls in March.")
    assert found.codes(LATER, "client", replace(look, words=" ")) == ["D018"]
    found.say(LATER, "client", look)
    assert len(waits(found)) == 1
    found.say("2026-04-01 09:00", "client", look)
    assert waits(found) == []
    assert found.codes("2026-04-02 09:00", "provider", EntryReversed(entry=goal, reason="No.")) == [
        "D081"
    ]
    (row,) = rows(found, "provider_goals", "2026-04-01 09:00")
    assert (row["looked_at"], row["reached"]) == (str(at("2026-04-01 09:00")), "")
    reached = replace(look, reached=True, words="None since April.")
    seen = found.say("2026-05-01 09:00", "provider", reached).sha256
    assert found.codes("2026-05-02 09:00", "client", look) == ["D146"]
    (row,) = rows(found, "provider_goals", "2026-05-02 09:00")
    assert row["reached"] == str(at("2026-05-01 09:00"))
    found.say("2026-05-02 09:00", "provider", EntryReversed(entry=seen, reason="One came."))
    (row,) = rows(found, "provider_goals", "2026-05-02 09:00")
    assert row["reached"] == ""
