"""Does a text have the shape that the surface describes? Every mistake, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from servanda.agreement import diagnostics as found
from servanda.agreement.surface.describe import describe
from servanda.agreement.surface.leaf import looks_like_date, read_date, read_whole
from servanda.agreement.surface.shape import (
    Changes,
    Choice,
    Dated,
    DateShape,
    FormulaShape,
    Key,
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
from servanda.agreement.text.node import Entry, ListNode, MappingNode, Node, ScalarNode
from servanda.formula.words import RESERVED_WORDS
from servanda.kernel.diagnostic import Diagnostic, near_match
from servanda.kernel.source import SourceSpan

__all__ = ["choose_shape", "conform"]

_Found = Iterator[Diagnostic]


def conform(node: Node, shape: Shape, owner: ScalarNode | None = None) -> _Found:
    """Yield every mistake of shape in a node and all that it holds.

    Args:
        node: What stands in the text.
        shape: What should.
        owner: The key that holds it, where missing keys are reported.
    """
    match shape:
        case Record():
            yield from _record(node, shape, owner)
        case Named():
            yield from _named(node, shape, owner)
        case ListOf():
            yield from _list(node, shape, owner)
        case Dated():
            yield from _dated(node, shape, owner)
        case Changes():
            yield from _changes(node, shape, owner)
        case OneOf():
            chosen = choose_shape(node, shape)
            if chosen is None:
                yield _wrong_kind(node, shape, owner)
            else:
                yield from conform(node, chosen, owner)
        case _:
            yield from _scalar(node, shape, owner)


def choose_shape(node: Node, shape: OneOf) -> Shape | None:
    """Return the one of several shapes that a node means to have, nothing if none fits."""
    fitting = [each for each in shape.shapes if _fits_kind(node, each)]
    if isinstance(node, MappingNode) and len(fitting) > 1:
        records = [each for each in fitting if isinstance(each, Record)]
        for record in records:
            if any(node.get(key.name) is not None for key in record.keys if key.required):
                return record
        fitting = [each for each in fitting if not isinstance(each, Record)] or fitting
    if isinstance(node, ScalarNode) and len(fitting) > 1:
        choices = [each for each in fitting if isinstance(each, Choice)]
        said: list[Shape] = [each for each in choices if node.text in each.words]
        fitting = said or [each for each in fitting if each not in choices] or fitting
    return fitting[0] if fitting else None


def _fits_kind(node: Node, shape: Shape) -> bool:
    match shape:
        case OneOf():
            return any(_fits_kind(node, each) for each in shape.shapes)
        case Dated():
            return isinstance(node, MappingNode) or _fits_kind(node, shape.of)
        case Record() | Named() | Changes():
            return isinstance(node, MappingNode)
        case ListOf():
            return isinstance(node, ListNode) or (shape.or_one and _fits_kind(node, shape.of))
        case _:
            return isinstance(node, ScalarNode)


def _record(node: Node, shape: Record, owner: ScalarNode | None) -> _Found:
    if not isinstance(node, MappingNode):
        yield _wrong_kind(node, shape, owner)
        return
    for entry in node.entries:
        key = shape.key(entry.key.text)
        if key is not None:
            yield from _held(entry, key)
        elif shape.rest is not None:
            yield from conform(entry.value, shape.rest.of, entry.key)
        else:
            yield _unknown_key(entry, shape)
    yield from _missing(node, shape, owner)


def _held(entry: Entry, key: Key) -> _Found:
    if isinstance(entry.value, ScalarNode) and not entry.value.text and not entry.value.style:
        yield found.EMPTY_KEY.at(
            entry.key.span, key=key.name, expected=describe(key.holds), remedy="or leave it out"
        )
    else:
        yield from conform(entry.value, key.holds, entry.key)


def _unknown_key(entry: Entry, shape: Record) -> Diagnostic:
    names = [key.name for key in shape.keys]
    near = near_match(entry.key.text.replace("_", " ").replace("-", " "), names)
    return found.UNKNOWN_KEY.at(
        entry.key.span,
        key=entry.key.text,
        what=shape.what,
        hint=f"did you mean '{near}'?" if near else f"known are: {', '.join(names)}",
    )


def _missing(node: MappingNode, shape: Record, owner: ScalarNode | None) -> _Found:
    where = owner.span if owner is not None else _first_place(node.span)
    for key in shape.keys:
        if key.required and node.entry(key.name) is None:
            yield found.MISSING_KEY.at(
                where, key=key.name, what=shape.what, expected=describe(key.holds)
            )
    given = [name for name in shape.one_of if node.entry(name) is not None]
    choices = ", ".join(shape.one_of)
    if shape.one_of and not given:
        if len(shape.one_of) == 1:
            yield found.MISSING_KEY.at(where, key=choices, what=shape.what, expected=shape.example)
        else:
            yield found.NONE_OF.at(where, what=shape.what, choices=choices)
    if len(given) > 1:
        entry = node.entry(given[1])
        yield found.SEVERAL_OF.at(
            entry.key.span if entry else where, first=given[0], second=given[1], choices=choices
        )


def _changes(node: Node, shape: Changes, owner: ScalarNode | None) -> _Found:
    """Look at the names of sections; their insides are looked at once they are laid over."""
    if not isinstance(node, MappingNode):
        yield _wrong_kind(node, shape, owner)
        return
    for entry in node.entries:
        if shape.of.key(entry.key.text) is None:
            yield _unknown_key(entry, shape.of)


def _named(node: Node, shape: Named, owner: ScalarNode | None) -> _Found:
    if not isinstance(node, MappingNode):
        yield _wrong_kind(node, shape, owner)
        return
    for entry in node.entries:
        yield from _key_shape(entry.key, shape.keys)
        yield from conform(entry.value, shape.of, entry.key)


def _key_shape(key: ScalarNode, shape: Shape) -> _Found:
    if isinstance(shape, Text) and shape.pattern and key.text in RESERVED_WORDS:
        yield found.RESERVED_NAME.at(key.span, name=key.text)
    elif isinstance(shape, Text) and shape.pattern and not re.fullmatch(shape.pattern, key.text):
        yield found.BAD_NAME.at(key.span, name=key.text, form=shape.form, near=_tidied(key.text))
    else:
        yield from _scalar(key, shape, None)


def _tidied(name: str) -> str:
    """Return the name that a mistyped one could become, empty if nothing is left of it."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_0123456789")


def _list(node: Node, shape: ListOf, owner: ScalarNode | None) -> _Found:
    if isinstance(node, ListNode):
        for item in node.items:
            yield from conform(item, shape.of)
    elif shape.or_one and _fits_kind(node, shape.of):
        yield from conform(node, shape.of, owner)
    else:
        yield _wrong_kind(node, shape, owner)


def _dated(node: Node, shape: Dated, owner: ScalarNode | None) -> _Found:
    if not isinstance(node, MappingNode) or not _looks_dated(node.entries):
        yield from conform(node, shape.of, owner)
        return
    for entry in node.entries:
        if looks_like_date(entry.key.text):
            yield from _scalar(entry.key, DateShape(), None)
            yield from conform(entry.value, shape.of, entry.key)


def _looks_dated(entries: Iterable[Entry]) -> bool:
    return any(looks_like_date(entry.key.text) for entry in entries)


def _scalar(node: Node, shape: Shape, owner: ScalarNode | None) -> _Found:
    if not isinstance(node, ScalarNode):
        yield _wrong_kind(node, shape, owner)
    elif not node.text.strip():
        if not isinstance(shape, Text) or shape.pattern:
            where = owner.span if owner is not None and not node.style else node.span
            yield found.EMPTY_VALUE.at(where, expected=describe(shape))
    else:
        yield from _leaf(node, shape)


def _leaf(node: ScalarNode, shape: Shape) -> _Found:
    match shape:
        case Text():
            yield from _text(node, shape)
        case Choice():
            if node.text not in shape.words:
                yield found.UNKNOWN_WORD.at(
                    node.span,
                    word=node.text,
                    words=", ".join(shape.words),
                    near=near_match(node.text, shape.words),
                )
        case DateShape():
            if read_date(node.text) is None:
                yield _bad_date(node)
        case WholeNumber():
            number = read_whole(node.text)
            if number is None or not shape.least <= number <= shape.most:
                yield found.BAD_NUMBER.at(
                    node.span, text=node.text, least=str(shape.least), most=f"{shape.most:,}"
                )
        case YesNo():
            if node.text not in {"yes", "no"}:
                yield found.NOT_YES_OR_NO.at(node.span, text=node.text)
        case FormulaShape() | Phrase() | Reference():
            pass
        case _:
            raise TypeError(f"a leaf was expected, not {type(shape).__name__}")


def _text(node: ScalarNode, shape: Text) -> _Found:
    if len(node.text) > shape.characters_max:
        yield found.TEXT_TOO_LONG.at(node.span, most=f"{shape.characters_max:,}")
    elif shape.pattern and not re.fullmatch(shape.pattern, node.text):
        yield found.BAD_FORM.at(node.span, text=node.text, form=shape.form)


def _bad_date(node: ScalarNode) -> Diagnostic:
    kind = found.NO_SUCH_DATE if re.fullmatch(r"\d{4}-\d{2}-\d{2}", node.text) else found.NOT_A_DATE
    return kind.at(node.span, text=node.text)


def _wrong_kind(node: Node, shape: Shape, owner: ScalarNode | None) -> Diagnostic:
    kinds = {ScalarNode: "a single value", MappingNode: "a mapping", ListNode: "a list"}
    where = _first_place(node.span)
    if owner is not None and isinstance(node, ScalarNode) and not node.text:
        where = owner.span
    return found.WRONG_KIND.at(where, got=kinds[type(node)], expected=describe(shape))


def _first_place(span: SourceSpan) -> SourceSpan:
    return SourceSpan(
        file=span.file,
        line=span.line,
        column=span.column,
        end_line=span.line,
        end_column=span.end_column if span.end_line == span.line else span.column + 1,
    )
