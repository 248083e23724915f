"""Trace steps, spelt: the formula, the formula with its values, and what it used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from servanda.facts.figure import NoValue
from servanda.facts.trace import Step
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell, spell_place
from servanda.reports.view import FormulaView

__all__ = ["formula_view"]

_DEEPEST = 12
_WIDEST = 30
_AS_ABOVE = "as above"
_QUOTED = re.compile(r"('[^']*')")


def formula_view(step: Step, reader: Reader) -> FormulaView:
    """Spell a step and, up to a sensible depth and width, the steps that it used.

    What belongs to another period is named with its value: its own statement opens it. What was
    opened once is not opened again below the same figure.
    """
    return _Opening(reader=reader, period=step.period).view(step, depth=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opening:
    reader: Reader
    period: str
    opened: set[str] = field(default_factory=set)

    def view(self, step: Step, *, depth: int) -> FormulaView:
        shown, again = self._shown(step)
        return FormulaView(
            name=one_line(shown.name) or "condition",
            text=one_line(shown.text),
            filled=self._filled(shown),
            value=spell(shown.value, self.reader),
            note=_AS_ABOVE if again else _note(shown),
            place=spell_place(shown.span),
            of=tuple(self._used(shown, depth)),
        )

    def _shown(self, step: Step) -> tuple[Step, bool]:
        """Return what is opened of a step, and whether it stands above already."""
        if self._is_foreign(step):
            return Step(name=step.name, text="", value=step.value, period=step.period), False
        if not step.of:
            return step, False
        place = f"{step.name}\n{step.text}\n{step.value!r}"
        if place in self.opened:
            return Step(name=step.name, text="", value=step.value, period=step.period), True
        self.opened.add(place)
        return step, False

    def _is_foreign(self, step: Step) -> bool:
        return bool(step.period and self.period and step.period != self.period)

    def _used(self, step: Step, depth: int) -> Iterator[FormulaView]:
        if depth >= _DEEPEST:
            return
        for each in step.of[:_WIDEST]:
            yield self.view(each, depth=depth + 1)
        if len(step.of) > _WIDEST:
            yield _more(len(step.of) - _WIDEST)

    def _filled(self, step: Step) -> str:
        """Put values in the place of names, where each name has one value."""
        values: dict[str, set[str]] = {}
        for used in step.of:
            if not isinstance(used.value, NoValue) and not self._is_foreign(used):
                name = used.name.split(" in ")[0]
                values.setdefault(name, set()).add(spell(used.value, self.reader))
        certain = {name: found.pop() for name, found in values.items() if name and len(found) == 1}
        text = one_line(step.text)
        filled = _replace(text, certain)
        return "" if filled == text or filled == spell(step.value, self.reader) else filled


def _replace(text: str, values: dict[str, str]) -> str:
    if not values:
        return text
    longest_first = sorted(values, key=len, reverse=True)
    names = "|".join(re.escape(name) for name in longest_first)
    pattern = re.compile(rf"(?<![\w.'])(?:{names})(?![\w.\[(])")
    pieces = _QUOTED.split(text)
    pieces[::2] = [pattern.sub(lambda found: values[found.group()], each) for each in pieces[::2]]
    return "".join(pieces)


def _note(step: Step) -> str:
    absent = step.value.note if isinstance(step.value, NoValue) else ""
    return one_line("; ".join(dict.fromkeys(filter(None, [absent, step.note]))))


def _more(left: int) -> FormulaView:
    return FormulaView(
        name=f"and {left} more", text="", filled="", value="", note="", place="", of=()
    )
