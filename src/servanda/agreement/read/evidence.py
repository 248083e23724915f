"""Reading which tables of facts there are and how their columns are understood."""

from __future__ import annotations

import re
from dataclasses import dataclass

from servanda.agreement import diagnostics as found
from servanda.agreement.model.evidence import (
    ColumnType,
    EvidenceColumn,
    EvidenceForm,
    EvidenceTable,
)
from servanda.agreement.notebook import Notebook, advise_name
from servanda.agreement.read.allowed import read_allowed
from servanda.agreement.read.fields import Fields, entries_of, text_of
from servanda.agreement.read.parties import read_zone
from servanda.agreement.read.people import read_kept
from servanda.agreement.text.node import Entry, Node, ScalarNode
from servanda.formula.words import find_unit
from servanda.kernel.diagnostic import near_match
from servanda.kernel.quantity import SHARE
from servanda.kernel.source import SourceSpan
from servanda.kernel.unit import BaseKind, Unit

__all__ = ["plural_of", "read_evidence", "singular_of"]

_NEEDS = {
    EvidenceForm.CASE: ("key",),
    EvidenceForm.EVENT: ("key", "at"),
    EvidenceForm.INTERVAL: ("from", "until"),
    EvidenceForm.RECORD: ("at",),
}
_FORBIDS = {
    EvidenceForm.CASE: ("at", "order", "from", "until"),
    EvidenceForm.EVENT: ("from", "until"),
    EvidenceForm.INTERVAL: ("at", "order"),
    EvidenceForm.RECORD: ("from", "until"),
}
_KNOWN_TYPES = (
    "text, number, whole number, yes or no, instant, date, percent, money EUR, duration in minutes,"
    " number of requests"
)
_INSTANT_KEYS = ("at", "from", "until")
_COLUMN_KEYS = ("key", "at", "order", "from", "until")


def plural_of(noun: str) -> str:
    """Return the plural of a noun, by the rules of English.

    Example:
        >>> plural_of("incident"), plural_of("query"), plural_of("breach"), plural_of("day")
        ('incidents', 'queries', 'breaches', 'days')
    """
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if re.search(r"(s|x|z|ch|sh)$", noun) else f"{noun}s"


def singular_of(nouns: str) -> str:
    """Return the singular of a plural, by the rules of English.

    Example:
        >>> singular_of("requests"), singular_of("queries"), singular_of("breaches")
        ('request', 'query', 'breach')
    """
    if nouns.endswith("ies"):
        return f"{nouns[:-3]}y"
    if re.search(r"(s|x|z|ch|sh)es$", nouns):
        return nouns[:-2]
    return nouns.removesuffix("s")


def read_evidence(node: Node | None, zone: str, notebook: Notebook) -> dict[str, EvidenceTable]:
    """Read the tables; ``zone`` is the settlement's, for tables that name none."""
    return {entry.key.text: _table(entry, zone, notebook) for entry in entries_of(node)}


def _table(entry: Entry, zone: str, notebook: Notebook) -> EvidenceTable:
    fields = Fields(entry.value, notebook, entry.key.span)
    name = entry.key.text
    form = fields.word("each", EvidenceForm, EvidenceForm.RECORD)
    nouns = fields.texts("noun") or ("record",)
    columns = {
        each.key.text: column
        for each in fields.entries("columns")
        if (column := _column(each, notebook)) is not None
    }
    for each in fields.entries("columns"):
        if each.key.text not in columns:
            # By itself too, since formulas name columns without their table.
            notebook.broken |= {each.key.text, f"{name}.{each.key.text}"}
    table = EvidenceTable(
        name=name,
        form=form,
        noun=nouns[0],
        nouns=nouns[1] if len(nouns) > 1 else plural_of(nouns[0]),
        file=fields.text("file", f"{name}.*"),
        sheet=fields.text("sheet"),
        key=fields.text("key"),
        at=fields.text("at"),
        order=fields.text("order"),
        begins=fields.text("from"),
        ends=fields.text("until"),
        zone=read_zone(fields.get("zone"), notebook, zone),
        nulls=fields.texts("nulls") if fields.has("nulls") else ("",),
        columns=columns,
        required=fields.truth("required", default=True),
        kept=read_kept(fields),
        database=fields.text("database"),
        query=fields.text("query"),
        span=entry.key.span,
    )
    _check_source(fields)
    if fields.has("each") and fields.text("each") == form.value:
        _check_form(fields, table)
    _check_columns(fields, table)
    return table


def _check_form(fields: Fields, table: EvidenceTable) -> None:
    form = table.form
    for key in _NEEDS[form]:
        if not fields.has(key):
            fields.notebook.report(found.FORM_NEEDS, table.span, form=form.value, key=key)
    for key in _FORBIDS[form]:
        if fields.has(key):
            fields.notebook.report(
                found.FORM_FORBIDS, fields.span_of(key), form=form.value, key=key
            )
    if form in {EvidenceForm.CASE, EvidenceForm.EVENT}:
        # A case split into several rows would be several cases of one key.
        for entry in fields.entries("columns"):
            column = Fields(entry.value, fields.notebook, entry.key.span)
            if column.has("split by"):
                span = column.span_of("split by")
                fields.notebook.report(found.FORM_FORBIDS, span, form=form.value, key="split by")


def _check_source(fields: Fields) -> None:
    """Refuse keys of files beside a database, and a query that no database is asked."""
    of_database = fields.has("database")
    misplaced = ("file", "sheet") if of_database else ("query",)
    where = "is read from a database" if of_database else "is read from files"
    for key in misplaced:
        if fields.has(key):
            fields.notebook.report(found.SOURCE_FORBIDS, fields.span_of(key), key=key, where=where)


def _check_columns(fields: Fields, table: EvidenceTable) -> None:
    notebook = fields.notebook
    for key in _COLUMN_KEYS:
        name = fields.text(key)
        if not name or f"{table.name}.{name}" in notebook.broken:
            continue
        column = table.columns.get(name)
        if column is None:
            advice = advise_name(name, table.columns)
            notebook.report(
                found.UNKNOWN_COLUMN,
                fields.span_of(key),
                table=table.name,
                name=name,
                advice=advice,
            )
        elif key in _INSTANT_KEYS and column.type is not ColumnType.INSTANT:
            notebook.report(
                found.NOT_AN_INSTANT, fields.span_of(key), name=name, type=column.type.value
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Type:
    type: ColumnType
    unit: Unit | None = None
    scale: str = ""


def _column(entry: Entry, notebook: Notebook) -> EvidenceColumn | None:
    fields = Fields(entry.value, notebook, entry.key.span)
    name = entry.key.text
    written = entry.value if isinstance(entry.value, ScalarNode) else fields.get("type")
    if not isinstance(written, ScalarNode) or not written.text:
        return None
    kind = _type(written.text, written.span, notebook)
    if kind is None:
        return None
    return EvidenceColumn(
        name=name,
        source=fields.text("from", name),
        type=kind.type,
        unit=kind.unit,
        scale_text=kind.scale,
        format=fields.text("format"),
        zone=read_zone(fields.get("zone"), notebook),
        values={each.key.text: text_of(each.value) for each in fields.entries("values")},
        personal=fields.truth("personal", default=False),
        impersonal=not fields.truth("personal", default=True),
        sealed=fields.truth("sealed", default=False),
        split_by=fields.text("split by"),
        only=read_allowed(fields.get("only"), kind.type, kind.unit, notebook),
        span=entry.key.span,
    )


def _type(text: str, span: SourceSpan, notebook: Notebook) -> _Type | None:
    words = text.split()
    if re.fullmatch(r"money\s+[A-Z]{3}", text):
        return _Type(type=ColumnType.MONEY, unit=Unit.money(words[1]))
    if words[:2] == ["duration", "in"] and (scale := _scale(" ".join(words[2:]))):
        return _Type(type=ColumnType.DURATION, unit=Unit.of(BaseKind.ELAPSED), scale=scale)
    if words[:2] == ["number", "of"] and (unit := _counted(words[2:])):
        return _Type(type=ColumnType.NUMBER, unit=unit)
    if text == ColumnType.PERCENT.value:
        return _Type(type=ColumnType.PERCENT, unit=SHARE)
    plain = {each.value: each for each in ColumnType}
    if text in plain and plain[text] not in {ColumnType.MONEY, ColumnType.DURATION}:
        return _Type(type=plain[text])
    notebook.report(found.BAD_COLUMN_TYPE, span, text=text, advice=_type_advice(text))
    return None


def _counted(words: list[str]) -> Unit | None:
    """Return the unit of things counted: by a noun, or service points."""
    if len(words) != 1 or not re.fullmatch(r"[a-z][a-z0-9_]*", words[0]):
        return None
    try:
        unit = find_unit(words[0])
    except LookupError:
        return Unit.count(singular_of(words[0]))
    return unit.unit if unit.kind is BaseKind.SERVICE_POINT else None


def _scale(word: str) -> str:
    try:
        unit = find_unit(word)
    except LookupError:
        return ""
    return unit.many if unit.kind is BaseKind.ELAPSED else ""


def _type_advice(text: str) -> str:
    if text.startswith("money"):
        return "name the currency, like money EUR"
    if text.startswith("number of"):
        return (
            "name what is counted in one word of lower-case letters, like number of requests;"
            " for time say duration in minutes"
        )
    if text.startswith("duration"):
        return "name what the numbers are in, like duration in minutes"
    near = near_match(text, [each.value for each in ColumnType])
    return f"did you mean '{near}'?" if near else f"known are: {_KNOWN_TYPES}"
