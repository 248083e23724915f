"""What a reader should know about a table before it is used, in words.

Nothing here looks at the day's date: what is late or early is so against the table itself.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from servanda.agreement.model.evidence import (
    ColumnType,
    EvidenceColumn,
    EvidenceForm,
    EvidenceTable,
)
from servanda.evidence.engine import Engine, open_engine
from servanda.evidence.findings import content, sequence, timing
from servanda.evidence.findings.finding import Finding, FindingKind, Sample
from servanda.evidence.findings.phrases import duration, moment
from servanda.evidence.guessing import guess_table
from servanda.evidence.mapping import check_mapping
from servanda.evidence.reading import ReadTable, read_table
from servanda.evidence.snapshot import Snapshot
from servanda.evidence.statements import literal, quoted
from servanda.evidence.zones import Zone, find_zone
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["ColumnProfile", "Finding", "FindingKind", "Profile", "profile_file", "profile_table"]

_RULES: Final[tuple[Callable[[Sample], Iterator[Finding]], ...]] = (
    content.people,
    content.duplicates,
    content.not_renamed,
    content.spellings,
    content.shares_or_percents,
    sequence.out_of_order,
    sequence.filled_back,
    sequence.ties,
    sequence.after_closing,
    timing.gaps,
    timing.squashed,
    timing.strange_hours,
    timing.midnights,
    timing.far_off,
    content.empty_cells,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnProfile:
    """Describe one column.

    Args:
        name: Its name in the agreement; of a file without one, made from the heading.
        heading: Its heading in the file.
        type: What it is read as, in words, with its format.
        filled: How many rows have a value.
        different: How many different values there are.
        least: The least value as text, empty where there is none; instants in UTC.
        greatest: The greatest value as text.
    """

    name: str
    heading: str
    type: str
    filled: int
    different: int
    least: str
    greatest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Describe a table and what is odd about it.

    Args:
        file: The name of the file, or of the first of several.
        rows: How many rows were read.
        form: What a row seems to be, or is according to the agreement.
        columns: Its columns, in order.
        findings: What is odd, in order of subject.
        diagnostics: Why it could not be read, and what reading it reported.
    """

    file: str
    rows: int
    form: EvidenceForm | None
    columns: tuple[ColumnProfile, ...]
    findings: tuple[Finding, ...]
    diagnostics: tuple[Diagnostic, ...]


def profile_table(table: EvidenceTable, *paths: Path, earlier: Snapshot | None = None) -> Profile:
    """Profile a table as an agreement reads it.

    Args:
        table: How it is read.
        paths: Its files, at least one.
        earlier: A snapshot whose words are known; new ones are reported.
    """
    mistakes = check_mapping([table])
    if mistakes:
        return _failed(paths[0], mistakes)
    known_path = (
        earlier.tables[table.name].path if earlier and table.name in earlier.tables else None
    )
    with _engine([*paths, *([known_path] if known_path else [])]) as engine:
        read = read_table(engine, table, paths)
        if not read.relation:
            return _failed(paths[0], read.diagnostics)
        sample = _sample(engine, read, table)
        known = _known_words(sample, known_path) if known_path else {}
        findings = [*_found(sample), *content.new_values(sample, known)]
        return _profile(sample, read, paths[0].name, findings)


def profile_file(path: Path, *, zone: str = "UTC") -> Profile:
    """Profile a file that no agreement describes: its types and formats are guessed, and said.

    Args:
        path: The file.
        zone: Zone in which times without offset are taken to be.
    """
    with _engine([path]) as engine:
        guess = guess_table(engine, path, zone)
        if guess.table is None:
            return _failed(path, guess.diagnostics)
        read = read_table(engine, guess.table, [path])
        if not read.relation:
            return _failed(path, read.diagnostics)
        sample = _sample(engine, read, guess.table)
        return _profile(sample, read, path.name, [*guess.findings, *_found(sample)])


@contextmanager
def _engine(paths: Iterable[Path]) -> Iterator[Engine]:
    with (
        tempfile.TemporaryDirectory(prefix="servanda-") as scratch,
        open_engine(paths, Path(scratch)) as engine,
    ):
        yield engine


def _failed(path: Path, diagnostics: tuple[Diagnostic, ...]) -> Profile:
    return Profile(
        file=path.name, rows=0, form=None, columns=(), findings=(), diagnostics=diagnostics
    )


def _found(sample: Sample) -> Iterator[Finding]:
    return itertools.chain.from_iterable(rule(sample) for rule in _RULES)


def _sample(engine: Engine, read: ReadTable, table: EvidenceTable) -> Sample:
    count = engine.row("SELECT count(*) FROM {relation}", relation=read.relation)[0]
    return Sample(
        engine=engine,
        relation=read.relation,
        table=table,
        rows=int(count),
        key=table.key,
        at=table.at or table.begins or _first_instant(table),
        order=table.order,
        zones={
            name: _zone(engine, read.relation, name, column.zone or table.zone)
            for name, column in table.columns.items()
            if column.type is ColumnType.INSTANT
        },
    )


def _first_instant(table: EvidenceTable) -> str:
    instants = (name for name, column in table.columns.items() if column.type is ColumnType.INSTANT)
    return next(instants, "")


def _zone(engine: Engine, relation: str, name: str, zone: str) -> Zone:
    first, last = engine.row(
        "SELECT min({name}), max({name}) FROM {relation}", name=quoted(name), relation=relation
    )
    if first is None:
        return Zone(name=zone, first=0, transitions=())
    return find_zone(zone, first, last)


def _known_words(sample: Sample, path: Path) -> dict[str, frozenset[str]]:
    names = [
        name
        for name in sample.of_type(ColumnType.TEXT)
        if not sample.table.columns[name].personal and name != sample.key
    ]
    stored = {
        str(row[0])
        for row in sample.engine.rows(
            "DESCRIBE SELECT * FROM read_parquet({path})", path=literal(str(path))
        )
    }
    return {
        name: frozenset(
            str(row[0])
            for row in sample.engine.rows(
                "SELECT DISTINCT {name} FROM read_parquet({path}) WHERE {name} IS NOT NULL",
                name=quoted(name),
                path=literal(str(path)),
            )
        )
        for name in names
        if name in stored
    }


def _profile(sample: Sample, read: ReadTable, file: str, findings: list[Finding]) -> Profile:
    return Profile(
        file=file,
        rows=sample.rows,
        form=sample.table.form,
        columns=tuple(_column(sample, name) for name in sample.table.columns),
        findings=tuple(findings),
        diagnostics=read.diagnostics,
    )


def _column(sample: Sample, name: str) -> ColumnProfile:
    column = sample.table.columns[name]
    filled, different, least, greatest = sample.ask(
        "SELECT count({name}), count(DISTINCT {name}), min({name}), max({name}) FROM {rows}",
        name=quoted(name),
    )[0]
    words = column.type.value
    if column.scale_text:
        words += f" in {column.scale_text}"
    if column.format:
        words += f" ({column.format})"
    shown = ("", "") if column.personal else (_shown(least, column), _shown(greatest, column))
    return ColumnProfile(
        name=name,
        heading=column.source,
        type=words,
        filled=int(filled),
        different=int(different),
        least=shown[0],
        greatest=shown[1],
    )


def _shown(value: object, column: EvidenceColumn) -> str:
    if value is None:
        return ""
    if column.type is ColumnType.DURATION and isinstance(value, int):
        return duration(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
