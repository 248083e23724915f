"""A shape in words, for messages and documentation."""

from __future__ import annotations

from servanda.agreement.surface.shape import (
    Changes,
    Choice,
    Dated,
    DateShape,
    FormulaShape,
    ListOf,
    Named,
    OneOf,
    Phrase,
    Record,
    Reference,
    Shape,
    Text,
    WholeNumber,
    YesNo,
)

__all__ = ["describe"]


def describe(shape: Shape) -> str:  # noqa: PLR0911, C901, PLR0912 - one sentence per shape
    """Say what may stand at a place, with an example.

    Example:
        >>> describe(WholeNumber(least=1, most=28))
        'a whole number from 1 to 28'
        >>> describe(Choice(words=("month", "week")))
        'month or week'
    """
    match shape:
        case Text():
            return shape.form
        case Choice():
            return _either(shape.words)
        case DateShape():
            return "a date like 2026-01-31"
        case WholeNumber():
            return f"a whole number from {shape.least} to {shape.most:,}"
        case YesNo():
            return "yes or no"
        case FormulaShape():
            return f"a formula that gives {shape.gives}, like {shape.example}"
        case Phrase():
            return f"{shape.form}, like {shape.example}"
        case Reference():
            return f"the name of a {shape.what}"
        case ListOf():
            return describe(shape.of) if shape.or_one else f"a list, each item {describe(shape.of)}"
        case Named() | Record():
            return f"a mapping like {shape.example}"
        case Dated():
            return f"{describe(shape.of)}, or such values by date"
        case Changes():
            return f"changes of other sections, like {shape.of.example}"
        case OneOf():
            return ", or ".join(dict.fromkeys(describe(each) for each in shape.shapes))


def _either(words: tuple[str, ...]) -> str:
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} or {words[-1]}"
