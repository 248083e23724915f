"""Plain values as JSON and back, exactly, by what their classes say of their fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from servanda.facts.figure import NoValue
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.pipeline.stored_values import load_value, store_value

__all__ = ["keep", "kept"]

T = TypeVar("T")
Json = Any
_EXACT = (Quantity, NoValue, Instant, date)


def keep(value: object) -> Json:
    """Return a value as JSON: dataclasses, tuples, choices and figures, within one another.

    Example:
        >>> keep((Quantity.money(5, "EUR"), "so"))
        [{'amount': '5', 'unit': [['money', 'EUR', 1]]}, 'so']
    """
    if isinstance(value, _EXACT):
        return store_value(value)
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return {each.name: keep(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [keep(each) for each in value]
    assert value is None or isinstance(value, (str, int)), type(value)
    return value


def kept(kind: type[T], stored: Json) -> T:
    """Return the value of a kind that was kept.

    Args:
        kind: The class of the value.
        stored: What ``keep`` made of it.

    Raises:
        ValueError: It is no value of that kind, as where an earlier version has kept it.

    Example:
        >>> kept(Quantity, keep(Quantity.money(5, "EUR")))
        Quantity(amount=Fraction(5, 1), unit=Unit(powers=((Base(sort='money', name='EUR'), 1),)))
    """
    try:
        return cast("T", _kept(kind, stored))
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError(f"no {kind.__name__}: {problem}") from None


def _kept(kind: Any, stored: Json) -> object:  # noqa: ANN401 - a type, or several of them
    origin, parts = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        (one,) = (each for each in parts if each is not NoneType)
        return None if stored is None else _kept(one, stored)
    if origin is tuple:
        if parts[1:] == (...,):
            return tuple(_kept(parts[0], each) for each in stored)
        return tuple(_kept(part, each) for part, each in zip(parts, stored, strict=True))
    if kind in _EXACT:
        found = load_value(stored)
        if not isinstance(found, kind):
            raise TypeError(stored)
        return found
    if issubclass(kind, Enum):
        return kind(stored)
    if is_dataclass(kind):
        return _dataclass(kind, stored)
    if not isinstance(stored, kind):
        raise TypeError(stored)
    return stored


def _dataclass(kind: Any, stored: Json) -> object:  # noqa: ANN401 - as above
    hints: Mapping[str, Any] = get_type_hints(kind)
    return kind(**{each.name: _kept(hints[each.name], stored[each.name]) for each in fields(kind)})
