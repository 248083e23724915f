"""Lines of two evaluations side by side."""

from __future__ import annotations

from servanda.facts.decision import LinePaid
from servanda.facts.statement import LinePurpose
from servanda.kernel.quantity import Quantity
from servanda.settlement.difference import line_differences


def _line(name: str, purpose: LinePurpose, amount: str) -> LinePaid:
    return LinePaid(name=name, purpose=purpose, payable=Quantity.money(amount, "EUR"))


def test_a_higher_credit_is_less_for_the_client_to_pay() -> None:
    fee = _line("fee", LinePurpose.CHARGE, "1000")
    before = [fee, _line("late", LinePurpose.SERVICE_CREDIT, "100")]
    after = [fee, _line("late", LinePurpose.SERVICE_CREDIT, "130.50")]
    same, late = line_differences(before, after)
    assert same.is_nothing
    assert not late.is_nothing
    assert late.client_pays_more == Quantity.money("-30.50", "EUR")


def test_a_line_of_one_side_is_nothing_on_the_other() -> None:
    bonus = _line("bonus", LinePurpose.INCENTIVE, "70")
    [gone] = line_differences([bonus], [])
    [new] = line_differences([], [bonus])
    assert (gone.after, gone.client_pays_more) == (
        Quantity.money(0, "EUR"),
        Quantity.money(-70, "EUR"),
    )
    assert (new.before, new.client_pays_more) == (
        Quantity.money(0, "EUR"),
        Quantity.money(70, "EUR"),
    )


def test_a_penalty_that_becomes_a_charge_is_another_line() -> None:
    before = [_line("travel", LinePurpose.SERVICE_CREDIT, "40")]
    after = [_line("travel", LinePurpose.CHARGE, "40")]
    more = [each.client_pays_more for each in line_differences(before, after)]
    assert more == [Quantity.money(40, "EUR"), Quantity.money(40, "EUR")]
