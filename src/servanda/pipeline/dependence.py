"""What the figures of each measure depend on, so that only what a change reaches is measured anew.

A measure depends on its own text and on every part of the agreement whose name stands in it, or
in a part that it depends on: terms, tables, calendars, conditions, evidence. Where a part stands
in its file makes no difference. What only money reads is left out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from servanda.agreement.model.agreement import Agreement, History
from servanda.businesstime.compile import compile_calendar
from servanda.businesstime.rule import CalendarRule
from servanda.kernel.source import SourceSpan
from servanda.kernel.time import Instant
from servanda.measurement.study import own_instants

__all__ = ["Laid", "laid_out", "measure_parts", "rows_parts", "sha256_of", "tables_behind"]

Laid = Mapping[tuple[int, str], str]
"""Opening hours laid out over days, by position of the version and calendar."""

_WORD = re.compile(r"[^\W\d]\w*")
_LAST_YEAR = 2200
"""The last one for which calendars are laid out."""


def laid_out(history: History, known: Instant | None) -> Laid:
    """Lay all opening hours out over the days in force.

    What comes out changes whenever a calendar, a holiday or the rules of a zone do, and does not
    depend on which periods are asked for. Of an open-ended agreement, the days up to the end of
    the year after the newest evidence are looked at.
    """
    first_day = history.versions[0].in_force.first_day
    last_day = history.latest.in_force.last_day or _end_of_next_year(first_day, known)
    return {
        (number, name): "".join(_openings(rule, first_day, last_day))
        for number, version in enumerate(history.versions)
        for name, rule in sorted(version.calendars.items())
    }


def measure_parts(history: History, name: str, laid: Laid) -> Iterator[str]:
    """Yield texts that change whenever anything does that the figures of a measure depend on."""
    for number, version in enumerate(history.versions):
        yield f"version from {version.effective_from}, in force from {version.in_force.first_day}"
        yield version.settlement.zone
        measure = version.measures.get(name)
        if measure is not None:
            yield from _with_all_named(version, [measure], number, laid)
    yield from _horizons(history)


def tables_behind(history: History, name: str) -> set[str]:
    """Return the tables of evidence that the figures of a measure depend on, in any version."""
    return {
        table
        for number, version in enumerate(history.versions)
        if (measure := version.measures.get(name)) is not None
        for section, table in _named_in(version, [measure])
        if section == "evidence"
    }


def rows_parts(history: History, laid: Laid) -> Iterator[str]:
    """Yield texts that change whenever anything does that the rows for money depend on."""
    for number, version in enumerate(history.versions):
        yield f"version from {version.effective_from}, in force from {version.in_force.first_day}"
        yield version.settlement.zone
        yield " ".join(sorted({each for figure in version.figures.values() for each in figure.by}))
        used = {each.measure for each in version.rows.values()} - {""}
        measures = [version.measures[each] for each in sorted(used)]
        yield from _with_all_named(version, [*version.rows.values(), *measures], number, laid)
    yield from _horizons(history)


def sha256_of(parts: Iterable[str]) -> str:
    """Return the digest of texts, each closed off from the next."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode()
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


def _with_all_named(
    version: Agreement, roots: Iterable[object], number: int, laid: Laid
) -> Iterator[str]:
    """Yield the texts of some parts, and of every part named in them."""
    held = tuple(roots)
    yield from (" ".join(_told(each)) for each in held)
    for (section, word), text in _named_in(version, held).items():
        yield text
        if section == "calendars":
            yield laid.get((number, word), "")


def _named_in(version: Agreement, roots: Iterable[object]) -> dict[tuple[str, str], str]:
    """Return every part named in some parts, or in one that is, by section and name."""
    sections: dict[str, Mapping[str, object]] = {
        "terms": version.terms,
        "tables": version.tables,
        "calendars": version.calendars,
        "conditions": version.conditions,
        "evidence": version.evidence,
    }
    waiting = [" ".join(_told(each)) for each in roots]
    found: dict[tuple[str, str], str] = {}
    while waiting:
        for word in sorted(set(_WORD.findall(waiting.pop()))):
            for section, held in sections.items():
                if word in held and (section, word) not in found:
                    found[section, word] = " ".join([section, *_told(held[word])])
                    waiting.append(found[section, word])
    return found


def _horizons(history: History) -> Iterator[str]:
    """Yield which columns say how far the evidence reaches."""
    for name, table in sorted(history.latest.evidence.items()):
        yield f"{name}: {' '.join(own_instants(history, table))}"


def _told(node: object) -> Iterator[str]:
    """Yield a value as texts, without the places it was read from."""
    if isinstance(node, SourceSpan):
        return
    if isinstance(node, Enum):
        yield f"{type(node).__name__}.{node.name}"
    elif node is None or isinstance(node, str | int | Fraction | date | Instant):
        yield repr(node)
    elif isinstance(node, Mapping):
        yield "{"
        for key, value in node.items():
            yield from _told(key)
            yield from _told(value)
        yield "}"
    elif isinstance(node, frozenset):
        yield from sorted(" ".join(_told(each)) for each in node)
    elif isinstance(node, tuple | list):
        yield "("
        for each in node:
            yield from _told(each)
        yield ")"
    elif is_dataclass(node):
        yield type(node).__name__
        for field in fields(node):
            yield from _told(getattr(node, field.name))
    else:
        raise TypeError(f"{type(node).__name__} is not told apart by its text")


def _end_of_next_year(first_day: date, known: Instant | None) -> date:
    year = known.to_datetime().year if known else first_day.year
    return date(min(max(year, first_day.year) + 1, _LAST_YEAR), 12, 31)


def _openings(rule: CalendarRule, first_day: date, last_day: date) -> Iterator[str]:
    compiled = compile_calendar(rule, first_day, last_day)
    edges = zip(compiled.opening_starts, compiled.opening_ends, strict=True)
    return (f"{start} {end}\n" for start, end in edges)
