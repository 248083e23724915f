"""What is asked at a station, as fields of a form that keep who said what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from servanda.facts.said import Place, Said
from servanda.kernel.time import Instant
from servanda.operating_model.session.design import Design, DesignedCell
from servanda.operating_model.session.knowing import Choice, choices
from servanda.operating_model.session.places import TOPICS, Part, Sort, Topic, cell_place
from servanda.reports.reader import Reader
from servanda.web.languages.speaking import say
from servanda.web.pages.sessions.stations import Station

__all__ = ["Asked", "Told", "asked_at", "given_of", "id_of"]

_AS_NOBODY_SAID = {
    Sort.PARTY: "not said",
    Sort.AMBITION: "not said",
    Sort.COVERED: "none",
    Sort.MEASURE: "none",
    Sort.MODE: "2: an experiment, with few commitments",
    Sort.TREATMENT: "reduce: make it rarer or milder",
}
_OFFERED = {Sort.ROLE}
_OF_AGREEMENTS = {Sort.COVERED, Sort.MEASURE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something that was said, with who said it and when; ``words`` is that in words."""

    value: str
    by: str
    at: Instant
    words: str

    @classmethod
    def of(cls, said: Said, reader: Reader) -> Told:
        """Return what was said."""
        local = reader.local(said.at)
        words = f"{reader.day(local.date())}, {local:%H:%M}"
        return cls(value=said.value, by=said.by, at=said.at, words=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionField:
    """A place, as a field.

    Args:
        place: The place in one word; the field's name.
        id: Names the field on its page.
        widget: ``line``, ``text``, ``day`` or ``choice``.
        value: What stands there, or what was typed and could not be taken.
        was: What stands there.
        seen: Number of the answer that stands, 0 where nobody spoke.
        choices: What can be chosen.
        offered: Whether roles are offered.
        told: Who said what stands there, nothing where nobody did.
        earlier: What stood there before, the last first.
        wrong: Why what was typed could not be taken, may be empty.
    """

    place: str
    id: str
    label: str
    help: str
    widget: str
    value: str
    was: str
    seen: int
    choices: tuple[Choice, ...]
    offered: bool
    told: Told | None
    earlier: tuple[Told, ...]
    wrong: str

    @property
    def described_by(self) -> str:
        """Return what describes it: its help, who said it, and what is wrong."""
        found = [f"help-{self.id}"] if self.help else []
        found += [f"wrong-{self.id}"] if self.wrong else []
        return " ".join([*found, f"told-{self.id}"])


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldGroup:
    """Fields that belong together: one of several, or one cell.

    Args:
        title: What of: ``Benefit``, ``Application``; empty for the service itself.
        note: What should be known beside, may be empty.
    """

    title: str
    note: str
    fields: tuple[SessionField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Everything that a station asks.

    Args:
        groups: The fields.
        roles: Roles that are offered for those who are named.
        has_more: Whether there is room for another one.
    """

    groups: tuple[FieldGroup, ...]
    roles: tuple[str, ...]
    has_more: bool


def asked_at(
    design: Design,
    station: Station,
    reader: Reader,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> Asked:
    """Return what a station asks.

    Args:
        design: What was said so far.
        station: The station.
        reader: Who reads when it was said.
        typed: What was typed and could not be taken, by place.
        wrong: Why not.
    """
    makes = _Making(design, reader, typed or {}, wrong or {})
    most = (TOPICS[station.topic].rows_most or 0) if station.topic else 0
    free = design.answers.free_row(station.topic, most)
    return Asked(
        groups=tuple(makes.groups(station, free)),
        roles=tuple(role.title for role in design.subject.model.roles.values()),
        has_more=bool(free),
    )


def id_of(place: str) -> str:
    """Return what names the field of a place on its page.

    Example:
        >>> id_of("cell/incident management/interface/because")
        'cell-incident-management-interface-because'
    """
    return re.sub(r"[^a-z0-9]+", "-", place)


def given_of(sent: Mapping[str, str]) -> Iterator[tuple[str, str, int]]:
    """Yield what a form that was sent says otherwise than it did when it was shown.

    Place, value, and the number of the answer that stood there then.
    """
    for name, was in sent.items():
        if not name.startswith("was:"):
            continue
        place = name.removeprefix("was:")
        value = " ".join(sent.get(place, was).split())
        seen = sent.get(f"seen:{place}", "0")
        if value != was:
            yield place, value, int(seen) if seen.isdecimal() and len(seen) < 10 else 0


class _Making:
    """Makes the fields of one station."""

    def __init__(
        self,
        design: Design,
        reader: Reader,
        typed: Mapping[str, str],
        wrong: Mapping[str, str],
    ) -> None:
        self._design = design
        self._reader = reader
        self._answers = design.answers
        self._typed = typed
        self._wrong = wrong

    def groups(self, station: Station, free: str) -> Iterator[FieldGroup]:
        if station.parts:
            yield FieldGroup(title="", note="", fields=tuple(self._of_service(station.parts)))
        if station.topic:
            topic = TOPICS[station.topic]
            rows = self._answers.rows(station.topic)
            for row in (*rows, *([free] if free else ())):
                number = rows.index(row) if row in rows else len(rows)
                fields = tuple(self._of_row(topic, row))
                yield FieldGroup(title=f"{topic.title} {number + 1}", note="", fields=fields)
        if station.process:
            for cell in self._design.cells_of(station.process):
                yield self._cell(cell)

    def _of_service(self, parts: Sequence[str]) -> Iterator[SessionField]:
        is_known = self._design.subject.service is not None
        for part in TOPICS["service"].parts:
            if part.name in parts and not (part.of_new and is_known):
                yield from self._if_any(Place("service", "", part.name), part)

    def _of_row(self, topic: Topic, row: str) -> Iterator[SessionField]:
        for part in topic.parts:
            yield from self._if_any(Place(topic.name, row, part.name), part)

    def _if_any(self, place: Place, part: Part) -> Iterator[SessionField]:
        """Yield a field, unless what it would choose from is not there and nothing stands."""
        field = self._field(place, part)
        if part.sort not in _OF_AGREEMENTS or field.choices or field.was:
            yield field

    def _cell(self, cell: DesignedCell) -> FieldGroup:
        scope = self._design.scope_words(cell)
        key = (cell.process.name, cell.scope)
        note = ""
        if self._design.ambition:
            note = say(
                "Under ambition {ambition}: {reference}.",
                ambition=self._design.ambition.value,
                reference=cell.reference,
            )
        if cell.present:
            note = say(
                "{note} Today: {cell}.", note=note, cell=", ".join(self._today(cell))
            ).strip()
        fields = (
            self._field(cell_place(key, part.name), part, cell) for part in TOPICS["cell"].parts
        )
        return FieldGroup(title=f"{scope[:1].upper()}{scope[1:]}", note=note, fields=tuple(fields))

    def _today(self, cell: DesignedCell) -> Iterator[str]:
        assert cell.present is not None, "asked for cells that the model has"
        known, today = self._design.subject.model.parties, cell.present.present
        called = [known[each].title if each in known else each for each in today.performs]
        yield known[today.accountable].title if today.accountable in known else today.accountable
        if today.performs != (today.accountable,):
            yield say("performed by {performs}", performs=", ".join(called))

    def _field(self, place: Place, part: Part, cell: DesignedCell | None = None) -> SessionField:
        name, stands = str(place), self._answers.at(place)
        latest = self._answers.latest(place)
        covered = self._answers.value("service", "covered by")
        known = choices(self._design.subject, part.sort, covered)
        offered = part.sort in _OFFERED
        help_words = part.help
        if cell is not None and part.name == "left open":
            help_words = say("Leave it empty to keep the words above.")
        return SessionField(
            place=name,
            id=id_of(name),
            label=part.label,
            help=help_words,
            widget=_widget(part.sort, known),
            value=self._typed.get(name, stands),
            was=stands,
            seen=latest.number if latest else 0,
            choices=() if offered else _with_none(part.sort, known, stands, cell),
            offered=offered,
            told=Told.of(latest, self._reader) if latest else None,
            earlier=tuple(Told.of(e, self._reader) for e in self._answers.earlier(place)),
            wrong=self._wrong.get(name, ""),
        )


def _widget(sort: Sort, known: Sequence[Choice]) -> str:
    if sort is Sort.DAY:
        return "day"
    if sort is Sort.TEXT:
        return "text"
    return "choice" if known and sort not in _OFFERED else "line"


def _with_none(
    sort: Sort, known: Sequence[Choice], stands: str, cell: DesignedCell | None
) -> tuple[Choice, ...]:
    """Return what can be chosen, before it to say nothing, and what stands if that is gone."""
    if not known:
        return ()
    nothing = _AS_NOBODY_SAID.get(sort, "not said")
    if cell is not None and sort is Sort.ACCOUNTABLE:
        nothing = say("as the ambition has it: {reference}", reference=cell.reference)
    elif cell is not None and sort is Sort.PARTY:
        nothing = say("who is accountable")
    gone = stands and stands not in {each.value for each in known}
    kept = (Choice(value=stands, words=stands),) if gone else ()
    return (Choice(value="", words=nothing), *known, *kept)
