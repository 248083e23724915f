"""Statements: handed over, agreed, disputed, restated, and closed by silence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from servanda.facts.decision import (
    Answer,
    DisputeAnswered,
    DisputeRaised,
    Entry,
    EntryReversed,
    LineNamed,
    RightWaived,
    StatementAgreed,
    StatementIssued,
)
from servanda.facts.standing import DisputeState
from servanda.kernel.quantity import Quantity
from tests.decisions.talk import FEE, LATE, SLOW, TEXT, Talk, at, euros, history_of

# Fifteen business days after Monday 2 March, 10:00.
DUE = "2026-03-23 10:00"


def dispute(
    statement: Entry,
    *,
    line: LineNamed = SLOW,
    reason: str = "It was quick.",
    proposed: Quantity | None = None,
) -> DisputeRaised:
    return DisputeRaised(statement=statement.sha256, line=line, reason=reason, proposed=proposed)


def issued_talk() -> tuple[Talk, Entry]:
    talk = Talk()
    return talk, talk.issue("2026-03-02 10:00", "2026-02")


def test_silence_agrees_to_all_lines_after_its_time() -> None:
    talk, _ = issued_talk()
    assert talk.at(DUE).issued["2026-02"].closed_at is None
    closed = talk.at("2026-03-23 10:01").issued["2026-02"]
    assert closed.closed_at == at(DUE)
    assert closed.by_silence
    assert closed.agreed == (FEE, SLOW, LATE)


def test_agreeing_to_some_lines_leaves_the_others() -> None:
    talk, statement = issued_talk()
    some = StatementAgreed(statement=statement.sha256, lines=(FEE,))
    assert talk.codes("2026-03-03 10:00", "provider", some) == ["D012"]
    talk.say("2026-03-03 10:00", "client", some)
    assert talk.codes("2026-03-03 10:00", "client", some) == ["D043"]
    assert talk.codes("2026-03-03 10:00", "client", dispute(statement, line=FEE)) == ["D043"]
    rest = StatementAgreed(statement=statement.sha256)
    talk.say("2026-03-04 10:00", "client", rest)
    assert talk.standing.issued["2026-02"].closed_at == at("2026-03-04 10:00")
    assert talk.codes("2026-03-04 10:00", "client", rest) == ["D015"]


@pytest.mark.parametrize(
    ("answer", "amount", "state", "paid"),
    [
        (Answer.ACCEPTED, None, DisputeState.CHANGED, 40),
        (Answer.SETTLED, 70, DisputeState.CHANGED, 70),
        (Answer.DECLINED, None, DisputeState.STANDS, None),
    ],
)
def test_a_dispute_keeps_a_period_open_until_it_is_answered(
    answer: Answer, amount: int | None, state: DisputeState, paid: int | None
) -> None:
    talk, statement = issued_talk()
    raised = talk.say("2026-03-20 10:00", "client", dispute(statement, proposed=euros(40)))
    open_period = talk.at("2026-03-30 10:00").issued["2026-02"]
    assert (open_period.agreed, open_period.closed_at) == ((FEE, LATE), None)
    said = DisputeAnswered(
        dispute=raised.sha256,
        answer=answer,
        reason="So.",
        amount=euros(amount) if amount is not None else None,
    )
    talk.say("2026-04-01 10:00", "provider", said)
    closed = talk.standing.issued["2026-02"]
    assert closed.closed_at == at("2026-04-01 10:00")
    assert closed.disputes[0].state is state
    assert closed.disputes[0].amount == (euros(paid) if paid is not None else None)
    assert talk.codes("2026-04-01 10:00", "provider", said) == ["D013"]


def test_a_dispute_that_nobody_answers_is_declined() -> None:
    talk, statement = issued_talk()
    talk.say("2026-03-20 10:00", "client", dispute(statement, proposed=euros(40)))
    standing = talk.at("2026-04-30 10:00")
    (one,) = standing.issued["2026-02"].disputes
    assert (one.state, one.by_silence) == (DisputeState.STANDS, True)
    assert one.decided_at == at("2026-04-03 10:00").plus_seconds(-3600)  # summer time by then
    assert standing.issued["2026-02"].closed_at == one.decided_at


def test_disputes_that_are_not_allowed_say_why() -> None:
    talk, statement = issued_talk()
    when = "2026-03-20 10:00"
    assert talk.codes(when, "provider", dispute(statement)) == ["D012"]
    assert talk.codes(when, "client", dispute(statement, reason="")) == ["D018"]
    assert talk.codes(when, "client", dispute(statement, line=LineNamed(name="slo"))) == ["D017"]
    segment = LineNamed(name="slow", segment=(("service", "payments"),))
    assert talk.codes(when, "client", dispute(statement, line=segment)) == ["D017"]
    dollars = Quantity.money(5, "USD")
    assert talk.codes(when, "client", dispute(statement, proposed=dollars)) == ["D031"]
    half_a_cent = Quantity.money("5.005", "EUR")
    (refused,) = talk.objections(when, "client", dispute(statement, proposed=half_a_cent))
    assert refused.message.endswith("nothing finer than 0.01 EUR is paid")
    unknown = replace(dispute(statement), statement="ff" * 32)
    assert talk.codes(when, "client", unknown) == ["D010"]
    assert talk.codes("2026-03-23 10:01", "client", dispute(statement)) == ["D043"]
    raised = talk.say(when, "client", dispute(statement))
    assert talk.codes(when, "client", dispute(statement)) == ["D043"]
    answers = {
        Answer.ACCEPTED: ["D044"],
        Answer.SETTLED: ["D044"],
        Answer.DECLINED: ["D018"],
    }
    for answer, codes in answers.items():
        said = DisputeAnswered(dispute=raised.sha256, answer=answer, reason="")
        expected = ["D018", *codes] if answer is Answer.SETTLED else codes
        assert talk.codes(when, "provider", said) == expected
    odd = DisputeAnswered(
        dispute=raised.sha256, answer=Answer.DECLINED, reason="No.", amount=euros(1)
    )
    assert talk.codes(when, "provider", odd) == ["D044"]
    wrong = DisputeAnswered(dispute=statement.sha256, answer=Answer.ACCEPTED, reason="")
    assert talk.codes(when, "provider", wrong) == ["D011"]
    own = DisputeAnswered(dispute=raised.sha256, answer=Answer.DECLINED, reason="No.")
    assert talk.codes(when, "client", own) == ["D012"]


def test_where_silence_accepts_a_dispute_it_names_an_amount() -> None:
    text = TEXT.replace(
        "dispute: {within: 10 business days of office, silence means: declined}",
        "dispute: {within: 10 business days of office, silence means: accepted}",
    )
    talk = Talk(history_of(text))
    statement = talk.issue("2026-03-02 10:00", "2026-02")
    assert talk.codes("2026-03-20 10:00", "client", dispute(statement)) == ["D044"]
    talk.say("2026-03-20 10:00", "client", dispute(statement, proposed=euros(0)))
    (one,) = talk.at("2026-04-30 10:00").issued["2026-02"].disputes
    assert (one.state, one.amount) == (DisputeState.CHANGED, euros(0))


def test_a_restatement_asks_again_about_what_it_changed() -> None:
    talk, first = issued_talk()
    talk.say("2026-03-03 10:00", "client", StatementAgreed(statement=first.sha256))
    second = talk.issue("2026-04-01 10:00", "2026-02", slow=200, edition=2)
    period = talk.standing.issued["2026-02"]
    assert (period.agreed, period.closed_at) == ((FEE, LATE), None)
    assert talk.codes("2026-04-02 10:00", "client", dispute(first)) == ["D045"]
    assert talk.codes("2026-04-02 10:00", "client", dispute(second)) == []
    talk.say("2026-04-02 10:00", "client", StatementAgreed(statement=second.sha256))
    assert talk.standing.issued["2026-02"].closed_at == at("2026-04-02 10:00")


def test_a_restatement_that_pays_what_a_dispute_ended_with_is_agreed_at_once() -> None:
    talk, first = issued_talk()
    raised = talk.say("2026-03-03 10:00", "client", dispute(first, proposed=euros(40)))
    accepted = DisputeAnswered(dispute=raised.sha256, answer=Answer.ACCEPTED, reason="")
    talk.say("2026-03-04 10:00", "provider", accepted)
    talk.say("2026-03-05 10:00", "client", StatementAgreed(statement=first.sha256))
    talk.issue("2026-04-01 10:00", "2026-02", slow=40, edition=2)
    assert talk.standing.issued["2026-02"].closed_at == at("2026-03-05 10:00")


def test_statements_follow_each_other() -> None:
    talk, first = issued_talk()
    act = first.act
    assert isinstance(act, StatementIssued)
    again = replace(act, edition=1)
    assert talk.codes("2026-03-03 10:00", "provider", again) == ["D040"]
    bare = replace(act, edition=2)
    assert talk.codes("2026-03-03 10:00", "provider", bare) == ["D041"]
    early = replace(act, period="2026-03")
    assert talk.codes("2026-03-31 10:00", "provider", early) == ["D026"]
    assert talk.codes("2026-03-31 10:00", "provider", replace(act, period="2027-03")) == ["D016"]
    lines = tuple(replace(each, payable=Quantity.money(1, "USD")) for each in act.lines[:1])
    other = replace(act, period="2026-01", lines=lines)
    assert talk.codes("2026-03-31 10:00", "provider", other) == ["D031"]


def test_a_difference_is_paid_once_and_on_a_first_edition() -> None:
    talk, first = issued_talk()
    second = talk.issue("2026-03-04 10:00", "2026-02", slow=50, edition=2)
    act = first.act
    assert isinstance(act, StatementIssued)
    march = replace(act, period="2026-03", adjusts=(second.sha256,))
    when = "2026-04-02 10:00"
    assert talk.codes(when, "provider", replace(march, adjusts=(first.sha256,))) == ["D042"]
    twice = replace(march, adjusts=(second.sha256, second.sha256))
    assert talk.codes(when, "provider", twice) == ["D042", "D042"]
    talk.say(when, "provider", march)
    april = replace(march, period="2026-04")
    assert talk.codes("2026-05-02 10:00", "provider", april) == ["D042"]
    third = replace(act, edition=3, reasons=("again",), adjusts=(second.sha256,))
    assert talk.codes(when, "provider", third) == ["D042"]


def test_a_statement_is_taken_back_until_it_is_answered() -> None:
    talk, first = issued_talk()
    back = EntryReversed(entry=first.sha256, reason="The wrong month.")
    assert talk.codes("2026-03-03 10:00", "client", back) == ["D080"]
    unsaid = EntryReversed(entry=first.sha256, reason="")
    assert talk.codes("2026-03-03 10:00", "provider", unsaid) == ["D018"]
    answered = Talk()
    other = answered.issue("2026-03-02 10:00", "2026-02")
    answered.say("2026-03-03 10:00", "client", dispute(other))
    late = EntryReversed(entry=other.sha256, reason="The wrong month.")
    assert answered.codes("2026-03-04 10:00", "provider", late) == ["D081"]
    talk.say("2026-03-03 10:00", "provider", back)
    assert talk.standing.issued == {}
    talk.issue("2026-03-03 11:00", "2026-02")
    assert talk.codes("2026-03-03 12:00", "provider", back) == ["D010"]


@pytest.mark.parametrize(
    ("when", "closed"), [("2026-03-21 10:00", DUE), ("2026-03-24 10:00", "2026-03-24 10:00")]
)
def test_a_dispute_taken_back_leaves_the_line_to_be_agreed(when: str, closed: str) -> None:
    talk, first = issued_talk()
    raised = talk.say("2026-03-20 10:00", "client", dispute(first))
    talk.say(when, "client", EntryReversed(entry=raised.sha256, reason="We looked again."))
    period = talk.at("2026-03-25 10:00").issued["2026-02"]
    assert (period.closed_at, period.disputes[0].state) == (at(closed), DisputeState.WITHDRAWN)


def test_a_dispute_that_was_answered_is_not_taken_back() -> None:
    talk, first = issued_talk()
    raised = talk.say("2026-03-03 10:00", "client", dispute(first))
    back = EntryReversed(entry=raised.sha256, reason="We looked again.")
    assert talk.codes("2026-03-24 10:00", "client", back) == ["D081"]


def test_a_waiver_is_for_the_party_that_a_line_favours() -> None:
    talk = Talk()
    slow = RightWaived(line=SLOW, period="2026-04", reason="A new team.")
    quick = replace(slow, line=LineNamed(name="quick"))
    fee = replace(slow, line=FEE)
    when = "2026-04-10 10:00"
    assert talk.codes(when, "provider", slow) == ["D060"]
    assert talk.codes(when, "client", quick) == ["D060"]
    assert talk.codes(when, "client", fee) == ["D060"]
    assert talk.codes(when, "client", replace(slow, line=LineNamed(name="slw"))) == ["D017"]
    assert talk.codes(when, "client", replace(slow, reason="")) == ["D018"]
    assert talk.codes(when, "client", replace(slow, period="2027-04")) == ["D016"]
    talk.say(when, "provider", quick)
    given = talk.say(when, "client", slow)
    assert talk.codes(when, "client", slow) == ["D025"]
    assert [each.line.name for each in talk.standing.waivers] == ["quick", "slow"]
    talk.say(when, "client", EntryReversed(entry=given.sha256, reason="A slip."))
    assert [each.line.name for each in talk.standing.waivers] == ["quick"]
    talk.issue("2026-05-02 10:00", "2026-04")
    assert talk.codes("2026-06-30 10:00", "client", slow) == ["D015"]
