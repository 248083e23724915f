"""Which keys of the language can stand at a place of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.agreement.surface.root import AGREEMENT
from servanda.agreement.surface.shape import Changes, Dated, ListOf, Named, OneOf, Record, Shape

__all__ = ["KeysAt", "keys_at"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysAt:
    """Say what can be a key at a place.

    Args:
        words: Keys of the language, in the order in which they are printed.
        named: Whether authors choose keys there.
    """

    words: tuple[str, ...]
    named: bool


def keys_at(path: Sequence[str]) -> KeysAt:
    """Return which keys can stand in what a path leads to.

    Args:
        path: Keys from the top of the text: ``("commitments", "restored")``.

    Example:
        >>> keys_at(["in force"]).words, keys_at(["in force"]).named
        (('from', 'until', 'notice', 'renewal'), False)
        >>> keys_at(["penalties"]).named
        True
    """
    shapes: list[Shape] = [AGREEMENT]
    for key in path:
        shapes = [held for shape in shapes for held in _held(shape, key)]
    plain = [each for shape in shapes for each in _plain(shape)]
    records = [each for each in plain if isinstance(each, Record)]
    words = dict.fromkeys(key.name for each in records for key in each.keys)
    named = any(isinstance(each, Named) for each in plain) or any(each.rest for each in records)
    return KeysAt(words=tuple(words), named=named)


def _plain(shape: Shape) -> Iterator[Shape]:
    """Yield the shapes that a shape stands for."""
    match shape:
        case OneOf():
            for each in shape.shapes:
                yield from _plain(each)
        case Dated():
            yield from _plain(shape.of)
        case Changes():
            yield from _plain(shape.of)
        case _:
            yield shape


def _held(shape: Shape, key: str) -> Iterator[Shape]:
    for each in _plain(shape):
        match each:
            case Record():
                found = each.key(key)
                if found is not None:
                    yield found.holds
                elif each.rest is not None:
                    yield each.rest.of
            case Named() | ListOf():
                yield each.of
