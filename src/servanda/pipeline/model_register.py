"""Lists of services that business functions buy or run, taken into the register."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan
from servanda.operating_model import diagnostics as found
from servanda.operating_model.changing import Value
from servanda.operating_model.model.portfolio import FoundIn, OperatingModel
from servanda.operating_model.model.words import Ambition
from servanda.pipeline.answer import Answer
from servanda.pipeline.model_filling import ChangedTexts, changed_model
from servanda.pipeline.operating import OpenedModel, open_model
from servanda.pipeline.sheet_cells import Row, read_cells, rows_of

__all__ = ["HEADINGS", "Taken", "free_name", "take_into", "take_list"]

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("service", "application", "application name", "app", "app name", "name",
              "display name", "tool", "product", "title"),
    "function": ("function", "business function", "department", "business unit", "cost centre",
                 "cost center"),
    "owner": ("owner", "business owner", "contact", "looks after it"),
    "contract": ("contract", "contract holder", "contract held by", "signed by"),
    "data": ("data", "kind of data", "information"),
    "interfaces": ("interfaces", "connected to", "integrations"),
    "exposure": ("exposure", "at stake", "annual cost", "yearly cost", "annual value", "users"),
    "ambition": ("ambition",),
}  # fmt: skip
"""What a list may call the columns that are read, by what they become."""

_NEEDED: Final = ("title", "function")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Hold what a list brings.

    Args:
        changed: What goes into the text.
        added: Titles of the services that are new.
        known: Titles of those that the register, or the model, has already.
        unread: Headings of columns that are not read.
    """

    changed: ChangedTexts
    added: tuple[str, ...]
    known: tuple[str, ...]
    unread: tuple[str, ...]


def take_list(path: Path, file: Path, found_in: FoundIn, day: date) -> Answer[Taken]:
    """Say what a list brings to the register; nothing is written.

    A service that is there already, by its title, stays as it is.

    Args:
        path: Folder of the operating model, or the file of its text alone.
        file: The list, XLSX or CSV, its headings first.
        found_in: What sort of list it is.
        day: The day on which the services were found.

    Returns:
        What is new; absent where the text or the list has mistakes, all of which are told.

    Raises:
        CannotRead: The list, or a text, cannot be read.
    """
    opened = open_model(path)
    if opened.value is None:
        return Answer(None, opened.diagnostics)
    return take_into(opened.value, file, found_in, day)


def take_into(opened: OpenedModel, file: Path, found_in: FoundIn, day: date) -> Answer[Taken]:
    """Say what a list brings to the register of a model that was read; as ``take_list``."""
    rows = read_cells(file)
    columns, unread = _columns(rows[0][1])
    wrong = list(_lacking(file, columns))
    if wrong:
        return Answer(None, tuple(wrong))
    listed = list(rows_of(file, rows, columns))
    wrong = [mistake for row in listed for mistake in _mistakes(row)]
    if wrong:
        return Answer(None, tuple(wrong))
    entries, known = _entries(listed, opened.model, found_in, day)
    before = opened.examine(day)
    values: dict[str, Value] = {"register": entries} if entries else {}
    changed = changed_model(opened, before, values, day)
    if changed.value is None:
        return Answer(None, changed.diagnostics)
    return Answer(
        Taken(
            changed=changed.value,
            added=tuple(str(each["title"]) for each in entries.values()),
            known=tuple(known),
            unread=unread,
        )
    )


def _columns(headings: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    columns: dict[str, int] = {}
    unread = []
    for place, heading in enumerate(headings, 1):
        words = " ".join(re.split(r"[\s_-]+", heading.strip().casefold()))
        name = next((each for each, known in HEADINGS.items() if words in known), "")
        if name and name not in columns:
            columns[name] = place
        elif words:
            unread.append(heading.strip())
    return columns, tuple(unread)


def _lacking(file: Path, columns: Mapping[str, int]) -> Iterator[Diagnostic]:
    for name in _NEEDED:
        if name not in columns:
            known = ", ".join(HEADINGS[name])
            advice = f"give one of its columns one of these headings: {known}"
            span = SourceSpan.start_of(str(file))
            yield found.SHEET_LACKS.at(span, name=HEADINGS[name][0].capitalize(), advice=advice)


def _mistakes(row: Row) -> Iterator[Diagnostic]:
    for column in _NEEDED:
        if not row[column]:
            name = HEADINGS[column][0].capitalize()
            yield found.SHEET_EMPTY.at(row.place(column), cell=row.name(column), name=name)
    if row["ambition"] and row["ambition"] not in {each.value for each in Ambition}:
        yield found.SHEET_NOT_DECLARED.at(
            row.place("ambition"),
            cell=row.name("ambition"),
            text=row["ambition"],
            form="A, B, C or empty",
        )


def _entries(
    rows: Sequence[Row], model: OperatingModel, found_in: FoundIn, day: date
) -> tuple[dict[str, dict[str, Value]], list[str]]:
    """Return the entries that are new, by name, and the titles of those that are not."""
    titles = {each.title.casefold() for each in model.register.values()}
    titles |= {each.title.casefold() for each in model.services.values()}
    entries: dict[str, dict[str, Value]] = {}
    known = []
    for row in rows:
        title = row["title"]
        if title.casefold() in titles:
            known.append(title)
            continue
        titles.add(title.casefold())
        name = free_name(title, {*model.register, *entries})
        entries[name] = {**_entry(row), "found": day.isoformat(), "found in": found_in.value}
    return entries, known


def _entry(row: Row) -> dict[str, Value]:
    entry: dict[str, Value] = {}
    for column in HEADINGS:
        if column == "interfaces" and row[column]:
            entry[column] = [part.strip() for part in re.split(r"[;,]", row[column])]
        elif row[column]:
            entry[column] = row[column]
    return entry


def free_name(title: str, taken: set[str]) -> str:
    """Return a name for an entry of the register, made of its title."""
    plain = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")[:48] or "service"
    name = plain if plain[0].isalpha() else f"service_{plain}"
    number = 2
    while name in taken:
        name = f"{name.rstrip('0123456789').rstrip('_')}_{number}"
        number += 1
    return name
