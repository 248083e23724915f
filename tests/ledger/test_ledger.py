"""What a ledger takes, what it refuses, and what stands on its accounts."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.kernel.quantity import Quantity
from servanda.ledger.account import Account, AccountKind
from servanda.ledger.balance import account_statement, balance_of, balances
from servanda.ledger.book import Ledger, mirrored
from servanda.ledger.refusals import (
    AlreadyPosted,
    AlreadyReversed,
    BadAccount,
    NoDecimalAmount,
    NotBalanced,
    NothingPosted,
    NotItsReversal,
    NotMoney,
    NotPosted,
)
from servanda.ledger.transaction import Posting, Transaction, left_over, reversal
from tests.ledger.strategies import DAYS, lists_of_transactions

FEE = Account(AccountKind.EXPENSE, ("Charges", "fee"))
CREDIT = Account(AccountKind.INCOME, ("Service credits", "restore_major"))
OWED = Account(AccountKind.LIABILITY, ("Current account",))


def put(account: Account, amount: str | Fraction | int, currency: str = "EUR") -> Posting:
    return Posting(account=account, amount=Quantity.money(amount, currency))


def moved(identifier: str, day: date, *postings: Posting, reverses: str = "") -> Transaction:
    return Transaction(
        identifier=identifier, day=day, what="moved", postings=postings, reverses=reverses
    )


JANUARY = moved("january", date(2026, 2, 3), put(FEE, "250.50"), put(OWED, "-250.50"))
FEBRUARY = moved(
    "february",
    date(2026, 3, 3),
    put(FEE, "250.50"),
    put(OWED, "-250.50"),
    put(CREDIT, "-30.05"),
    put(OWED, "30.05"),
)


def test_balances_are_sums_up_to_a_day() -> None:
    ledger = Ledger().commit(JANUARY, FEBRUARY)
    assert balance_of(ledger, OWED, "EUR") == Quantity.money("-470.95", "EUR")
    assert balance_of(ledger, OWED, "EUR", on=date(2026, 3, 2)) == Quantity.money("-250.50", "EUR")
    assert balance_of(ledger, OWED, "EUR", on=date(2026, 2, 2)).amount == 0
    assert balances(ledger, on=date(2026, 3, 3)) == {
        OWED: (Quantity.money("-470.95", "EUR"),),
        CREDIT: (Quantity.money("-30.05", "EUR"),),
        FEE: (Quantity.money("501.00", "EUR"),),
    }


def test_an_account_holds_what_is_below_it() -> None:
    ledger = Ledger().commit(JANUARY)
    assert balance_of(ledger, Account(AccountKind.EXPENSE, ("Charges",)), "EUR").amount == Fraction(
        501, 2
    )
    assert balance_of(ledger, Account(AccountKind.EXPENSE, ("Char",)), "EUR").amount == 0


def test_a_statement_of_an_account_carries_its_balance() -> None:
    ledger = Ledger().commit(FEBRUARY, JANUARY)
    shown = account_statement(ledger, OWED, first_day=date(2026, 2, 4))
    assert shown.opening == (Quantity.money("-250.50", "EUR"),)
    assert [str(line.balance.amount) for line in shown.lines] == ["-501", "-9419/20"]
    assert shown.closing == (Quantity.money("-470.95", "EUR"),)
    before = account_statement(ledger, OWED, last_day=date(2026, 2, 2))
    assert (before.lines, before.closing) == ((), ())


def test_each_currency_balances_by_itself() -> None:
    with pytest.raises(NotBalanced, match=r"-1 EUR, 1 GBP is left over"):
        moved("mixed", date(2026, 1, 1), put(FEE, 1, "GBP"), put(OWED, -1, "EUR"))


def test_what_is_no_posting_is_refused() -> None:
    with pytest.raises(NotMoney, match="share"):
        Posting(account=FEE, amount=Quantity.share(1))
    with pytest.raises(NoDecimalAmount, match="1/3"):
        put(FEE, Fraction(1, 3))
    with pytest.raises(NothingPosted):
        moved("empty", date(2026, 1, 1))
    with pytest.raises(NothingPosted):
        moved("zero", date(2026, 1, 1), put(FEE, 0), put(OWED, 0))


@pytest.mark.parametrize("path", [(), ("",), ("a:b",), (" a",), ("a\nb",)])
def test_an_account_needs_a_name(path: tuple[str, ...]) -> None:
    with pytest.raises(BadAccount):
        Account(AccountKind.ASSET, path)


def test_a_transaction_is_posted_once() -> None:
    ledger = Ledger().commit(JANUARY)
    with pytest.raises(AlreadyPosted, match="january"):
        ledger.commit(replace(JANUARY, day=date(2026, 5, 5)))
    assert ledger.transactions == (JANUARY,)


def test_all_are_committed_or_none() -> None:
    ledger = Ledger().commit(JANUARY)
    with pytest.raises(AlreadyPosted):
        ledger.commit(FEBRUARY, JANUARY)
    assert ledger.transactions == (JANUARY,)


def test_a_reversal_moves_everything_back_once() -> None:
    back = reversal(JANUARY, identifier="back", day=date(2026, 4, 1), what="taken back")
    ledger = Ledger().commit(JANUARY, back)
    assert ledger.is_reversed("january")
    assert balance_of(ledger, OWED, "EUR").amount == 0
    again = reversal(JANUARY, identifier="again", day=date(2026, 4, 2), what="taken back")
    with pytest.raises(AlreadyReversed):
        ledger.commit(again)
    with pytest.raises(NotPosted):
        Ledger().commit(back)
    half = moved("half", date(2026, 4, 1), put(FEE, "-1"), put(OWED, "1"), reverses="january")
    with pytest.raises(NotItsReversal):
        Ledger().commit(JANUARY, half)


@given(lists_of_transactions())
def test_every_ledger_sums_to_zero(transactions: list[Transaction]) -> None:
    ledger = Ledger().commit(*transactions)
    assert left_over(ledger.postings()) == {}
    for currency in ("EUR", "GBP"):
        whole = sum(
            (
                each.amount
                for amounts in balances(ledger).values()
                for each in amounts
                if each == Quantity.money(each.amount, currency)
            ),
            start=Fraction(0),
        )
        assert whole == 0


@given(lists_of_transactions(), st.randoms(use_true_random=False), DAYS)
def test_the_order_of_commit_changes_no_balance(
    transactions: list[Transaction], random: Random, day: date
) -> None:
    shuffled = list(transactions)
    random.shuffle(shuffled)
    one, other = Ledger().commit(*transactions), Ledger()
    for each in shuffled:
        other = other.commit(each)
    assert balances(one, on=day) == balances(other, on=day)


@given(lists_of_transactions())
def test_reversing_everything_returns_every_balance(transactions: list[Transaction]) -> None:
    ledger = Ledger().commit(*transactions)
    last = date(2027, 12, 31)
    for each in transactions:
        back = reversal(each, identifier=f"-{each.identifier}", day=last, what="back")
        ledger = ledger.commit(back)
    assert all(each.amount == 0 for amounts in balances(ledger).values() for each in amounts)
    before = balances(Ledger().commit(*transactions))
    assert balances(ledger, on=last - timedelta(days=1)) == before


@given(lists_of_transactions())
def test_the_other_party_sees_the_mirror(transactions: list[Transaction]) -> None:
    ledger = Ledger().commit(*transactions)
    seen = mirrored(ledger)
    assert mirrored(seen) == ledger
    assert {
        (replace(account, kind=account.kind.mirrored), tuple(-each for each in amounts))
        for account, amounts in balances(seen).items()
    } == set(balances(ledger).items())


@given(lists_of_transactions(), DAYS, DAYS)
def test_a_statement_closes_with_the_balance(
    transactions: list[Transaction], first_day: date, last_day: date
) -> None:
    ledger = Ledger().commit(*transactions)
    for account in balances(ledger):
        shown = account_statement(ledger, account, first_day=first_day, last_day=last_day)
        for closing in shown.closing:
            currency = closing.unit.powers[0][0].name
            assert balance_of(ledger, account, currency, on=last_day) == closing
