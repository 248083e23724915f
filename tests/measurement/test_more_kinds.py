"""Response times, counts, warnings, attested figures, perception, outcomes and variation."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.facts.figure import Absence, NoValue
from servanda.facts.measurement import Measurement
from servanda.kernel.quantity import PERCENTAGE_POINTS, Quantity
from servanda.kernel.unit import BaseKind, Unit
from servanda.measurement import reasons
from servanda.measurement.kinds.perception import weight_of
from servanda.measurement.measure import Measurements
from tests.measurement.scene import figure, scene

SECONDS = Unit.of(BaseKind.ELAPSED)
DIGEST = "a" * 64

TEXT = """
terms:
  allowed: {centre: 200 milliseconds, branch: 1 second}
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
      answered: instant
      state: text
      site: text
  problems:
    each: interval
    noun: problem
    file: problems.csv
    key: problem
    from: began
    until: ended
    nulls: [""]
    columns: {problem: text, service: text, began: instant, ended: instant}
  warnings:
    each: record
    noun: warning
    file: warnings.csv
    key: warning
    at: sent
    nulls: [""]
    columns: {warning: text, problem: text, service: text, sent: instant}
  entries:
    each: record
    noun: entry
    file: entries.csv
    key: entry
    at: entered
    nulls: [""]
    columns:
      entry: text
      site: text
      month: text
      amount: money EUR
      author: text
      entered: instant
      document: text
      signer: text
      signed: instant
measures:
  quick:
    from: loads
    by: {site: [branch, centre]}
    response time:
      {time: answered - seen, within: "allowed[site]", failed: state = 'down'}
    value: share(met)
  slowest:
    from: loads
    response time: {time: answered - seen, failed: state = 'down'}
    value: percentile(75%, elapsed)
  steady:
    from: loads
    response time:
      time: answered - seen
      within: "allowed[site]"
      failed: state = 'down'
      every: 1 hour
      good: share(met) at least 50%
    value: share(good)
  how_many:
    from: loads
    where: state = 'up'
    count: {at: seen}
    value: count()
  warned:
    from: problems
    warning: {noticed: began, warnings: warnings, about: problem, at least: 30 minutes}
    value: share(warned)
  lead: {from: problems, warning: {warnings: warnings, about: problem}, value: median(lead)}
  watched:
    from: problems
    warning: {warnings: warnings, same: [service], valid for: 24 hours}
    value: count(where warned)
  savings:
    from: entries
    by: [site]
    attested:
      figure: amount
      period: month
      entered by: author
      document: document
      countersigned by: signer
      countersigned at: signed
    value: attested
"""

TABLES = {
    "loads": """
    load,seen,answered,state,site
    1,2026-01-05T10:00:00Z,2026-01-05T10:00:00.100Z,up,centre
    2,2026-01-05T10:30:00Z,2026-01-05T10:30:00.200Z,up,centre
    3,2026-01-05T10:40:00Z,2026-01-05T10:40:00.201Z,up,centre
    4,2026-01-05T11:10:00Z,2026-01-05T11:10:00.900Z,up,branch
    5,2026-01-05T11:20:00Z,2026-01-05T11:20:00.001Z,down,branch
    6,2026-01-05T11:30:00Z,,down,branch
    7,2026-01-05T12:30:00Z,,up,branch
    8,2026-02-05T12:30:00Z,,down,branch
    """,
    "problems": """
    problem,service,began,ended
    P1,mail,2026-01-05T10:00:00Z,2026-01-05T11:00:00Z
    P2,mail,2026-01-07T10:00:00Z,2026-01-07T11:00:00Z
    P3,files,2026-01-08T10:00:00Z,2026-01-08T11:00:00Z
    P4,files,2026-01-09T10:00:00Z,2026-01-09T11:00:00Z
    """,
    "warnings": """
    warning,problem,service,sent
    W1,P1,mail,2026-01-05T09:00:00Z
    W2,P1,mail,2026-01-05T09:30:00Z
    W3,P2,mail,2026-01-07T09:31:00Z
    W4,P3,files,2026-01-08T10:00:00Z
    W5,P4,files,2026-01-08T09:00:00Z
    """,
    "entries": f"""
    entry,site,month,amount,author,entered,document,signer,signed
    1,a,2026-01,100.00,Ann,2026-02-02T10:00:00Z,{DIGEST},Bob,2026-02-03T10:00:00Z
    2,a,2026-01,110.00,Ann,2026-02-04T10:00:00Z,{DIGEST},Bob,2026-02-05T10:00:00Z
    3,a,2026-01,999.00,Ann,2026-02-06T10:00:00Z,{DIGEST},,
    4,b,2026-01,50.00,Ann,2026-02-02T10:00:00Z,{DIGEST},Ann,2026-02-03T10:00:00Z
    5,c,2026-01,50.00,Ann,2026-02-02T10:00:00Z,scan.pdf,Bob,2026-02-03T10:00:00Z
    6,d,2026-01,50.00,Ann,2026-02-02T10:00:00Z,{DIGEST},Bob,2026-02-01T10:00:00Z
    7,e,2026-01,50.00,,2026-02-02T10:00:00Z,{DIGEST},Bob,2026-02-03T10:00:00Z
    8,f,,50.00,Ann,2026-02-02T10:00:00Z,{DIGEST},Bob,2026-02-03T10:00:00Z
    9,a,2026-02,70.00,Ann,2026-03-02T10:00:00Z,{DIGEST},Bob,2026-03-03T10:00:00Z
    """,
}


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measurements:
    return scene(tmp_path_factory.mktemp("kinds"), TEXT, TABLES).measured()


def january(measured: Measurements, name: str, **segment: str) -> Measurement:
    return figure(measured, name, "2026-01", **segment)


def euros(amount: Fraction | int) -> Quantity:
    return Quantity.money(Fraction(amount), "EUR")


def left_out(found: Measurement) -> list[tuple[str, int]]:
    return [(each.reason, each.records) for each in found.left_out]


def test_each_site_has_its_own_time_allowed(measured: Measurements) -> None:
    centre, branch = (january(measured, "quick", site=site) for site in ("centre", "branch"))
    # Exactly 200 milliseconds is in time, 201 is not.
    assert (centre.value, centre.counted) == (Quantity.share(Fraction(2, 3)), 3)
    # 900 milliseconds is in time, both that failed are not, and one never answered.
    assert (branch.value, branch.counted) == (Quantity.share(Fraction(1, 3)), 3)
    assert left_out(branch) == [(reasons.NO_VALUE, 1)]


def test_what_failed_has_no_time_that_could_flatter(measured: Measurements) -> None:
    slowest = january(measured, "slowest")
    # 100, 200, 201 and 900 milliseconds: three of four are at or below 201.
    assert slowest.value == Quantity(Fraction(201, 1000), SECONDS)
    assert left_out(slowest) == [(reasons.NO_VALUE, 3)]


def test_intervals_of_response_times(measured: Measurements) -> None:
    # Two of three at ten o'clock, one of three at eleven, nothing known at half past twelve.
    assert january(measured, "steady").value == Quantity.share(Fraction(1, 2))


def test_nothing_counted_is_none(measured: Measurements) -> None:
    assert january(measured, "how_many").value == Quantity(Fraction(5), Unit.count("load"))
    empty = figure(measured, "how_many", "2026-02")
    assert empty.value == Quantity(Fraction(0), Unit.count("load"))
    # March begins after the last row of all.
    assert isinstance(figure(measured, "how_many", "2026-03").value, NoValue)


def test_warnings_in_time(measured: Measurements) -> None:
    # P1 an hour before, P2 29 minutes before, P3 as users noticed, P4 a day and an hour before.
    assert january(measured, "warned").value == Quantity.share(Fraction(1, 2))
    lead = january(measured, "lead")
    assert lead.value == Quantity(Fraction(3600), SECONDS)
    assert left_out(lead) == [(reasons.NO_VALUE, 1)]


def test_a_warning_holds_for_so_long(measured: Measurements) -> None:
    # P3 within 24 hours of W5, P4 within 24 hours of W4 though not of W5.
    watched = january(measured, "watched")
    assert watched.value == Quantity(Fraction(4), Unit.count("problem"))


def test_the_entry_countersigned_last_stands(measured: Measurements) -> None:
    savings = january(measured, "savings", site="a")
    assert (savings.value, savings.counted) == (euros(110), 1)
    assert left_out(savings) == [(reasons.REPLACED, 1), (reasons.NOT_COUNTERSIGNED, 1)]
    assert figure(measured, "savings", "2026-02", site="a").value == euros(70)


@pytest.mark.parametrize(
    ("site", "reason"),
    [
        ("b", reasons.SAME_SIGNATURE),
        ("c", reasons.NO_DOCUMENT),
        ("d", reasons.SIGNED_EARLY),
        ("e", reasons.NO_AUTHOR),
    ],
)
def test_without_two_signatures_and_a_document_there_is_no_data(
    measured: Measurements, site: str, reason: str
) -> None:
    found = january(measured, "savings", site=site)
    assert isinstance(found.value, NoValue)
    assert found.value.why is Absence.NO_DATA
    assert left_out(found) == [(reason, 1)]


def test_an_entry_without_a_period_is_named(measured: Measurements) -> None:
    assert [(each.reason, each.records) for each in measured.unplaced["savings"]] == [
        (reasons.NO_PERIOD, 1)
    ]


def test_a_signature_that_is_not_known_yet_has_not_been_given(tmp_path: Path) -> None:
    found = scene(tmp_path, TEXT, TABLES).measured(known_until="2026-02-04T12:00:00Z")
    savings = january(found, "savings", site="a")
    assert savings.value == euros(100)
    assert left_out(savings) == [(reasons.NOT_COUNTERSIGNED, 1)]


ANSWERS = """
evidence:
  answers:
    each: record
    noun: answer
    file: answers.csv
    key: answer
    at: given
    nulls: [""]
    columns: {answer: text, given: instant, score: whole number}
measures:
  felt:
    from: answers
    perception: {answer: score, missing: [99], scale: 1 to 5, half life: 31 calendar days}
    value: mean(answer)
  content:
    from: answers
    perception: {answer: score, scale: 1 to 5, half life: 31 calendar days, digits: 2}
    value: share(answer at least 4)
    minimum sample: 2
"""
GIVEN = {
    "answers": """
    answer,given,score
    1,2025-12-31T22:59:59Z,1
    2,2026-01-31T22:59:59Z,5
    3,2026-01-31T12:00:00Z,99
    4,2026-02-14T12:00:00Z,2
    5,2026-02-28T12:00:00Z,4
    """
}


def test_recent_answers_weigh_more(tmp_path: Path) -> None:
    found = scene(tmp_path, ANSWERS, GIVEN).measured()
    # The 5 of the last day weighs 1, the 1 of 31 days earlier one half: 5.5 / 1.5.
    felt = january(found, "felt")
    assert (felt.value, felt.counted) == (Quantity(Fraction(11, 3)), 1)
    assert left_out(felt) == [(reasons.MISSING_ANSWER, 1)]
    # 28, 14 and 59 days before the end of February, to six digits.
    w28, w14, w59 = (Fraction(each, 10**6) for each in (534690, 731225, 267345))
    weighed = (w59 * 1 + w28 * 5 + w14 * 2 + 4) / (w59 + w28 + w14 + 1)
    assert figure(found, "felt", "2026-02").value == Quantity(weighed)
    assert isinstance(figure(found, "felt", "2026-03").value, NoValue)


@given(
    age=st.integers(0, 4000),
    half_life=st.fractions(Fraction(1, 2), 900, max_denominator=4),
    digits=st.integers(1, 12),
)
def test_weights_agree_with_an_oracle_of_many_digits(
    age: int, half_life: Fraction, digits: int
) -> None:
    with localcontext(prec=80):
        exponent = Decimal(-age) * half_life.denominator / half_life.numerator
        exact = (Decimal(2) ** exponent).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    assert weight_of(age, half_life, digits) == Fraction(exact)


def test_weights_have_the_digits_stated(tmp_path: Path) -> None:
    found = scene(tmp_path, ANSWERS, GIVEN).measured()
    content = figure(found, "content", "2026-02")
    # Without the code for no answer, and to two digits: 0.27, 0.53, 0.73 and 1.
    assert content.value == Quantity.share(Fraction(53 + 100, 27 + 53 + 73 + 100))
    absent = january(found, "content").value
    assert isinstance(absent, NoValue)
    assert absent.why is Absence.TOO_FEW


OUTCOME = """
evidence:
  days:
    each: record
    noun: day
    file: days.csv
    key: day
    at: booked
    nulls: [""]
    columns: {day: text, booked: instant, region: text, received: whole number, good: whole number}
measures:
  ascribed:
    from: days
    where: region = 'south'
    outcome:
      of: (sum(good) / sum(received)) as %
      baseline: {from: 2025-10-01, until: 2025-12-31}
      agreed share: 60%
    value: effect
  stated:
    from: days
    where: region = 'south'
    outcome:
      of: (sum(good) / sum(received)) as %
      baseline: 75%
      agreed share: 60%
    value: effect
  compared:
    from: days
    where: region = 'south'
    outcome:
      of: (sum(good) / sum(received)) as %
      baseline: {from: 2025-10-01, until: 2025-12-31}
      compared with: region = 'north'
    value: effect
  interrupted:
    from: days
    where: region = 'south'
    outcome:
      of: sum(received)
      baseline: {from: 2025-10-01, until: 2025-12-31}
      trend: straight line
    value: actual - expected
  too_short:
    from: days
    outcome:
      of: sum(received)
      baseline: {from: 2025-11-01, until: 2025-12-31}
      trend: straight line
    value: effect
"""
BOOKED = {
    "days": """
    day,booked,region,received,good
    1,2025-10-15T12:00:00Z,south,100,70
    2,2025-11-15T12:00:00Z,south,131,100
    3,2025-12-15T12:00:00Z,south,161,120
    4,2026-01-15T12:00:00Z,south,200,180
    5,2025-10-15T12:00:00Z,north,100,50
    6,2025-11-15T12:00:00Z,north,100,50
    7,2025-12-15T12:00:00Z,north,100,50
    8,2026-01-15T12:00:00Z,north,100,60
    9,2025-09-15T12:00:00Z,south,1,0
    """
}
BEFORE = (Fraction(70, 100) + Fraction(100, 131) + Fraction(120, 161)) / 3


def points(amount: Fraction) -> Quantity:
    return Quantity(amount, PERCENTAGE_POINTS)


def test_an_agreed_share_of_the_change(tmp_path: Path) -> None:
    found = scene(tmp_path, OUTCOME, BOOKED).measured()
    ascribed = january(found, "ascribed")
    assert ascribed.value == points(Fraction(6, 10) * (Fraction(9, 10) - BEFORE))
    assert ascribed.parts["baseline"] == Quantity.share(BEFORE)
    assert ascribed.counted == 1
    assert january(found, "stated").value == points(Fraction(9, 100))


def test_a_comparison_group_takes_off_what_moved_both(tmp_path: Path) -> None:
    compared = january(scene(tmp_path, OUTCOME, BOOKED).measured(), "compared")
    assert compared.value == points(Fraction(9, 10) - BEFORE - Fraction(1, 10))


def test_a_trend_is_a_least_squares_line(tmp_path: Path) -> None:
    found = scene(tmp_path, OUTCOME, BOOKED).measured()
    # October 100, November 131, December 161 lie on a line of one a day: 192 in January.
    assert january(found, "interrupted").value == Quantity(Fraction(8))
    short = january(found, "too_short").value
    assert isinstance(short, NoValue)


def test_without_rows_there_is_no_effect(tmp_path: Path) -> None:
    found = scene(tmp_path, OUTCOME, BOOKED).measured()
    assert isinstance(figure(found, "ascribed", "2026-02").value, NoValue)


VARIATION = """
evidence:
  calls:
    each: record
    noun: call
    file: calls.csv
    key: call
    at: taken
    columns: {call: text, taken: instant, minutes: whole number}
measures:
  steady:
    from: calls
    variation:
      of: sum(minutes)
      every: day
      limits from: {from: 2026-01-01, until: 2026-01-31}
    value: stable
  surprises:
    from: calls
    variation: {of: mean(minutes), every: day, signals: outside limits}
    value: signals
  weekly: {from: calls, variation: {of: count(), every: week}, value: upper}
"""


def calls(minutes: dict[str, int]) -> dict[str, str]:
    rows = [f"{day},{day}T12:00:00Z,{length}" for day, length in minutes.items()]
    return {"calls": "\n".join(["call,taken,minutes", *rows])}


def test_limits_and_what_lies_outside_of_them(tmp_path: Path) -> None:
    lengths = [10, 12, 11, 13, 12, 11, 12, 30]
    minutes = {f"2026-01-{day:02}": length for day, length in enumerate(lengths, 1)}
    found = scene(tmp_path, VARIATION, calls(minutes), months=1).measured()
    surprises = january(found, "surprises")
    # Ranges 2, 1, 2, 1, 1, 1, 18: the mean is 26 / 7; the limits are 111 / 8 +- 2.66 * 26 / 7.
    reach = Fraction(266, 100) * Fraction(26, 7)
    assert surprises.parts["centre"] == Quantity(Fraction(111, 8))
    assert surprises.parts["upper"] == Quantity(Fraction(111, 8) + reach)
    assert surprises.parts["lower"] == Quantity(Fraction(111, 8) - reach)
    assert surprises.value == Quantity(Fraction(1), Unit.count("signal"))
    assert surprises.counted == 8


def test_limits_stand_when_they_are_taken_from_stated_days(tmp_path: Path) -> None:
    minutes = {f"2026-01-{day:02}": 10 + day % 2 for day in range(1, 32)}
    minutes |= {f"2026-02-{day:02}": 11 for day in range(1, 11)} | {"2026-02-11": 40}
    found = scene(tmp_path, VARIATION, calls(minutes), months=2).measured()
    january_, february = (figure(found, "steady", f"2026-0{month}") for month in (1, 2))
    assert january_.value == Quantity.share(1)
    # January's limits stand: the run above its centre of 10 + 16/31 begins on 31 January, is
    # eight points long on the 7th, and goes on to the 11th, which is outside as well.
    assert february.parts["centre"] == january_.parts["centre"] == Quantity(Fraction(326, 31))
    assert (february.counted, february.value) == (11, Quantity.share(Fraction(6, 11)))


def test_too_few_points_have_no_limits(tmp_path: Path) -> None:
    found = scene(tmp_path, VARIATION, calls({"2026-01-07": 3, "2026-01-14": 3}), months=1)
    weekly = january(found.measured(), "weekly")
    assert isinstance(weekly.value, NoValue)
    assert weekly.value.why is Absence.TOO_FEW


def test_after_the_evidence_ends_nothing_is_not_none(tmp_path: Path) -> None:
    found = scene(tmp_path, OUTCOME, BOOKED).measured()
    after = figure(found, "interrupted", "2026-02").value
    assert isinstance(after, NoValue)
    assert after.note == "the evidence ends before the period"
