"""Ledgers drawn at random."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from servanda.kernel.quantity import Quantity
from servanda.ledger.account import Account, AccountKind
from servanda.ledger.transaction import Posting, Transaction

PARTS = st.sampled_from(
    ["Charges", "credit", "P 1", "Über", "ber", "a-b", "a_b", "A b", "9", "日本", "x", "X", "~"]
)
ACCOUNTS = st.builds(
    Account, st.sampled_from(AccountKind), st.lists(PARTS, min_size=1, max_size=3).map(tuple)
)
CENTS = st.integers(-(10**7), 10**7).filter(bool).map(lambda cents: Fraction(cents, 100))
DAYS = st.integers(0, 400).map(lambda days: date(2026, 1, 1) + timedelta(days=days))
CURRENCIES = st.sampled_from(["EUR", "GBP"])
TEXTS = st.text(max_size=20)


@st.composite
def transactions(draw: st.DrawFn, identifier: str) -> Transaction:
    postings: list[Posting] = []
    for currency in draw(st.lists(CURRENCIES, min_size=1, max_size=2, unique=True)):
        amounts = draw(st.lists(CENTS, min_size=1, max_size=3))
        rest = -sum(amounts, start=Fraction(0))
        for amount in [*amounts, *([rest] if rest else [])]:
            about = draw(TEXTS)
            money = Quantity.money(amount, currency)
            postings.append(Posting(account=draw(ACCOUNTS), amount=money, about=about))
    return Transaction(
        identifier=identifier,
        day=draw(DAYS),
        what=draw(TEXTS),
        postings=tuple(postings),
        cites=(("entry", draw(TEXTS)),),
    )


@st.composite
def lists_of_transactions(draw: st.DrawFn, *, most: int = 4) -> list[Transaction]:
    count = draw(st.integers(0, most))
    return [draw(transactions(identifier=f"t{number}")) for number in range(count)]
