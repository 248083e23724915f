"""The people in evidence: whose name is kept, forgetting them, and what is told about it all."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from django.db import transaction

from servanda.desk.aside import holds_aside, let_go_of_aside
from servanda.desk.callers import Caller, Seat, take_seat
from servanda.desk.incoming import forget_old_files
from servanda.desk.working import changing_evidence, value_of, workspace_of
from servanda.evidence.people.pseudonyms import is_pseudonym
from servanda.pipeline.people import Erased, erase, name_of
from servanda.pipeline.processing import Processing, processing_of
from servanda.pipeline.retention import Retention, look_at_retention
from servanda.pipeline.workspace import Workspace

__all__ = ["erase_person", "let_go", "name_person", "processing_record", "retention"]

T = TypeVar("T")
_SECURITY = logging.getLogger("servanda.security")


def name_person(caller: Caller, agreement: str, person: str) -> str:
    """Return the sealed name behind a pseudonym; that it was asked for is noted.

    Args:
        caller: Who asks.
        agreement: The agreement's key.
        person: The pseudonym.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        UnreadableName: There is none, or it was erased.
    """
    seat = take_seat(caller, agreement, "person named")
    name = name_of(workspace_of(seat.agreement), person)
    _SECURITY.info("a name was read: %s for %s", person, caller.person.key)
    return name


def erase_person(caller: Caller, agreement: str, person: str) -> tuple[Erased, Path]:
    """Take a person out of everything that can be changed without changing a figure.

    Files that somebody has set aside and that hold the name are let go.

    Args:
        caller: Who has it done.
        agreement: The agreement's key.
        person: The name as the evidence spells it, or the pseudonym.

    Returns:
        What was done, and the agreement's folder, which the named files lie in.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        UnknownPerson: Nobody is called so.
        Mistaken: The texts are not sound.
    """

    def change(seat: Seat, workspace: Workspace) -> tuple[Erased, Path]:
        agreement = seat.agreement
        is_known = not is_pseudonym(person) and holds_aside(agreement, person)
        erased = value_of(erase(workspace, person, caller.at, is_known=is_known))
        gone = let_go_of_aside(agreement, erased.still)
        still = tuple(each for each in erased.still if each not in gone)
        return replace(erased, still=still), workspace.texts[0].parent

    return _changing(caller, agreement, "person erased", change)


def retention(caller: Caller, agreement: str) -> Retention:
    """Return what is past the time for which it is kept; raises as the table of rights says."""
    seat = take_seat(caller, agreement, "retention looked at")
    return value_of(look_at_retention(workspace_of(seat.agreement), caller.at))


def let_go(caller: Caller, agreement: str) -> Retention:
    """Take people out of what is past the time for which it is kept.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        Mistaken: The texts or the evidence are not sound.
    """

    def change(_: Seat, workspace: Workspace) -> Retention:
        # What was set aside is kept for days, whatever the tables say of months.
        forget_old_files(caller.at)
        return value_of(look_at_retention(workspace, caller.at, let_go=True))

    return _changing(caller, agreement, "records let go", change)


def processing_record(caller: Caller, agreement: str) -> Processing:
    """Return the record of processing that a data protection officer asks for."""
    seat = take_seat(caller, agreement, "processing record looked at")
    return value_of(processing_of(workspace_of(seat.agreement), caller.at))


def _changing(
    caller: Caller, agreement: str, does: str, change: Callable[[Seat, Workspace], T]
) -> T:
    seat = take_seat(caller, agreement, does)
    with changing_evidence(seat.agreement):
        done = change(seat, workspace_of(seat.agreement))
    with transaction.atomic():
        caller.keep(done)
    return done
