"""What is past the time for which it is kept, and letting it go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from servanda.agreement.model.agreement import History
from servanda.agreement.model.evidence import EvidenceTable
from servanda.evidence.people.aging import Aged, age, kept_from
from servanda.evidence.people.forgetting import Rewritten, files_read, forget_rows
from servanda.evidence.people.keyring import Keyring
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.time import Instant
from servanda.pipeline.answer import Answer, Progress, has_errors, say_nothing
from servanda.pipeline.check import check
from servanda.pipeline.inputs import tables_of
from servanda.pipeline.people import keyring_of
from servanda.pipeline.refusals import CannotWrite
from servanda.pipeline.workspace import Workspace

__all__ = ["Retention", "TableAge", "look_at_retention"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAge:
    """Say what of a table is past its time.

    Args:
        table: The table.
        first_day: The first day that is kept; absent where nothing says how long.
        rows: Records in the files of evidence.
        past: How many of them are past their time.
        named: How many of those name somebody in the clear.
    """

    table: EvidenceTable
    first_day: date | None
    rows: int
    past: int
    named: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Say what is past its time, and what was let go.

    Args:
        history: The agreement.
        at: The moment at which it was asked.
        tables: The tables, in the order of the text.
        names: How many sealed names no record within its time needs.
        done: Whether it was let go.
        files: What became of the files, where it was.
    """

    history: History
    at: Instant
    tables: tuple[TableAge, ...]
    names: int
    done: bool
    files: tuple[Rewritten, ...] = ()


def look_at_retention(
    workspace: Workspace, at: Instant, *, let_go: bool = False, progress: Progress = say_nothing
) -> Answer[Retention]:
    """Say which records are past the time for which their table is kept.

    Letting them go takes people out of these records, and empties what no table reads; figures
    come out as before. The keys of names that no other record needs are destroyed.

    Args:
        workspace: Where everything lies.
        at: The moment at which it is asked.
        let_go: Whether to let go what is past its time; otherwise nothing is changed.
        progress: Told before each table is read.

    Returns:
        What is past, or what is wrong with the texts or the evidence.

    Raises:
        BadPeopleFile: A file about people is damaged.
        CannotWrite: A file of evidence cannot be written.
    """
    checked = check(workspace, measurable=False)
    if checked.value is None:
        return Answer(None, checked.diagnostics)
    looking = _Looking(checked.value, workspace, at)
    for number, table in enumerate(looking.tables.values()):
        progress(f"reading {table.name}", number, len(looking.tables))
        looking.look(table)
    found = (*checked.diagnostics, *looking.found)
    if has_errors(found):
        return Answer(None, found)
    return Answer(looking.retention(let_go=let_go), found)


class _Looking:
    """Look at one table after the other, and let go of all together."""

    def __init__(self, history: History, workspace: Workspace, at: Instant) -> None:
        self.tables = tables_of(history)
        self.found: list[Diagnostic] = []
        self._history = history
        self._at = at
        self._zone = history.latest.settlement.zone
        self._keyring: Keyring = keyring_of(workspace)
        self._key = self._keyring.key_or_new()
        self._files = files_read(self.tables.values(), workspace.evidence)
        self._aged: dict[str, Aged] = {}

    def look(self, table: EvidenceTable) -> None:
        """Look at a table; one without files has nothing that is past."""
        paths = [path for path, tables in self._files.items() if table in tables]
        if not paths:
            return
        aged = age(table, paths, self._first_day(table), self._zone, self._key)
        self._aged[table.name] = aged
        self.found += aged.diagnostics

    def retention(self, *, let_go: bool) -> Retention:
        """Return what was found, and let go of it if asked to."""
        # Names that the files do not show at all may stand in earlier exports, within their time.
        past = frozenset[str]().union(*(aged.people for aged in self._aged.values()))
        needed = frozenset[str]().union(*(aged.needed for aged in self._aged.values()))
        spare = self._keyring.names().keys() & (past - needed)
        files: tuple[Rewritten, ...] = ()
        if let_go:
            try:
                # What is written now has to read as the same people for good.
                self._keyring.keep(self._key, {})
                files = tuple(filter(None, map(self._let_go, self._files)))
                self._keyring.destroy(spare)
            except OSError as problem:
                place = Path(problem.filename or self._keyring.folder)
                raise CannotWrite(place, problem.strerror or str(problem)) from None
        return Retention(
            history=self._history,
            at=self._at,
            tables=tuple(map(self._table, self.tables.values())),
            names=len(spare),
            done=let_go,
            files=files,
        )

    def _first_day(self, table: EvidenceTable) -> date | None:
        return kept_from(table.kept, self._at, self._zone) if table.kept is not None else None

    def _let_go(self, path: Path) -> Rewritten | None:
        # What one of several tables still keeps is kept.
        readers = self._files[path]
        past = [self._aged[table.name].past.get(path, frozenset()) for table in readers]
        records = frozenset.intersection(*past)
        return forget_rows(path, readers, self._key, records) if records else None

    def _table(self, table: EvidenceTable) -> TableAge:
        aged = self._aged.get(table.name, Aged(past={}))
        return TableAge(
            table=table,
            first_day=self._first_day(table),
            rows=aged.rows,
            past=sum(map(len, aged.past.values())),
            named=aged.named,
        )
