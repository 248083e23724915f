"""How to read a file that no agreement describes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from servanda.agreement.model.evidence import (
    ColumnType,
    EvidenceColumn,
    EvidenceForm,
    EvidenceTable,
)
from servanda.evidence.engine import Engine
from servanda.evidence.findings.finding import Finding, FindingKind
from servanda.evidence.findings.phrases import some
from servanda.evidence.loading import load_cells
from servanda.evidence.mapping import column_reading, plain_value
from servanda.evidence.opening import OpenTable, open_table
from servanda.evidence.patterns import read_pattern
from servanda.evidence.statements import listed, literal
from servanda.evidence.wording import counted
from servanda.kernel.diagnostic import Diagnostic, Severity
from servanda.kernel.source import SourceSpan

__all__ = ["Guess", "guess_table"]

_NULLS: Final = ("", "?", "NULL", "null", "None", "NaN", "nan", "N/A", "n/a", "#N/A", "-", "--")

_ORDERS: Final = (("day", "month"), ("month", "day"))
_TAILS: Final = (
    "",
    " hour:minute",
    " hour:minute:second",
    " hour:minute am/pm",
    " hour:minute:second am/pm",
)
_FORMATS: Final = (
    "",
    *(
        f"{first}{mark}{second}{mark}{year}{tail}"
        for mark in ("/", "-", ".")
        for year in ("year", "short year")
        for first, second in _ORDERS
        for tail in _TAILS
    ),
    *(f"day{mark}month name{mark}year{tail}" for mark in (" ", "-") for tail in _TAILS),
    *(f"year/month/day{tail}" for tail in _TAILS),
)
_FEW: Final = "SELECT v FROM texts WHERE v IS NOT NULL ORDER BY v LIMIT 50"
_KEY: Final = re.compile(
    r"(^|[^a-z])(id|number|key|case|ticket|incident|reference)$|_id$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """Give a table as it seems to be, or why there is none, and what the guess rests on."""

    table: EvidenceTable | None
    findings: tuple[Finding, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def guess_table(engine: Engine, path: Path, zone: str) -> Guess:
    """Guess how a file is to be read.

    Args:
        engine: An engine that may read it.
        path: The file.
        zone: Zone in which times without offset are taken to be.
    """
    opening = open_table(engine, path)
    if opening.table is None:
        return Guess(table=None, diagnostics=opening.diagnostics)
    headings = [heading for heading in opening.table.headings if heading]
    columns = listed(f"c{index} VARCHAR" for index in range(len(headings)))
    engine.run(
        "CREATE OR REPLACE TEMP TABLE cells (f INTEGER, r BIGINT, {columns})", columns=columns
    )
    wrong = load_cells(engine, opening.table, 0, headings)
    if any(each.severity is Severity.ERROR for each in wrong):
        return Guess(table=None, diagnostics=wrong)
    return _Guessing(engine, opening.table, headings, zone).guess()


class _Guessing:
    """Try types on the texts of each column."""

    def __init__(self, engine: Engine, opened: OpenTable, headings: list[str], zone: str) -> None:
        self._engine = engine
        self._opened = opened
        self._headings = headings
        self._span = SourceSpan.start_of(opened.shown)
        self._zone = zone
        self._findings: list[Finding] = []

    def guess(self) -> Guess:
        names = _names(self._headings)
        columns = {
            name: self._column(index, name, heading)
            for index, (name, heading) in enumerate(zip(names, self._headings, strict=True))
        }
        table = EvidenceTable(
            name=_name(self._opened.shown.partition(".")[0]),
            form=EvidenceForm.RECORD,
            noun="row",
            nouns="rows",
            file=self._opened.shown,
            sheet="",
            key="",
            at="",
            order="",
            begins="",
            ends="",
            zone=self._zone,
            nulls=_NULLS,
            columns=columns,
            required=True,
            span=self._span,
        )
        table = self._with_key(table)
        self._report_nulls()
        return Guess(table=table, findings=tuple(self._findings))

    def _column(self, index: int, name: str, heading: str) -> EvidenceColumn:
        plain = EvidenceColumn(
            name=name,
            source=heading,
            type=ColumnType.TEXT,
            unit=None,
            scale_text="",
            format="",
            zone="",
            span=self._span,
        )
        text = plain_value(f"c{index}", replace(plain, type=ColumnType.NUMBER), _NULLS)
        self._engine.run(
            "CREATE OR REPLACE TEMP TABLE texts AS SELECT DISTINCT {text} AS v FROM cells",
            text=text,
        )
        if self._engine.row("SELECT count(v) FROM texts")[0] == 0:
            return plain
        return self._number(plain) or self._time(plain) or plain

    def _fits(self, column: EvidenceColumn) -> bool:
        reading = column_reading("v", column, typed=False)
        wrong = self._engine.rows(
            "SELECT 1 FROM texts WHERE v IS NOT NULL AND {value} IS NULL LIMIT 1",
            value=reading.value,
        )
        return not wrong

    def _number(self, plain: EvidenceColumn) -> EvidenceColumn | None:
        truth = replace(plain, type=ColumnType.TRUTH)
        if self._fits(truth) and not self._engine.rows("SELECT 1 FROM texts WHERE v IN ('0', '1')"):
            return truth
        if self._engine.rows(
            "SELECT 1 FROM texts WHERE regexp_full_match(v, {code}) LIMIT 1", code=literal(r"0\d+")
        ):
            return None
        tries = [
            replace(plain, type=ColumnType.WHOLE),
            replace(plain, type=ColumnType.WHOLE, format="thousands comma"),
            replace(plain, type=ColumnType.NUMBER),
            replace(plain, type=ColumnType.NUMBER, format="thousands comma"),
            replace(plain, type=ColumnType.NUMBER, format="decimal comma"),
        ]
        if self._engine.rows("SELECT 1 FROM texts WHERE ends_with(v, '%') LIMIT 1"):
            tries.append(replace(plain, type=ColumnType.PERCENT))
        return next((each for each in tries if self._fits(each)), None)

    def _time(self, plain: EvidenceColumn) -> EvidenceColumn | None:
        few = [str(row[0]) for row in self._engine.rows(_FEW)]
        fitting = [
            each
            for each in (
                replace(plain, type=ColumnType.INSTANT, format=words) for words in _FORMATS
            )
            if _may_fit(each.format, few) and self._fits(each)
        ]
        if not fitting:
            clock = replace(plain, type=ColumnType.DURATION)
            return clock if any(map(str.isdigit, few[0])) and self._fits(clock) else None
        chosen = fitting[0]
        if len(fitting) > 1:
            self._report_formats(chosen.source, [each.format for each in fitting])
        date = replace(chosen, type=ColumnType.DATE)
        if "hour" not in chosen.format and self._fits(date) and not self._has_time():
            return date
        return chosen

    def _has_time(self) -> bool:
        return bool(self._engine.rows("SELECT 1 FROM texts WHERE contains(v, ':') LIMIT 1"))

    def _report_formats(self, heading: str, formats: list[str]) -> None:
        ways = some([f"'{each}'" for each in formats])
        text = (
            f"'{heading}' can be read in more than one way: {ways}. "
            "No value decides between them; say which it is."
        )
        finding = Finding(kind=FindingKind.MEANING, columns=(heading,), count=0, text=text)
        self._findings.append(finding)

    def _report_nulls(self) -> None:
        found: dict[str, dict[str, int]] = {}
        for index, heading in enumerate(self._headings):
            for marker, count in self._engine.rows(
                "SELECT trim({cell}), count(*) FROM cells WHERE trim({cell}) IN ({markers}) "
                "GROUP BY 1 ORDER BY 1",
                cell=f"c{index}",
                markers=listed(literal(each) for each in _NULLS if each),
            ):
                found.setdefault(str(marker), {})[heading] = int(count)
        for marker, counts in found.items():
            names = some([f"'{heading}'" for heading in counts])
            text = (
                f"'{marker}' is taken to mean that nothing is known: "
                f"{counted(sum(counts.values()), 'cell')} of {names}. List it under nulls."
            )
            self._findings.append(
                Finding(
                    kind=FindingKind.EMPTY,
                    columns=tuple(counts),
                    count=sum(counts.values()),
                    text=text,
                    examples=(marker,),
                )
            )

    def _with_key(self, table: EvidenceTable) -> EvidenceTable:
        rows = int(self._engine.row("SELECT count(*) FROM cells")[0])
        for index, (name, column) in enumerate(table.columns.items()):
            if not _KEY.search(column.source) or rows == 0:
                continue
            filled, different = self._engine.row(
                "SELECT count({cell}), count(DISTINCT {cell}) FROM cells", cell=f"c{index}"
            )
            if filled < rows or different * 20 < rows:
                continue
            return self._keyed(replace(table, key=name), index, rows, int(different))
        return self._timed(table)

    def _keyed(self, table: EvidenceTable, index: int, rows: int, different: int) -> EvidenceTable:
        heading = self._headings[index]
        if different * 10 >= rows * 9:
            text = f"'{heading}' seems to name the case: one row per case."
            self._findings.append(_meaning(heading, different, text))
            return replace(table, form=EvidenceForm.CASE, noun="case", nouns="cases")
        table = self._timed(
            replace(table, form=EvidenceForm.EVENT, noun="case", nouns="cases"), index
        )
        text = (
            f"'{heading}' names {counted(different, 'case')} in {counted(rows, 'row')}: "
            "these seem to be events of cases"
        )
        if table.at:
            text += f", each at '{table.columns[table.at].source}'"
        if table.order:
            text += f", in the order of '{table.columns[table.order].source}'"
        self._findings.append(_meaning(heading, different, f"{text}."))
        return table

    def _timed(self, table: EvidenceTable, key: int | None = None) -> EvidenceTable:
        """Choose the instant that changes most from row to row, and what orders it."""
        place = {name: index for index, name in enumerate(table.columns)}
        instants = [name for name, each in table.columns.items() if each.type is ColumnType.INSTANT]
        if not instants:
            return table
        by = f"c{key}, " if key is not None else ""
        changes = {name: int(self._distinct(f"{by}c{place[name]}")) for name in instants}
        at = max(instants, key=lambda name: changes[name])
        if key is None:
            return replace(table, at=at)
        return replace(table, at=at, order=self._order(table, f"c{key}", changes[at]))

    def _order(self, table: EvidenceTable, key: str, apart: int) -> str:
        """Return the whole-number column that tells nearly all rows of a case apart."""
        rows = int(self._engine.row("SELECT count(*) FROM cells")[0])
        told = {
            name: self._distinct(f"{key}, c{index}")
            for index, (name, each) in enumerate(table.columns.items())
            if each.type is ColumnType.WHOLE
        }
        best = max(told, key=lambda name: told[name], default="")
        return best if best and told[best] > apart and told[best] * 100 >= rows * 99 else ""

    def _distinct(self, columns: str) -> int:
        found = self._engine.row(
            "SELECT count(*) FROM (SELECT DISTINCT {columns} FROM cells)", columns=columns
        )
        return int(found[0])


def _may_fit(words: str, texts: list[str]) -> bool:
    expression = re.compile(read_pattern(words).expression)
    return all(expression.fullmatch(text) for text in texts)


def _meaning(heading: str, count: int, text: str) -> Finding:
    return Finding(kind=FindingKind.MEANING, columns=(heading,), count=count, text=text)


def _names(headings: list[str]) -> list[str]:
    names: list[str] = []
    for heading in headings:
        name = _name(heading)
        while name in names:
            name += "_"
        names.append(name)
    return names


def _name(heading: str) -> str:
    name = re.sub(r"[^a-z0-9]+", "_", heading.casefold()).strip("_")
    return name if name[:1].isalpha() else f"column_{name}".rstrip("_")
