"""The stations of a session, in the order in which the room goes through them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.desk.operating_model.sessions.seeing import SessionSeen
from servanda.desk.refusals import NotThere
from servanda.facts.said import Place
from servanda.operating_model.session.design import Design
from servanda.operating_model.session.outstanding import Outstanding
from servanda.operating_model.session.places import TOPICS
from servanda.web.languages.speaking import say

__all__ = ["END", "Station", "Step", "station_named", "stations_of", "steps_of"]

END = "end"
"""Name of the last station, where the draft is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A part of a session that is on one page.

    Args:
        name: In its address.
        title: What it is about.
        intro: What to do there, may be empty.
        parts: What it asks of the service.
        topic: What it asks several of, may be empty.
        process: The process that it is about, may be empty.
    """

    name: str
    title: str
    intro: str = ""
    parts: tuple[str, ...] = ()
    topic: str = ""
    process: str = ""

    def asks(self, place: Place) -> bool:
        """Return whether it asks for what belongs at a place."""
        if place.topic == "service":
            return place.part in self.parts
        if place.topic == "cell":
            return place.row.rpartition("/")[0] == self.process
        return place.topic == self.topic


_BEFORE = (
    Station(
        name="room",
        title="Who is in the room",
        intro="Everybody who uses, runs or pays for the service. Who is missing, and asked later?",
        topic="person",
    ),
    Station(
        name="service",
        title="The service",
        parts=("title", "used by", "used for", "covered by"),
    ),
    Station(
        name="direction",
        title="Where it is meant to go",
        intro="A direction and no decree. Every benefit has a day on which somebody looks whether "
        "it came.",
        parts=("ambition", "mode", "live from", "hypothesis", "stops when"),
        topic="benefit",
    ),
    Station(
        name="interfaces",
        title="What it is connected to",
        intro="Every system that it gives data to or takes data from.",
        topic="interface",
    ),
    Station(
        name="dangers",
        title="What can go wrong",
        intro="In the words of the business: what would it cost, and whom?",
        topic="danger",
    ),
)
_AFTER = (
    Station(
        name="carried",
        title="Who carries it",
        intro="Contracts, the relationship, and whatever is still open.",
        parts=(
            "contract with the provider",
            "contract for it elements",
            "strategic",
            "tactical",
            "operational",
            "open owner",
            "open by",
        ),
    ),
    Station(name=END, title="The draft"),
)


def stations_of(design: Design) -> tuple[Station, ...]:
    """Return the stations of a session: one for each process of its operating model."""
    processes = tuple(
        Station(name=f"process-{number}", title=each.title, process=each.name)
        for number, each in enumerate(design.subject.model.processes.values(), 1)
    )
    return (*_BEFORE, *processes, *_AFTER)


def station_named(design: Design, name: str) -> Station:
    """Return a station by its name; raises ``NotThere``."""
    found = next((each for each in stations_of(design) if each.name == name), None)
    if found is None:
        raise NotThere
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A station on the way, with how far the room has come there.

    Args:
        state: In words: ``3 to say``, ``business; IT operations``; empty where nothing is to be
            told.
        is_open: Whether something has still to be said there.
    """

    station: Station
    state: str
    is_open: bool


def steps_of(seen: SessionSeen) -> tuple[Step, ...]:
    """Return the way through a session."""
    lacking = seen.outstanding
    return tuple(_step(seen.design, station, lacking) for station in stations_of(seen.design))


def _step(design: Design, station: Station, lacking: tuple[Outstanding, ...]) -> Step:
    here = sum(station.asks(each.place) for each in lacking)
    if station.name == END:
        state = say("{lacking} to say", lacking=len(lacking)) if lacking else "ready"
        return Step(station=station, state=state, is_open=bool(lacking))
    if here:
        return Step(station=station, state=say("{here} to say", here=here), is_open=True)
    return Step(station=station, state="; ".join(_said(design, station)), is_open=False)


def _said(design: Design, station: Station) -> Iterator[str]:
    """Yield what was said at a station, where that fits into a few words."""
    if station.process:
        cells = design.cells_of(station.process)
        yield from dict.fromkeys(each.chosen for each in cells)
    elif station.topic and station.topic in TOPICS and not station.parts:
        count = len(design.answers.rows(station.topic))
        yield str(count) if count else say("none so far")
    elif station.name == "direction" and design.ambition:
        yield say("ambition {ambition}", ambition=design.ambition.value)
