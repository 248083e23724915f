"""What a scorecard and a trend show, as texts and pictures: one shape for every format."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from markupsafe import Markup

from servanda.reports.pictures.picture import Picture
from servanda.reports.view import RightView, Tone, TotalView

__all__ = ["Gallery", "ReportKind", "ReportView", "StandingSection", "StandingView", "StripMark"]


class ReportKind(Enum):
    """What a report tells: one period, or how things went."""

    SCORECARD = "scorecard"
    TREND = "trend"


@dataclass(frozen=True, slots=True, kw_only=True)
class StripMark:
    """Show how a commitment stood in one period; ``said`` spells it out."""

    tone: Tone
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingView:
    """Show how a commitment stands, and stood in the last periods, oldest first.

    Args:
        title: What it is called.
        address: Where its records are; empty where the paper stands alone.
        critical: Whether the text says that it is.
        value: What was reached.
        expected: What was promised.
        level: How that is judged.
        tone: How the judgement is coloured.
        remark: Which rule decided, or why there is no value; may be empty.
        strip: How it was judged before.
        spark: Its figures before, small, against what was promised: SVG; may be empty.
    """

    title: str
    address: str
    critical: bool
    value: str
    expected: str
    level: str
    tone: Tone
    remark: str
    strip: tuple[StripMark, ...]
    spark: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingSection:
    """Group commitments of one aspect, or those of the client."""

    title: str
    summary: str
    standings: tuple[StandingView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gallery:
    """Group pictures.

    Args:
        title: What they are about.
        note: How they are read, and which were left out.
        pictures: In order.
        key: What the tones mean there, empty where the pictures say so themselves.
    """

    title: str
    note: str
    pictures: tuple[Picture, ...]
    key: tuple[tuple[Tone, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """Show a report.

    Args:
        opening: How things stand, its first line.
        rest: What it costs and brings.
        alarm: The watermelon in words, empty if there is none.
        strip_label: What the strips span: ``July 2025 to June 2026``.
        language: Tag for the page's ``lang``.
    """

    kind: ReportKind
    language: str
    title: str
    client: str
    provider: str
    period: str
    days: str
    opening: str
    rest: str
    alarm: str
    notice: str
    totals: tuple[TotalView, ...]
    strip_label: str
    sections: tuple[StandingSection, ...]
    galleries: tuple[Gallery, ...]
    sources: tuple[TotalView, ...]
    rights: tuple[RightView, ...] = ()
