"""A statement such as a bank and its provider might get, and ways to change it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from servanda.facts.figure import Absence, NoValue, Segment, Value
from servanda.facts.measurement import LeftOut, Measurement
from servanda.facts.statement import (
    Assessment,
    ClauseText,
    LevelReached,
    LinePurpose,
    LineStatus,
    Sources,
    Stage,
    Statement,
    StatementLine,
    Totals,
)
from servanda.facts.trace import Step
from servanda.kernel.quantity import Quantity
from servanda.kernel.source import SourceSpan
from servanda.kernel.time import Instant, Period

JULY = Period(
    label="2026-07",
    index=18,
    first_day=date(2026, 7, 1),
    end_day=date(2026, 8, 1),
    start=Instant.parse("2026-06-30T22:00:00Z"),
    end=Instant.parse("2026-07-31T22:00:00Z"),
)
INCIDENT = "incident"
MET, BELOW, FAILED = (
    LevelReached.EXPECTED,
    LevelReached.BELOW_EXPECTED,
    LevelReached.BELOW_MINIMUM,
)


def euro(amount: str | Fraction) -> Quantity:
    return Quantity.money(amount, "EUR")


def place(line: int) -> SourceSpan:
    return SourceSpan(file="agreement.yaml", line=line, column=3, end_line=line, end_column=20)


def measured(
    measure: str, value: Value, *, counted: int = 412, segment: Segment = ()
) -> Measurement:
    return Measurement(
        measure=measure,
        period=JULY,
        segment=segment,
        value=value,
        counted=counted,
        left_out=(
            LeftOut(reason="started before the agreement was in force", records=3),
            LeftOut(reason="not about: priority in ['P1', 'P2']", records=1204),
        ),
        parts={"share(met)": Quantity.share("0.973")},
    )


def assessment(
    name: str,
    title: str,
    value: Value,
    level: LevelReached,
    *,
    aspect: str = "technical",
    expected: str = "at least 95%",
    minimum: str = "at least 90%",
    party: str = "provider",
    segment: Segment = (),
    critical: bool = False,
    rule: str = "",
) -> Assessment:
    return Assessment(
        commitment=name,
        title=title,
        party=party,
        aspect=aspect,
        service="payments",
        critical=critical,
        measurement=measured(name, value, segment=segment),
        expected=expected,
        minimum=minimum,
        level=level,
        band="",
        rule=rule,
        span=place(120),
    )


def at_risk() -> Step:
    fee = Step(name="monthly_fee", text="256500.00 EUR", value=euro("256500"), span=place(30))
    return Step(
        name="at_risk",
        text="12% of monthly_fee",
        value=euro("30780"),
        of=(fee,),
        span=place(31),
    )


def credit_line(
    name: str, title: str, *, asked: str = "9234.00", payable: str = "9234.00"
) -> StatementLine:
    missed = Step(
        name=f"{name}.level in 2026-07",
        text="at least 97.5% / at least 96.5%",
        value="below expected",
        of=(
            Step(
                name=f"{name} in 2026-07",
                text="sum(straight_through_count) / sum(received)",
                value=Quantity.share(Fraction(968_112, 1_000_000)),
                note="23 counted",
                period="2026-07",
                span=place(61),
            ),
        ),
        span=place(90),
        period="2026-07",
    )
    before = Step(name=f"{name}.missed in 2026-06", text="", value=True, period="2026-06")
    step = Step(
        name=f"{name} in 2026-07",
        text=f"30% of at_risk * (if {name}.level = 'below expected' then 50% else 100%) * 2",
        value=euro(asked),
        of=(at_risk(), missed, before),
        span=place(140),
        period="2026-07",
    )
    stages = [Stage(name="asked", amount=euro(asked), note="")]
    if payable != asked:
        note = "limited to 30,780.00 EUR (penalties at most at_risk each month)"
        stages.append(Stage(name="penalties", amount=euro(payable), note=note))
    return StatementLine(
        name=name,
        segment=(),
        title=title,
        purpose=LinePurpose.SERVICE_CREDIT,
        commitment=name,
        clause=ClauseText(document="master", place="4 (a)"),
        status=LineStatus.OWED,
        asked=step,
        stages=tuple(stages),
        payable=euro(payable),
        span=place(140),
    )


def simple_line(
    name: str, title: str, purpose: LinePurpose, amount: str, *, text: str = "0.5% of monthly_fee"
) -> StatementLine:
    return StatementLine(
        name=name,
        segment=(),
        title=title,
        purpose=purpose,
        commitment="",
        clause=None,
        status=LineStatus.OWED,
        asked=Step(name=f"{name} in 2026-07", text=text, value=euro(amount), period="2026-07"),
        stages=(Stage(name="asked", amount=euro(amount), note=""),),
        payable=euro(amount),
        span=place(150),
    )


def open_line() -> StatementLine:
    absent = NoValue(Absence.TOO_FEW, "12 answers, 30 needed")
    note = "not settled: too few (12 answers, 30 needed)"
    return StatementLine(
        name="ticket_experience",
        segment=(),
        title="How people felt helped, 1 to 5",
        purpose=LinePurpose.SERVICE_CREDIT,
        commitment="ticket_experience",
        clause=None,
        status=LineStatus.OPEN,
        asked=Step(
            name="ticket_experience in 2026-07",
            text="15% of at_risk",
            value=absent,
            period="2026-07",
        ),
        stages=(Stage(name="asked", amount=euro("0"), note=note),),
        payable=euro("0"),
        span=place(145),
    )


def typical() -> Statement:
    """Return a month with misses, a line that could not be settled, and an incentive."""
    return Statement(
        agreement="northwind-acme",
        title="Workplace services and payments platform",
        parties={
            "client": "Acme Bank",
            "provider": "Northwind Services",
            "cardnet": "CardNet",
        },
        currency="EUR",
        period=JULY,
        stabilization=False,
        assessments=_assessments(),
        figures=(at_risk(),),
        lines=(
            simple_line("fee", "Monthly fee", LinePurpose.CHARGE, "256500.00", text="monthly_fee"),
            credit_line("straight_through", "Payments that went straight through"),
            open_line(),
            credit_line(
                "restore_major",
                "Major incidents restored in time",
                asked="4000.00",
                payable="2766.00",
            ),
            simple_line(
                "long_outages",
                "Payments outages beyond two hours, by the hour",
                LinePurpose.SERVICE_CREDIT,
                "0",
            ),
            simple_line(
                "quick_review",
                "Every review published within 48 hours",
                LinePurpose.INCENTIVE,
                "1250.00",
            ),
        ),
        totals=Totals(
            charges=euro("256500"),
            service_credits=euro("12000"),
            incentives=euro("1250"),
            adjustments=euro("0"),
            net=euro("245750"),
        ),
        sources=Sources(
            agreement_sha256="9f" * 32,
            amendment=1,
            snapshot_sha256="3c" * 32,
            calendars_sha256="a7" * 32,
            semantics=1,
            known_until="2026-08-03T06:00:00Z",
        ),
    )


def _assessments() -> tuple[Assessment, ...]:
    return (
        assessment(
            "restore_major",
            "Major incidents restored in time",
            Quantity.share("0.94996"),
            BELOW,
            critical=True,
            expected="at least 95%",
        ),
        assessment(
            "payments_available",
            "Availability of the payments platform",
            Quantity.share("0.99934"),
            MET,
            expected="at least 99.9%",
            minimum="at least 99.5%",
            segment=(("service", "cards"),),
        ),
        assessment(
            "change_success", "Changes that worked the first time", Quantity.share("0.981"), MET
        ),
        assessment(
            "straight_through",
            "Payments that went straight through",
            Quantity.share("0.968112"),
            BELOW,
            aspect="outcome",
            expected="at least 97.5%",
            minimum="at least 96.5%",
        ),
        assessment(
            "ticket_experience",
            "How people felt helped, 1 to 5",
            NoValue(Absence.TOO_FEW, "12 answers, 30 needed"),
            LevelReached.NOT_JUDGED,
            aspect="experience",
            expected="at least 4.1",
            minimum="at least 3.8",
            rule="too few: 12 answers, 30 needed",
        ),
        assessment(
            "decisions_in_time",
            "The bank's decisions given within three business days",
            Quantity.share(1),
            MET,
            party="client",
            minimum="",
        ),
    )


def watermelon() -> Statement:
    """Return a month in which all technical levels are green and the outcome is not."""
    judged = tuple(
        replace(each, level=MET) if each.aspect == "technical" else each
        for each in typical().assessments
    )
    return replace(typical(), assessments=judged)


def empty() -> Statement:
    """Return a month of an agreement that promises nothing yet."""
    zero = euro("0")
    return replace(
        typical(),
        assessments=(),
        figures=(),
        lines=(),
        totals=Totals(
            charges=zero, service_credits=zero, incentives=zero, adjustments=zero, net=zero
        ),
    )


def stabilizing() -> Statement:
    """Return a month in which no money moves."""
    shown = tuple(
        replace(
            line,
            status=LineStatus.SHOWN,
            payable=euro("0"),
            stages=(
                *line.stages,
                Stage(
                    name="stabilization",
                    amount=euro("0"),
                    note="measured and shown; no money moves",
                ),
            ),
        )
        if line.purpose is LinePurpose.SERVICE_CREDIT and line.status is LineStatus.OWED
        else line
        for line in typical().lines
    )
    zero = euro("0")
    totals = Totals(
        charges=euro("256500"), service_credits=zero, incentives=zero, adjustments=zero, net=zero
    )
    return replace(typical(), stabilization=True, lines=shown, totals=totals)


def hostile(text: str) -> Statement:
    """Return a month in which every text that a person chose is the given one."""
    month = typical()
    judged = tuple(
        replace(each, title=text, service=text, rule=text, expected=text)
        for each in month.assessments
    )
    lines = tuple(
        replace(
            line,
            title=text,
            clause=ClauseText(document=text, place=text),
            asked=replace(line.asked, name=text, text=text, note=text),
            stages=tuple(replace(stage, name=text, note=text) for stage in line.stages),
            segment=(("service", text),),
        )
        for line in month.lines
    )
    parties = {"client": text, "provider": text}
    return replace(month, title=text, parties=parties, assessments=judged, lines=lines)
