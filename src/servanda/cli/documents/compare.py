"""``servanda compare --format json``."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.cli.documents.common import ValueDocument, value_document
from servanda.facts.figure import Segment
from servanda.pipeline.comparing import Change, Comparison
from servanda.reports.reader import Reader
from servanda.settlement.difference import Difference

__all__ = ["CompareDocument", "compare_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsDocument:
    """A change in a sentence; ``favour`` says for whom it is better, or that it depends."""

    text: str
    favour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDocument:
    """What became of a part: a section and a name in it, in words, from which day. ``alone`` is
    how much more the client would have paid over all periods by this change alone.
    """

    section: str
    name: str
    words: tuple[WordsDocument, ...]
    since: str
    alone: ValueDocument | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedLineDocument:
    """A line of money that would have been different."""

    period: str
    name: str
    before: ValueDocument
    after: ValueDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedLevelDocument:
    """A commitment that would have been judged otherwise."""

    period: str
    commitment: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedMoneyDocument:
    """What the client would have paid in all, from the first to the last period settled."""

    first: str
    last: str
    before: ValueDocument
    after: ValueDocument
    lines: tuple[ChangedLineDocument, ...]
    judged: tuple[ChangedLevelDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareDocument:
    """What differs between two versions; ``money`` only where evidence was named."""

    changes: tuple[ChangeDocument, ...]
    money: ChangedMoneyDocument | None
    not_settled: str
    format: str = "servanda/compare/1"


def compare_document(found: Comparison, reader: Reader) -> CompareDocument:
    """Return the document of a comparison."""
    return CompareDocument(
        changes=tuple(_change(each, reader) for each in found.changes),
        money=_money(found.money, reader) if found.money else None,
        not_settled=found.not_settled,
    )


def _change(change: Change, reader: Reader) -> ChangeDocument:
    return ChangeDocument(
        section=change.part[0],
        name=change.part[1],
        words=tuple(WordsDocument(text=w.text, favour=w.favour.value) for w in change.words),
        since=change.since.isoformat(),
        alone=value_document(change.alone, reader) if change.alone is not None else None,
    )


def _money(money: Difference, reader: Reader) -> ChangedMoneyDocument:
    return ChangedMoneyDocument(
        first=money.periods[0].period,
        last=money.periods[-1].period,
        before=value_document(money.before, reader),
        after=value_document(money.after, reader),
        lines=tuple(
            ChangedLineDocument(
                period=period.period,
                name=_named(line.name, line.segment),
                before=value_document(line.before, reader),
                after=value_document(line.after, reader),
            )
            for period in money.periods
            for line in period.changed_lines
        ),
        judged=tuple(
            ChangedLevelDocument(
                period=period.period,
                commitment=_named(each.commitment, each.segment),
                before=each.before,
                after=each.after,
            )
            for period in money.periods
            for each in period.levels
        ),
    )


def _named(name: str, segment: Segment) -> str:
    return " ".join((name, *(value for _, value in segment)))
