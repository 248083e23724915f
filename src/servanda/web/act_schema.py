"""The shape in which a program sends an act, made from the act itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints, create_model

from servanda.facts.figure import Segment
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.web.documents.common import Words
from servanda.web.documents.journal import Signed

__all__ = ["SIGNATURE", "act_schema", "optional"]

_WHOLE = Annotated[int, Field(ge=0, le=2_000_000_000)]
_MONEY = Annotated[
    str,
    StringConstraints(pattern=r"^-?[0-9]{1,15}(\.[0-9]{1,9})? [A-Z]{3}$"),
    Field(examples=["1250.50 EUR"]),
]
_SHARE = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{1,9}(\.[0-9]{1,9}|/[1-9][0-9]{0,8})?$"),
    Field(examples=["0.4"]),
]
_INSTANT = Annotated[
    str,
    StringConstraints(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z$"
    ),
    Field(examples=["2026-03-02T09:30:00Z"]),
]
_SPELT: Mapping[object, Any] = {
    str: Words,
    Quantity: _MONEY,
    Fraction: _SHARE,
    Instant: _INSTANT,
    Segment: dict[Words, Words],
    date: date,
    bool: bool,
    int: _WHOLE,
}


SIGNATURE: Mapping[str, Any] = {"signature": (Signed | None, None)}
"""Room for the party's signature, beside what an act says."""


def act_schema(name: str, act: type, beside: Mapping[str, Any] = SIGNATURE) -> type[Schema]:
    """Return the schema of an act.

    Args:
        name: The act's name in the journal.
        act: Its class.
        beside: What is sent beside what it says: type and default by name.
    """
    title = "".join(each.capitalize() for each in name.split())
    fields = _fields(act) | dict(beside)
    return create_model(title, __base__=_Strict, __doc__=_about(act), **fields)


def optional(act: type, names: Iterable[str]) -> dict[str, Any]:
    """Return fields of an act as they are where they may be left out."""
    fields = _fields(act)
    return {name: (fields[name][0] | None, None) for name in names}


class _Strict(Schema):
    """Nothing that is sent is overlooked."""

    model_config = ConfigDict(extra="forbid")


def _fields(act: type) -> dict[str, Any]:
    hints = get_type_hints(act, include_extras=True)
    found: dict[str, Any] = {}
    for each in dataclasses.fields(act):
        hint = hints[each.name]
        default = ... if each.default is dataclasses.MISSING else _plain(each.default, hint)
        found[each.name] = (_spelt(hint), default)
    return found


def _spelt(hint: Any) -> Any:  # noqa: ANN401 - a type as an annotation says it
    if hint in _SPELT:
        return _SPELT[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return Union[tuple(_spelt(each) for each in arguments)]  # noqa: UP007 - made while running
    if origin is tuple:
        return Annotated[_list_of(_spelt(arguments[0])), Field(max_length=10_000)]
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _nested(hint)
    return hint


def _list_of(item: Any) -> Any:  # noqa: ANN401 - types made while running
    return list.__class_getitem__(item)


@cache
def _nested(kind: type) -> type[Schema]:
    return create_model(kind.__name__, __base__=_Strict, __doc__=_about(kind), **_fields(kind))


def _plain(value: object, hint: object) -> object:
    if hint == Segment:
        return {}
    match value:
        case Enum():
            return value.value
        case Fraction():
            return str(value)
        case ():
            return []
        case _:
            return value


def _about(kind: type) -> str:
    return (kind.__doc__ or "").split("\n", maxsplit=1)[0]
