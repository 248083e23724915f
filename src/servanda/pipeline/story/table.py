"""The table at which the example's two parties meet, and one step of their story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from servanda.agreement.model.agreement import History
from servanda.decisions.silence import let_time_pass
from servanda.decisions.standing import take
from servanda.example.exports import Export, as_of, write_exports
from servanda.example.story import FIRST_DAY
from servanda.facts.decision import Act
from servanda.journal.chain import Journal, Speaker
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.pipeline.answer import Answer, Progress
from servanda.pipeline.check import check
from servanda.pipeline.deciding import Desk, Said, desk_with
from servanda.pipeline.workspace import Workspace, find_workspace

__all__ = ["Step", "Table", "do", "euro", "heard", "in_order", "say"]

T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class Table:
    """Two parties at one table, with what lies on it.

    Args:
        workspace: Where everything lies.
        exports: Everything that the tools of the story will ever export.
        progress: Told what is being done.
        said: Digest of each entry made by ``says``, by the words that tell of it.
        read: The texts that lie there, and what they say.
        latest: The desk after what was said last; nothing where more was entered than said.
    """

    workspace: Workspace
    exports: tuple[Export, ...]
    progress: Progress
    said: dict[str, str] = field(default_factory=dict)
    read: tuple[tuple[bytes, ...], History] | None = None
    latest: Desk | None = None

    def desk(self, at: Instant) -> Desk:
        """Return the agreement with its record; what was read or heard before is not read again."""
        texts = tuple(path.read_bytes() for path in self.workspace.texts)
        if self.read is None or self.read[0] != texts:
            self.read, self.latest = (texts, heard(check(self.workspace, measurable=False))), None
        if self.latest is None:
            self.latest = desk_with(self.workspace, self.read[1], at)
        standing = let_time_pass(self.latest.book, self.latest.standing, at)
        self.latest = replace(self.latest, standing=standing, at=at)
        return self.latest

    def says(self, at: Instant, by: Speaker, what: str, act: Callable[[Desk], Act]) -> None:
        """Enter what somebody says, and keep its entry under the words that tell of it."""
        desk = self.desk(at)
        [entry] = heard(desk.say(by, [Said(act=act(desk))]))
        self.said[what] = entry.sha256
        standing, _ = take(desk.book, desk.standing, entry)
        journal = Journal(entries=(*desk.journal.entries, entry))
        self.latest = replace(desk, journal=journal, standing=standing)

    def lay_exports(self, day: date, *, late_entries: date = FIRST_DAY) -> None:
        """Lay the exports of a day on the table; without any, late entries are not known."""
        known = as_of(self.exports, day, late_entries=late_entries)
        folder = self.workspace.evidence
        written = set(write_exports(folder, known))
        for export in self.exports:
            if folder / export.name not in written:
                (folder / export.name).unlink(missing_ok=True)

    def look_again(self) -> None:
        """Find texts and record anew, after something was entered by other means than saying."""
        self.workspace = find_workspace(self.workspace.texts[0].parent)
        self.latest = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the story.

    Args:
        at: When, as ISO 8601 in UTC with a Z, so that steps sort by it.
        what: What happens, in a few words.
        take: Does it.
    """

    at: str
    what: str
    take: Callable[[Table, Instant], None]


def say(at: str, by: Speaker, what: str, act: Act | Callable[[Table, Desk], Act]) -> Step:
    """Return the step in which somebody says something.

    Args:
        at: When.
        by: Who.
        what: What it is, in a few words; later steps find its entry by them.
        act: What is said, or how it is made of what was said before.
    """

    def take(table: Table, moment: Instant) -> None:
        made = (lambda desk: act(table, desk)) if callable(act) else (lambda _: act)
        table.says(moment, by, what, made)

    return Step(at=at, what=what, take=take)


def do(at: str, what: str, take: Callable[[Table, Instant], None]) -> Step:
    """Return the step in which something is done that enters more than a word."""

    def take_and_look(table: Table, moment: Instant) -> None:
        take(table, moment)
        table.look_again()

    return Step(at=at, what=what, take=take_and_look)


def heard(answer: Answer[T]) -> T:
    """Return what an answer holds; the example's own story is never refused."""
    if answer.value is None:
        raise AssertionError("\n".join(map(str, answer.diagnostics)))
    return answer.value


def euro(amount: str) -> Quantity:
    """Return an amount in euros."""
    return Quantity.money(amount, "EUR")


def in_order(*steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the steps of several parts of the story by when they are taken."""
    return tuple(sorted((step for part in steps for step in part), key=lambda step: step.at))
