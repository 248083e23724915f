"""What the parties said becomes double entry: everything once, nothing edited."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.facts.standing import SpendingState
from servanda.ledger.balance import balances
from servanda.ledger.book import Ledger
from servanda.ledger.transaction import left_over
from servanda.settlement.posting.holding import HoldingAccountOverdrawn
from servanda.settlement.posting.post import post
from tests.settlement.occasions import Said, small


def standing_of(ledger: Ledger, *, on: date | None = None) -> dict[str, str]:
    """Return what stands on every account that is not empty."""
    assert left_over(ledger.postings()) == {}
    return {
        str(account): str(float(amount.amount))
        for account, amounts in balances(ledger, on=on).items()
        for amount in amounts
        if amount.amount
    }


def test_a_statement_is_posted_line_by_line() -> None:
    """A credit that the agreement sends to the holding account lowers no invoice."""
    said = Said()
    said.issue("2026-02-03", "2026-01", fee="1000", credit="100", held="50", bonus="0")
    ledger = post(small(), said.occasions)
    assert standing_of(ledger) == {
        "Assets:Holding account:Free": "50.0",
        "Liabilities:Current account:Stated": "-900.0",
        "Income:Service credits:credit": "-100.0",
        "Income:Service credits:held": "-50.0",
        "Expenses:Charges:fee": "1000.0",
    }
    (only,) = ledger.transactions
    assert (only.day, only.what) == (date(2026, 2, 3), "2026-01: statement issued")
    assert dict(only.cites) == {
        "entry": "entry 1",
        "period": "2026-01",
        "edition": "1",
        "statement": "statement entry 1",
    }
    assert {each.about for each in only.postings} == {
        "2026-01 fee",
        "2026-01 credit",
        "2026-01 held",
    }


def test_a_cent_that_keeps_a_limit_is_posted_as_rounding() -> None:
    """Three thirds of 200.00: each is 66.67 by itself, and one of them pays 66.66."""
    said = Said()
    said.issue("2026-02-03", "2026-01", fee="1000", credit="66.66 -0.01", held="66.67")
    assert standing_of(post(small(), said.occasions)) == {
        "Assets:Holding account:Free": "66.67",
        "Liabilities:Current account:Stated": "-933.34",
        "Income:Service credits:credit": "-66.67",
        "Income:Service credits:held": "-66.67",
        "Expenses:Charges:fee": "1000.0",
        "Expenses:Rounding": "0.01",
    }
    said.issue("2026-02-20", "2026-01", fee="1000", credit="66.67", held="66.66 -0.01")
    restated = standing_of(post(small(), said.occasions))
    assert restated["Expenses:Rounding"] == "0.01"
    assert "Income:Adjustments:Service credits:credit" not in restated
    assert restated["Assets:Holding account:Free"] == "66.66"
    said.settle("2026-02-21", "2026-01", "held", "50")
    settled = standing_of(post(small(), said.occasions))
    assert "Expenses:Rounding" not in settled
    assert settled["Income:Adjustments:Service credits:held"] == "16.67"


@pytest.mark.parametrize(
    ("kind", "account"),
    [("incentive", "Incentives"), ("gain share", "Gain share"), ("earn-back", "Earn-back")],
)
def test_each_kind_of_incentive_has_accounts_of_its_own(kind: str, account: str) -> None:
    said = Said()
    said.issue("2026-02-03", "2026-01", bonus="10")
    said.issue("2026-02-20", "2026-01", bonus="8")
    assert standing_of(post(small(bonus=kind), said.occasions)) == {
        "Liabilities:Current account:For the next statement": "2.0",
        "Liabilities:Current account:Stated": "-10.0",
        f"Expenses:{account}:bonus": "10.0",
        f"Expenses:Adjustments:{account}:bonus": "-2.0",
    }


def test_a_restatement_posts_its_difference_and_a_later_statement_takes_it_up() -> None:
    said = Said()
    said.issue("2026-02-03", "2026-01", fee="1000", credit="100")
    restated = said.issue("2026-02-20", "2026-01", fee="1000", credit="30")
    waiting = post(small(), said.occasions)
    assert standing_of(waiting) == {
        "Liabilities:Current account:For the next statement": "-70.0",
        "Liabilities:Current account:Stated": "-900.0",
        "Income:Service credits:credit": "-100.0",
        "Income:Adjustments:Service credits:credit": "70.0",
        "Expenses:Charges:fee": "1000.0",
    }
    assert waiting.transactions[-1].cited("reason") == "later evidence"
    said.issue("2026-03-03", "2026-02", [restated], fee="1000", credit="0")
    taken_up = post(small(), said.occasions)
    assert standing_of(taken_up)["Liabilities:Current account:Stated"] == "-1970.0"
    assert "Liabilities:Current account:For the next statement" not in standing_of(taken_up)
    assert standing_of(taken_up, on=date(2026, 3, 2)) == standing_of(waiting)


def test_a_settled_dispute_posts_its_difference() -> None:
    said = Said()
    said.issue("2026-02-03", "2026-01", fee="1000", credit="100")
    said.settle("2026-02-10", "2026-01", "credit", "130")
    before = standing_of(post(small(), said.occasions))
    assert before["Liabilities:Current account:For the next statement"] == "30.0"
    assert before["Income:Adjustments:Service credits:credit"] == "-30.0"
    restated = said.issue("2026-02-11", "2026-01", fee="1000", credit="130")
    assert standing_of(post(small(), said.occasions)) == before
    said.issue("2026-03-03", "2026-02", [restated], fee="1000")
    after = standing_of(post(small(), said.occasions))
    assert after["Liabilities:Current account:Stated"] == "-1870.0"
    assert "Liabilities:Current account:For the next statement" not in after


def test_an_amount_agreed_is_posted_as_it_was_agreed() -> None:
    """Statements round their own lines; what the parties settle on is not rounded again."""
    said = Said()
    said.issue("2026-02-03", "2026-01", credit="100")
    said.settle("2026-02-10", "2026-01", "credit", "100.125")
    assert standing_of(post(small(), said.occasions)) == {
        "Liabilities:Current account:For the next statement": "0.125",
        "Liabilities:Current account:Stated": "100.0",
        "Income:Service credits:credit": "-100.0",
        "Income:Adjustments:Service credits:credit": "-0.125",
    }


def test_replaying_posts_nothing_twice() -> None:
    said = Said()
    said.issue("2026-02-03", "2026-01", fee="1000", credit="100", held="50")
    said.issue("2026-02-20", "2026-01", fee="1000", credit="30", held="80")
    said.spend("2026-02-21", 1, SpendingState.APPROVED)
    once = post(small(), said.occasions)
    twice = [each for occasion in said.occasions for each in (occasion, occasion)]
    assert post(small(), twice) == once
    assert post(small(), [*said.occasions, *said.occasions[-1:]]) == once


def test_taking_a_statement_back_is_a_transaction_of_its_own() -> None:
    said = Said()
    said.issue("2026-02-03", "2026-01", fee="1000", credit="100", held="50")
    said.take_back("2026-02-04", "2026-01")
    ledger = post(small(), said.occasions)
    issued, back = ledger.transactions
    assert back.reverses == issued.identifier
    assert standing_of(ledger) == {}
    assert standing_of(ledger, on=date(2026, 2, 3)) != {}
    said.issue("2026-02-05", "2026-01", fee="1000", credit="90")
    again = standing_of(post(small(), said.occasions))
    assert again["Liabilities:Current account:Stated"] == "-910.0"


def test_a_spending_is_set_aside_then_paid_and_the_rest_goes_back() -> None:
    said = Said()
    said.issue("2026-02-03", "2026-01", held="100")
    said.spend("2026-02-04", 1, SpendingState.PROPOSED)
    said.spend("2026-02-05", 1, SpendingState.APPROVED)
    said.spend("2026-03-01", 1, SpendingState.DONE, "45.50")
    ledger = post(small(), said.occasions)
    history = [
        standing_of(ledger, on=date(2026, 2, 4)),
        standing_of(ledger, on=date(2026, 2, 5)),
        standing_of(ledger),
    ]
    credit = {"Income:Service credits:held": "-100.0"}
    assert history == [
        {"Assets:Holding account:Free": "100.0", **credit},
        {
            "Assets:Holding account:Free": "40.0",
            "Assets:Holding account:Set aside:Proposal 1": "60.0",
            **credit,
        },
        {
            "Assets:Holding account:Free": "54.5",
            **credit,
            "Expenses:Holding account:training": "45.5",
        },
    ]


def test_more_than_there_is_cannot_be_set_aside() -> None:
    said = Said()
    said.issue("2026-02-03", "2026-01", held="59.99")
    said.spend("2026-02-05", 1, SpendingState.APPROVED)
    with pytest.raises(HoldingAccountOverdrawn, match=r"59\.99 EUR is free"):
        post(small(), said.occasions)


def test_a_credit_that_was_spent_is_owed_and_not_taken_from_the_account() -> None:
    """Of 100 held 60 are spent; the credit falls to 10: 40 leave the account, 50 are owed."""
    said = Said()
    said.issue("2026-02-03", "2026-01", held="100")
    said.spend("2026-02-05", 1, SpendingState.APPROVED)
    said.spend("2026-02-06", 1, SpendingState.DONE, "60")
    said.issue("2026-02-20", "2026-01", held="10")
    fallen = standing_of(post(small(), said.occasions))
    assert fallen == {
        "Liabilities:Current account:For the next statement": "-50.0",
        "Income:Service credits:held": "-100.0",
        "Income:Adjustments:Service credits:held": "90.0",
        "Expenses:Holding account:training": "60.0",
    }
    said.issue("2026-02-21", "2026-01", held="80")
    risen = standing_of(post(small(), said.occasions))
    assert risen["Assets:Holding account:Free"] == "20.0"
    assert "Liabilities:Current account:For the next statement" not in risen


def test_taking_back_a_statement_whose_credits_were_spent() -> None:
    said = Said()
    said.issue("2026-02-03", "2026-01", fee="1000", held="100")
    said.spend("2026-02-05", 1, SpendingState.APPROVED)
    said.take_back("2026-02-20", "2026-01")
    assert standing_of(post(small(), said.occasions)) == {
        "Assets:Holding account:Set aside:Proposal 1": "60.0",
        "Liabilities:Current account:For the next statement": "-60.0",
    }


@pytest.mark.parametrize(
    ("rest", "account"),
    [
        ("client", "Liabilities:Current account:Rest of the holding account"),
        ("provider", "Expenses:Holding account:Left to the provider"),
    ],
)
def test_the_rest_goes_where_the_agreement_says(rest: str, account: str) -> None:
    """At the end, and later for credits of the last month that are issued after it."""
    said = Said()
    said.issue("2026-02-03", "2026-01", held="100")
    history = small(rest=rest)
    assert "Assets:Holding account:Free" in standing_of(
        post(history, said.occasions, until=date(2026, 6, 30))
    )
    ended = post(history, said.occasions, until=date(2026, 7, 1))
    assert standing_of(ended)[account] == "100.0"
    assert ended.transactions[-1].day == date(2026, 7, 1)
    said.issue("2026-07-05", "2026-06", held="20")
    assert standing_of(post(history, said.occasions))[account] == "120.0"
    assert standing_of(post(history, said.occasions), on=date(2026, 7, 4)) == standing_of(ended)


def test_a_day_is_that_of_the_agreements_zone() -> None:
    said = Said()
    said.issue("2026-02-03", "2026-01", fee="1")
    late = said.occasions[0].at.plus_seconds(11 * 3600 + 1800)
    moved = [
        type(said.occasions[0])(at=late, cause="x", what="statement issued", standing=said.standing)
    ]
    assert post(small(), moved).transactions[0].day == date(2026, 2, 4)


def test_adjustments_wait_again_when_the_statement_that_took_them_up_is_taken_back() -> None:
    said = Said()
    said.issue("2026-02-03", "2026-01", credit="100")
    restated = said.issue("2026-02-20", "2026-01", credit="30")
    before = standing_of(post(small(), said.occasions))
    said.issue("2026-03-03", "2026-02", [restated], fee="1000")
    said.take_back("2026-03-04", "2026-02")
    assert standing_of(post(small(), said.occasions)) == before
    said.issue("2026-03-05", "2026-02", [restated], fee="1000")
    after = standing_of(post(small(), said.occasions))
    assert after["Liabilities:Current account:Stated"] == "-970.0"
