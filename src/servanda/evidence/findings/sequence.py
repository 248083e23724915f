"""What comes before what: instants of a row, events of a case."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from servanda.agreement.model.evidence import ColumnType, EvidenceForm
from servanda.evidence.findings.finding import Finding, FindingKind, Sample
from servanda.evidence.findings.phrases import length, of_all
from servanda.evidence.statements import listed, quoted
from servanda.evidence.wording import counted, shortened

__all__ = ["after_closing", "filled_back", "out_of_order", "ties"]

_COURSES: Final = (
    (
        ("are opened", r"open|creat|report|rais|submit|log"),
        ("are responded to", r"respon|acknowledg|accept"),
        ("are resolved", r"resolv|restor|fix|complet|deliver"),
        ("are closed", r"clos"),
    ),
    (
        ("start", r"start|begin|began|from"),
        ("end", r"end|finish|stop|until|resolv"),
    ),
)
"""What usually happens in which order, by words in headings."""


def out_of_order(sample: Sample) -> Iterator[Finding]:
    """Find rows whose instants run the other way than their names or most other rows."""
    names = sample.of_type(ColumnType.INSTANT)
    for first, second in itertools.combinations(names, 2):
        yield from _pair(sample, first, second)


def _pair(sample: Sample, first: str, second: str) -> Iterator[Finding]:
    row = sample.ask(
        "SELECT count_if({a} < {b}), count_if({a} > {b}), count_if({a} = {b}) FROM {rows}",
        a=quoted(first),
        b=quoted(second),
    )[0]
    forward, backward, equal = (int(count or 0) for count in row)
    course = _course(sample.heading(first), sample.heading(second))
    named = course is not None
    if (course is not None and course[0] > course[1]) or (not named and backward > forward):
        first, second, forward, backward = second, first, backward, forward
    total = forward + backward + equal
    if not backward or not (named or backward * 10 < total):
        return
    yield _in_words(sample, first, second, backward, total)


def _course(first: str, second: str) -> tuple[tuple[int, str], tuple[int, str]] | None:
    """Return the stages that two headings name, if they are two of one course."""
    for course in _COURSES:
        stages = [
            next(
                (
                    (number, word)
                    for number, (word, parts) in reversed(list(enumerate(course)))
                    if re.search(rf"(?:^|[^a-z])(?:{parts})", heading.casefold())
                ),
                None,
            )
            for heading in (first, second)
        ]
        if stages[0] is not None and stages[1] is not None and stages[0] != stages[1]:
            return stages[0], stages[1]
    return None


def _in_words(sample: Sample, first: str, second: str, backward: int, total: int) -> Finding:
    early, late = sample.heading(first), sample.heading(second)
    whole_hours, least, greatest, example = sample.ask(
        "SELECT count_if((epoch_us({a}) - epoch_us({b})) % 3600000000 = 0), "
        "min({a} - {b}), max({a} - {b}), "
        "first({label} ORDER BY {a} - {b} DESC, {label}) FROM {rows} WHERE {b} < {a}",
        a=quoted(first),
        b=quoted(second),
        label=_label(sample),
    )[0]
    text = f"{of_all(backward, total, 'rows')} have '{late}' before '{early}'"
    course = _course(early, late)
    if course is not None:
        text = (
            f"{of_all(backward, total, 'rows')} {course[1][1]} before they "
            f"{course[0][1]} ('{late}' before '{early}')"
        )
    span = length(greatest) if least == greatest else f"{length(least)} to {length(greatest)}"
    text += f", by {span}"
    if whole_hours == backward and greatest < timedelta(hours=15) and backward > 2:
        text += "; always by whole hours, so one of the two may be in another time zone"
    return Finding(
        kind=FindingKind.ORDER,
        columns=(early, late),
        count=backward,
        text=f"{text}.",
        examples=(shortened(str(example)),) if example else (),
    )


def _label(sample: Sample) -> str:
    """Return the expression of what a row is called."""
    return f"CAST({quoted(sample.key)} AS VARCHAR)" if sample.key else "CAST(NULL AS VARCHAR)"


def ties(sample: Sample) -> Iterator[Finding]:
    """Find events of one case at one instant that nothing puts in order."""
    if sample.table.form is not EvidenceForm.EVENT or not (sample.key and sample.at):
        return
    by = [sample.key, sample.at, *([sample.order] if sample.order else [])]
    groups, events = sample.ask(
        "SELECT count(*), coalesce(sum(n), 0) FROM (SELECT count(*) AS n FROM {rows} "
        "WHERE {at} IS NOT NULL GROUP BY {by} HAVING count(*) > 1)",
        at=quoted(sample.at),
        by=listed(map(quoted, by)),
    )[0]
    if not groups:
        return
    heading = sample.heading(sample.at)
    text = (
        f"{of_all(int(events), sample.rows, 'events')} share '{heading}' with another event of "
        f"the same {sample.table.noun}"
    )
    if sample.order:
        text += f", and '{sample.heading(sample.order)}' does not tell them apart either."
    else:
        text += ", and no column says which came first; name one as order, if there is one."
    yield Finding(kind=FindingKind.TIE, columns=(heading,), count=int(events), text=text)


def after_closing(sample: Sample) -> Iterator[Finding]:
    """Find events after the status in which cases usually end."""
    if sample.table.form is not EvidenceForm.EVENT or not (sample.key and sample.at):
        return
    for name in sample.of_type(ColumnType.TEXT):
        if re.search(r"stat(e|us)|phase|stage", sample.heading(name).casefold()):
            yield from _after(sample, name)


def _after(sample: Sample, name: str) -> Iterator[Finding]:
    parts = {
        "key": quoted(sample.key),
        "status": quoted(name),
        "place": f"({listed(quoted(each) for each in (sample.at, sample.order) if each)})",
    }
    endings = sample.ask(
        "SELECT status, count(*) AS n, sum(count(*)) OVER () FROM (SELECT "
        "arg_max({status}, {place}) AS status FROM {rows} GROUP BY {key}) "
        "WHERE status IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1 LIMIT 1",
        **parts,
    )
    if not endings or endings[0][1] * 2 < endings[0][2]:
        return
    closing = str(endings[0][0])
    events, cases = sample.ask(
        "SELECT count(*), count(DISTINCT {key}) FROM {rows} JOIN (SELECT {key} AS k, "
        "min({place}) AS closed FROM {rows} WHERE {status} = {closing} GROUP BY 1) ON {key} = k "
        "WHERE {place} > closed AND {status} <> {closing}",
        closing="'" + closing.replace("'", "''") + "'",
        **parts,
    )[0]
    if events:
        heading = sample.heading(name)
        of_cases = counted(int(cases), sample.table.noun, sample.table.nouns)
        text = (
            f"{counted(int(events), 'event')} of {of_cases} "
            f"{'comes' if events == 1 else 'come'} after '{heading}' was "
            f"'{shortened(closing)}', the status in which cases end; "
            "say whether that reopens them."
        )
        yield Finding(
            kind=FindingKind.AFTER_CLOSING, columns=(heading,), count=int(events), text=text
        )


def filled_back(sample: Sample) -> Iterator[Finding]:
    """Find instants that events already carry before they happened: written back afterwards."""
    if sample.table.form is not EvidenceForm.EVENT or not (sample.key and sample.at):
        return
    for name in sample.of_type(ColumnType.INSTANT):
        if name == sample.at:
            continue
        ahead, filled = sample.ask(
            "SELECT count(*) FILTER ({name} > {at}), count({name}) FROM {rows}",
            name=quoted(name),
            at=quoted(sample.at),
        )[0]
        if not filled or ahead * 4 < filled:
            continue
        heading = sample.heading(name)
        part = of_all(int(ahead), int(filled), "events")
        text = (
            f"'{heading}' lies after the event itself in {part}: "
            "it was written back from a later state, so take what happened when from the events."
        )
        yield Finding(kind=FindingKind.ORDER, columns=(heading,), count=int(ahead), text=text)
