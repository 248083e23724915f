"""From a text to an agreement's values."""

from datetime import date
from fractions import Fraction

from servanda.agreement.model.evidence import ColumnType, EvidenceForm
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import (
    AvailabilityRule,
    ClockRule,
    CountsIn,
    Every,
    NoDataRule,
    OutcomeRule,
    RatioRule,
    ScoreRule,
    Signal,
    Stretch,
    VariationRule,
)
from servanda.agreement.model.money import LimitRest, LimitWindow, Purpose
from servanda.agreement.model.promise import Aspect
from servanda.agreement.model.setting import PartyRole, Rhythm
from servanda.agreement.model.terms import Choice
from servanda.businesstime.rule import ClosingEdge, LocalInterval
from servanda.formula.origin import Origin
from servanda.formula.parse import parse
from servanda.formula.syntax import Aggregate, ComparisonOperator, Literal
from servanda.formula.walk import with_span
from servanda.kernel.quantity import Quantity
from servanda.kernel.rounding import RoundingMode
from servanda.kernel.unit import BaseKind, Unit
from tests.agreement.samples import BASE, CASES, codes, read, sound


def test_setting() -> None:
    agreement = sound(
        """\
        servanda: 1
        agreement: sample
        title: Sample
        contract:
          documents:
            master: {file: master.pdf, sha256: %s}
          prevails: agreement
        parties:
          client: {name: Acme Bank, zone: Europe/Amsterdam, country: NL}
          provider: Northwind
          cardnet: {name: CardNet, role: third party}
        in force: {from: 2026-01-01}
        settlement:
          every: quarter
          starts on: 16
          currency: EUR
          rounding: 0.05 EUR down
          stabilization: 2 quarters
        services:
          payments: {title: Payments platform, description: Cards and transfers}
          workplace: Workplace
        """
        % ("ab" * 32)
    )
    settlement = agreement.settlement
    assert agreement.contract is not None
    assert agreement.contract.prevails.value == "agreement"
    assert agreement.contract.documents["master"].sha256 == "ab" * 32
    assert agreement.parties["provider"].role is PartyRole.PROVIDER
    assert agreement.parties["cardnet"].role is PartyRole.THIRD_PARTY
    assert agreement.in_force.last_day is None
    assert (settlement.rhythm, settlement.starts_on) == (Rhythm.QUARTER, 16)
    assert settlement.zone == "Europe/Amsterdam"
    assert settlement.quantum == Quantity.money("0.05", "EUR")
    assert settlement.rounding is RoundingMode.DOWN
    assert settlement.stabilization_periods == 2
    assert agreement.services["payments"].description == "Cards and transfers"
    assert agreement.services["workplace"].title == "Workplace"
    assert (agreement.amendment, agreement.effective_from) == (0, date(2026, 1, 1))


def test_what_is_not_said() -> None:
    settlement = sound(BASE).settlement
    assert settlement.quantum == Quantity.money("0.01", "EUR")
    assert settlement.rounding is RoundingMode.HALF_UP
    assert (settlement.starts_on, settlement.stabilization_periods) == (1, 0)


def test_terms_by_date_and_key() -> None:
    agreement = sound(
        BASE,
        """\
        terms:
          fee: {2027-01-01: 12.50 EUR, 2026-01-01: 10 EUR}
          rate: {gold: 2 EUR, silver: 1 EUR}
          changed: {title: A rate, is: {2026-01-01: {gold: 2 EUR}, 2026-07-01: {gold: 3 EUR}}}
        """,
    )
    fee = agreement.terms["fee"].values
    assert [day.isoformat() for day, _ in fee.steps] == ["2026-01-01", "2027-01-01"]
    rate = agreement.terms["rate"].values.at(date(2026, 1, 1))
    assert isinstance(rate, dict)
    assert sorted(rate) == ["gold", "silver"]
    changed = agreement.terms["changed"]
    later = changed.values.at(date(2026, 8, 1))
    assert changed.title == "A rate"
    assert isinstance(later, dict)
    assert isinstance(later["gold"], Formula)
    assert later["gold"].text == "3 EUR"


def test_tables() -> None:
    agreement = sound(
        BASE,
        """\
        tables:
          credit:
            choose: last
            below 99.0%: {share: 25%, points: 2}
            from 99.0%: {share: 0%, points: 0}
        """,
    )
    table = agreement.tables["credit"]
    assert table.choice is Choice.LAST
    low, high = table.rows
    assert (low.range.low, low.range.high_included) == (None, False)
    assert high.range.low == Quantity.share("0.99")
    assert sorted(high.gives) == ["points", "share"]
    zero = high.gives["points"].expression
    assert isinstance(zero, Literal)


def test_calendars() -> None:
    agreement = sound(
        BASE,
        """\
        calendars:
          office:
            open: {mon-fri: 08:00-18:00, sat: [09:00-12:00, 13:00-16:00], sun: 22:00-06:00}
            holidays: {from: NL, dates: {2026-04-27: King's Day}}
            closed: [2026-12-24, 2026-12-27..2026-12-28]
            special: {2026-12-31: 08:00-12:00, 2026-12-30: closed}
            due on closing time: closing
          night: {zone: Asia/Kolkata, open: always}
        """,
    )
    office = agreement.calendars["office"]
    assert office.zone == "Europe/Amsterdam"
    assert office.weekly[7] == (LocalInterval(79_200, 108_000),)
    assert len(office.weekly[6]) == 2
    assert dict(office.holidays) == {date(2026, 4, 27): "King's Day"}
    assert office.special[date(2026, 12, 27)] == ()
    assert office.special[date(2026, 12, 30)] == ()
    assert office.special[date(2026, 12, 31)] == (LocalInterval(28_800, 43_200),)
    assert office.due_edge is ClosingEdge.CLOSING
    assert agreement.calendars["night"].zone == "Asia/Kolkata"


def test_holidays_are_looked_up_for_the_years_in_force() -> None:
    reading = read(BASE, "calendars: {office: {open: {mon-fri: 08:00-18:00}, holidays: NL}}\n")
    assert codes(reading) == ["A053"]
    assert reading.history is not None
    holidays = reading.history.latest.calendars["office"].holidays
    assert {day.year for day in holidays} == {2026}
    assert date(2026, 4, 27) in holidays


def test_evidence() -> None:
    agreement = sound(
        BASE,
        """\
        evidence:
          incidents:
            each: event
            noun: [query, queries]
            file: log*.csv
            key: number
            at: changed
            order: sequence
            zone: Asia/Kolkata
            nulls: ["", "?"]
            required: no
            columns:
              number: text
              changed: {from: sys_updated_at, type: instant, format: day/month/year hour:minute}
              sequence: whole number
              response: duration in milliseconds
              cost: money USD
              load: percent
              caller: {type: text, personal: yes, values: {a: b}}
        """,
    )
    table = agreement.evidence["incidents"]
    assert (table.form, table.noun, table.nouns) == (EvidenceForm.EVENT, "query", "queries")
    assert (table.nulls, table.required, table.zone) == (("", "?"), False, "Asia/Kolkata")
    assert table.columns["changed"].source == "sys_updated_at"
    assert table.columns["changed"].format == "day/month/year hour:minute"
    response = table.columns["response"]
    assert (response.type, response.scale_text) == (ColumnType.DURATION, "milliseconds")
    assert table.columns["cost"].unit == Unit.money("USD")
    assert table.columns["caller"].personal
    assert dict(agreement.nouns) == {"query": "query", "queries": "query"}


def test_measures_of_every_kind() -> None:
    agreement = sound(
        BASE,
        CASES,
        """\
          up:
            from: outages
            availability: {planned: outages, planned where: service = 'x', at least: 5 minutes}
            by: {service: [cards, transfers]}
            value: availability
            no data: not settled
          fast:
            from: outages
            ratio: {at: began, every: 1 hour, good: share(service = 'cards') at least 95%}
            value: share(good)
            no data: missed
          liked:
            from: incidents
            score: {answer: cost, at: resolved, missing: [99], scale: 1 to 5}
            value: mean(answer)
            minimum sample: 3
            no data: not settled
        """,
    )
    restored, up, fast, liked = agreement.measures.values()
    assert isinstance(restored.rule, ClockRule)
    assert restored.counts_in is CountsIn.STOP_OR_DUE
    assert isinstance(up.rule, AvailabilityRule)
    assert (up.by, up.segments["service"]) == (("service",), ("cards", "transfers"))
    assert isinstance(fast.rule, RatioRule)
    assert fast.no_data is NoDataRule.MISSED
    assert isinstance(liked.rule, ScoreRule)
    assert liked.rule.scale == (Quantity(Fraction(1)), Quantity(Fraction(5)))
    assert liked.minimum_sample == 3


def test_kinds_in_the_words_of_their_purpose() -> None:
    agreement = sound(
        BASE,
        CASES,
        """\
          quick:
            from: incidents
            response time: {at: opened, time: resolved - opened, within: 4 hours}
            value: share(met)
            no data: met
          many: {from: incidents, count: {at: opened}, value: count(), no data: met}
          felt:
            from: incidents
            perception: {answer: cost, at: resolved, half life: 30 calendar days}
            value: mean(answer)
            no data: met
          better:
            from: incidents
            outcome:
              at: opened
              of: sum(cost)
              baseline: {from: 2025-01-01, until: 2025-12-31}
              trend: straight line
            value: effect
            no data: met
          steady:
            from: incidents
            variation: {at: opened, of: count(), every: week, signals: [run of 8, outside limits]}
            value: stable
            no data: met
        """,
    )
    _, quick, many, felt, better, steady = (each.rule for each in agreement.measures.values())
    assert isinstance(quick, RatioRule)
    assert isinstance(many, RatioRule)
    assert (quick.spelling, many.spelling) == ("response time", "count")
    assert isinstance(felt, ScoreRule)
    assert (felt.spelling, felt.digits) == ("perception", 6)
    assert isinstance(better, OutcomeRule)
    assert better.baseline == Stretch(first_day=date(2025, 1, 1), last_day=date(2025, 12, 31))
    assert better.trend
    assert isinstance(steady, VariationRule)
    assert (steady.every, steady.signals) == (Every.WEEK, (Signal.OUTSIDE, Signal.RUN))


def test_commitments() -> None:
    agreement = sound(
        BASE,
        "services: {desk: Service desk}\noutcomes: {happy: {owner: The board}}\n",
        CASES,
        """\
        commitments:
          restored:
            service: desk
            aspect: experience
            expected: {2026-01-01: at least 95%, 2026-07-01: above 97%}
            minimum: at least 90%
            critical: yes
            serves: happy
          decided: {by: client, measure: restored, expected: at least 90%, relieves: restored}
        """,
    )
    restored, decided = agreement.commitments.values()
    later = restored.expected.at(date(2026, 8, 1))
    assert later is not None
    assert (later.operator, later.text) == (ComparisonOperator.ABOVE, "above 97%")
    assert (restored.aspect, restored.critical) == (Aspect.EXPERIENCE, True)
    assert decided.by is PartyRole.CLIENT
    assert decided.relieves[0].commitment == "restored"
    assert decided.relieves[0].share.text == "100%"


PROMISED = """\
terms: {fee: 1000 EUR, at_risk: 12% of fee}
commitments:
  restored: {expected: at least 95%, minimum: at least 90%}
limits:
  - penalties at most at_risk each month
"""


def test_the_penalty_shorthand_spells_out_a_formula() -> None:
    agreement = sound(
        BASE,
        CASES,
        PROMISED,
        """\
        penalties:
          restored: {of: at_risk, pool: 40%, below expected: 50%, below minimum: 100%, repeat: x2}
        """,
    )
    line = agreement.figures["restored"]
    assert line.pays.text == (
        "((if not restored.minimum_met then 100% else if not restored.met then 50% else 0%)"
        " of (40% of at_risk))"
        " * (if (previous restored.missed otherwise no) then 2 else 1)"
    )
    again = parse(line.pays.text, Origin(file="a.yaml"))
    assert again.expression is not None
    assert with_span(again.expression, line.span) == with_span(line.pays.expression, line.span)
    assert (line.purpose, line.commitment, line.each) == (Purpose.PENALTY, "restored", "period")
    assert line.zero == Quantity.money(0, "EUR")


def test_a_shorthand_without_minimum_or_pool() -> None:
    agreement = sound(
        BASE, CASES, PROMISED, "penalties:\n  restored: {of: fee, below expected: 5%}\n"
    )
    text = agreement.figures["restored"].pays.text
    assert text == "(if not restored.met then 5% else 0%) of fee"


def test_a_shorthand_on_a_divided_measure_is_divided_too() -> None:
    agreement = sound(
        BASE,
        CASES,
        "    by: [priority]\n",
        PROMISED,
        "penalties:\n  restored: {of: fee, below expected: 5%}\n",
    )
    assert agreement.figures["restored"].by == ("priority",)


def test_lines_for_each_row_name_it_in_the_singular() -> None:
    agreement = sound(
        BASE,
        CASES,
        """\
        rows:
          failures: {each: failure, from: outages, where: length above 12 hours, counts in: ended}
        penalties:
          long: {for each: failure, pays: 45 EUR per full 12 hours of (length - 12 hours)}
        figures: {lost: sum(length over failures)}
        limits: [penalties at most 500 EUR each month]
        """,
    )
    assert agreement.figures["long"].each == "failures"
    lost = agreement.figures["lost"].pays.expression
    assert isinstance(lost, Aggregate)
    assert lost.empty == Quantity(Fraction(0), Unit.of(BaseKind.ELAPSED))


def test_limits() -> None:
    agreement = sound(
        BASE,
        """\
        terms: {fee: 1000 EUR}
        penalties: {slow: 5 EUR}
        limits:
          - penalties, slow at most 10% of fee each month
          - slow at most 500 EUR in total
          - name: rolling
            of: [penalties]
            at most: 10% of sum(fee over last 12 months)
            within: last 12 months
            rest: carries over
        """,
    )
    month, total, rolling = agreement.limits
    assert (month.of, month.window) == (("penalties", "slow"), LimitWindow.PERIOD)
    assert total.window is LimitWindow.AGREEMENT
    assert (rolling.name, rolling.window, rolling.window_length) == (
        "rolling",
        LimitWindow.LAST_PERIODS,
        12,
    )
    assert rolling.rest is LimitRest.CARRIES


def test_the_digest_is_that_of_the_bytes() -> None:
    assert sound(BASE).sha256 != sound(BASE, "# a comment\n").sha256
    assert len(sound(BASE).sha256) == 64
