"""The description of the language is whole and true of itself."""

import re
from collections.abc import Iterator

import pytest

from servanda.agreement.surface.conform import choose_shape, conform
from servanda.agreement.surface.describe import describe
from servanda.agreement.surface.root import AGREEMENT
from servanda.agreement.surface.shape import (
    Dated,
    Key,
    ListOf,
    Named,
    OneOf,
    Record,
    Shape,
    Text,
    YesNo,
)
from servanda.agreement.text.compose import compose
from servanda.operating_model.surface.root import OPERATING_MODEL


def inside(shape: Shape) -> Iterator[Shape]:
    """Yield a shape and all shapes in it."""
    yield shape
    match shape:
        case Record():
            for key in shape.keys:
                yield from inside(key.holds)
            if shape.rest is not None:
                yield from inside(shape.rest)
        case Named() | ListOf() | Dated():
            yield from inside(shape.of)
        case OneOf():
            for each in shape.shapes:
                yield from inside(each)
        case _:
            return


SHAPES = [*inside(AGREEMENT), *inside(OPERATING_MODEL)]
RECORDS = [shape for shape in SHAPES if isinstance(shape, Record)]
EXAMPLES = [
    shape
    for shape in SHAPES
    if isinstance(shape, Record | Named)
    and "..." not in shape.example
    and "64 hex" not in shape.example
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.what)
def test_every_key_says_what_it_means(record: Record) -> None:
    for key in record.keys:
        assert re.fullmatch(r"[a-z0-9]+( [a-z0-9]+)*", key.name)
        assert key.meaning.endswith(".")
        assert len(key.meaning) <= 90
        assert not (key.required and key.default)
    assert len({key.name for key in record.keys}) == len(record.keys)
    assert set(record.one_of) <= {key.name for key in record.keys}


@pytest.mark.parametrize("shape", EXAMPLES, ids=lambda shape: shape.example[:40])
def test_every_example_has_the_shape_that_it_shows(shape: Record | Named) -> None:
    composed = compose("example.yaml", shape.example.encode())
    assert composed.node is not None
    assert [str(each) for each in conform(composed.node, shape)] == []


def test_every_shape_can_be_described() -> None:
    for shape in SHAPES:
        assert describe(shape)


def test_one_of_several_shapes_is_chosen_by_kind_and_keys() -> None:
    record = Record(
        what="thing",
        keys=(Key(name="is", holds=Text(), meaning="What it is.", required=True),),
        example="{is: x}",
    )
    names = Named(of=YesNo(), keys=Text(), example="{a: yes}")
    either = OneOf(shapes=(record, names, Text()))
    for text, chosen in (("{is: x}", record), ("{a: yes}", names), ("word", Text())):
        node = compose("a.yaml", text.encode()).node
        assert node is not None
        assert choose_shape(node, either) == chosen
    node = compose("a.yaml", b"[a]").node
    assert node is not None
    assert choose_shape(node, either) is None
