"""What cells hold: nothing, the same twice, new words, odd spellings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servanda.agreement.model.evidence import ColumnType, EvidenceForm
from servanda.evidence.findings.finding import Finding, FindingKind, Sample
from servanda.evidence.findings.phrases import of_all, some
from servanda.evidence.people.likely import seems_to_name_people
from servanda.evidence.statements import listed, quoted
from servanda.evidence.wording import counted, shortened

__all__ = [
    "duplicates",
    "empty_cells",
    "new_values",
    "not_renamed",
    "people",
    "shares_or_percents",
    "spellings",
]

_WORDS_MAX = 200
"""A column with more different texts than this holds names or remarks, not words."""


def empty_cells(sample: Sample) -> Iterator[Finding]:
    """Find columns with empty cells."""
    names = list(sample.table.columns)
    if not sample.rows:
        return
    counts = sample.ask(
        "SELECT {counts} FROM {rows}", counts=listed(f"count({quoted(name)})" for name in names)
    )[0]
    for name, filled in zip(names, counts, strict=True):
        empty = sample.rows - int(filled)
        if not empty:
            continue
        heading = sample.heading(name)
        text = f"'{heading}' is empty in {of_all(empty, sample.rows, 'rows')}."
        if not filled:
            text = f"'{heading}' is empty throughout."
        elif name == sample.key:
            text += " It names the case, so these rows belong to none."
        yield Finding(kind=FindingKind.EMPTY, columns=(heading,), count=empty, text=text)


def people(sample: Sample) -> Iterator[Finding]:
    """Find columns that seem to name people and would be kept in the clear."""
    for column in sample.table.columns.values():
        why = seems_to_name_people(sample.engine, sample.relation, column)
        if why:
            text = (
                f"'{column.source}' seems to name people ({why}). Say 'personal: yes', and a "
                "pseudonym stands in its place; leave the column out if no figure needs it."
            )
            yield Finding(
                kind=FindingKind.PEOPLE, columns=(column.source,), count=sample.rows, text=text
            )


def duplicates(sample: Sample) -> Iterator[Finding]:
    """Find rows that are there twice, and cases that are."""
    columns = listed(quoted(name) for name in sample.table.columns)
    again = sample.rows - int(
        sample.ask("SELECT count(*) FROM (SELECT DISTINCT {columns} FROM {rows})", columns=columns)[
            0
        ][0]
    )
    if again:
        text = f"{counted(again, 'row repeats', 'rows repeat')} another row in every column."
        yield Finding(kind=FindingKind.DUPLICATE, columns=(), count=again, text=text)
    if sample.key and sample.table.form in {EvidenceForm.CASE, EvidenceForm.INTERVAL}:
        yield from _repeated_keys(sample)


def _repeated_keys(sample: Sample) -> Iterator[Finding]:
    repeated = sample.ask(
        "SELECT {key}, count(*) FROM {rows} WHERE {key} IS NOT NULL "
        "GROUP BY 1 HAVING count(*) > 1 ORDER BY 2 DESC, 1",
        key=quoted(sample.key),
    )
    if not repeated:
        return
    heading = sample.heading(sample.key)
    examples = tuple(f"{shortened(str(key))} ({times} times)" for key, times in repeated[:3])
    noun = sample.table.noun
    appear = counted(len(repeated), f"{noun} appears", f"{sample.table.nouns} appear")
    text = (
        f"{appear} more than once under "
        f"'{heading}', where each row should be another: {some(list(examples))}."
    )
    yield Finding(
        kind=FindingKind.DUPLICATE,
        columns=(heading,),
        count=len(repeated),
        text=text,
        examples=examples,
    )


def not_renamed(sample: Sample) -> Iterator[Finding]:
    """Find texts that the agreement renames nothing to: new statuses, new priorities."""
    for name, column in sample.table.columns.items():
        if column.values and column.type is ColumnType.TEXT and not column.personal:
            known = set(column.values.values())
            yield from _unknown(sample, name, known, "the agreement says nothing about")


def new_values(sample: Sample, earlier: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    """Find words that an earlier snapshot did not have, in columns of few words."""
    for name, known in earlier.items():
        if name in sample.table.columns and len(known) <= _WORDS_MAX:
            yield from _unknown(sample, name, set(known), "was never seen before:")


def _unknown(sample: Sample, name: str, known: set[str], about: str) -> Iterator[Finding]:
    found = [row for row in _words(sample, name) if row[0] not in known]
    if not found:
        return
    heading = sample.heading(name)
    words = [f"'{shortened(text)}' ({counted(times, 'row')})" for text, times in found]
    if about.startswith("was"):
        text = f"'{heading}' has {counted(len(found), 'value')} never seen before: {some(words)}."
    else:
        text = f"'{heading}' has {counted(len(found), 'value')} that {about}: {some(words)}."
    yield Finding(
        kind=FindingKind.NEW_VALUE,
        columns=(heading,),
        count=sum(times for _, times in found),
        text=text,
        examples=tuple(text for text, _ in found[:5]),
    )


def _words(sample: Sample, name: str) -> list[tuple[str, int]]:
    rows = sample.ask(
        "SELECT {name}, count(*) FROM {rows} WHERE {name} IS NOT NULL GROUP BY 1 "
        "ORDER BY 2 DESC, 1 LIMIT {most}",
        name=quoted(name),
        most=str(_WORDS_MAX + 1),
    )
    return [(str(text), int(times)) for text, times in rows]


def spellings(sample: Sample) -> Iterator[Finding]:
    """Find words that differ by case or blanks only, and codes that stand among words."""
    for name in sample.of_type(ColumnType.TEXT):
        if sample.table.columns[name].personal:
            continue
        words = _words(sample, name)
        if not words or len(words) > _WORDS_MAX:
            continue
        yield from _variants(sample, name, words)
        yield from _codes(sample, name, words)


def _variants(sample: Sample, name: str, words: list[tuple[str, int]]) -> Iterator[Finding]:
    groups: dict[str, list[tuple[str, int]]] = {}
    for text, times in words:
        groups.setdefault(" ".join(text.casefold().split()), []).append((text, times))
    for group in groups.values():
        if len(group) < 2:
            continue
        heading = sample.heading(name)
        shown = some([f"'{shortened(text)}' ({times:,})" for text, times in group])
        text = f"'{heading}' spells one thing in several ways: {shown}."
        fewer = sum(times for _, times in group[1:])
        yield Finding(kind=FindingKind.SPELLING, columns=(heading,), count=fewer, text=text)


def _codes(sample: Sample, name: str, words: list[tuple[str, int]]) -> Iterator[Finding]:
    codes = [(text, times) for text, times in words if text.lstrip("-").isdigit()]
    rows = sum(times for _, times in words)
    count = sum(times for _, times in codes)
    if not codes or len(codes) > 3 or count * 20 > rows:
        return
    heading = sample.heading(name)
    shown = some([f"'{text}' ({counted(times, 'row')})" for text, times in codes])
    text = f"'{heading}' holds words, but also {shown}: a code for something unknown?"
    yield Finding(
        kind=FindingKind.SPELLING,
        columns=(heading,),
        count=count,
        text=text,
        examples=tuple(text for text, _ in codes),
    )


def shares_or_percents(sample: Sample) -> Iterator[Finding]:
    """Find percentages that are all between 0 and 1: shares, more likely."""
    for name in sample.of_type(ColumnType.PERCENT):
        column = sample.table.columns[name]
        row = sample.ask(
            "SELECT min({name}), max({name}), count({name}) FROM {rows}", name=quoted(name)
        )[0]
        least, greatest, count = row
        if count and "share" not in column.format and least >= 0 and 0 < greatest <= 0.01:
            text = (
                f"'{column.source}' has percentages between 0% and 1% only; "
                "if 0.95 means 95% there, say format: share."
            )
            yield Finding(
                kind=FindingKind.MEANING, columns=(column.source,), count=int(count), text=text
            )
