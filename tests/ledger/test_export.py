"""Exports, checked with beancount itself."""

import csv
import io
import subprocess
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from beancount import loader
from beancount.core import realization
from hypothesis import given, settings

from servanda.kernel.quantity import Quantity
from servanda.ledger.account import Account, AccountKind
from servanda.ledger.balance import balances
from servanda.ledger.book import Ledger
from servanda.ledger.export import account_names, beancount_text, csv_text
from servanda.ledger.transaction import Posting, Transaction
from tests.ledger.strategies import lists_of_transactions


def small_ledger() -> Ledger:
    fee = Account(AccountKind.EXPENSE, ("Charges", "monthly_fee"))
    owed = Account(AccountKind.LIABILITY, ("Current account", "Stated"))
    amount = Quantity.money("1250.5", "EUR")
    return Ledger().commit(
        Transaction(
            identifier="9f2c",
            day=date(2026, 2, 3),
            what='the "first" one',
            postings=(
                Posting(account=fee, amount=amount, about="2026-01 monthly_fee"),
                Posting(account=owed, amount=-amount),
            ),
            cites=(("period", "2026-01"), ("statement digest", "ab")),
        )
    )


def test_beancounts_text() -> None:
    """Everything that it rests on stands beside the money, and sums are asserted."""
    assert (
        beancount_text(small_ledger(), title="Northwind")
        == """\
option "title" "Northwind"
option "operating_currency" "EUR"

2026-02-03 open Liabilities:Current-account:Stated
2026-02-03 open Expenses:Charges:Monthly-fee

2026-02-03 * "the \\"first\\" one"
  identifier: "9f2c"
  period: "2026-01"
  statement-digest: "ab"
  Expenses:Charges:Monthly-fee        1250.5 EUR
    about: "2026-01 monthly_fee"
  Liabilities:Current-account:Stated  -1250.5 EUR

2026-02-04 balance Liabilities:Current-account:Stated  -1250.5 ~ 0 EUR
2026-02-04 balance Expenses:Charges:Monthly-fee  1250.5 ~ 0 EUR
"""
    )


def test_csv_has_a_row_a_posting() -> None:
    rows = list(csv.DictReader(io.StringIO(csv_text(small_ledger()))))
    assert [(row["day"], row["account"], row["amount"]) for row in rows] == [
        ("2026-02-03", "Expenses:Charges:monthly_fee", "1250.5"),
        ("2026-02-03", "Liabilities:Current account:Stated", "-1250.5"),
    ]
    assert rows[0]["cites"] == "period: 2026-01; statement digest: ab"


def test_an_empty_ledger_is_a_text_too() -> None:
    assert beancount_text(Ledger()) == 'option "title" "Servanda"\n'
    assert csv_text(Ledger()).count("\n") == 1


def test_different_accounts_have_different_names() -> None:
    kind = AccountKind.INCOME
    accounts = [Account(kind, (part,)) for part in ("a_b", "a-b", "A b", "日本", "~")]
    names = account_names(accounts)
    assert len(set(names.values())) == len(accounts)


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-1", "@x"])
def test_no_cell_is_computed_by_a_spreadsheet(text: str) -> None:
    (only,) = small_ledger().transactions
    ledger = Ledger().commit(
        Transaction(identifier="x", day=only.day, what=text, postings=only.postings)
    )
    assert {row["what"] for row in csv.DictReader(io.StringIO(csv_text(ledger)))} == {f"'{text}"}


def test_the_tools_own_command_accepts_it(tmp_path: Path) -> None:
    """``bean-check`` says nothing to a sound book, and finds a cent that was changed."""
    book = tmp_path / "book.beancount"
    command = Path(sys.executable).with_name("bean-check")
    book.write_text(beancount_text(small_ledger()), encoding="utf-8")
    said = subprocess.run([command, book], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
    changed = beancount_text(small_ledger()).replace("Monthly-fee  1250.5", "Monthly-fee  1250.51")
    book.write_text(changed, encoding="utf-8")
    said = subprocess.run([command, book], capture_output=True, text=True, check=False)
    assert said.returncode == 1
    assert "Balance failed" in said.stderr


@settings(max_examples=40, deadline=None)
@given(lists_of_transactions())
def test_beancount_comes_to_the_same_balances(transactions: list[Transaction]) -> None:
    ledger = Ledger().commit(*transactions)
    entries, errors, _ = loader.load_string(beancount_text(ledger))
    assert errors == []
    root = realization.realize(entries)
    names = account_names(each.account for each in ledger.postings())
    for account, amounts in balances(ledger).items():
        theirs = realization.get(root, names[account]).balance
        for each in amounts:
            currency = each.unit.powers[0][0].name
            units = theirs.get_currency_units(currency)
            assert Fraction(units.number or Decimal(0)) == each.amount
