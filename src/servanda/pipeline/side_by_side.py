"""Two versions in last year's money, as values to be kept: in all, by change, by commitment."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from servanda.agreement.favour import Favour
from servanda.agreement.variants import versions_of
from servanda.facts.figure import Segment
from servanda.facts.statement import LinePurpose
from servanda.kernel.quantity import Quantity
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.check import check
from servanda.pipeline.comparing import Change, Comparison, changes_between, compare
from servanda.pipeline.files import write_all
from servanda.pipeline.negotiating import last_year
from servanda.pipeline.workspace import Workspace
from servanda.settlement.difference import Difference, LineDifference

__all__ = [
    "ChangeWeighed",
    "CommitmentMoney",
    "LineMoney",
    "PeriodMoney",
    "SideBySide",
    "Texts",
    "said_only",
    "side_by_side",
    "words_of",
]

Texts = Sequence[tuple[str, bytes]]
"""Name and bytes of what a version is made of, the base first."""

_LINES_MOST = 500
_KEPT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWeighed:
    """Say one change of a part.

    Args:
        text: The change in a sentence.
        favour: For whom it is better.
        since: From which day it governs.
        alone: How much more the client would have paid by its part alone; nothing where that
            cannot stand without others, or another change of the same part says it.
    """

    text: str
    favour: Favour
    since: date
    alone: Quantity | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentMoney:
    """Say what the client would have paid by the lines that hang on a commitment."""

    name: str
    before: Quantity
    after: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodMoney:
    """Say what the client would have paid in a period in all."""

    period: str
    before: Quantity
    after: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMoney:
    """Say what a line would have come to where it comes out otherwise."""

    period: str
    name: str
    segment: Segment
    before: Quantity
    after: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Hold what two versions would have made of a year.

    Args:
        changes: What became of each part that differs.
        not_settled: Why there is no money, in words; empty where there is.
        periods: What was paid in each period.
        commitments: What hangs on commitments, where it comes out otherwise.
        lines: The lines that come out otherwise, oldest first.
    """

    changes: tuple[ChangeWeighed, ...]
    not_settled: str = ""
    periods: tuple[PeriodMoney, ...] = ()
    commitments: tuple[CommitmentMoney, ...] = ()
    lines: tuple[LineMoney, ...] = ()

    @property
    def before(self) -> Quantity | None:
        """Return what the client would have paid in all by the older version."""
        return _sum([each.before for each in self.periods])

    @property
    def after(self) -> Quantity | None:
        """Return what the client would have paid in all by the newer version."""
        return _sum([each.after for each in self.periods])


def words_of(before: Texts, after: Texts) -> Answer[SideBySide]:
    """Say what differs between two versions in words alone, from memory if it was said before.

    Args:
        before: What the older version is made of.
        after: What the newer one is made of.
    """
    return _words(tuple(before), tuple(after))


@lru_cache(maxsize=_KEPT)
def _words(
    before: tuple[tuple[str, bytes], ...], after: tuple[tuple[str, bytes], ...]
) -> Answer[SideBySide]:
    sides = [versions_of(each) for each in (before, after)]
    if not all(side.versions for side in sides):
        return Answer(None, tuple(each for side in sides for each in side.diagnostics))
    old, new = (side.versions[-1] for side in sides)
    changes = tuple(changes_between(old, new, sides[1]))
    return Answer(said_only(Comparison(changes=changes)))


def side_by_side(
    place: Workspace, before: Texts, after: Texts, *, progress: Progress = say_nothing
) -> Answer[SideBySide]:
    """Say what differs between two versions, in words and in the money of the last year.

    Args:
        place: The agreement's workspace, with the evidence on which both are settled.
        before: What the older version is made of.
        after: What the newer one is made of.
        progress: Told before each settlement.

    Raises:
        NotSoFar: The evidence reaches no period's end.
        EngineGaveUp: The machine is too small, or a sum too long.
    """
    checked = check(place)
    if checked.value is None:
        return Answer(None, checked.diagnostics)
    choice = last_year(place, checked.value)
    if choice.value is None:
        return Answer(None, choice.diagnostics)
    with tempfile.TemporaryDirectory(prefix="servanda-") as scratch:
        old, new = _laid_out(Path(scratch), place, before, after)
        found = compare(
            (old, None), (new, None), evidence=place, choice=choice.value, progress=progress
        )
    if found.value is None:
        return Answer(None, found.diagnostics)
    said = said_only(found.value)
    money = found.value.money
    return Answer(said if money is None else _with_money(said, money), found.diagnostics)


def said_only(found: Comparison) -> SideBySide:
    """Return a comparison without its money by period."""
    return SideBySide(
        changes=tuple(each for change in found.changes for each in _said(change)),
        not_settled=found.not_settled,
    )


def _laid_out(
    scratch: Path, place: Workspace, before: Texts, after: Texts
) -> tuple[Workspace, Workspace]:
    sides = []
    for name, texts in (("before", before), ("after", after)):
        folder = scratch / name
        folder.mkdir()
        sides.append(replace(place, texts=write_all(folder, dict(texts))))
    return sides[0], sides[1]


def _said(change: Change) -> Iterator[ChangeWeighed]:
    for number, words in enumerate(change.words):
        yield ChangeWeighed(
            text=words.text,
            favour=words.favour,
            since=change.since,
            alone=change.alone if number == 0 else None,
        )


def _with_money(said: SideBySide, money: Difference) -> SideBySide:
    lines = [(period.period, line) for period in money.periods for line in period.changed_lines]
    return replace(
        said,
        periods=tuple(
            PeriodMoney(period=each.period, before=each.before, after=each.after)
            for each in money.periods
        ),
        commitments=tuple(_by_commitment(money)),
        lines=tuple(
            LineMoney(
                period=period,
                name=line.name,
                segment=line.segment,
                before=_paid(line, line.before),
                after=_paid(line, line.after),
            )
            for period, line in lines[:_LINES_MOST]
        ),
    )


def _by_commitment(money: Difference) -> Iterator[CommitmentMoney]:
    by_name: dict[str, list[LineDifference]] = {}
    for period in money.periods:
        for line in period.lines:
            if line.commitment:
                by_name.setdefault(line.commitment, []).append(line)
    for name, lines in by_name.items():
        before = _sum([_paid(each, each.before) for each in lines])
        after = _sum([_paid(each, each.after) for each in lines])
        assert before is not None
        assert after is not None
        if before != after:
            yield CommitmentMoney(name=name, before=before, after=after)


def _paid(line: LineDifference, amount: Quantity) -> Quantity:
    """Return a line's amount as the client pays it: a credit is below zero."""
    sign = -1 if line.purpose is LinePurpose.SERVICE_CREDIT else 1
    return Quantity(sign * amount.amount, amount.unit)


def _sum(amounts: Sequence[Quantity]) -> Quantity | None:
    if not amounts:
        return None
    return Quantity(sum((each.amount for each in amounts), start=Fraction(0)), amounts[0].unit)
