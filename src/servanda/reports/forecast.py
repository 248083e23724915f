"""What the next periods may pay, and what the open one hangs on: what a reader sees of it."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.facts.statement import LevelReached, Statement
from servanda.kernel.quantity import Quantity
from servanda.pipeline.forecasting import Chances, Forecast
from servanda.pipeline.open_period import OpenPeriod
from servanda.reports.paper import Paper, PaperTable
from servanda.reports.pictures.picture import (
    FanDrawing,
    FanMark,
    PaidMark,
    Picture,
    PictureTable,
)
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural, spell, spell_segment

__all__ = ["forecast_paper"]

_OF_A_HUNDRED = ("5 of 100 below", "Middle", "5 of 100 above")
_CASES_MOST = 60


def forecast_paper(found: Forecast, reader: Reader) -> Paper:
    """Return what a forecast says."""
    first, last = found.periods[0].period, found.periods[-1].period
    tables = (
        *(_open_tables(found.open, reader) if found.open else ()),
        PaperTable(
            title="The client pays, by period",
            headings=("Period", *_OF_A_HUNDRED),
            rows=tuple((each.period, *_cells(each.net)) for each in found.periods),
            note="Charges and incentives less service credits; the provider receives the same.",
        ),
        _sums(found),
        PaperTable(
            title="Chance of reaching a limit",
            headings=("Limit", "At least once"),
            rows=tuple((each.text, each.share) for each in found.limits),
        ),
    )
    return Paper(
        kind="Forecast",
        title=found.past[-1].title,
        opening=f"{first} to {last}: {_in_all(found.net, reader)}",
        sentences=tuple(_sentences(found, reader)),
        picture=_picture(found, reader),
        tables=tuple(each for each in tables if each.rows),
        notes=tuple(_assumptions(found)),
        period=found.past[-1].period,
    )


def _in_all(net: Chances, reader: Reader) -> str:
    if net.p50.amount >= 0:
        word, ranks = "pay", (net.p50, net.p5, net.p95)
    else:
        word = "receive"
        ranks = _less(net.p50), _less(net.p95), _less(net.p5)
    middle, low, high = (spell(each, reader) for each in ranks)
    return f"the client may {word} {middle} in all, likely {low} to {high}"


def _less(amount: Quantity) -> Quantity:
    return Quantity(-amount.amount, amount.unit)


def _cells(chances: Chances) -> tuple[Quantity, Quantity, Quantity]:
    return chances.p5, chances.p50, chances.p95


def _sums(found: Forecast) -> PaperTable:
    lines = tuple(
        (
            f"{each.name} ({spell_segment(each.segment)})" if each.segment else each.name,
            each.purpose.value,
            *_cells(each.total),
        )
        for each in found.lines
    )
    sums = (
        ("all service credits", "", *_cells(found.credits)),
        ("all incentives", "", *_cells(found.incentives)),
        ("the client pays", "", *_cells(found.net)),
    )
    return PaperTable(
        title="By line, all periods ahead",
        headings=("Line", "Is a", *_OF_A_HUNDRED),
        rows=(*lines, *sums),
        note="Each row by itself: what is low for one line need not be so where another is.",
    )


def _sentences(found: Forecast, reader: Reader) -> Iterator[str]:
    low, high = spell(found.credits.p5, reader), spell(found.credits.p95, reader)
    yield f"Service credits in all: likely {low} to {high}."
    if found.open is not None:
        yield from _about_open(found.open, reader)


def _about_open(found: OpenPeriod, reader: Reader) -> Iterator[str]:
    label, cases = found.period.label, len(found.cases)
    lost = spell(found.best.totals.service_credits, reader)
    if not cases:
        now = spell(found.now.totals.service_credits, reader)
        yield f"{label} is under way: as it stands {now} of service credits; no case is open."
        return
    worst = spell(found.worst.totals.service_credits, reader)
    yield (
        f"{label} is under way, with {cases} open {plural(cases, 'case')} that"
        f" {'falls' if cases == 1 else 'fall'} due in it. If all end in time, {lost} of service"
        f" credits are lost already; if none does, {worst}."
    )
    reach = spell(found.best.totals.incentives, reader)
    yield f"Incentives still within reach by these cases: {reach}."


def _open_tables(found: OpenPeriod, reader: Reader) -> Iterator[PaperTable]:
    yield PaperTable(
        title=f"{found.period.label} so far",
        headings=("", "As it stands", "All in time", "All late"),
        rows=tuple(
            (name, *(getattr(each.totals, key) for each in (found.now, found.best, found.worst)))
            for name, key in (
                ("service credits", "service_credits"),
                ("incentives", "incentives"),
                ("the client pays", "net"),
            )
        ),
        note="By the cases known today; what is still to come can change every one of them.",
    )
    yield PaperTable(
        title=f"Commitments in {found.period.label}",
        headings=("Commitment", "As it stands", "All in time", "All late"),
        rows=tuple(_levels(found)),
    )
    rows = tuple(
        (
            each.case.key,
            each.case.measure,
            spell_segment(each.case.segment),
            reader.instant(each.case.due),
            Quantity(abs(each.decides.amount), each.decides.unit),
        )
        for each in found.cases
    )
    shown = sorted(rows, key=lambda row: -row[-1].amount)[:_CASES_MOST]
    yield PaperTable(
        title="Open cases that decide",
        headings=("Case", "Measure", "Segment", "Due", "Decides"),
        rows=tuple(shown),
        note=_cases_note(len(rows)),
    )


def _cases_note(count: int) -> str:
    alone = "What a case decides is by itself, all else as it stands now."
    return alone if count <= _CASES_MOST else f"{alone} {count - _CASES_MOST} more are not shown."


def _levels(found: OpenPeriod) -> Iterator[tuple[str, str, str, str]]:
    sides = [_judged(each) for each in (found.now, found.best, found.worst)]
    for name in sides[0]:
        now, best, worst = (side[name].value for side in sides)
        yield name, now, best, worst


def _judged(statement: Statement) -> dict[str, LevelReached]:
    return {
        " ".join((each.commitment, *(value for _, value in each.measurement.segment))): each.level
        for each in statement.assessments
    }


def _picture(found: Forecast, reader: Reader) -> Picture:
    paid = [(each.period.label, each.totals.net) for each in found.past]
    rows = (
        *((label, spell(net, reader), "", "") for label, net in paid),
        *(
            (each.period, *(spell(cell, reader) for cell in _cells(each.net)))
            for each in found.periods
        ),
    )
    return Picture(
        anchor="fan",
        title=f"What the client paid, and may pay, each period, {found.past[-1].currency}",
        described="Ninety of a hundred futures lie in the band; the line is their middle.",
        drawing=FanDrawing(
            past=tuple(PaidMark(label=label, amount=net.amount) for label, net in paid),
            fan=tuple(
                FanMark(
                    label=each.period,
                    low=each.net.p5.amount,
                    middle=each.net.p50.amount,
                    high=each.net.p95.amount,
                )
                for each in found.periods
            ),
        ),
        table=PictureTable(
            headings=("Period", "5 of 100 below, or paid", "Middle", "5 of 100 above"), rows=rows
        ),
    )


def _assumptions(found: Forecast) -> Iterator[str]:
    count, block = len(found.past), found.block
    yield (
        f"Drawn from the {count} complete periods {found.past[0].period.label} to"
        f" {found.past[-1].period.label}: {found.future.samples} futures of blocks of {block}"
        f" periods in a row, seed {found.future.seed}. The same seed gives the same figures."
    )
    yield (
        "Supposed: what is to come is like what was; nothing grows, nobody learns, seasons longer"
        " than a block are not kept. The text in force is settled, its limits and dated values too."
    )
    if found.continued:
        yield "The agreement ends before the last of these periods; it is supposed to go on."
