"""Are names free for what they name?"""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement import diagnostics as found
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.notebook import Notebook
from servanda.agreement.scope.names import PERIOD
from servanda.businesstime.rule import ALWAYS
from servanda.formula.functions import AGGREGATES, FORMS, FUNCTIONS
from servanda.formula.words import PERIOD_WORDS
from servanda.kernel.source import SourceSpan

__all__ = ["check_names"]

_OWN_WORDS = frozenset({PERIOD})
_CALLED = frozenset(
    {*FUNCTIONS, *(each.value for each in AGGREGATES), *(form.name for form in FORMS)}
)
# What is called like a function, or stands where rows stand, must not be one already.
_RESERVED = {
    "table": _OWN_WORDS | _CALLED,
    "rows": _OWN_WORDS | frozenset(PERIOD_WORDS.values()),
}


def check_names(agreement: Agreement, notebook: Notebook) -> None:
    """Note names that would mean two things in one formula.

    A penalty may bear the name of the commitment that it hangs on, and a commitment that of its
    measure; a bare name then means the measure's value.
    """
    taken: dict[str, tuple[str, SourceSpan]] = {}
    for what, name, span in _named(agreement):
        if name in _RESERVED.get(what, _OWN_WORDS):
            notebook.report(found.RESERVED_NAME, span, name=name)
        if name in taken:
            before, place = taken[name]
            notebook.report(found.NAME_TAKEN, span, name=name, what=before, line=str(place.line))
        taken.setdefault(name, (what, span))
    _check_conditions(agreement, notebook)


def _check_conditions(agreement: Agreement, notebook: Notebook) -> None:
    """Note conditions that bear the name of a calendar, which is a condition as well."""
    for condition in agreement.conditions.values():
        if condition.name in {*agreement.calendars, ALWAYS.name}:
            notebook.report(found.CONDITION_IS_CALENDAR, condition.span, name=condition.name)


def _named(agreement: Agreement) -> Iterator[tuple[str, str, SourceSpan]]:
    yield from (("term", name, term.span) for name, term in agreement.terms.items())
    yield from (("table", name, table.span) for name, table in agreement.tables.items())
    yield from (("rows", name, rows.span) for name, rows in agreement.rows.items())
    yield from (("measure", name, measure.span) for name, measure in agreement.measures.items())
    for name, figure in agreement.figures.items():
        promised = name in agreement.commitments or name in agreement.measures
        if figure.purpose.value not in {"penalty", "incentive"} or not promised:
            yield figure.purpose.value, name, figure.span
    yield from (("right", name, right.span) for name, right in agreement.rights.items())
    yield from (("limit", limit.name, limit.span) for limit in agreement.limits)
