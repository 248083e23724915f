"""The places of a session at which something can be said: each is declared once, here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from servanda.facts.said import SEPARATOR, Place
from servanda.operating_model.model.words import CellKey, Scope

__all__ = ["TOPICS", "Part", "Sort", "Topic", "cell_place", "part_at", "place_named"]


class Sort(Enum):
    """What sort of answer a place takes."""

    WORDS = "words"
    TEXT = "text"
    DAY = "day"
    PERSON = "person"
    ROLE = "role"
    AMBITION = "ambition"
    MODE = "mode"
    COVERED = "covered"
    MEASURE = "measure"
    PARTY = "party"
    ACCOUNTABLE = "accountable"
    TREATMENT = "treatment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that is asked.

    Args:
        name: Its name in a place.
        label: What is asked, as the room reads it.
        sort: What sort of answer it takes.
        help: What helps to answer, may be empty.
        of_new: Whether only a service is asked that the operating model does not have yet.
        is_ahead: Whether a day has to lie ahead.
    """

    name: str
    label: str
    sort: Sort = Sort.WORDS
    help: str = ""
    of_new: bool = False
    is_ahead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What belongs together.

    Args:
        name: Its name in a place.
        title: Of one of them.
        parts: What is asked; of a row that was begun, the first is what it is called by.
        rows_most: How many there can be; nothing where there is only one.
    """

    name: str
    title: str
    parts: tuple[Part, ...]
    rows_most: int | None = None


_SERVICE: Final = Topic(
    name="service",
    title="The service",
    parts=(
        Part(name="title", label="What is it called?", help="As people speak of it."),
        Part(name="used by", label="Who uses it?"),
        Part(name="used for", label="What do they use it for?", sort=Sort.TEXT),
        Part(
            name="covered by",
            label="Which agreement covers it?",
            sort=Sort.COVERED,
            help="Leave it empty while no agreement does.",
            of_new=True,
        ),
        Part(
            name="ambition",
            label="Where is it meant to go?",
            sort=Sort.AMBITION,
            help="A direction and no decree: any cell may differ, with its reason.",
        ),
        Part(
            name="mode",
            label="How grown up is it?",
            sort=Sort.MODE,
            help="A new service begins as an experiment unless there is a reason.",
            of_new=True,
        ),
        Part(
            name="hypothesis",
            label="What is believed?",
            sort=Sort.TEXT,
            help="Of an experiment: what is tried, so that it can turn out to be wrong.",
            of_new=True,
        ),
        Part(
            name="stops when",
            label="What would end it?",
            sort=Sort.TEXT,
            help="Of an experiment: not everything needs to be digital.",
            of_new=True,
        ),
        Part(
            name="live from",
            label="From which day do people depend on it?",
            sort=Sort.DAY,
            of_new=True,
        ),
        Part(
            name="contract with the provider",
            label="Who holds the contract with the provider?",
            sort=Sort.PARTY,
        ),
        Part(
            name="contract for it elements",
            label="Who holds the contract for the IT in it?",
            sort=Sort.PARTY,
            help="Who answers end to end has to hold it.",
        ),
        Part(name="strategic", label="Who decides where it goes?", sort=Sort.ROLE),
        Part(name="tactical", label="Who agrees what it delivers?", sort=Sort.ROLE),
        Part(name="operational", label="Who sees to it from day to day?", sort=Sort.ROLE),
        Part(
            name="open owner",
            label="Who works off what stays t.b.d.?",
            sort=Sort.ROLE,
            help="For every cell that names nobody of its own.",
        ),
        Part(name="open by", label="By which day?", sort=Sort.DAY, is_ahead=True),
    ),
)
_PERSON: Final = Topic(
    name="person",
    title="Person",
    parts=(
        Part(name="name", label="Name", sort=Sort.PERSON),
        Part(name="role", label="In which role", sort=Sort.ROLE),
    ),
    rows_most=40,
)
_BENEFIT: Final = Topic(
    name="benefit",
    title="Benefit",
    parts=(
        Part(name="expected", label="What is hoped for?", sort=Sort.TEXT),
        Part(
            name="measure",
            label="Which measure shows it?",
            sort=Sort.MEASURE,
            help="Of the agreement that covers the service.",
        ),
        Part(name="on", label="On which day does one look?", sort=Sort.DAY, is_ahead=True),
        Part(name="owner", label="Who looks?", sort=Sort.ROLE),
    ),
    rows_most=12,
)
_INTERFACE: Final = Topic(
    name="interface",
    title="Interface",
    parts=(Part(name="system", label="Which system is it connected to?"),),
    rows_most=40,
)
_DANGER: Final = Topic(
    name="danger",
    title="Danger",
    parts=(
        Part(name="title", label="What can go wrong?", help="In a few words."),
        Part(name="likelihood", label="How likely is it?", help="Once a month, once in ten years."),
        Part(name="consequence", label="What happens to the business then?", sort=Sort.TEXT),
        Part(name="owner", label="Whose risk is it?", sort=Sort.ROLE),
        Part(name="treatment", label="What is done about it?", sort=Sort.TREATMENT),
    ),
    rows_most=20,
)
_CELL: Final = Topic(
    name="cell",
    title="Cell",
    parts=(
        Part(
            name="accountable",
            label="Who is accountable?",
            sort=Sort.ACCOUNTABLE,
            help="One party, end responsible for operation and governance.",
        ),
        Part(
            name="performs",
            label="Who performs?",
            sort=Sort.PARTY,
            help="May be the provider or a vendor; who is accountable, if nothing is said.",
        ),
        Part(
            name="because",
            label="Why?",
            sort=Sort.TEXT,
            help="Needed wherever it is not the reference value.",
        ),
        Part(
            name="left open",
            label="If it stays open, what happens to the business?",
            sort=Sort.TEXT,
        ),
        Part(
            name="owner",
            label="Who sees to it?",
            sort=Sort.ROLE,
            help="Where it is t.b.d., or does not hold from today.",
        ),
        Part(name="by", label="By which day?", sort=Sort.DAY, is_ahead=True),
    ),
    rows_most=400,
)

TOPICS: Final = {
    each.name: each for each in (_SERVICE, _PERSON, _BENEFIT, _INTERFACE, _DANGER, _CELL)
}
"""What a session asks, by name."""


def cell_place(key: CellKey, part: str) -> Place:
    """Return the place of a part of a cell."""
    process, scope = key
    return Place("cell", f"{process}{SEPARATOR}{scope.value}", part)


def place_named(text: str) -> Place | None:
    """Return the place of that name; nothing where there is none.

    Whether a cell's process exists is for the operating model to say.

    Example:
        >>> place_named("cell/incident management/application/because").row
        'incident management/application'
        >>> place_named("benefit/expected"), place_named("service/colour")
        (None, None)
    """
    topic_name, _, rest = text.partition(SEPARATOR)
    row, _, part = rest.rpartition(SEPARATOR)
    topic = TOPICS.get(topic_name)
    if topic is None or part not in {each.name for each in topic.parts}:
        return None
    if (topic.rows_most is None) != (row == ""):
        return None
    if topic is _CELL and not row.endswith(tuple(f"{SEPARATOR}{each.value}" for each in Scope)):
        return None
    return Place(topic_name, row, part)


def part_at(place: Place) -> Part:
    """Return what is asked at a place."""
    return next(each for each in TOPICS[place.topic].parts if each.name == place.part)
