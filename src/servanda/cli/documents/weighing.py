"""``servanda backtest --format json`` and ``servanda try --format json``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.cli.documents.common import ValueDocument, segment_document, value_document
from servanda.kernel.quantity import Quantity
from servanda.pipeline.backtesting import Backtest
from servanda.pipeline.trying import Tried
from servanda.pipeline.weighing import Weighed
from servanda.reports.reader import Reader
from servanda.reports.weighing import commitment_totals, line_totals
from servanda.settlement.difference import PeriodDifference

__all__ = ["BacktestDocument", "TryDocument", "backtest_document", "try_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SidesDocument:
    """Money on both sides, and how much more the client pays by the second; ``before`` and
    ``client_pays_more`` are absent where a draft is settled alone.
    """

    before: ValueDocument | None
    after: ValueDocument
    client_pays_more: ValueDocument | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedLineDocument:
    """A line of money: amounts payable on both sides."""

    name: str
    segment: Mapping[str, str]
    purpose: str
    payable: SidesDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedLevelDocument:
    """A commitment that is judged otherwise."""

    commitment: str
    segment: Mapping[str, str]
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedPeriodDocument:
    """One period: what the client pays in all, every line, and levels that differ."""

    period: str
    net: SidesDocument
    lines: tuple[WeighedLineDocument, ...]
    judged: tuple[WeighedLevelDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedCommitmentDocument:
    """What hangs on a commitment over all periods: money as the client pays it, and in how many
    periods and segments it was missed.
    """

    name: str
    money: SidesDocument
    missed_before: int | None
    missed_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedDocument:
    """Both sides over all periods, and period by period."""

    first: str
    last: str
    net: SidesDocument
    lines: tuple[WeighedLineDocument, ...]
    commitments: tuple[WeighedCommitmentDocument, ...]
    periods: tuple[WeighedPeriodDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestWordsDocument:
    """A change in a sentence; ``favour`` says for whom it is better, or that it depends."""

    text: str
    favour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestChangeDocument:
    """What a draft changes in one part; ``alone`` is how much more the client would have paid by
    it alone.
    """

    section: str
    name: str
    words: tuple[BacktestWordsDocument, ...]
    alone: ValueDocument | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestDocument:
    """What a draft would have paid, and the text before it if there is one."""

    agreement: str
    money: WeighedDocument
    changes: tuple[BacktestChangeDocument, ...]
    format: str = "servanda/backtest/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedChangeDocument:
    """A change as it was typed; ``alone`` is how much more the client would have paid by it
    alone, absent where it does not stand without the others.
    """

    text: str
    alone: ValueDocument | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TryDocument:
    """What an agreement pays as it stands, and with the changes tried."""

    agreement: str
    money: WeighedDocument
    changes: tuple[TriedChangeDocument, ...]
    format: str = "servanda/try/1"


def backtest_document(found: Backtest, reader: Reader) -> BacktestDocument:
    """Return the document of a backtest."""
    return BacktestDocument(
        agreement=found.weighed.after.statements[-1].agreement,
        money=_weighed(found.weighed, reader),
        changes=tuple(
            BacktestChangeDocument(
                section=change.part[0],
                name=change.part[1],
                words=tuple(
                    BacktestWordsDocument(text=each.text, favour=each.favour.value)
                    for each in change.words
                ),
                alone=_maybe(change.alone, reader),
            )
            for change in found.changes
        ),
    )


def try_document(found: Tried, reader: Reader) -> TryDocument:
    """Return the document of a try."""
    return TryDocument(
        agreement=found.weighed.after.statements[-1].agreement,
        money=_weighed(found.weighed, reader),
        changes=tuple(
            TriedChangeDocument(text=each.text, alone=_maybe(each.alone, reader))
            for each in found.changes
        ),
    )


def _weighed(weighed: Weighed, reader: Reader) -> WeighedDocument:
    differs = weighed.difference
    alone = weighed.before is None
    return WeighedDocument(
        first=differs.periods[0].period,
        last=differs.periods[-1].period,
        net=_sides(weighed, (differs.before, differs.after, differs.client_pays_more), reader),
        lines=tuple(
            WeighedLineDocument(
                name=each.name,
                segment=segment_document(each.segment),
                purpose=each.purpose.value,
                payable=_sides(weighed, (each.before, each.after, each.client_pays_more), reader),
            )
            for each in line_totals(weighed)
        ),
        commitments=tuple(
            WeighedCommitmentDocument(
                name=each.name,
                money=_sides(
                    weighed,
                    (
                        each.before,
                        each.after,
                        Quantity(each.after.amount - each.before.amount, each.after.unit),
                    ),
                    reader,
                ),
                missed_before=None if alone else each.missed_before,
                missed_after=each.missed_after,
            )
            for each in commitment_totals(weighed)
        ),
        periods=tuple(_period(weighed, each, reader) for each in differs.periods),
    )


def _period(weighed: Weighed, period: PeriodDifference, reader: Reader) -> WeighedPeriodDocument:
    levels = () if weighed.before is None else period.levels
    return WeighedPeriodDocument(
        period=period.period,
        net=_sides(weighed, (period.before, period.after, period.client_pays_more), reader),
        lines=tuple(
            WeighedLineDocument(
                name=each.name,
                segment=segment_document(each.segment),
                purpose=each.purpose.value,
                payable=_sides(weighed, (each.before, each.after, each.client_pays_more), reader),
            )
            for each in period.lines
        ),
        judged=tuple(
            WeighedLevelDocument(
                commitment=each.commitment,
                segment=segment_document(each.segment),
                before=each.before,
                after=each.after,
            )
            for each in levels
        ),
    )


def _sides(
    weighed: Weighed, amounts: tuple[Quantity, Quantity, Quantity], reader: Reader
) -> SidesDocument:
    alone = weighed.before is None
    before, after, more = amounts
    return SidesDocument(
        before=None if alone else value_document(before, reader),
        after=value_document(after, reader),
        client_pays_more=None if alone else value_document(more, reader),
    )


def _maybe(value: Quantity | None, reader: Reader) -> ValueDocument | None:
    return value_document(value, reader) if value is not None else None
