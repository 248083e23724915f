"""What typing promises, evaluation keeps: the unit, and that there is a value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from servanda.facts.figure import Absence, NoValue, Value
from servanda.formula.exact import evaluate
from servanda.formula.types import Kind
from servanda.kernel.quantity import SHARE, Quantity
from tests.formula.strategies import money_formulas
from tests.formula.worlds import ELAPSED, EUR, FakePlace, FakeScope, figure, meaning, of_kind, typed

_SCOPE = FakeScope(
    known={
        "fee": meaning(figure(EUR)),
        "spent": meaning(figure(EUR)),
        "lost": meaning(figure(EUR, may_be_absent=True)),
        "uptime": meaning(figure(SHARE, may_be_absent=True)),
        "met_share": meaning(figure(SHARE)),
        "downtime": meaning(figure(ELAPSED)),
        "met": meaning(of_kind(Kind.TRUTH)),
    }
)
_amounts = st.fractions(-50, 50, max_denominator=8)
_absent = st.sampled_from(list(Absence)).map(NoValue)


money = _amounts.map(lambda amount: Quantity(amount, EUR))
shares = _amounts.map(lambda amount: Quantity(amount, SHARE))
places: st.SearchStrategy[FakePlace] = st.fixed_dictionaries(
    {
        "fee": money,
        "spent": money,
        "lost": money | _absent,
        "uptime": shares | _absent,
        "met_share": shares,
        "downtime": _amounts.map(lambda amount: Quantity(amount, ELAPSED)),
        "met": st.booleans(),
    }
).map(lambda values: FakePlace(values=values))


@given(money_formulas, places)
def test_unit_and_presence_are_as_typed(text: str, place: FakePlace) -> None:
    found = typed(text, _SCOPE)
    assert found.is_sound, [str(mistake) for mistake in found.diagnostics]
    assert found.type is not None
    value: Value = evaluate(found.expression, place).value
    if isinstance(value, NoValue):
        assert found.type.may_be_absent
    else:
        assert isinstance(value, Quantity)
        assert value.unit == found.type.unit == EUR
