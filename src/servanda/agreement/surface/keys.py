"""Which keys of the language can stand at a place of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.agreement.surface.root import AGREEMENT
from servanda.agreement.surface.shape import Changes, Dated, ListOf, Named, OneOf, Record, Shape

__all__ = ["KeysAt", "keys_at", "leaves_at", "meaning_at"]


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
    shapes = _at(path)
    plain = [each for shape in shapes for each in _plain(shape)]
    records = [each for each in plain if isinstance(each, Record)]
    words = dict.fromkeys(key.name for each in records for key in each.keys)
    named = any(isinstance(each, Named) for each in plain) or any(each.rest for each in records)
    return KeysAt(words=tuple(words), named=named)


def leaves_at(path: Sequence[str]) -> tuple[Shape, ...]:
    """Return what can be written at a place as a single text.

    Args:
        path: Keys from the top of the text; items of lists are counted from 1.

    Example:
        >>> [each.words for each in leaves_at(["settlement", "every"]) if hasattr(each, "words")]
        [('month', 'quarter', 'year', 'four weeks', 'week')]
    """
    held = [each for shape in _at(path) for each in _plain(shape)]
    return tuple(each for each in held if not isinstance(each, Record | Named | ListOf))


def meaning_at(path: Sequence[str]) -> str:
    """Return what the nearest key of the language on a path means; empty where there is none.

    Example:
        >>> meaning_at(["in force", "until"])
        'The last day, included.'
    """
    for length in range(len(path), 0, -1):
        for shape in _at(path[: length - 1]):
            for each in _plain(shape):
                key = each.key(path[length - 1]) if isinstance(each, Record) else None
                if key is not None:
                    return key.meaning
    return ""


def _at(path: Sequence[str]) -> list[Shape]:
    shapes: list[Shape] = [AGREEMENT]
    for key in path:
        shapes = [held for shape in shapes for held in _held(shape, key)]
    return shapes


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
