"""A statement from its canonical bytes: the same statement, as far as it has to be shown again.

Steps of other periods come back as their name and value alone, places as the line on which they
begin. Written again, the bytes are the same.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from servanda.facts.figure import Absence, NoValue, Value
from servanda.facts.statement import Statement
from servanda.facts.trace import Step
from servanda.kernel.quantity import Quantity
from servanda.kernel.source import SourceSpan
from servanda.kernel.time import Instant
from servanda.kernel.unit import Base, BaseKind, Unit
from servanda.settlement.canonical import FORMAT

__all__ = ["NotAStatement", "statement_of"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z")
_CURRENCY = re.compile(r"[A-Z]{3}")


class NotAStatement(ValueError):
    """Bytes are no statement, or one of a format that is not known here."""

    def __init__(self) -> None:
        super().__init__(f"this is no statement of the format '{FORMAT}'")


def statement_of(content: bytes) -> Statement:
    """Return the statement that canonical bytes hold.

    Args:
        content: What ``statement_bytes`` has made.

    Raises:
        NotAStatement: They are something else.
    """
    try:
        stored = json.loads(content)
        if stored.get("format") != FORMAT:
            raise NotAStatement
        statement = _dataclass(Statement, stored)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise NotAStatement from None
    assert isinstance(statement, Statement)
    return statement


def _read(hint: Any, stored: Any) -> Any:  # noqa: ANN401 - a type as an annotation says it
    reader = _READERS.get(hint)
    if reader is not None:
        return reader(stored)
    if get_origin(hint) is not None:
        return _composed(get_origin(hint), get_args(hint), stored)
    if issubclass(hint, Enum):
        return hint(stored)
    if dataclasses.is_dataclass(hint):
        return _dataclass(hint, stored)  # type: ignore[arg-type] # a class, as it is hinted
    if not isinstance(stored, hint):
        raise TypeError(hint)
    return stored


def _composed(origin: Any, arguments: tuple[Any, ...], stored: Any) -> Any:  # noqa: ANN401 - as above
    if origin in {Union, UnionType}:
        if stored is None:
            return None
        (wanted,) = (each for each in arguments if each is not NoneType)
        return _read(wanted, stored)
    if origin is tuple:
        if arguments[-1] is not Ellipsis:
            return tuple(_read(*each) for each in zip(arguments, stored, strict=True))
        return tuple(_read(arguments[0], each) for each in stored)
    assert origin is Mapping
    return {key: _read(arguments[1], each) for key, each in stored.items()}


def _dataclass(kind: type, stored: Mapping[str, Any]) -> Any:  # noqa: ANN401 - one of the kind
    hints = _hints(kind)
    return kind(**{name: _read(hint, stored[name]) for name, hint in hints if name in stored})


@cache
def _hints(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((each.name, hints[each.name]) for each in dataclasses.fields(kind))


def _step(stored: Mapping[str, Any]) -> Step:
    if "text" not in stored:
        return Step(
            name=stored["name"],
            text="",
            value=_value(stored["value"]),
            period=stored["period"],
        )
    step = _dataclass(Step, stored)
    assert isinstance(step, Step)
    return step


def _value(stored: Any) -> Value:  # noqa: ANN401 - JSON
    match stored:
        case {"absent": why, "note": note}:
            return NoValue(Absence(why), note)
        case {"amount": _}:
            return _quantity(stored)
        case bool():
            return stored
        case str() if _DAY.fullmatch(stored):
            return date.fromisoformat(stored)
        case str() if _INSTANT.fullmatch(stored):
            return Instant.parse(stored)
        case str():
            return stored
    raise TypeError(stored)


def _quantity(stored: Mapping[str, str]) -> Quantity:
    return Quantity(Fraction(stored["amount"]), _unit(stored["unit"]))


def _span(stored: str | None) -> SourceSpan | None:
    if stored is None:
        return None
    file, line, column = stored.rsplit(":", 2)
    place = int(line), int(column)
    return SourceSpan(
        file=file, line=place[0], column=place[1], end_line=place[0], end_column=place[1]
    )


@cache
def _unit(text: str) -> Unit:
    """Return a unit by how it is spelt: ``EUR per ticket``."""
    if text == "a bare number":
        return Unit()
    above, *below = text.removeprefix("per ").split(" per ")
    if text.startswith("per "):
        above, below = "", [above, *below]
    powers = [*_above(above), *(_base(each, sign=-1) for each in below)]
    return Unit(tuple(sorted(powers)))


def _above(text: str) -> list[tuple[Base, int]]:
    found = []
    while text:
        word = next((each for each in _KINDS if _begins(text, each)), text.partition(" ")[0])
        power = re.match(r"\^\d+", text[len(word) :])
        whole = word + (power.group() if power else "")
        found.append(_base(whole, sign=1))
        text = text[len(whole) :].lstrip()
    return found


def _begins(text: str, word: str) -> bool:
    return text.startswith(word) and text[len(word) : len(word) + 1] in {"", " ", "^"}


def _base(text: str, *, sign: int) -> tuple[Base, int]:
    word, _, power = text.partition("^")
    known = _KINDS if sign > 0 else _KIND_BELOW
    if word in known:
        base = Base.of(known[word])
    elif _CURRENCY.fullmatch(word):
        base = Base.of(BaseKind.MONEY, word)
    else:
        base = Base.of(BaseKind.COUNT, word.removesuffix("s") if sign > 0 or power else word)
    return base, sign * int(power or 1)


_KINDS: Mapping[str, BaseKind] = {
    str(Unit.of(kind)): kind for kind in BaseKind if kind not in {BaseKind.MONEY, BaseKind.COUNT}
}
_KIND_BELOW = {
    **_KINDS,
    **{word.removesuffix("s"): kind for word, kind in _KINDS.items()},
}

_READERS: Mapping[Any, Any] = {
    Step: _step,
    Value: _value,
    Quantity: _quantity,
    Instant: Instant.parse,
    date: date.fromisoformat,
    SourceSpan | None: _span,
}
