"""Write the page of the journal's acts, out of the classes that stand for them."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Iterator
from datetime import date
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from servanda.facts import decision
from servanda.facts.figure import Segment
from servanda.journal.acts import ACTS, ACTS_ON_MODELS
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant

__all__ = ["journal_page"]

_INTRODUCTION = """\
# The acts of a journal

Written from the code. What an entry holds beside its act, and how it is signed and chained, stands
in [decisions and the record](../record.md).
"""
_ON_MODELS = """\
# Acts about an operating model

They stand in a journal of their own, beside the [operating model](../operating-model.md); there
`entry reversed` takes back what was said in the same role.
"""
_WORDS = {
    str: "text",
    bool: "true or false",
    int: "whole number",
    Quantity: "money",
    Fraction: "share",
    Instant: "instant",
    date: "day",
}
_PARTS = (
    decision.AttachedDocument,
    decision.Attendee,
    decision.LineNamed,
    decision.LinePaid,
    decision.RecordsNamed,
    decision.StretchNamed,
    decision.TimelineItem,
)


def journal_page() -> str:
    """Return the page."""
    acts = [_section(f"`{name}`", kind) for name, kind in ACTS.items()]
    on_models = [
        _section(f"`{name}`", kind) for name, kind in ACTS_ON_MODELS.items() if name not in ACTS
    ]
    parts = [_section(_called(kind), kind) for kind in _PARTS]
    return "\n".join(
        [_INTRODUCTION, *acts, _ON_MODELS, *on_models, "# What acts are made of\n", *parts]
    )


def _section(title: str, kind: type) -> str:
    about = inspect.cleandoc(kind.__doc__ or "").split("\n\n")[0].replace("\n", " ")
    rows = [f"| `{name}` | {words} | {meaning} |" for name, words, meaning in _fields(kind)]
    return "\n".join(
        [f"## {title}\n", f"{about}\n", "| key | holds | |", "|---|---|---|", *rows, ""]
    )


def _fields(kind: Any) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401 - any of the classes
    hints = get_type_hints(kind)
    meanings = _meanings(inspect.cleandoc(kind.__doc__ or ""))
    for field in dataclasses.fields(kind):
        yield field.name, _words(hints[field.name]), meanings.get(field.name, "")


def _meanings(text: str) -> dict[str, str]:
    """Return what a docstring says of each argument."""
    _, _, arguments = text.partition("Args:\n")
    found = re.findall(r"^    (\w+): (.+(?:\n {8}.+)*)", arguments, re.MULTILINE)
    return {name: " ".join(said.split()).replace("``", "`") for name, said in found}


def _words(hint: Any) -> str:  # noqa: ANN401 - any type hint
    if hint == Segment:
        return "segment"
    if get_origin(hint) in {Union, UnionType}:
        kinds = [each for each in get_args(hint) if each is not NoneType]
        empty = ", or null" if NoneType in get_args(hint) else ""
        return " or ".join(map(_words, kinds)) + empty
    if get_origin(hint) is tuple:
        return f"list of {_words(get_args(hint)[0])}"
    if inspect.isclass(hint) and issubclass(hint, Enum):
        return ", ".join(f"`{each.value}`" for each in hint)
    return _WORDS.get(hint) or _called(hint).lower()


def _called(kind: type) -> str:
    """Return a class's name in words: ``Attached document``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).capitalize()
