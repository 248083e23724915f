"""Diagnostics on a terminal: place, code, message, the line with a mark, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from rich.console import Group, RenderableType
from rich.text import Text

from servanda.cli.excerpt import excerpt
from servanda.kernel.diagnostic import Diagnostic, DiagnosticKind, Severity
from servanda.reports.clean import one_line
from servanda.reports.spelling import plural

__all__ = ["diagnostics_text", "kind_text", "notes_text", "summary"]

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_MOST = 60


def diagnostics_text(
    diagnostics: Sequence[Diagnostic], sources: Mapping[str, str] = MappingProxyType({})
) -> RenderableType:
    """Return diagnostics by file, in the order of the text, with a line that sums them up.

    Args:
        diagnostics: What was found.
        sources: Texts that stand in no file, by the name that diagnostics know them by.
    """
    ordered = sorted(diagnostics, key=lambda found: found.sort_key)
    return Group(*_parts(ordered, sources))


def notes_text(notes: Sequence[Diagnostic]) -> RenderableType:
    """Return notes as one short list: what each is about, and how often it was found."""
    counts: dict[str, int] = {}
    for note in notes:
        title = f"{note.code} {one_line(note.kind.title)}"
        counts[title] = counts.get(title, 0) + 1
    lines = [
        Text(f"  {title}{f' ({count} times)' if count > 1 else ''}", style="cyan")
        for title, count in sorted(counts.items())
    ]
    head = Text(f"{len(notes)} {plural(len(notes), 'note')}; --notes shows all of them:")
    return Group(head, *lines, Text())


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Sum up: ``2 errors, 1 warning``; empty if there is nothing.

    Example:
        >>> summary([])
        ''
    """
    counts = [(sum(d.severity is each for d in diagnostics), each) for each in Severity]
    return ", ".join(f"{count} {plural(count, each.value)}" for count, each in counts if count)


def _parts(
    diagnostics: Sequence[Diagnostic], sources: Mapping[str, str]
) -> Iterator[RenderableType]:
    for _, found in groupby(diagnostics[:_MOST], key=lambda each: each.span.file):
        for diagnostic in found:
            yield _one(diagnostic, sources)
        yield Text()
    if len(diagnostics) > _MOST:
        yield Text(f"... and {len(diagnostics) - _MOST} more; --format json shows all of them.\n")
    if diagnostics:
        files = len({each.span.file for each in diagnostics})
        counted = f"{summary(diagnostics)} in {files} {plural(files, 'file')}"
        more = f"; 'servanda explain {diagnostics[0].code}' says more"
        yield Text(counted, style="bold").append(more, style="not bold")


def kind_text(kind: DiagnosticKind) -> RenderableType:
    """Return what a diagnostic means: what it says, why, what to do, where more stands."""
    style = _STYLES[kind.severity]
    head = Text(f"{kind.severity.value} {kind.code}", style=style).append(f"  {kind.title}", "bold")
    parts = (("It says", kind.message), ("Why", kind.reason), ("What to do", kind.hint))
    lines = [Text(f"{name}: {words}") for name, words in parts if words]
    return Group(head, *lines, Text(f"More: {kind.page}", style="dim"))


def _one(diagnostic: Diagnostic, sources: Mapping[str, str]) -> Text:
    style = _STYLES[diagnostic.severity]
    text = Text(f"{one_line(str(diagnostic.span))}: ")
    text.append(f"{diagnostic.severity.value} {diagnostic.code}", style=style)
    text.append(f": {one_line(diagnostic.message)}", style="bold")
    found = excerpt(diagnostic.span, sources)
    if found is not None:
        line, marks = found
        number = f"{diagnostic.span.line:>5}"
        text.append(f"\n{number} | ", style="dim").append(line)
        text.append(f"\n{' ' * len(number)} | ", style="dim").append(marks, style=style)
    if diagnostic.hint:
        text.append(f"\n        {one_line(diagnostic.hint)}")
    return text
