"""What a statement shows, as texts: one shape for the terminal and the page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = [
    "CommitmentView",
    "CountView",
    "FormulaView",
    "LineGroup",
    "LineView",
    "ReadingView",
    "RightView",
    "Section",
    "StageView",
    "StatementView",
    "Tone",
    "TotalView",
]


class Tone(Enum):
    """How something stands, so that colour is never the only sign of it."""

    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaView:
    """Show how a figure came about.

    Args:
        name: What the figure is called, with its period.
        text: The formula in the author's words, empty for evidence and given values.
        filled: The formula with values in the place of names, empty where nothing was filled in.
        value: What came out.
        note: What else a reader should know.
        place: File and line of the formula, empty if it stands nowhere.
        of: The figures that it used.
    """

    name: str
    text: str
    filled: str
    value: str
    note: str
    place: str
    of: tuple[FormulaView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountView:
    """Count records, with the reason why they did not count."""

    reason: str
    records: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentView:
    """Show one commitment, judged.

    Args:
        name: Its name in the agreement, with its segment: ``restore_major`` or
            ``availability (cards)``.
        anchor: Identifier on the page.
        level: The judgement in words.
        reason: Why there is no value, or which rule judged without one; may be empty.
        counted: How many records counted, in words; empty where a figure is judged.
        parts: The aggregates of the value, by their text.
        place: File and line of the commitment.
        formulas: How the figure judged, and the levels that are computed, came about.
    """

    name: str
    title: str
    anchor: str
    service: str
    critical: bool
    value: str
    expected: str
    minimum: str
    level: str
    tone: Tone
    reason: str
    counted: str
    left_out: tuple[CountView, ...]
    parts: tuple[TotalView, ...]
    place: str
    formulas: tuple[FormulaView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Group commitments of one aspect, or those of the client."""

    title: str
    summary: str
    commitments: tuple[CommitmentView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """Show one stage from asked to payable."""

    name: str
    amount: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """Show one line of money."""

    name: str
    title: str
    anchor: str
    status: str
    tone: Tone
    asked: str
    payable: str
    stages: tuple[StageView, ...]
    formula: FormulaView
    commitment: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineGroup:
    """Group lines of one purpose with their sum."""

    title: str
    total: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalView:
    """Show a named figure."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingView:
    """Show what another reading of the contract pays.

    Args:
        title: What the reading is called.
        because: What in the contract lets itself be read so.
        net: Net for the period under it.
        difference: Its net less the statement's own, with its sign; empty where it is the same.
        lines: Lines that pay something else than on the statement, with what they pay.
    """

    title: str
    because: str
    net: str
    difference: str
    lines: tuple[TotalView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RightView:
    """Show how a right stands.

    Args:
        name: Its name in the agreement.
        title: What it is called.
        about: What it is to, and who holds it.
        standing: How it stands, in words.
        dates: From when, until when and with what notice, in a sentence; may be empty.
        formula: How the condition came about.
        clause: Its place in the signed contract, may be empty.
    """

    name: str
    title: str
    about: str
    standing: str
    tone: Tone
    dates: str
    formula: FormulaView
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """Show a statement.

    Args:
        opening: How commitments stand.
        rest: What it costs and brings.
        alarm: The watermelon in words, empty if there is none.
        language: Tag for the page's ``lang``.
    """

    language: str
    agreement: str
    title: str
    client: str
    provider: str
    period: str
    days: str
    opening: str
    rest: str
    alarm: str
    notice: str
    sections: tuple[Section, ...]
    groups: tuple[LineGroup, ...]
    totals: tuple[TotalView, ...]
    net: TotalView
    figures: tuple[FormulaView, ...]
    sources: tuple[TotalView, ...]
    readings: tuple[ReadingView, ...] = ()
    rights: tuple[RightView, ...] = ()

    @property
    def headline(self) -> str:
        """Return how the period was, in one line."""
        return "; ".join(filter(None, [self.opening, self.rest]))
