"""Ratios and scores: what counts, what does not, and exact figures."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from servanda.facts.figure import Absence, NoValue
from servanda.facts.measurement import Measurement
from servanda.kernel.quantity import PERCENTAGE_POINTS, Quantity
from servanda.kernel.unit import BaseKind, Unit
from servanda.measurement import reasons
from servanda.measurement.measure import Measurements
from tests.measurement.scene import figure, scene

SECONDS = Unit.of(BaseKind.ELAPSED)

TEXT = """
terms:
  target: {2026-01-01: 800 milliseconds, 2026-02-01: 700 milliseconds}
evidence:
  loads:
    each: record
    noun: load
    file: loads.csv
    key: load
    at: seen
    nulls: [""]
    columns:
      load: text
      seen: instant
      state: text
      response: duration in milliseconds
      site: text
      cost: money EUR
      users: whole number
  answers:
    each: record
    noun: answer
    file: answers.csv
    key: answer
    at: given
    nulls: [""]
    columns: {answer: text, given: instant, score: whole number}
measures:
  quick: {from: loads, ratio: {at: seen}, value: share(state = 'up' and response at most target)}
  slowest: {from: loads, ratio: {at: seen}, value: "percentile(75%, response)"}
  middle: {from: loads, ratio: {at: seen}, value: median(response)}
  average: {from: loads, ratio: {at: seen}, value: mean(cost)}
  each_user: {from: loads, ratio: {at: seen}, value: mean(cost / users)}
  total: {from: loads, where: state = 'up', ratio: {at: seen}, value: sum(cost) - 1 EUR}
  how_many: {from: loads, ratio: {at: seen}, value: count(where state = 'down')}
  gap: {from: loads, ratio: {at: seen}, value: share(state = 'up') - share(state = 'down')}
  by_site:
    from: loads
    ratio: {at: seen}
    by: {site: [a, b, c]}
    value: share(state = 'up')
    minimum sample: 2
  steady:
    from: loads
    ratio: {at: seen, every: 1 hour, good: share(state = 'up') at least 50%, empty: EMPTY}
    value: share(good)
  liked: {from: answers, score: {answer: score, missing: [99], scale: 0 to 10}, value: mean(answer)}
  promoters:
    from: answers
    score: {answer: score, missing: [99], scale: 0 to 10}
    value: nps(answer)
"""

TABLES = {
    "loads": """
    load,seen,state,response,site,cost,users
    1,2026-01-05T10:00:00Z,up,100,a,1.00,3
    2,2026-01-05T10:30:00Z,up,800,a,2.00,3
    3,2026-01-05T11:00:00Z,up,801,b,4.00,3
    4,2026-01-05T11:10:00Z,down,100,b,,3
    5,2026-01-05T11:20:00Z,down,,b,3.00,0
    6,2026-02-05T10:00:00Z,up,800,a,1.00,7
    7,,up,800,a,1.00,7
    """,
    "answers": """
    answer,given,score
    1,2026-01-05T10:00:00Z,10
    2,2026-01-05T10:00:00Z,9
    3,2026-01-05T10:00:00Z,7
    4,2026-01-05T10:00:00Z,6
    5,2026-01-05T10:00:00Z,99
    6,2026-01-05T10:00:00Z,
    7,2026-01-05T10:00:00Z,11
    """,
}


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measurements:
    folder = tmp_path_factory.mktemp("kinds")
    return scene(folder, TEXT.replace("EMPTY", "left out"), TABLES).measured()


def january(measured: Measurements, name: str, **segment: str) -> Measurement:
    return figure(measured, name, "2026-01", **segment)


def euros(amount: Fraction | int) -> Quantity:
    return Quantity.money(Fraction(amount), "EUR")


def test_a_row_of_which_nothing_is_known_is_left_out(measured: Measurements) -> None:
    quick = january(measured, "quick")
    # The last row is down whatever its response, so that it is known to be bad.
    assert (quick.value, quick.counted, quick.left_out) == (Quantity.share(Fraction(2, 5)), 5, ())
    slowest = january(measured, "slowest")
    assert slowest.counted == 4
    assert [(each.reason, each.records) for each in slowest.left_out] == [(reasons.NO_VALUE, 1)]


def test_dated_terms_follow_the_day_of_the_row(measured: Measurements) -> None:
    assert figure(measured, "quick", "2026-02").value == Quantity.share(0)


def test_percentiles_are_the_nearest_rank(measured: Measurements) -> None:
    # 100, 100, 800, 801: three of four are at or below 800.
    assert january(measured, "slowest").value == Quantity(Fraction(8, 10), SECONDS)
    assert january(measured, "middle").value == Quantity(Fraction(45, 100), SECONDS)


def test_means_and_sums_are_exact(measured: Measurements) -> None:
    assert january(measured, "average").value == euros(Fraction(10, 4))
    assert january(measured, "each_user").value == euros(Fraction(7, 9))
    assert january(measured, "total").value == euros(6)


def test_counts_carry_their_noun(measured: Measurements) -> None:
    assert january(measured, "how_many").value == Quantity(Fraction(2), Unit.count("load"))


def test_a_value_may_combine_aggregates(measured: Measurements) -> None:
    gap = january(measured, "gap")
    assert gap.value == Quantity(Fraction(1, 5), PERCENTAGE_POINTS)
    assert set(gap.parts) == {"share(state is 'up')", "share(state is 'down')"}


def test_segments_and_the_smallest_sample(measured: Measurements) -> None:
    assert january(measured, "by_site", site="b").value == Quantity.share(Fraction(1, 3))
    absent = january(measured, "by_site", site="c").value
    few = figure(measured, "by_site", "2026-02", site="a").value
    assert isinstance(absent, NoValue)
    assert isinstance(few, NoValue)
    assert (absent.why, few.why) == (Absence.NO_DATA, Absence.TOO_FEW)


def test_rows_without_an_instant_belong_to_no_period(measured: Measurements) -> None:
    assert [(each.reason, each.records) for each in measured.unplaced["quick"]] == [
        (reasons.NO_INSTANT, 1)
    ]


def test_intervals_are_judged_by_their_rows(measured: Measurements) -> None:
    steady = january(measured, "steady")
    assert (steady.value, steady.counted) == (Quantity.share(Fraction(1, 2)), 2)
    assert [(each.reason, each.records) for each in steady.left_out] == [
        (reasons.EMPTY_INTERVAL, 742)
    ]


@pytest.mark.parametrize(("empty", "good"), [("good", 743), ("bad", 1)])
def test_empty_intervals(tmp_path: Path, empty: str, good: int) -> None:
    one = scene(tmp_path, TEXT.replace("EMPTY", empty), TABLES, months=1).measured()
    assert january(one, "steady").value == Quantity.share(Fraction(good, 744))


def test_scores_leave_out_what_is_no_answer(measured: Measurements) -> None:
    liked = january(measured, "liked")
    assert (liked.value, liked.counted) == (Quantity(Fraction(32, 4)), 4)
    assert {each.reason for each in liked.left_out} == {
        reasons.NO_ANSWER,
        reasons.MISSING_ANSWER,
        reasons.OFF_SCALE,
    }
    assert january(measured, "promoters").value == Quantity(Fraction(1, 4), PERCENTAGE_POINTS)


def test_no_file_is_no_data(tmp_path: Path) -> None:
    text = TEXT.replace("EMPTY", "good").replace(
        "    file: answers.csv", "    file: answers.csv\n    required: no"
    )
    found = scene(tmp_path, text, {"loads": TABLES["loads"]}, months=1)
    liked = january(found.measured(), "liked").value
    assert isinstance(liked, NoValue)
    assert liked.why is Absence.NO_DATA
