"""Trace steps, spelt: the formula, the formula with its values, and what it used."""

from __future__ import annotations

import re
from collections.abc import Iterable

from servanda.facts.figure import NoValue
from servanda.facts.trace import Step
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell
from servanda.reports.view import FormulaView

__all__ = ["formula_view"]

_DEEPEST = 12
_WIDEST = 30
_WORD = re.compile(r"'[^']*'|[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)?(?:\[[^\]]*\])?")


def formula_view(step: Step, reader: Reader, *, depth: int = 0) -> FormulaView:
    """Spell a step and, up to a sensible depth and width, the steps that it used.

    What belongs to another period is named with its value: its own statement opens it.
    """
    return FormulaView(
        name=one_line(step.name),
        text=one_line(step.text),
        filled=_filled(step, reader),
        value=spell(step.value, reader),
        note=_note(step),
        place=f"{step.span.file}:{step.span.line}" if step.span else "",
        of=tuple(_used(step, reader, depth)),
    )


def _note(step: Step) -> str:
    absent = step.value.note if isinstance(step.value, NoValue) else ""
    return one_line("; ".join(dict.fromkeys(filter(None, [absent, step.note]))))


def _used(step: Step, reader: Reader, depth: int) -> Iterable[FormulaView]:
    if depth >= _DEEPEST:
        return
    for each in step.of[:_WIDEST]:
        own = not each.period or each.period == step.period or not step.period
        yield formula_view(each if own else _closed(each), reader, depth=depth + 1)
    left = len(step.of) - _WIDEST
    if left > 0:
        yield _more(left)


def _closed(step: Step) -> Step:
    return Step(name=step.name, text="", value=step.value, period=step.period)


def _more(left: int) -> FormulaView:
    return FormulaView(
        name=f"and {left} more", text="", filled="", value="", note="", place="", of=()
    )


def _filled(step: Step, reader: Reader) -> str:
    """Put values in the place of names, where each name has one value."""
    values: dict[str, set[str]] = {}
    for used in step.of:
        if not isinstance(used.value, NoValue):
            values.setdefault(used.name.split(" in ")[0], set()).add(spell(used.value, reader))
    certain = {name: found.pop() for name, found in values.items() if len(found) == 1}
    text = one_line(step.text)
    filled = _WORD.sub(lambda word: certain.get(word.group(), word.group()), text)
    return "" if filled == text else filled
