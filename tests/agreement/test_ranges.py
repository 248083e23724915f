"""Gaps and overlaps of tables against a look at every value."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from servanda.agreement.check.ranges import check_ranges
from servanda.agreement.model.terms import Choice, Range, Table, TableRow
from servanda.agreement.notebook import Notebook
from servanda.kernel.quantity import Quantity
from servanda.kernel.source import SourceSpan

HERE = SourceSpan.start_of("agreement.yaml")
# Between two edges, which are whole tenths, one value speaks for all.
EVERY = [Quantity.share(Fraction(twentieth, 20)) for twentieth in range(-1, 22)]
EDGES = st.none() | st.integers(0, 10).map(lambda tenth: Quantity.share(Fraction(tenth, 10)))


def is_possible(extent: Range) -> bool:
    if extent.low is None or extent.high is None:
        return extent.low is not extent.high
    if extent.low.amount == extent.high.amount:
        return extent.low_included and extent.high_included
    return extent.low.amount < extent.high.amount


RANGES = st.builds(
    Range, low=EDGES, low_included=st.booleans(), high=EDGES, high_included=st.booleans()
).filter(is_possible)


@given(st.lists(RANGES, min_size=1, max_size=5))
def test_gaps_and_overlaps_are_those_that_there_are(ranges: list[Range]) -> None:
    rows = tuple(
        TableRow(text=str(number), range=extent, gives={}, span=HERE)
        for number, extent in enumerate(ranges)
    )
    table = Table(name="credit", rows=rows, choice=Choice.NONE, title="", span=HERE)
    holding = [sum(row.range.holds(value) for row in rows) for value in EVERY]
    notebook = Notebook()
    ranged = check_ranges(table, notebook)
    codes = {each.code for each in notebook.diagnostics}
    assert ranged is not None
    assert ("A106" in codes) is any(count > 1 for count in holding)
    if "A106" not in codes:
        # A share is looked at from 0% to 100% only.
        assert ("A105" in codes) is (0 in holding[1:-1])
        assert ranged.has_gap is (0 in holding[1:-1])
