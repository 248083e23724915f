"""Saying something about an operating model: checked against its text first, then entered whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from servanda.decisions.accounted import Heard, hear_one
from servanda.decisions.standing import place_of
from servanda.facts.accounted import SteppedIn
from servanda.facts.decision import Act, Entry
from servanda.journal.chain import Journal, Speaker, next_entry
from servanda.kernel.time import Instant
from servanda.pipeline.answer import Answer
from servanda.pipeline.deciding import TooEarly, UnknownEntry
from servanda.pipeline.operating import OpenedModel, open_model

__all__ = ["ModelDesk", "open_model_desk", "stepping_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDesk:
    """Hold an operating model with what was said about it.

    Args:
        opened: The model as its text has it.
        heard: The same with what was said.
        journal: All that was said.
    """

    opened: OpenedModel
    heard: Heard
    journal: Journal

    def entry(self, number: int) -> Entry:
        """Return an entry by its number; raises ``UnknownEntry``."""
        entries = self.journal.entries
        if not 1 <= number <= len(entries):
            raise UnknownEntry(number, len(entries))
        return entries[number - 1]

    def say(self, at: Instant, act: Act, *, person: str, role: str) -> Answer[ModelDesk]:
        """Enter what somebody says, or nothing.

        Args:
            at: When it is said.
            act: What is said.
            person: Who says it.
            role: In which role of the text; its party is the one that speaks.

        Returns:
            The desk with the entry as the journal's last; everything that speaks against it, if
            anything does.

        Raises:
            TooEarly: Something was entered after the moment.
            ChangedMeanwhile: Somebody else has entered something since the journal was read.
            CannotWrite: The journal cannot be written.
        """
        if self.journal.entries and at < self.journal.entries[-1].at:
            raise TooEarly(self.journal.entries[-1])
        model, store = self.opened.model, self.opened.place.store
        known = model.roles.get(role)
        speaker = Speaker(party=known.party if known else "", person=person, role=role)
        entry = next_entry(self.journal, model.identifier, at, speaker, act)
        heard, objections = hear_one(self.heard, entry, place_of(entry, str(store.place)))
        if objections:
            return Answer(None, objections)
        store.append(self.journal, (entry,))
        journal = Journal(entries=(*self.journal.entries, entry))
        return Answer(replace(self, heard=heard, journal=journal))


def open_model_desk(path: Path) -> Answer[ModelDesk]:
    """Read an operating model and what was said about it.

    Args:
        path: Its folder, or the file of its text alone.

    Raises:
        NoOperatingModel: There is none.
        CannotRead: A file, or the journal, cannot be read.
    """
    opened = open_model(path)
    if opened.value is None:
        return Answer(None, opened.diagnostics)
    heard, _ = opened.value.heard()
    return Answer(ModelDesk(opened=opened.value, heard=heard, journal=opened.value.journal))


def stepping_in(
    desk: ModelDesk, service: str, process: str, *, on: date, asked: date | None, outcome: str
) -> SteppedIn:
    """Return the word that who is accountable has stepped in, for the task that it is about.

    Args:
        desk: The operating model.
        service: The service.
        process: The process.
        on: The day on which it was done.
        asked: The day on which it was asked for; the oldest task that is open if not said.
        outcome: What was done.
    """
    known = desk.heard.model.services.get(service)
    tasks = [
        task
        for task in (known.step_ins if known else ())
        if task.process == process and asked in {None, task.asked}
    ]
    # A task that was done is named where none is open, so that the answer says so.
    tasks.sort(key=lambda task: (task.done is not None, task.asked))
    if not tasks:
        return SteppedIn(
            service=service, process=process, asked=asked or on, on=on, outcome=outcome
        )
    return SteppedIn(
        service=service,
        process=process,
        scope=tasks[0].scope.value if tasks[0].scope else "",
        asked=tasks[0].asked,
        on=on,
        outcome=outcome,
    )
