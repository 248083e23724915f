"""A draft or a change held against what is in force, in money: what a reader sees of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from servanda.facts.figure import Segment
from servanda.facts.statement import LevelReached, LinePurpose
from servanda.kernel.quantity import Quantity
from servanda.pipeline.backtesting import Backtest
from servanda.pipeline.trying import Tried
from servanda.pipeline.weighing import Weighed
from servanda.reports.comparison import effect
from servanda.reports.paper import Paper, PaperCell, PaperTable
from servanda.reports.pictures.picture import Picture, PictureTable, SidesDrawing, SidesMark
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell, spell_segment
from servanda.settlement.difference import LineDifference

__all__ = ["CommitmentTotal", "LineTotal", "backtest_paper", "commitment_totals", "line_totals",
           "try_paper"]  # fmt: skip

_MISSED = frozenset({LevelReached.BELOW_EXPECTED, LevelReached.BELOW_MINIMUM})
_ACT_ON_ONE_ANOTHER = "What each change makes alone need not add up: changes act on one another."


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTotal:
    """Sum a line over all periods, on both sides."""

    name: str
    segment: Segment
    purpose: LinePurpose
    before: Quantity
    after: Quantity
    client_pays_more: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentTotal:
    """Sum what hangs on a commitment: money, and how often it was missed."""

    name: str
    before: Quantity
    after: Quantity
    missed_before: int
    missed_after: int


def backtest_paper(found: Backtest, reader: Reader) -> Paper:
    """Return what a backtest says."""
    weighed = found.weighed
    rows = tuple(
        (words.text, words.favour.value, _alone(change.alone, reader) if first else "")
        for change in found.changes
        for first, words in ((words is change.words[0], words) for words in change.words)
    )
    changes = PaperTable(
        title="By each change alone",
        headings=("Change", "For whom", "Alone"),
        rows=rows,
        note=_ACT_ON_ONE_ANOTHER if len(found.changes) > 1 else "",
    )
    rests = "Each text is settled as if it had governed all the time." if weighed.before else ""
    return _paper("Backtest", weighed, changes, ("before", "draft"), rests, reader)


def try_paper(found: Tried, reader: Reader) -> Paper:
    """Return what a try says."""
    changes = PaperTable(
        title="By each change alone",
        headings=("Change", "Alone"),
        rows=tuple((each.text, _alone(each.alone, reader)) for each in found.changes),
        note=_ACT_ON_ONE_ANOTHER if len(found.changes) > 1 else "",
    )
    rests = "The text is as it stands; what was tried is written nowhere."
    return _paper("Try", found.weighed, changes, ("as it is", "tried"), rests, reader)


def _paper(
    kind: str,
    weighed: Weighed,
    changes: PaperTable,
    names: tuple[str, str],
    rests: str,
    reader: Reader,
) -> Paper:
    statements = weighed.after.statements
    tables = (
        changes,
        _periods(weighed, names),
        _lines(weighed, names),
        _commitments(weighed, names),
        _differing(weighed, names, reader),
        _every_line(weighed, names),
    )
    digest = statements[-1].sources.snapshot_sha256[:12]
    return Paper(
        kind=kind,
        title=statements[-1].title,
        opening=_opening(weighed, reader),
        sentences=tuple(_sentences(weighed, names, reader)),
        picture=_picture(weighed, names, reader),
        tables=tuple(each for each in tables if each.rows),
        notes=tuple(filter(None, (rests, f"Evidence {digest}; no statement was written."))),
        period=statements[-1].period,
    )


def _alone(paid_more: Quantity | None, reader: Reader) -> str:
    return effect(paid_more, reader) or "does not stand without the others"


def _opening(weighed: Weighed, reader: Reader) -> str:
    differs = weighed.difference
    if weighed.before is None:
        text = f"the client would have {_paid_in_all(differs.after, reader)}"
    else:
        text = effect(differs.client_pays_more, reader)
    first, last = differs.periods[0].period, differs.periods[-1].period
    return f"{first} to {last}: {text}"


def _sentences(weighed: Weighed, names: tuple[str, str], reader: Reader) -> Iterator[str]:
    differs = weighed.difference
    if weighed.before is not None:
        sums = zip(names, (differs.before, differs.after), strict=True)
        said = "; ".join(f"{name}, {_paid_in_all(amount, reader)}" for name, amount in sums)
        yield f"In all the client would have: {said}."
    if weighed.before is not None and differs.is_nothing:
        yield "Nothing differs in any period: no line, no level and no figure."


def _paid_in_all(amount: Quantity, reader: Reader) -> str:
    word = "paid" if amount.amount >= 0 else "received"
    return f"{word} {spell(Quantity(abs(amount.amount), amount.unit), reader)}"


def _periods(weighed: Weighed, names: tuple[str, str]) -> PaperTable:
    return PaperTable(
        title="By period",
        headings=_headings(weighed, ("Period",), names),
        rows=tuple(
            _row(weighed, (each.period,), (each.before, each.after, each.client_pays_more))
            for each in weighed.difference.periods
        ),
        note="Charges and incentives less service credits.",
    )


def _lines(weighed: Weighed, names: tuple[str, str]) -> PaperTable:
    return PaperTable(
        title="By line",
        headings=_headings(weighed, ("Line", "Is a"), names),
        rows=tuple(
            _row(
                weighed,
                (_named(each.name, each.segment), each.purpose.value),
                (each.before, each.after, each.client_pays_more),
            )
            for each in line_totals(weighed)
        ),
    )


def _commitments(weighed: Weighed, names: tuple[str, str]) -> PaperTable:
    if weighed.before is None:
        headings: tuple[str, ...] = ("Commitment", "Missed", "Client pays")
        rows: tuple[tuple[PaperCell, ...], ...] = tuple(
            (each.name, str(each.missed_after), each.after) for each in commitment_totals(weighed)
        )
    else:
        before, after = names
        headings = ("Commitment", f"Missed {before}", f"Missed {after}", *_sides(names))
        rows = tuple(
            (
                each.name,
                str(each.missed_before),
                str(each.missed_after),
                each.before,
                each.after,
                _less(each.after, each.before),
            )
            for each in commitment_totals(weighed)
        )
    note = "Money of the lines that hang on each commitment, as the client pays it."
    return PaperTable(title="By commitment", headings=headings, rows=rows, note=note)


def _differing(weighed: Weighed, names: tuple[str, str], reader: Reader) -> PaperTable:
    if weighed.before is None:
        return PaperTable(title="What differs", headings=(), rows=())
    lines = [
        (
            period.period,
            _named(line.name, line.segment),
            spell(line.before, reader),
            spell(line.after, reader),
        )
        for period in weighed.difference.periods
        for line in period.changed_lines
    ]
    levels = [
        (period.period, _named(each.commitment, each.segment), each.before, each.after)
        for period in weighed.difference.periods
        for each in period.levels
    ]
    headings = ("Period", "Line or commitment", names[0].capitalize(), names[1].capitalize())
    return PaperTable(title="What differs", headings=headings, rows=(*lines, *levels))


def _every_line(weighed: Weighed, names: tuple[str, str]) -> PaperTable:
    return PaperTable(
        title="Every line",
        headings=_headings(weighed, ("Period", "Line", "Is a"), names),
        rows=tuple(
            _row(
                weighed,
                (period.period, _named(line.name, line.segment), line.purpose.value),
                (line.before, line.after, line.client_pays_more),
            )
            for period in weighed.difference.periods
            for line in period.lines
        ),
        in_text=False,
    )


def line_totals(weighed: Weighed) -> tuple[LineTotal, ...]:
    """Return every line summed over the periods, in the order of the text."""
    found: dict[tuple[str, Segment, LinePurpose], list[LineDifference]] = {}
    for period in weighed.difference.periods:
        for line in period.lines:
            found.setdefault((line.name, line.segment, line.purpose), []).append(line)
    return tuple(
        LineTotal(
            name=lines[0].name,
            segment=lines[0].segment,
            purpose=lines[0].purpose,
            before=_sum([each.before for each in lines]),
            after=_sum([each.after for each in lines]),
            client_pays_more=_sum([each.client_pays_more for each in lines]),
        )
        for lines in found.values()
    )


def commitment_totals(weighed: Weighed) -> tuple[CommitmentTotal, ...]:
    """Return what hangs on each commitment over the periods, in the order of the text."""
    missed = _missed(weighed, after=False), _missed(weighed, after=True)
    names = dict.fromkeys((*missed[0], *missed[1]))
    every = [line for period in weighed.difference.periods for line in period.lines]
    nothing = Quantity.money(0, weighed.after.statements[-1].currency)
    return tuple(
        CommitmentTotal(
            name=name,
            before=_sum(
                [_paid(each, each.before) for each in every if each.commitment == name], nothing
            ),
            after=_sum(
                [_paid(each, each.after) for each in every if each.commitment == name], nothing
            ),
            missed_before=missed[0].get(name, 0),
            missed_after=missed[1].get(name, 0),
        )
        for name in names
    )


def _missed(weighed: Weighed, *, after: bool) -> dict[str, int]:
    """Count for every commitment the periods and segments in which it was missed."""
    side = weighed.after if after else weighed.before
    found: dict[str, int] = {}
    for statement in side.statements if side else ():
        for judged in statement.assessments:
            found[judged.commitment] = found.get(judged.commitment, 0) + (judged.level in _MISSED)
    return found


def _paid(line: LineDifference, amount: Quantity) -> Quantity:
    """Return a line's amount as the client pays it: a credit is below zero."""
    sign = -1 if line.purpose is LinePurpose.SERVICE_CREDIT else 1
    return Quantity(sign * amount.amount, amount.unit)


def _picture(weighed: Weighed, names: tuple[str, str], reader: Reader) -> Picture:
    alone = weighed.before is None
    periods = weighed.difference.periods
    marks = tuple(
        SidesMark(
            label=each.period,
            before=None if alone else each.before.amount,
            after=each.after.amount,
        )
        for each in periods
    )
    rows = tuple(
        (each.period, *([] if alone else [spell(each.before, reader)]), spell(each.after, reader))
        for each in periods
    )
    currency = weighed.after.statements[-1].currency
    return Picture(
        anchor="money",
        title=f"What the client pays each period, {currency}",
        described=f"{_opening(weighed, reader)}.",
        drawing=SidesDrawing(marks=marks, before=None if alone else names[0], after=names[1]),
        table=PictureTable(
            headings=("Period", *(name.capitalize() for name in names[1 if alone else 0 :])),
            rows=rows,
        ),
    )


def _headings(weighed: Weighed, first: tuple[str, ...], names: tuple[str, str]) -> tuple[str, ...]:
    return (*first, *((names[1].capitalize(),) if weighed.before is None else _sides(names)))


def _sides(names: tuple[str, str]) -> tuple[str, ...]:
    return (names[0].capitalize(), names[1].capitalize(), "Client pays more")


def _row(
    weighed: Weighed, first: tuple[str, ...], sides: tuple[Quantity, Quantity, Quantity]
) -> tuple[PaperCell, ...]:
    return (*first, sides[1]) if weighed.before is None else (*first, *sides)


def _named(name: str, segment: Segment) -> str:
    return f"{name} ({spell_segment(segment)})" if segment else name


def _less(left: Quantity, right: Quantity) -> Quantity:
    return Quantity(left.amount - right.amount, left.unit)


def _sum(amounts: list[Quantity], nothing: Quantity | None = None) -> Quantity:
    if not amounts and nothing is not None:
        return nothing
    total = sum((each.amount for each in amounts), start=Fraction(0))
    return Quantity(total, amounts[0].unit)
