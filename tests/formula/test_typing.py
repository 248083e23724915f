"""Units, grain and kinds: what goes together, and what an author is told where it does not."""

from __future__ import annotations

import pytest
from hypothesis import given

from servanda.formula.parse import parse
from servanda.formula.printing import print_expression
from servanda.formula.syntax import Aggregate, Ago, Expression, Literal
from servanda.formula.types import FormulaType, Kind
from servanda.formula.typing import infer
from servanda.formula.walk import nodes_in
from servanda.kernel.diagnostic import Severity
from servanda.kernel.quantity import NUMBER, PERCENTAGE_POINTS, SHARE, Quantity
from servanda.kernel.unit import BaseKind, Unit
from tests.formula.strategies import formulas
from tests.formula.worlds import (
    ELAPSED,
    EUR,
    FAILURES,
    MEASURE,
    MONTHLY,
    ORIGIN,
    FakeScope,
    figure,
    of_kind,
    ready,
    typed,
)

POINTS = Unit.of(BaseKind.SERVICE_POINT)
INCIDENTS = Unit.count("incident")


def type_of(text: str, scope: FakeScope = MONTHLY) -> FormulaType:
    found = typed(text, scope)
    assert found.is_sound, [str(mistake) for mistake in found.diagnostics]
    assert found.type is not None
    return found.type


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("12% of fee", EUR),
        ("fee / 730 hours * downtime", EUR),
        ("downtime / 730 hours", SHARE),
        ("uptime - 99%", PERCENTAGE_POINTS),
        ("1 - uptime", SHARE),
        ("100% - uptime", SHARE),
        ("uptime + 0.4 pp", SHARE),
        ("uptime - 0.4 pp", SHARE),
        ("(99% - uptime) / 99%", SHARE),
        ("(99% - uptime) as % of fee", EUR),
        ("0.15% per calendar day * 3 calendar days of fee", EUR),
        ("0.15% per calendar day * 3 calendar days", SHARE),
        ("120 EUR per incident * tickets", EUR),
        ("120 EUR per incidents * tickets", EUR),
        ("tickets / 100 incidents", SHARE),
        ("7 minutes per 100 incidents", ELAPSED / INCIDENTS),
        ("1 point per full 0.1 pp of (99% - uptime)", POINTS),
        ("45 EUR per started 12 hours of downtime", EUR),
        ("greatest(0, fee - 10 EUR)", EUR),
        ("if met then 0 else fee", EUR),
        ("if met then 2 else 1", NUMBER),
        ("points * (if met then 2 else 1)", POINTS),
        ("points + (if met then 2 else 1)", POINTS),
        ("uptime otherwise 1", SHARE),
        ("least(uptime, 1)", SHARE),
        ("round(fee to 0.01 EUR half-up)", EUR),
        ("round(downtime to 1 minute up)", ELAPSED),
        ("abs(fee - 10 EUR)", EUR),
        ("allowed['P1'] * 2", ELAPSED),
        ("credit(uptime) of fee", EUR),
        ("severity(uptime).points", POINTS),
        ("run(restore.met)", NUMBER),
        ("period.index + 1", NUMBER),
        ("sum(length over failures)", ELAPSED),
        ("sum(restoration over failures)", EUR),
        ("mean(cost over failures where late) otherwise 0", EUR),
        ("count(failures where length above 4 hours)", Unit.count("failure")),
        ("count(last 12 months where met)", Unit.count("month")),
        ("share(late over failures)", SHARE),
        ("nps(answer over failures)", PERCENTAGE_POINTS),
        ("percentile(95%, length over failures)", ELAPSED),
        ("greatest(uptime over last 3 months)", SHARE),
        ("10% of sum(fee over months in this year)", EUR),
        ("fee 6 months ago otherwise 0", EUR),
        ("2026-02-01 - period.start", Unit.of(BaseKind.DAY)),
    ],
)
def test_unit(text: str, unit: Unit) -> None:
    found = type_of(text)
    assert (found.kind, found.unit) == (Kind.QUANTITY, unit)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("uptime at least 95%", Kind.TRUTH),
        ("tickets above 3", Kind.TRUTH),
        ("tickets is 0", Kind.TRUTH),
        ("level in ['good', 'bad']", Kind.TRUTH),
        ("restore.level is 'met'", Kind.TRUTH),
        ("met and not restore.met", Kind.TRUTH),
        ("office and met", Kind.CONDITION),
        ("not office", Kind.CONDITION),
        ("office is known", Kind.CONDITION),
        ("uptime is not known", Kind.TRUTH),
        ("period.start + 2 calendar days", Kind.DATE),
        ("first(customer over failures)", Kind.TEXT),
        ("greatest(day over failures)", Kind.DATE),
        ("any(late over failures)", Kind.TRUTH),
    ],
)
def test_kind(text: str, kind: Kind) -> None:
    assert type_of(text).kind is kind


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("fee", False),
        ("uptime", True),
        ("uptime otherwise 1", False),
        ("uptime otherwise uptime", True),
        ("uptime is known", False),
        ("fee / 12", False),
        ("fee / tickets", True),
        ("if uptime above 1 then fee else 0", True),
        ("sum(restoration over failures)", False),
        ("sum(cost over failures)", True),
        ("sum(cost otherwise 0 over failures)", False),
        ("greatest(restoration over failures)", True),
        ("greatest(restoration over failures) otherwise 0", False),
        ("count(failures)", False),
        ("count(failures where cost above 1 EUR)", True),
        ("fee 6 months ago", True),
        ("allowed['P1']", False),
        ("allowed[level]", True),
        ("10 EUR per full tickets of tickets", True),
        ("10 EUR per full 3 incidents of tickets", False),
    ],
)
def test_whether_a_value_may_be_absent(text: str, absent: bool) -> None:
    assert type_of(text).may_be_absent is absent


@pytest.mark.parametrize(
    ("text", "code", "column", "words"),
    [
        ("fee + 12%", "F040", 1, "cannot add money in EUR and a share"),
        ("4 hours + 2 calendar days", "F040", 1, "say hours for elapsed time"),
        ("downtime at least 4 business hours", "F040", 19, "is written in business hours"),
        ("2 business days is 2 calendar days", "F040", 20, "calendar days or business days"),
        ("fee + fee_usd", "F041", 1, "declare a rate as a term, 1.08 EUR per USD"),
        ("uptime at least 95", "F040", 17, "write 95% for a share"),
        ("downtime above 4", "F040", 16, "give the number its unit: 4 hours"),
        ("uptime at least 1 pp", "F040", 17, "percentage points"),
        ("0.4 pp of fee", "F040", 1, "say as %"),
        ("fee * fee", "F040", 1, "a share of money is money"),
        ("fee as %", "F044", 1, "can be read as a share"),
        ("45 EUR per full 12 hours of fee", "F046", 29, "the steps are elapsed time"),
        ("round(fee to 1% up)", "F040", 14, "cannot round"),
        ("if met then fee else 'x'", "F042", 22, "between money in EUR and a text"),
        ("level above 'x'", "F042", 1, "say is or is not"),
        ("level is 3", "F042", 10, "a text is compared with a text in quotes"),
        ("period.start is 'x'", "F042", 17, "cannot compare a date and a text"),
        ("period.start + 2 business days", "F042", 1, "say whose business days"),
        ("met + 1", "F044", 1, "say if CONDITION then 1 else 0"),
        ("level + 1", "F044", 1, "to add needs a figure"),
        ("-level", "F044", 2, "a minus sign needs a figure"),
        ("if fee then 1 else 0", "F043", 4, "compare it: at least"),
        ("met and level", "F043", 9, "compare it: is 'P1'"),
        ("not tickets", "F043", 5, "'not' needs something"),
        ("run(fee)", "F043", 5, "run needs something"),
        ("uptme", "F020", 1, "did you mean 'uptime'?"),
        ("wholly_unknown_thing", "F020", 1, "there is nothing called"),
        ("credit", "F028", 1, "write credit(...)"),
        ("abs", "F028", 1, "write abs(...)"),
        ("3 ticket", "F021", 1, "'ticket' is not a unit"),
        ("4 hrs", "F021", 1, "write it out: hours"),
        ("4 huors", "F021", 1, "did you mean hours?"),
        ("4 eur", "F021", 1, "currencies are in capitals: EUR"),
        ("credt(uptime)", "F022", 1, "did you mean 'credit'?"),
        ("credit()", "F029", 1, "write credit(x)"),
        ("abs(fee, fee)", "F029", 1, "write abs(x)"),
        ("sum(fee, fee)", "F029", 1, "write sum(x over ROWS where COND)"),
        ("credit(fee)", "F045", 8, "a share (as 95%) is needed here"),
        ("severity(uptime)", "F024", 1, "say which column: severity(...).points"),
        ("severity(uptime).point", "F024", 1, "did you mean 'points'?"),
        ("restore.mett", "F024", 1, "did you mean 'met'?"),
        ("restore.nothing_like_it", "F024", 1, "it has level, met"),
        ("(fee + fee).met", "F024", 1, "names and tables have parts"),
        ("allowed", "F027", 1, "write allowed['P1']"),
        ("allowed['P3']", "F025", 9, "its keys are P1, P2"),
        ("allowed['PP1']", "F025", 9, "did you mean 'P1'?"),
        ("allowed['P1', 'P2']", "F026", 1, "write allowed['P1']"),
        ("allowed[met]", "F042", 9, "its keys are texts: 'P1'"),
        ("restoration", "F050", 1, "sum(restoration over failures)"),
        ("by_service", "F050", 1, "mean(by_service over by_service)"),
        ("sum(fee over failues)", "F023", 14, "did you mean 'failures'?"),
        ("sum(fee over uptime)", "F023", 14, "'uptime' is one value"),
        ("sum(fee over last 4 quarters)", "F054", 14, "write periods"),
        ("fee 2 quarters ago", "F054", 1, "this agreement is not settled by quarters"),
        ("sum(fee)", "F051", 1, "sum(x over ROWS where COND)"),
        ("this.fee", "F052", 1, "write fee"),
        ("nps(length over failures)", "F044", 5, "bare numbers from 0 to 10"),
        ("sum(customer over failures)", "F044", 5, "sum needs a figure"),
        ("share(length over failures)", "F043", 7, "share needs something"),
        ("percentile(120%, length over failures)", "F030", 12, "at most 100%"),
        ("percentile(95, length over failures)", "F045", 12, "a share (as 95%) is needed"),
        ("round(fee to 0 EUR up)", "F030", 14, "above 0"),
        ("period.start + 2 days", "F021", 16, "calendar days, or business days"),
        ("0.15% per day", "F020", 11, "calendar days, or business days"),
        ("fee / 0", "F030", 7, "other than 0"),
    ],
)
def test_mistake(text: str, code: str, column: int, words: str) -> None:
    found = [each for each in typed(text).diagnostics if each.severity is Severity.ERROR]
    assert [mistake.code for mistake in found] == [code]
    assert (found[0].span.line, found[0].span.column) == (3, column + 9)
    assert words in f"{found[0].message} ({found[0].hint})"


def test_all_mistakes_of_one_formula_at_once() -> None:
    found = typed("(fee + 12%) / uptme + (if tickets then 1 else 'x') - restoration")
    assert [mistake.code for mistake in found.diagnostics] == [
        "F040",
        "F020",
        "F043",
        "F042",
        "F050",
    ]
    columns = [mistake.span.column for mistake in found.diagnostics]
    assert columns == sorted(columns)
    assert not found.is_sound


def test_a_mistake_below_is_not_told_again_above() -> None:
    assert len(typed("round(uptme * fee to 0.01 EUR up) at least 5 EUR").diagnostics) == 1


def test_a_row_may_look_at_what_is_coarser_but_not_at_other_rows() -> None:
    assert type_of("length / downtime * fee", FAILURES).unit == EUR
    claims = FakeScope(known=FAILURES.known, grain=frozenset({"row:claims"}))
    assert [found.code for found in typed("length", claims).diagnostics] == ["F050"]


def test_own_rows_of_a_measure() -> None:
    assert type_of("share(late)", MEASURE).unit == SHARE
    assert type_of("count()", MEASURE).unit == Unit.count("case")
    assert type_of("count(where late) / count()", MEASURE).unit == SHARE
    assert type_of("percentile(95%, length)", MEASURE).unit == ELAPSED
    found = typed("count(late)", MEASURE).diagnostics
    assert found[0].hint == "count(where late) counts the rows in which it holds"


def test_outer_row_inside_an_aggregate() -> None:
    text = "sum(cost otherwise 0 over failures where length at least this.length)"
    assert type_of(text, FAILURES).unit == EUR
    found = typed("count(failures where length at least downtime)", FAILURES)
    assert found.diagnostics == ()


def test_a_name_that_hides_another_is_pointed_out() -> None:
    found = typed("sum(score over failures)")
    assert found.is_sound
    assert [(mistake.code, mistake.severity) for mistake in found.diagnostics] == [
        ("F053", Severity.WARNING)
    ]
    assert found.diagnostics[0].hint == "write this.score for the outer one"
    assert typed("sum(this.score over failures)").diagnostics == ()


def test_expected_type() -> None:
    assert typed("0", expected=figure(EUR)).type == figure(EUR)
    assert typed("met", expected=of_kind(Kind.CONDITION)).is_sound
    assert typed("office", expected=of_kind(Kind.CONDITION)).is_sound
    for text, expected, code in (
        ("12%", figure(EUR), "F045"),
        ("level", figure(EUR), "F045"),
        ("fee", of_kind(Kind.TRUTH), "F043"),
        ("office", of_kind(Kind.TRUTH), "F043"),
        ("fee", of_kind(Kind.TEXT), "F045"),
    ):
        assert [found.code for found in typed(text, expected=expected).diagnostics] == [code]


def _literals(expression: Expression) -> list[object]:
    return [node.value for node in nodes_in(expression) if isinstance(node, Literal)]


def test_bare_numbers_take_the_unit_of_what_they_stand_beside() -> None:
    assert _literals(ready("greatest(0, fee)")) == [Quantity.money(0, "EUR")]
    assert _literals(ready("if met then 0 else fee")) == [Quantity.money(0, "EUR")]
    assert Quantity.share(1) in _literals(ready("1 - uptime"))
    assert _literals(ready("tickets at least 3")) == [Quantity(Quantity.share(3).amount, INCIDENTS)]
    assert _literals(ready("tickets at most -(if met then 2 else 1)"))[0] == Quantity(
        Quantity.share(2).amount, INCIDENTS
    )


def test_the_tree_is_made_ready() -> None:
    made = ready("sum(restoration over failures) + sum(fee over last 12 months)")
    empty = [node.empty for node in nodes_in(made) if isinstance(node, Aggregate)]
    assert empty == [Quantity.money(0, "EUR")] * 2
    assert "last 12 periods" in print_expression(made)
    ago = ready("fee 6 months ago otherwise 0")
    assert [node.counted_in for node in nodes_in(ago) if isinstance(node, Ago)] == ["periods"]


@given(formulas)
def test_any_formula_has_a_type_or_mistakes(text: str) -> None:
    tree = parse(text, ORIGIN).expression
    assert tree is not None
    found = infer(tree, MONTHLY)
    wrong = [mistake for mistake in found.diagnostics if mistake.severity is Severity.ERROR]
    assert found.type is not None or wrong
    assert all(str(mistake) for mistake in found.diagnostics)
