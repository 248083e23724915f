"""What whoever leads a support model design session takes into the room, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from servanda.facts.said import Place
from servanda.operating_model.differences import cell_words
from servanda.operating_model.model.words import Ambition, Process, Scope
from servanda.operating_model.session.guidance import guidance
from servanda.operating_model.session.knowing import AMBITIONS, Subject, known_before
from servanda.operating_model.session.places import TOPICS
from servanda.reports.reader import Reader

__all__ = ["AgendaLine", "Asked", "PackCell", "PackProcess", "SessionPack", "session_pack"]

_AGENDA: Final = (
    (10, "Who is here, and what for", "Each says in a sentence what the service is to them."),
    (20, "The service and its users", "Who uses it, for what, and what it is connected to."),
    (15, "Where it is meant to go", "Ambition A, B or C; benefits, each with the day of a look."),
    (15, "What can go wrong", "Everybody writes for two minutes in silence, then reads out."),
    (75, "The matrix", "Process by process: the two questions first, then a name for each cell."),
    (10, "What stays open", "Each t.b.d. with who works it off, and by when."),
    (5, "Read back", "The decisions aloud, once. Whoever cannot live with one says so now."),
)
_SHOWN_OF_SERVICE: Final = (
    "title", "used by", "used for", "ambition", "mode", "live from",
    "contract with the provider", "contract for it elements",
    "strategic", "tactical", "operational",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """Say what is done for how long."""

    minutes: int
    what: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Ask something, with what is known of it already, which may be empty."""

    label: str
    help: str
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCell:
    """Show a cell: reference values by ambition, and who it is today, empty where nobody knows."""

    scope: str
    references: tuple[str, ...]
    today: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackProcess:
    """Ask about one process."""

    title: str
    meaning: str
    questions: tuple[str, str]
    left_open: str
    cells: tuple[PackCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPack:
    """Hold the pack.

    Args:
        title: What the service is called.
        day: Of the session, in the reader's spelling.
        model: The operating model that it becomes part of.
        minutes: How long the agenda takes.
        ambitions: The three, in words.
        asked: What is asked of the service.
        benefits: Benefits that are hoped for already.
        interfaces: Systems that it is known to be connected to.
        dangers: What is known to be able to go wrong.
        roles: Roles that the operating model knows, to name people by.
    """

    title: str
    day: str
    model: str
    minutes: int
    agenda: tuple[AgendaLine, ...]
    ambitions: tuple[str, ...]
    asked: tuple[Asked, ...]
    benefits: tuple[str, ...]
    interfaces: tuple[str, ...]
    dangers: tuple[str, ...]
    roles: tuple[str, ...]
    processes: tuple[PackProcess, ...]


def session_pack(subject: Subject, reader: Reader) -> SessionPack:
    """Return the pack for a session: what is asked, what is known, and room for the answers.

    Args:
        subject: What the session is about; a service that the model lacks has all its room free.
        reader: Who reads it.
    """
    known = known_before(subject)
    agenda = tuple(AgendaLine(minutes=m, what=what, how=how) for m, what, how in _AGENDA)
    return SessionPack(
        title=known.get(Place("service", "", "title")) or subject.name.replace("_", " "),
        day=reader.day(subject.day),
        model=subject.model.title,
        minutes=sum(each.minutes for each in agenda),
        agenda=agenda,
        ambitions=tuple(AMBITIONS.values()),
        asked=tuple(
            Asked(label=part.label, help=part.help, known=known.get(_of(part.name), ""))
            for part in TOPICS["service"].parts
            if part.name in _SHOWN_OF_SERVICE and not (part.of_new and subject.service)
        ),
        benefits=_told(known, "benefit", "expected"),
        interfaces=_told(known, "interface", "system"),
        dangers=_told(known, "danger", "title"),
        roles=tuple(role.title for role in subject.model.roles.values()),
        processes=tuple(
            PackProcess(
                title=process.title,
                meaning=process.meaning,
                questions=guidance(process).questions,
                left_open=guidance(process).left_open,
                cells=tuple(_cells(subject, process)),
            )
            for process in subject.model.processes.values()
        ),
    )


def _of(part: str) -> Place:
    return Place("service", "", part)


def _told(known: dict[Place, str], topic: str, part: str) -> tuple[str, ...]:
    return tuple(
        value for place, value in known.items() if (place.topic, place.part) == (topic, part)
    )


def _cells(subject: Subject, process: Process) -> Iterator[PackCell]:
    standing = subject.standing
    today = {each.key: cell_words(each.present) for each in standing.cells} if standing else {}
    together = standing is not None and standing.service.together
    for scope in (Scope.APPLICATION,) if together else tuple(Scope):
        yield PackCell(
            scope="both scopes" if together else scope.value,
            references=tuple(process.reference.get((each, scope), "") for each in Ambition),
            today=today.get((process.name, scope), ""),
        )
