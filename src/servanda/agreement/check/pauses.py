"""What pauses a clock: conditions on its events, conditions over time, or either of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from servanda.agreement.model.formula import Formula
from servanda.formula.printing import print_once
from servanda.formula.syntax import Expression, Logical, LogicalOperator
from servanda.formula.types import Scope
from servanda.formula.walk import names_in

__all__ = ["DividedPause", "divide_pause"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DividedPause:
    """Hold a pause in its two parts; a clock stands still under either.

    Args:
        on_events: What events say; absent where they say nothing.
        over_time: The condition over time; absent where there is none.
        mixed: Parts that are neither, as they name both.
    """

    on_events: Formula | None
    over_time: Formula | None
    mixed: tuple[Expression, ...]


def divide_pause(pause: Formula, events: Scope) -> DividedPause:
    """Divide a pause at its outer ``or``; a column hides a condition of the same name.

    Args:
        pause: The pause as the author wrote it.
        events: Scope of the events, which knows the conditions over time.
    """
    over_time = events.over_time()
    sorted_out: tuple[list[Expression], list[Expression], list[Expression]] = ([], [], [])
    for part in _alternatives(pause.expression):
        known = {
            name
            for name in names_in(part)
            if events.meaning(name) is None and over_time.meaning(name) is not None
        }
        place = 0 if not known else 1 if known == names_in(part) else 2
        sorted_out[place].append(part)
    return DividedPause(
        on_events=_joined(pause, sorted_out[0]),
        over_time=_joined(pause, sorted_out[1]),
        mixed=tuple(sorted_out[2]),
    )


def _alternatives(expression: Expression) -> Iterator[Expression]:
    if isinstance(expression, Logical) and expression.operator is LogicalOperator.OR:
        yield from _alternatives(expression.left)
        yield from _alternatives(expression.right)
    else:
        yield expression


def _joined(pause: Formula, parts: Sequence[Expression]) -> Formula | None:
    if not parts:
        return None
    whole = reduce(
        lambda left, right: Logical(
            span=pause.span, operator=LogicalOperator.OR, left=left, right=right
        ),
        parts,
    )
    text = pause.text if whole == pause.expression else print_once(whole)
    return replace(pause, text=text, expression=whole)
