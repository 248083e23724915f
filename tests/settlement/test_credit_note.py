"""What a statement credits the client, its charges apart."""

from __future__ import annotations

from datetime import date

from servanda.settlement.posting.credit_note import GoesTo, credit_notes
from tests.settlement.occasions import Said, euro, small


def test_a_note_says_what_comes_off_invoices_and_what_waits() -> None:
    said = Said()
    said.issue("2026-02-03", "2026-01", fee="1000", credit="100", held="50", bonus="10")
    (note,) = credit_notes(small(), said.occasions)
    assert (note.number, note.day, note.period.label) == (1, date(2026, 2, 3), "2026-01")
    assert (note.off_invoices, note.to_holding_account, note.net) == (euro(90), euro(50), euro(140))
    assert [(each.name, each.amount, each.goes_to) for each in note.lines] == [
        ("credit", euro(100), GoesTo.INVOICES),
        ("held", euro(50), GoesTo.HOLDING_ACCOUNT),
        ("bonus", euro(-10), GoesTo.INVOICES),
    ]


def test_a_statement_without_a_credit_on_balance_takes_no_number() -> None:
    said = Said()
    said.issue("2026-02-03", "2026-01", fee="1000", bonus="10")
    said.issue("2026-03-03", "2026-02", fee="1000", credit="100")
    assert [note.number for note in credit_notes(small(), said.occasions)] == [0, 1]


def test_differences_stand_on_the_note_of_the_statement_that_takes_them_up() -> None:
    said = Said()
    said.issue("2026-02-03", "2026-01", fee="1000", credit="100")
    restated = said.issue("2026-02-20", "2026-01", fee="990", credit="30")
    said.issue("2026-03-03", "2026-02", [restated], fee="1000", credit="100")
    first, second = credit_notes(small(), said.occasions)
    assert first.net == euro(100)
    assert [(each.period, each.name, each.amount, each.because) for each in second.lines] == [
        ("2026-02", "credit", euro(100), ""),
        ("2026-01", "fee", euro(10), "later evidence"),
        ("2026-01", "credit", euro(-70), "later evidence"),
    ]
    assert second.net == euro(40)


def test_a_number_is_not_given_to_another_statement() -> None:
    said = Said()
    said.issue("2026-02-03", "2026-01", credit="100")
    said.take_back("2026-02-04", "2026-01")
    said.issue("2026-02-05", "2026-01", credit="90")
    assert [note.number for note in credit_notes(small(), said.occasions)] == [1, 2]
    assert credit_notes(small(), said.occasions * 2) == credit_notes(small(), said.occasions)
