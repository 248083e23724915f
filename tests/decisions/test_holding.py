"""The holding account: what is in it, who decides, and never below zero."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from servanda.decisions.holding import balance
from servanda.facts.decision import (
    Answer,
    DisputeAnswered,
    DisputeRaised,
    EntryReversed,
    SpendingDecided,
    SpendingDone,
    SpendingProposed,
)
from servanda.facts.standing import SpendingState
from servanda.kernel.quantity import Quantity
from tests.decisions.talk import SLOW, TEXT, Talk, at, euros, history_of

PROPOSAL = SpendingProposed(
    amount=euros(80),
    purpose="training",
    what="Two days on payments",
    helps="restored",
    looked_at=date(2026, 9, 30),
)


def free(talk: Talk, when: str) -> Quantity:
    return balance(talk.book, talk.at(when)).free


def test_only_the_named_credits_go_there() -> None:
    talk = Talk()
    assert free(talk, "2026-03-01 10:00") == euros(0)
    talk.issue("2026-03-02 10:00", "2026-02")
    talk.issue("2026-04-02 10:00", "2026-03", slow=30)
    assert free(talk, "2026-04-02 10:00") == euros(130)


def test_a_spending_is_proposed_decided_and_done() -> None:
    talk = Talk()
    talk.issue("2026-03-02 10:00", "2026-02")
    proposed = talk.say("2026-03-03 10:00", "provider", PROPOSAL)
    assert free(talk, "2026-03-03 10:00") == euros(100)
    yes = SpendingDecided(proposal=proposed.sha256, approved=True)
    assert talk.codes("2026-03-04 10:00", "provider", yes) == ["D012"]
    talk.say("2026-03-04 10:00", "client", yes)
    assert free(talk, "2026-03-04 10:00") == euros(20)
    done = SpendingDone(proposal=proposed.sha256, cost=euros(75), on=date(2026, 3, 10))
    assert talk.codes("2026-03-09 10:00", "provider", done) == ["D035"]
    talk.say("2026-03-10 10:00", "provider", done)
    assert free(talk, "2026-03-10 10:00") == euros(25)
    assert talk.codes("2026-03-11 10:00", "provider", done) == ["D034"]
    assert talk.codes("2026-03-11 10:00", "client", yes) == ["D013"]


def test_what_cannot_be_proposed_says_why() -> None:
    talk = Talk()
    talk.issue("2026-03-02 10:00", "2026-02")

    def codes(**changes: object) -> list[str]:
        return talk.codes("2026-03-03 10:00", "client", replace(PROPOSAL, **changes))  # type: ignore[arg-type] # any field may be changed

    assert codes(purpose="trainning") == ["D017"]
    assert codes(helps="restord") == ["D017"]
    assert codes(what="") == ["D018"]
    assert codes(amount=euros(101)) == ["D032"]
    assert codes(amount=euros(0)) == ["D031"]
    assert codes(amount=euros(-5)) == ["D031"]
    assert codes(amount=Quantity.money("5.001", "EUR")) == ["D031"]
    assert codes(amount=Quantity.money(5, "USD")) == ["D031"]
    assert codes(looked_at=date(2026, 3, 3)) == ["D035"]
    assert codes(amount=euros(100)) == []


def test_two_proposals_cannot_both_be_approved_beyond_the_balance() -> None:
    talk = Talk()
    talk.issue("2026-03-02 10:00", "2026-02")
    first = talk.say("2026-03-03 10:00", "provider", PROPOSAL)
    second = talk.say("2026-03-03 10:00", "client", PROPOSAL)
    talk.say("2026-03-04 10:00", "client", SpendingDecided(proposal=first.sha256, approved=True))
    again = SpendingDecided(proposal=second.sha256, approved=True)
    assert talk.codes("2026-03-04 10:00", "client", again) == ["D032"]
    no = SpendingDecided(proposal=second.sha256, approved=False)
    assert talk.codes("2026-03-04 10:00", "client", no) == ["D018"]
    beyond = SpendingDone(proposal=first.sha256, cost=euros(81), on=date(2026, 3, 4))
    assert talk.codes("2026-03-05 10:00", "provider", beyond) == ["D033"]
    talk.say("2026-03-05 10:00", "provider", EntryReversed(entry=first.sha256, reason="Too soon."))
    assert free(talk, "2026-03-05 10:00") == euros(100)
    talk.say("2026-03-06 10:00", "client", again)
    assert talk.standing.spendings[1].state is SpendingState.APPROVED


def test_silence_decides_in_order_and_never_beyond_the_balance() -> None:
    talk = Talk()
    talk.issue("2026-03-02 10:00", "2026-02")
    talk.say("2026-03-03 10:00", "provider", PROPOSAL)
    talk.say("2026-03-03 11:00", "provider", PROPOSAL)
    later = talk.at("2026-06-01 10:00")
    assert [each.state.value for each in later.spendings] == ["approved", "declined"]
    assert [each.by_silence for each in later.spendings] == [True, True]
    assert later.spendings[0].decided_at == at("2026-04-02 10:00").plus_seconds(-3600)
    assert later.spendings[1].reason == "the holding account did not have it"


def test_silence_spends_nothing_once_the_agreement_has_ended() -> None:
    """The rest of the account is somebody's from the day after the last, so it cannot be spent."""
    talk = Talk()
    talk.issue("2026-03-02 10:00", "2026-02")
    talk.say("2026-12-01 10:00", "provider", replace(PROPOSAL, looked_at=date(2027, 2, 1)))
    talk.say("2026-12-02 10:00", "provider", replace(PROPOSAL, looked_at=date(2027, 2, 1)))
    later = talk.at("2027-03-01 10:00")
    assert [each.state.value for each in later.spendings] == ["approved", "declined"]
    assert later.spendings[1].reason == "the agreement ended on 2026-12-31"


def test_credits_taken_away_after_they_were_spent_leave_the_account_at_zero() -> None:
    talk = Talk()
    talk.issue("2026-03-02 10:00", "2026-02")
    proposed = talk.say("2026-03-03 10:00", "client", PROPOSAL)
    talk.say("2026-03-03 10:00", "client", SpendingDecided(proposal=proposed.sha256, approved=True))
    talk.issue("2026-03-05 10:00", "2026-02", slow=50, edition=2)
    assert free(talk, "2026-03-05 10:00") == euros(0)
    talk.issue("2026-04-02 10:00", "2026-03", slow=40)
    assert free(talk, "2026-04-02 10:00") == euros(40)
    # The 30 euros that the client owed are given back first.
    talk.issue("2026-04-05 10:00", "2026-02", slow=90, edition=3)
    assert free(talk, "2026-04-05 10:00") == euros(50)


def test_a_dispute_that_changes_a_credit_changes_the_balance() -> None:
    talk = Talk()
    statement = talk.issue("2026-03-02 10:00", "2026-02")
    raised = talk.say(
        "2026-03-03 10:00",
        "client",
        DisputeRaised(statement=statement.sha256, line=SLOW, reason="More.", proposed=euros(140)),
    )
    assert free(talk, "2026-03-03 10:00") == euros(100)
    accepted = DisputeAnswered(dispute=raised.sha256, answer=Answer.ACCEPTED, reason="")
    talk.say("2026-03-04 10:00", "provider", accepted)
    assert free(talk, "2026-03-04 10:00") == euros(140)


def test_a_statement_taken_back_takes_its_credits_with_it() -> None:
    talk = Talk()
    statement = talk.issue("2026-03-02 10:00", "2026-02")
    talk.say("2026-03-03 10:00", "provider", EntryReversed(entry=statement.sha256, reason="Slip."))
    assert free(talk, "2026-03-03 10:00") == euros(0)


def test_nothing_is_spent_after_the_end_or_without_an_account() -> None:
    talk = Talk()
    talk.issue("2026-03-02 10:00", "2026-02")
    ended = replace(PROPOSAL, looked_at=date(2027, 9, 30))
    assert talk.codes("2027-01-02 10:00", "client", ended) == ["D036"]
    without = Talk(history_of(TEXT[: TEXT.index("holding account")]))
    assert without.codes("2026-03-03 10:00", "client", PROPOSAL) == ["D030"]


@pytest.mark.parametrize("party", ["client", "provider"])
def test_either_party_may_propose(party: str) -> None:
    talk = Talk()
    talk.issue("2026-03-02 10:00", "2026-02")
    assert talk.codes("2026-03-03 10:00", party, PROPOSAL) == []
