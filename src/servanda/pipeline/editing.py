"""A draft being written: one text, edited as it is or value by value, always the same text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from servanda.agreement.notebook import Notebook
from servanda.agreement.placing import CannotPlace, Place, with_values
from servanda.agreement.printing.scalar import one_line
from servanda.agreement.read.overlay import lay_over
from servanda.agreement.text.compose import compose
from servanda.agreement.text.node import ListNode, MappingNode, Node, ScalarNode
from servanda.agreement.variants import versions_of
from servanda.decisions.proposals import last_signed
from servanda.facts.proposal import Proposal
from servanda.kernel.source import SourceSpan
from servanda.pipeline.deciding import Desk
from servanda.pipeline.proposing import Texts, begin_texts, laid_texts

__all__ = [
    "SECTIONS",
    "CannotPlace",
    "DraftText",
    "Place",
    "PlacedValue",
    "begin_draft",
    "overtaken",
    "placed_values",
    "span_of",
    "whole_texts",
    "with_placed_values",
]

SECTIONS = (
    "in force",
    "terms",
    "commitments",
    "penalties",
    "incentives",
    "charges",
    "limits",
    "calendars",
    "holding account",
    "relief",
    "answers",
)
"""The sections whose values are edited one by one, in the order in which they are shown."""

_LEFT_OUT = frozenset({("calendars", "holidays")})
"""What is long and comes from elsewhere: it is edited as text."""

_KEPT = 64
_HEADER = ("servanda", "agreement", "amends")


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftText:
    """Hold what is being written.

    Args:
        name: How the text is called: ``amendment-2.yaml``; the agreement's own name before
            anything is signed.
        text: What stands in it.
        instead_of: The proposal that it counters, if it does.
    """

    name: str
    text: str
    instead_of: Proposal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedValue:
    """A single value of the version that a draft makes.

    Args:
        place: Its keys from the top of the text.
        value: What stands there.
        is_changed: Whether the draft says it, rather than what the draft amends.
    """

    place: Place
    value: str
    is_changed: bool


def begin_draft(desk: Desk, first_day: date, instead_of: Proposal | None = None) -> DraftText:
    """Begin a draft.

    Before anything is signed it is the text as it lies there, or as it was proposed; from then on
    an amendment, which says nothing but from when it governs.

    Args:
        desk: The agreement and its record.
        first_day: First day on which an amendment governs, as a beginning.
        instead_of: The proposal that it counters, whose newest text it begins with.
    """
    texts = begin_texts(desk, instead_of)
    signed = last_signed(desk.standing)
    if instead_of is not None or (signed is None and len(texts) == 1):
        name, content = texts[-1]
        return DraftText(name=name, text=content.decode("utf-8", "replace"), instead_of=instead_of)
    number = len(texts)
    named = one_line(desk.history.latest.identifier, in_braces=False)
    text = (
        f"servanda: 1\nagreement: {named}\n"
        f"amends: {{number: {number}, from: {first_day.isoformat()}}}\n"
    )
    return DraftText(name=f"amendment-{number}.yaml", text=text)


def overtaken(draft: DraftText, fresh: DraftText) -> DraftText:
    """Return a draft as it goes on after versions were signed that it did not know.

    An amendment takes the next number; the text of an agreement that is signed by now is changed by
    an amendment, and so one begins.

    Args:
        draft: The draft.
        fresh: How a draft would begin now.
    """
    if draft.name == fresh.name:
        return draft
    number = fresh.name.removeprefix("amendment-").removesuffix(".yaml")
    if not (draft.name.startswith("amendment-") and number.isdecimal()):
        return fresh
    try:
        text = with_values(draft.text, draft.name, {("amends", "number"): number})
    except CannotPlace:
        # It says its number wrongly in a text that cannot be read; that is told once it can.
        text = draft.text
    return DraftText(name=fresh.name, text=text)


def placed_values(desk: Desk, draft: DraftText) -> tuple[PlacedValue, ...]:
    """Return the single values of the version that a draft makes, section by section.

    Args:
        desk: The agreement and its record.
        draft: The draft; it need not be sound.

    Raises:
        CannotPlace: It is no YAML that can be read.
    """
    own, amended = _root(draft), _amended(desk, draft)
    whole = own if amended is None else lay_over(amended, _without_header(own), Notebook())
    found = [
        PlacedValue(place=place, value=value, is_changed=_at(own, place) is not None)
        for section in SECTIONS
        for place, value in _leaves(whole.get(section), (section,))
    ]
    if amended is None:
        return tuple(PlacedValue(place=e.place, value=e.value, is_changed=False) for e in found)
    return tuple(found)


def with_placed_values(
    desk: Desk,
    draft: DraftText,
    values: Mapping[Place, str],
    *,
    spelt_out: Mapping[Place, str] | None = None,
) -> str:
    """Return a draft's text with values written at their places, its comments kept.

    Args:
        desk: The agreement and its record.
        draft: The draft.
        values: What shall stand where.
        spelt_out: As for ``with_values``.

    Raises:
        CannotPlace: The text cannot be read, or has no room for a value at a place.
    """
    amended = _amended(desk, draft)
    return with_values(draft.text, draft.name, values, amended=amended, spelt_out=spelt_out)


def span_of(draft: DraftText, place: Place) -> SourceSpan | None:
    """Return where a value stands in a draft's text, nothing where the draft does not say it."""
    try:
        node = _at(_root(draft), place)
    except CannotPlace:
        return None
    return node.span if node is not None else None


def whole_texts(desk: Desk, draft: DraftText) -> Texts:
    """Return all texts that the drafted version is made of."""
    return laid_texts(begin_texts(desk, draft.instead_of), draft.name, draft.text.encode())


def _amended(desk: Desk, draft: DraftText) -> MappingNode | None:
    """Return what an amendment is laid over; nothing for an agreement's own text."""
    before = whole_texts(desk, draft)[:-1]
    return _root_of(before) if before else None


@lru_cache(maxsize=_KEPT)
def _root_of(texts: Texts) -> MappingNode | None:
    versions = versions_of(texts).versions
    return versions[-1].root if versions else None


def _root(draft: DraftText) -> MappingNode:
    node = compose(draft.name, draft.text.encode("utf-8", "surrogatepass")).node
    if not isinstance(node, MappingNode):
        raise CannotPlace(f"'{draft.name}' cannot be read as it stands")
    return node


def _without_header(root: MappingNode) -> MappingNode:
    entries = tuple(each for each in root.entries if each.key.text not in _HEADER)
    return MappingNode(entries=entries, span=root.span)


def _leaves(node: Node | None, place: Place) -> Iterator[tuple[Place, str]]:
    match node:
        case ScalarNode():
            if node.text:
                yield place, node.text
        case MappingNode():
            for entry in node.entries:
                if (place[0], entry.key.text) not in _LEFT_OUT:
                    yield from _leaves(entry.value, (*place, entry.key.text))
        case ListNode():
            for number, item in enumerate(node.items, start=1):
                yield from _leaves(item, (*place, str(number)))


def _at(node: Node | None, place: Sequence[str]) -> Node | None:
    for key in place:
        if isinstance(node, MappingNode):
            node = node.get(key)
        elif isinstance(node, ListNode) and key.isdecimal() and 0 < int(key) <= len(node.items):
            node = node.items[int(key) - 1]
        else:
            return None
    return node
