"""A matrix that was filled in as a spreadsheet and comes back: all of it is taken, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from servanda.agreement.notebook import advise_name
from servanda.kernel.diagnostic import Diagnostic, DiagnosticKind, near_match
from servanda.kernel.source import SourceSpan
from servanda.operating_model import diagnostics as found
from servanda.operating_model.filling import FilledCell
from servanda.operating_model.model.portfolio import OperatingModel
from servanda.operating_model.model.words import UNDECIDED, Scope
from servanda.operating_model.standing import Cell, CellStanding, ServiceStanding
from servanda.pipeline.sheet_cells import Row, cell_name, place_of, read_cells, rows_of

__all__ = ["BOTH_SCOPES", "COLUMNS", "FilledSheet", "read_filled"]

BOTH_SCOPES: Final = "both scopes"
COLUMNS: Final = {
    "Service": "name of the service in the text",
    "Title": "what people call it; not read back",
    "Process": "support process",
    "Scope": f"application, interface, or {BOTH_SCOPES}",
    "Accountable": "who is end responsible now: one party",
    "Performs": "who does the work now, separated by ;  empty for who is accountable",
    "Meant": "who is meant to be accountable: one party",
    "Meant to perform": "who is meant to do the work; empty where that is open",
    "Because": "why the target differs from the ambition",
    "Ambition": "who would be accountable under the ambition; not read back",
}
"""Columns of the sheet of a matrix, with what each holds."""

_READ: Final = ("Service", "Process", "Scope", "Accountable", "Performs", "Meant",
                "Meant to perform", "Because")  # fmt: skip
_FILLED_IN: Final = ("Service", "Process", "Scope", "Accountable", "Meant")
_WRITTEN_BY: Final = "take the sheet that 'servanda model matrix --format xlsx' writes"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledSheet:
    """Hold what a sheet says.

    Args:
        cells: Its rows.
        wrong: What cannot be taken, at its row and column; then nothing is.
    """

    cells: tuple[FilledCell, ...]
    wrong: tuple[Diagnostic, ...]


def read_filled(
    path: Path, model: OperatingModel, standings: Mapping[str, ServiceStanding]
) -> FilledSheet:
    """Read a sheet that was filled in; every mistake at once, each with the name of its cell.

    Args:
        path: A CSV or XLSX file.
        model: Whose services, processes and parties may stand in it.
        standings: The services as they stand now.

    Raises:
        CannotRead: It is no such file.
    """
    rows = read_cells(path)
    columns, wrong = _columns(path, rows[0])
    if wrong:
        return FilledSheet(cells=(), wrong=tuple(wrong))
    reader = _Reader(model=model, standings=standings)
    cells = [cell for row in rows_of(path, rows, columns) if (cell := reader.cell(row))]
    if not cells and not reader.wrong:
        span = SourceSpan.start_of(str(path))
        reader.wrong.append(found.SHEET_EMPTY.at(span, cell="A2", name="Service"))
    return FilledSheet(cells=tuple(cells), wrong=tuple(reader.wrong))


def _columns(
    path: Path, headings: tuple[int, Sequence[str]]
) -> tuple[dict[str, int], list[Diagnostic]]:
    """Return the number of each column that is read, and what is wrong with the headings."""
    number, cells = headings
    known = {name.casefold(): name for name in COLUMNS}
    columns: dict[str, int] = {}
    wrong = []
    for place, cell in enumerate(cells, 1):
        name = known.get(cell.strip().casefold())
        where = place_of(path, number, place)
        if name is not None and name not in columns:
            columns[name] = place
        elif cell.strip():
            near = near_match(cell.strip(), [each for each in COLUMNS if each not in columns])
            advice = f"did you mean '{near}'?" if near else f"known are: {', '.join(COLUMNS)}"
            at = cell_name(number, place)
            wrong.append(found.SHEET_HEADING.at(where, cell=at, name=cell.strip(), advice=advice))
    lacking = [name for name in _READ if name not in columns]
    start = SourceSpan.start_of(str(path))
    wrong += [found.SHEET_LACKS.at(start, name=name, advice=_WRITTEN_BY) for name in lacking]
    return {name: place for name, place in columns.items() if name in _READ}, wrong


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Read rows, noting what cannot be taken and where."""

    model: OperatingModel
    standings: Mapping[str, ServiceStanding]
    wrong: list[Diagnostic] = field(default_factory=list)
    _seen: dict[tuple[str, str, Scope], int] = field(default_factory=dict)

    def cell(self, row: Row) -> FilledCell | None:
        """Return what a row says, nothing where something in it cannot be taken."""
        before = len(self.wrong)
        for column in _FILLED_IN:
            if not row[column]:
                self._note(found.SHEET_EMPTY, row, column, name=column)
        service = self._named(row, "Service", "service", list(self.standings))
        titles = {each.title.casefold(): name for name, each in self.model.processes.items()}
        process = self._named(row, "Process", "process", list(self.model.processes), titles)
        scopes = self._scopes(row, service)
        accountable, meant = self._accountable(row, "Accountable"), self._accountable(row, "Meant")
        performs, will = (
            self._performers(row, "Performs"),
            self._performers(row, "Meant to perform"),
        )
        if len(self.wrong) == before:
            self._check_twice(row, service, process, scopes)
            self._check_reason(row, service, process, scopes, meant)
        if len(self.wrong) > before:
            return None
        return FilledCell(
            service=service,
            process=process,
            scopes=scopes,
            present=Cell(accountable=accountable, performs=performs or (accountable,)),
            target=Cell(accountable=meant, performs=will),
            because=row["Because"],
        )

    def _note(self, kind: DiagnosticKind, row: Row, column: str, **arguments: str) -> None:
        self.wrong.append(kind.at(row.place(column), cell=row.name(column), **arguments))

    def _named(
        self,
        row: Row,
        column: str,
        what: str,
        known: Sequence[str],
        titles: Mapping[str, str] | None = None,
    ) -> str:
        text = row[column]
        folded = {name.casefold(): name for name in known} | dict(titles or {})
        if not text or text.casefold() in folded:
            return folded.get(text.casefold(), "")
        advice = advise_name(text, known)
        self._note(
            found.SHEET_UNKNOWN, row, column, what=what, name=text, advice=advice or "add it first"
        )
        return ""

    def _scopes(self, row: Row, service: str) -> tuple[Scope, ...]:
        text = row["Scope"].casefold()
        chosen = tuple(scope for scope in Scope if text in {scope.value, BOTH_SCOPES})
        if text and not chosen:
            self._note(
                found.SHEET_NOT_DECLARED, row, "Scope", text=row["Scope"],
                form=f"application, interface or {BOTH_SCOPES}",
            )  # fmt: skip
        elif len(chosen) == 1 and service and self.standings[service].service.together:
            self._note(
                found.SHEET_NOT_DECLARED, row, "Scope", text=row["Scope"],
                form=f"{BOTH_SCOPES}: this service has them together",
            )  # fmt: skip
        return chosen

    def _accountable(self, row: Row, column: str) -> str:
        names = _divided(row[column])
        if len(names) > 1:
            self._note(found.SHEET_TWO, row, column, text=row[column], count=str(len(names)))
            return ""
        name = self._party(row, column, names[0]) if names else ""
        side = self.model.parties[name].side if name else None
        if side is not None and not side.may_be_accountable:
            self._note(found.SHEET_CANNOT_ANSWER, row, column, name=name, side=side.value)
            return ""
        return name

    def _performers(self, row: Row, column: str) -> tuple[str, ...]:
        names = [self._party(row, column, name) for name in _divided(row[column])]
        return tuple(dict.fromkeys(name for name in names if name))

    def _party(self, row: Row, column: str, text: str) -> str:
        known = {name.casefold(): name for name in self.model.parties}
        titles = {
            each.title.casefold(): name for name, each in self.model.parties.items() if each.span
        }
        name = (titles | known).get(text.casefold(), "")
        if not name:
            advice = advise_name(text, self.model.parties)
            self._note(found.SHEET_UNKNOWN, row, column, what="party", name=text, advice=advice)
        return name

    def _check_twice(self, row: Row, service: str, process: str, scopes: Sequence[Scope]) -> None:
        for scope in scopes:
            first = self._seen.setdefault((service, process, scope), row.number)
            if first != row.number:
                what = f"{process} of '{service}' ({scope.value})"
                self._note(found.SHEET_TWICE, row, "Process", what=what, first=str(first))
                return

    def _check_reason(
        self, row: Row, service: str, process: str, scopes: Sequence[Scope], meant: str
    ) -> None:
        for cell in _cells(self.standings[service], process, scopes):
            ambition = self.standings[service].ambition
            differs = meant != cell.reference != UNDECIDED
            if differs and not row["Because"] and ambition is not None:
                self._note(
                    found.SHEET_NO_REASON,
                    row,
                    "Because",
                    chosen=meant,
                    ambition=ambition.value,
                    reference=cell.reference,
                )
                return


def _divided(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;,/\n]", text) if part.strip()]


def _cells(
    standing: ServiceStanding, process: str, scopes: Sequence[Scope]
) -> Iterator[CellStanding]:
    for cell in standing.cells:
        if cell.process.name == process and cell.scope in scopes:
            yield cell
