"""Two versions side by side: in words, and in money on evidence that there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from servanda.agreement.favour import ChangedWords, changed_words
from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.variants import (
    Part,
    TextVersion,
    Versions,
    differing,
    read_versions,
    variant,
)
from servanda.evidence.snapshot import Snapshot, take_snapshot
from servanda.facts.statement import Statement
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.quantity import Quantity
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.check import check
from servanda.pipeline.choosing import Choice
from servanda.pipeline.measuring import tables_of
from servanda.pipeline.settling import settle_measured
from servanda.pipeline.workspace import Workspace

__all__ = ["Change", "Comparison", "LineChange", "MoneyChange", "compare"]

_VARIANTS_MOST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """Say what a line, or how a commitment, would have been.

    Args:
        period: The period's label.
        name: The line's name.
        before: Payable under the older version.
        after: Payable under the newer one.
    """

    period: str
    name: str
    before: Quantity
    after: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Say what became of one part of the text.

    Args:
        part: The part.
        words: The change in sentences.
        since: From which day it governs.
        alone: What it alone would have changed in what the client pays, over all periods;
            nothing where there is no evidence, or where it cannot stand without others.
    """

    part: Part
    words: tuple[ChangedWords, ...]
    since: date
    alone: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyChange:
    """Say what a newer version would have changed in money, had it governed all the time.

    Args:
        first: Label of the first period settled.
        last: Label of the last one.
        before: What the client would have paid in all under the older version.
        after: The same under the newer one.
        lines: The lines that differ, by period.
        judged: Commitments judged otherwise: period, commitment, level before, level after.
    """

    first: str
    last: str
    before: Quantity
    after: Quantity
    lines: tuple[LineChange, ...]
    judged: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Hold what differs between two versions.

    Args:
        changes: What became of each part that differs.
        money: What it would have changed in money; nothing without evidence.
        not_settled: Why there is no money although evidence was named, in words.
    """

    changes: tuple[Change, ...]
    money: MoneyChange | None = None
    not_settled: str = ""


def compare(
    old: tuple[Workspace, date | None],
    new: tuple[Workspace, date | None],
    *,
    evidence: Workspace | None = None,
    progress: Progress = say_nothing,
) -> Answer[Comparison]:
    """Compare the versions that govern on two days, of one agreement or of two.

    Args:
        old: Where the older text lies, and the day on which it is looked at; nothing for the last.
        new: The same of the newer one.
        evidence: Where evidence lies, to say what would have changed in money; nothing without.
        progress: Told before each settlement.

    Returns:
        What differs, or what is wrong with the texts or the evidence.

    Raises:
        NotSoFar: The evidence reaches no period's end.
        EngineGaveUp: The machine is too small, or a sum too long.
    """
    sides = [read_versions(workspace.texts) for workspace, _ in (old, new)]
    found = _diagnosed(sides, (old[0], new[0]))
    if not all(side.versions for side in sides):
        return Answer(None, found)
    before, after = sides[0].at(old[1]), sides[1].at(new[1])
    same = old[0].texts == new[0].texts
    changes = tuple(_changes(before, after, sides[1] if same else None))
    if evidence is None:
        return Answer(Comparison(changes=changes), found)
    return _with_money(before, after, changes, evidence, (progress, found))


def _diagnosed(
    sides: Sequence[Versions], workspaces: Sequence[Workspace]
) -> tuple[Diagnostic, ...]:
    """Return mistakes of both sides; warnings are left to ``check``."""
    wrong = [each for side in sides if not side.versions for each in side.diagnostics]
    late = [
        each
        for side, workspace in zip(sides, workspaces, strict=True)
        if side.versions and (checked := check(workspace)).value is None
        for each in checked.diagnostics
    ]
    return tuple({each.sort_key: each for each in (*wrong, *late)}.values())


def _changes(
    before: TextVersion, after: TextVersion, versions: Versions | None
) -> Iterator[Change]:
    for edits in differing(before, after):
        since = _since(edits.part, after, versions)
        words = changed_words(edits, before, after)
        yield Change(part=edits.part, words=words, since=since)


def _since(part: Part, after: TextVersion, versions: Versions | None) -> date:
    """Return the day from which a part has read as it does in the newer version."""
    since = after.effective_from
    for version in reversed(versions.versions if versions else ()):
        if version.effective_from > after.effective_from:
            continue
        if version.parts.get(part) != after.parts.get(part):
            break
        since = version.effective_from
    return since


def _with_money(
    before: TextVersion,
    after: TextVersion,
    changes: tuple[Change, ...],
    evidence: Workspace,
    rest: tuple[Progress, tuple[Diagnostic, ...]],
) -> Answer[Comparison]:
    progress, found = rest
    settling = _Settling(evidence, progress)
    parts = [change.part for change in changes]
    base, whole = variant(before, after, ()), variant(before, after, parts)
    if base is None or whole is None:
        why = "the newer text does not hold over the older one's days in force"
        return Answer(Comparison(changes=changes, not_settled=why), found)
    if base.settlement.currency != whole.settlement.currency:
        why = "the versions settle in different currencies"
        return Answer(Comparison(changes=changes, not_settled=why), found)
    old, new = settling.statements(base), settling.statements(whole)
    if old is None or new is None:
        return Answer(None, (*found, *settling.diagnostics))
    alone = [
        _alone(old, settling, variant(before, after, (part,)))
        for part in parts[:_VARIANTS_MOST]
    ] if len(parts) > 1 else [_less(_net(new), _net(old))] * len(parts)  # fmt: skip
    valued = tuple(
        Change(part=change.part, words=change.words, since=change.since, alone=value)
        for change, value in zip(changes, [*alone, *[None] * len(parts)], strict=False)
    )
    return Answer(Comparison(changes=valued, money=_money(old, new)), found)


class _Settling:
    """Settle versions on the same evidence, each reading taken once."""

    def __init__(self, workspace: Workspace, progress: Progress) -> None:
        self._workspace = workspace
        self._progress = progress
        self._snapshots: dict[str, Snapshot] = {}
        self.diagnostics: tuple[Diagnostic, ...] = ()

    def statements(self, agreement: Agreement) -> tuple[Statement, ...] | None:
        """Return all statements of a version; nothing if the evidence does not do."""
        from servanda.pipeline.running import run  # noqa: PLC0415 - loads the query engine

        history = History((agreement,))
        snapshot = self._snapshot(history)
        if snapshot is None:
            return None
        answer = run(history, snapshot, self._workspace.cache, Choice(), self._progress)
        if answer.value is None:
            self.diagnostics = answer.diagnostics
            return None
        return settle_measured(answer.value, progress=self._progress).statements

    def _snapshot(self, history: History) -> Snapshot | None:
        key = repr(sorted(tables_of(history).items()))
        if key not in self._snapshots:
            place = self._workspace
            taken = take_snapshot(
                tables_of(history), place.evidence, place.cache, progress=self._progress
            )
            if taken.snapshot is None:
                self.diagnostics = taken.diagnostics
                return None
            self._snapshots[key] = taken.snapshot
        return self._snapshots[key]


def _alone(
    old: Sequence[Statement], settling: _Settling, agreement: Agreement | None
) -> Quantity | None:
    statements = settling.statements(agreement) if agreement else None
    return _less(_net(statements), _net(old)) if statements else None


def _net(statements: Sequence[Statement]) -> Quantity:
    total = sum((each.totals.net.amount for each in statements), start=Fraction(0))
    return Quantity.money(total, statements[0].currency)


def _less(left: Quantity, right: Quantity) -> Quantity:
    return Quantity(left.amount - right.amount, left.unit)


def _money(old: Sequence[Statement], new: Sequence[Statement]) -> MoneyChange:
    return MoneyChange(
        first=old[0].period.label,
        last=old[-1].period.label,
        before=_net(old),
        after=_net(new),
        lines=tuple(_lines(old, new)),
        judged=tuple(_judged(old, new)),
    )


def _lines(old: Sequence[Statement], new: Sequence[Statement]) -> Iterator[LineChange]:
    currency = old[0].currency
    before, after = _payable(old), _payable(new)
    for key in dict.fromkeys((*before, *after)):
        paid = before.get(key, Fraction(0)), after.get(key, Fraction(0))
        if paid[0] != paid[1]:
            yield LineChange(
                period=key[0],
                name=key[1],
                before=Quantity.money(paid[0], currency),
                after=Quantity.money(paid[1], currency),
            )


def _payable(statements: Sequence[Statement]) -> Mapping[tuple[str, str], Fraction]:
    paid: dict[tuple[str, str], Fraction] = {}
    for statement in statements:
        for line in statement.lines:
            of = " ".join(value for _, value in line.segment)
            key = (statement.period.label, f"{line.name} {of}".strip())
            paid[key] = paid.get(key, Fraction(0)) + line.payable.amount
    return paid


def _judged(
    old: Sequence[Statement], new: Sequence[Statement]
) -> Iterator[tuple[str, str, str, str]]:
    before, after = _levels(old), _levels(new)
    for key in dict.fromkeys((*before, *after)):
        levels = before.get(key, "absent"), after.get(key, "absent")
        if levels[0] != levels[1]:
            yield (*key, *levels)


def _levels(statements: Sequence[Statement]) -> Mapping[tuple[str, str], str]:
    return {
        (
            statement.period.label,
            " ".join((judged.commitment, *(v for _, v in judged.measurement.segment))),
        ): (judged.level.value)
        for statement in statements
        for judged in statement.assessments
    }
