"""What the people in the room have said so far, put together: the design of a service's support."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from servanda.agreement.surface.leaf import read_date
from servanda.facts.said import Answers
from servanda.operating_model.model.words import UNDECIDED, Ambition, Mode, Process, Scope
from servanda.operating_model.session.guidance import Guidance, guidance
from servanda.operating_model.session.knowing import Subject
from servanda.operating_model.session.places import cell_place
from servanda.operating_model.standing import CellStanding

__all__ = ["Danger", "Design", "DesignedCell", "Hope", "design_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hope:
    """A benefit that is hoped for, with the day on which one looks whether it came."""

    row: str
    expected: str
    measure: str
    on: date | None
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """Something that can go wrong."""

    row: str
    title: str
    likelihood: str
    consequence: str
    owner: str
    treatment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignedCell:
    """A cell as the room has it.

    Args:
        scope: What it is about; the application stands for both where they are together.
        reference: Who would be accountable under the ambition.
        present: How it stands in the operating model; nothing for a new service.
        is_looked_at: Whether the room said who is accountable.
        chosen: Who is meant to be accountable: as the room or the model says, or the reference.
        performs: Who is meant to perform, empty for who is accountable.
        because: Why.
        left_open: What happens if it stays open: in the room's words, or those that are known.
        owner: Who sees to it, empty where nobody does.
        by: The day by which it is done or decided; nothing where it holds from today.
    """

    process: Process
    scope: Scope
    reference: str
    present: CellStanding | None
    is_looked_at: bool
    chosen: str
    performs: str
    because: str
    left_open: str
    owner: str
    by: date | None

    @property
    def guidance(self) -> Guidance:
        """Return what helps to decide."""
        return guidance(self.process)

    @property
    def is_undecided(self) -> bool:
        """Return whether nobody is meant to be accountable."""
        return self.chosen == UNDECIDED

    @property
    def deviates(self) -> bool:
        """Return whether it is not what the ambition would have, where that says anything."""
        return self.chosen != self.reference != UNDECIDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What the room has said so far.

    Args:
        subject: What the session is about.
        answers: Everything that was said, by place.
        ambition: Where the service is meant to go; nothing while nobody said so.
        mode: How grown up it is.
        together: Whether application and interface are one in the matrix.
        people: Who is in the room, with the role of each, which may be empty.
        cells: Those that the matrix shows, in its order.
    """

    subject: Subject
    answers: Answers
    ambition: Ambition | None
    mode: Mode
    together: bool
    people: tuple[tuple[str, str], ...]
    hopes: tuple[Hope, ...]
    interfaces: tuple[str, ...]
    dangers: tuple[Danger, ...]
    cells: tuple[DesignedCell, ...]

    @property
    def title(self) -> str:
        """Return what the service is called, its name while nobody said so."""
        return self.answers.value("service", "title") or self.subject.name

    def scope_words(self, cell: DesignedCell) -> str:
        """Say what a cell is about."""
        return "both scopes" if self.together else cell.scope.value

    def cells_of(self, process: str) -> tuple[DesignedCell, ...]:
        """Return the cells of one process."""
        return tuple(each for each in self.cells if each.process.name == process)


def design_of(subject: Subject, answers: Answers) -> Design:
    """Return what the room has said so far.

    Args:
        subject: What the session is about.
        answers: What stands, over what the operating model said before.
    """
    word = answers.value("service", "ambition")
    ambition = next((each for each in Ambition if each.value == word), None)
    said = answers.value("service", "mode")
    service = subject.service
    together = ambition is Ambition.A
    if service is not None and ambition is service.ambition.on(subject.day):
        together = service.together
    return Design(
        subject=subject,
        answers=answers,
        ambition=ambition,
        mode=next((each for each in Mode if each.value == said), Mode.EXPERIMENT),
        together=together,
        people=tuple(
            (answers.value("person", "name", row), answers.value("person", "role", row))
            for row in answers.rows("person")
        ),
        hopes=tuple(_hopes(answers)),
        interfaces=tuple(
            answers.value("interface", "system", row) for row in answers.rows("interface")
        ),
        dangers=tuple(_dangers(answers)),
        cells=tuple(_cells(subject, answers, ambition, together=together)),
    )


def _hopes(answers: Answers) -> Iterator[Hope]:
    for row in answers.rows("benefit"):
        yield Hope(
            row=row,
            expected=answers.value("benefit", "expected", row),
            measure=answers.value("benefit", "measure", row),
            on=read_date(answers.value("benefit", "on", row)),
            owner=answers.value("benefit", "owner", row),
        )


def _dangers(answers: Answers) -> Iterator[Danger]:
    for row in answers.rows("danger"):
        yield Danger(
            row=row,
            title=answers.value("danger", "title", row),
            likelihood=answers.value("danger", "likelihood", row),
            consequence=answers.value("danger", "consequence", row),
            owner=answers.value("danger", "owner", row),
            treatment=answers.value("danger", "treatment", row),
        )


def _cells(
    subject: Subject, answers: Answers, ambition: Ambition | None, *, together: bool
) -> Iterator[DesignedCell]:
    standing = subject.standing
    now = {each.key: each for each in standing.cells} if standing else {}
    owner = answers.value("service", "open owner")
    by = read_date(answers.value("service", "open by"))
    for process in subject.model.processes.values():
        for scope in (Scope.APPLICATION,) if together else tuple(Scope):
            key = (process.name, scope)

            def said(part: str, key: tuple[str, Scope] = key) -> str:
                return answers.at(cell_place(key, part))

            reference = process.reference.get((ambition, scope)) if ambition else None
            chosen = said("accountable") or reference or UNDECIDED
            is_open = chosen == UNDECIDED
            yield DesignedCell(
                process=process,
                scope=scope,
                reference=reference or UNDECIDED,
                present=now.get(key),
                is_looked_at=answers.is_said(cell_place(key, "accountable")),
                chosen=chosen,
                performs=said("performs"),
                because=said("because"),
                left_open=said("left open") or guidance(process).left_open,
                owner=said("owner") or (owner if is_open else ""),
                by=read_date(said("by")) or (by if is_open else None),
            )
