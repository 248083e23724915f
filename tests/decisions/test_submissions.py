"""Evidence: submitted, accepted by word or silence, queried, answered, replaced."""

from __future__ import annotations

from dataclasses import replace

import pytest

from servanda.decisions.reminding import ReminderSort, reminders
from servanda.decisions.waiting import waiting
from servanda.facts.decision import (
    Entry,
    EntryReversed,
    EvidenceAccepted,
    EvidenceQueried,
    EvidenceSubmitted,
    QueryAnswered,
)
from servanda.facts.standing import Standing
from servanda.facts.submitted import EvidenceState
from tests.decisions.talk import TEXT, Talk, at, history_of

ANSWERED = TEXT.replace(
    "  spending: {within",
    "  evidence: {within: 10 calendar days, silence means: accepted}\n"
    "  query: {within: 48 hours}\n  spending: {within",
)


def submitted_talk(text: str = ANSWERED) -> tuple[Talk, Entry]:
    talk = Talk(history_of(text))
    return talk, submit(talk, "2026-02-02 10:00")


def submit(talk: Talk, when: str, snapshot: str = "ab") -> Entry:
    act = EvidenceSubmitted(snapshot_sha256=snapshot * 32, texts=())
    return talk.say(when, "provider", act)


def query(entry: Entry, *, reason: str = "INC1 was reopened.") -> EvidenceQueried:
    return EvidenceQueried(evidence=entry.sha256, reason=reason, table="incidents", keys=("INC1",))


def asked(talk: Talk, standing: Standing) -> list[tuple[str, str, str]]:
    return [(each.party, each.what, str(each.due)) for each in waiting(talk.book, standing)]


def test_the_other_party_accepts() -> None:
    talk, entry = submitted_talk()
    yes = EvidenceAccepted(evidence=entry.sha256)
    assert talk.codes("2026-02-03 10:00", "provider", yes) == ["D012"]
    talk.say("2026-02-03 10:00", "client", yes)
    (evidence,) = talk.standing.submitted
    assert (evidence.state, evidence.decided_at) == (EvidenceState.ACCEPTED, at("2026-02-03 10:00"))
    assert talk.codes("2026-02-04 10:00", "client", yes) == ["D120"]
    assert talk.codes("2026-02-04 10:00", "client", query(entry)) == ["D120"]


def test_silence_accepts_where_the_agreement_says_so() -> None:
    talk, _ = submitted_talk()
    assert asked(talk, talk.standing) == [("client", "evidence 1", "2026-02-12T09:00:00Z")]
    (evidence,) = talk.at("2026-02-14 10:00").submitted
    assert (evidence.state, evidence.by_silence) == (EvidenceState.ACCEPTED, True)


def test_where_no_time_is_agreed_evidence_asks_nothing_of_anybody() -> None:
    talk, entry = submitted_talk(TEXT)
    assert asked(talk, talk.at("2026-12-01 10:00")) == []
    talk.say("2026-03-01 10:00", "client", EvidenceAccepted(evidence=entry.sha256))


def test_a_query_stops_the_time_until_it_is_answered() -> None:
    talk, entry = submitted_talk()
    assert talk.codes("2026-02-03 10:00", "provider", query(entry)) == ["D012"]
    assert talk.codes("2026-02-03 10:00", "client", query(entry, reason="")) == ["D018"]
    elsewhere = replace(query(entry), table="incident")
    assert talk.codes("2026-02-03 10:00", "client", elsewhere) == ["D017"]
    assert talk.codes("2026-02-03 10:00", "client", replace(elsewhere, table="")) == ["D121"]
    raised = talk.say("2026-02-03 10:00", "client", query(entry))
    assert asked(talk, talk.standing) == [
        ("provider", "query 2 about evidence 1: INC1 was reopened.", "2026-02-05T09:00:00Z")
    ]
    (open_one,) = talk.at("2026-03-30 10:00").submitted
    assert open_one.state is EvidenceState.QUERIED
    words = QueryAnswered(query=raised.sha256, reason="It was not; see the log.")
    assert talk.codes("2026-02-20 10:00", "client", words) == ["D012"]
    assert talk.codes("2026-02-20 10:00", "provider", replace(words, reason="")) == ["D018"]
    talk.say("2026-02-20 10:00", "provider", words)
    assert talk.codes("2026-02-20 11:00", "provider", words) == ["D013"]
    (again,) = talk.standing.submitted
    assert (again.state, again.asked_at) == (EvidenceState.SUBMITTED, at("2026-02-20 10:00"))
    (silent,) = talk.at("2026-03-30 10:00").submitted
    assert (silent.state, silent.by_silence) == (EvidenceState.ACCEPTED, True)


def test_better_evidence_answers_a_query() -> None:
    talk, entry = submitted_talk()
    raised = talk.say("2026-02-03 10:00", "client", query(entry))
    later = submit(talk, "2026-02-04 10:00", "cd")
    before, now = talk.standing.submitted
    assert (before.state, now.state) == (EvidenceState.REPLACED, EvidenceState.SUBMITTED)
    assert before.queries[0].answer == "later evidence was submitted in entry 3"
    assert talk.codes("2026-02-05 10:00", "client", query(entry)) == ["D120"]
    words = QueryAnswered(query=raised.sha256, reason="Late.")
    assert talk.codes("2026-02-05 10:00", "provider", words) == ["D013"]
    talk.say("2026-02-05 10:00", "client", EvidenceAccepted(evidence=later.sha256))
    assert asked(talk, talk.standing) == []


def test_accepting_ends_ones_own_queries_and_they_can_be_taken_back() -> None:
    talk, entry = submitted_talk()
    raised = talk.say("2026-02-03 10:00", "client", query(entry))
    talk.say("2026-02-03 11:00", "client", EntryReversed(entry=raised.sha256, reason="A slip."))
    assert talk.standing.submitted[0].state is EvidenceState.SUBMITTED
    second = talk.say("2026-02-03 12:00", "client", query(entry))
    talk.say("2026-02-03 13:00", "client", EvidenceAccepted(evidence=entry.sha256))
    assert talk.standing.submitted[0].queries[1].answered_at == at("2026-02-03 13:00")
    back = EntryReversed(entry=second.sha256, reason="A slip.")
    assert talk.codes("2026-02-03 14:00", "client", back) == ["D081"]
    gone = EntryReversed(entry=entry.sha256, reason="A slip.")
    assert talk.codes("2026-02-03 14:00", "provider", gone) == ["D081"]


@pytest.mark.parametrize(
    ("when", "sorts"),
    [
        ("evidence", ["asked", "due soon", "due soon"]),
        ("query", ["asked", "due soon", "overdue"]),
        ("nothing agreed", ["asked"]),
    ],
)
def test_a_party_is_reminded_when_asked_and_before_its_time_runs_out(
    when: str, sorts: list[str]
) -> None:
    talk, entry = submitted_talk(TEXT if when == "nothing agreed" else ANSWERED)
    if when != "evidence":
        talk.say("2026-02-03 10:00", "client", query(entry))
    told = reminders(waiting(talk.book, talk.standing))
    assert [each.sort.value for each in told] == sorts
    assert len({each.key for each in told}) == len(told)
    assert told == tuple(sorted(told, key=lambda each: each.at))
    soon = [each for each in told if each.sort is ReminderSort.DUE_SOON]
    for each in soon:
        assert each.waiting.due is not None
        assert each.waiting.due.micros - each.at.micros in {86_400_000_000, 7 * 86_400_000_000}
