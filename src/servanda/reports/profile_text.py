"""What is odd about evidence, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from servanda.evidence.findings.finding import Finding
from servanda.evidence.profile import ColumnProfile, Profile
from servanda.pipeline.profiling import Profiled
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural

__all__ = ["profile_text"]


def profile_text(profiled: Profiled, reader: Reader) -> RenderableType:
    """Return a table's columns and, in sentences, what is odd about it."""
    return Group(*_parts(profiled, reader))


def _parts(profiled: Profiled, reader: Reader) -> Iterator[RenderableType]:
    profile = profiled.profile
    yield _heading(profiled, reader)
    if profile.columns:
        yield _columns(profile, reader)
        yield Text()
    for finding in profile.findings:
        yield Padding(_finding(finding), (0, 0, 0, 2), expand=False)
    if profile.columns and not profile.findings:
        yield Padding(Text("Nothing odd was found.", style="green"), (0, 0, 0, 2), expand=False)
    yield Text()


def _heading(profiled: Profiled, reader: Reader) -> Text:
    profile = profiled.profile
    text = Text(one_line(profiled.table or profile.file), style="bold")
    rows = f"{reader.number_of(profile.rows)} {plural(profile.rows, 'row')}"
    form = f", a row is one {profile.form.value}" if profile.form else ""
    file = f"{one_line(profile.file)}: " if profiled.table else ""
    text.append(f"  {file}{rows}{form}", style="not bold dim")
    return text


def _columns(profile: Profile, reader: Reader) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("Column", overflow="fold")
    table.add_column("Read as", overflow="fold")
    table.add_column("Filled", justify="right", no_wrap=True)
    table.add_column("Different", justify="right", no_wrap=True)
    table.add_column("From", overflow="fold", max_width=24)
    table.add_column("To", overflow="fold", max_width=24)
    for column in profile.columns:
        table.add_row(*_cells(column, reader))
    return table


def _cells(column: ColumnProfile, reader: Reader) -> tuple[str, ...]:
    return (
        one_line(column.heading or column.name),
        one_line(column.type),
        reader.number_of(column.filled),
        reader.number_of(column.different),
        one_line(column.least)[:48],
        one_line(column.greatest)[:48],
    )


def _finding(finding: Finding) -> Text:
    text = Text("! ", style="yellow")
    text.append(one_line(finding.text), style="default")
    if finding.examples:
        examples = "; ".join(one_line(each) for each in finding.examples)
        text.append(f" For example {examples}.", style="dim")
    return text
