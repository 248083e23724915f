"""A statement for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from servanda.reports.view import (
    CommitmentView,
    LineGroup,
    LineView,
    RightView,
    Section,
    StatementView,
    Tone,
)

__all__ = ["SIGNS", "TONE_STYLES", "rights_table", "short_level", "statement_text"]

TONE_STYLES = {Tone.GOOD: "green", Tone.FAIR: "yellow", Tone.BAD: "bold red", Tone.QUIET: "dim"}
_COMPARED = {"at least": "≥", "at most": "≤", "below": "<", "above": ">"}
SIGNS = {Tone.GOOD: "✓", Tone.FAIR: "▽", Tone.BAD: "✗", Tone.QUIET: "·"}


def statement_text(view: StatementView) -> RenderableType:
    """Return what a terminal shows of a statement: how the period was, what was reached, and
    each line of money from asked to payable.
    """
    return Group(*_parts(view))


def _parts(view: StatementView) -> Iterator[RenderableType]:
    yield Text(view.headline, style="bold")
    if view.alarm:
        yield Text(view.alarm, style="bold red")
    if view.notice:
        yield Text(view.notice, style="italic")
    yield Text(f"{view.title}: {view.provider} for {view.client}, {view.days}", style="dim")
    if view.sections:
        yield Text()
        yield _commitments(view)
    if view.groups:
        yield Text()
        yield _money(view)
    if view.rights:
        yield Text()
        yield rights_table(view.rights)
    if view.readings:
        yield Text()
        yield _readings(view)
    yield Text()
    yield _sources(view)


def _commitments(view: StatementView) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False, show_edge=False)
    table.add_column("Commitment", ratio=1, overflow="fold")
    table.add_column("Reached", justify="right", no_wrap=True)
    table.add_column("Expected", no_wrap=True)
    table.add_column("Minimum", no_wrap=True, style="dim")
    table.add_column("Level", no_wrap=True)
    for section in view.sections:
        _add_section(table, section)
    return table


def _add_section(table: Table, section: Section) -> None:
    table.add_row(Text(section.title, style="bold"), "", "", "", "")
    for commitment in section.commitments:
        table.add_row(
            _commitment(commitment),
            commitment.value,
            short_level(commitment.expected),
            short_level(commitment.minimum),
            _toned(commitment.level, commitment.tone),
        )


def short_level(level: str) -> str:
    """Spell a level with a sign, to fit narrow terminals: ``≥ 95%``."""
    for words, sign in _COMPARED.items():
        if level.startswith(f"{words} "):
            return f"{sign} {level.removeprefix(words).strip()}"
    return level


def _commitment(view: CommitmentView) -> RenderableType:
    text = Text(view.title)
    if view.critical:
        text.append(" (critical)", style="cyan")
    if view.reason:
        text.append(f"\n{view.reason}", style="dim")
    return Padding(text, (0, 0, 0, 2))


def _money(view: StatementView) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False, show_edge=False)
    table.add_column("Money", ratio=1, overflow="fold")
    table.add_column("Asked", justify="right", no_wrap=True, style="dim")
    table.add_column("Payable", justify="right", no_wrap=True)
    table.add_column("Status", overflow="fold")
    for group in view.groups:
        _add_group(table, group)
    net = (Text(view.net.label, style="bold"), "", Text(view.net.value, style="bold"), "")
    table.add_row(*net)
    return table


def _add_group(table: Table, group: LineGroup) -> None:
    title = Text(group.title, style="bold")
    table.add_row(title, "", Text(group.total, style="bold"), "")
    for line in group.lines:
        table.add_row(_line(line), line.asked, line.payable, _toned(line.status, line.tone))


def _line(view: LineView) -> RenderableType:
    text = Text(view.title)
    for stage in view.stages:
        if stage.note:
            text.append(f"\n{stage.name}: {stage.note}", style="dim")
    return Padding(text, (0, 0, 0, 2))


def rights_table(rights: Sequence[RightView]) -> Table:
    """Return how rights stand, each with its dates."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False, show_edge=False)
    table.add_column("Right", ratio=1, overflow="fold")
    table.add_column("Standing", overflow="fold")
    for right in rights:
        text = Text(right.title)
        text.append(f"\n{right.about}", style="dim")
        if right.dates:
            text.append(f"\n{right.dates}")
        table.add_row(text, _toned(right.standing, right.tone))
    return table


def _readings(view: StatementView) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False, show_edge=False)
    table.add_column("Under another reading", ratio=1, overflow="fold")
    table.add_column("Net", justify="right", no_wrap=True)
    table.add_column("Against the text", justify="right", no_wrap=True)
    for reading in view.readings:
        text = Text(reading.title)
        text.append(f"\n{reading.because}", style="dim")
        for line in reading.lines:
            text.append(f"\n{line.label}: {line.value}")
        table.add_row(text, reading.net, reading.difference or "the same")
    return table


def _toned(word: str, tone: Tone) -> Text:
    return Text(f"{SIGNS[tone]} {word}", style=TONE_STYLES[tone])


def _sources(view: StatementView) -> Text:
    known = {source.label: source.value for source in view.sources}
    signature = f"; {known['Signature']}" if "Signature" in known else ""
    return Text(
        f"Agreement {known['Agreement text'][:12]}, amendment {known['Amendment']};"
        f" evidence {known['Evidence'][:12]}, known until {known['Evidence known until']};"
        f" semantics {known['Settlement semantics']}{signature}",
        style="dim",
    )
