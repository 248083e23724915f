"""Many things said at once, by a sheet: looked at row by row, then entered all together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from servanda.desk.bringing import brought
from servanda.desk.callers import Caller, take_seat
from servanda.desk.inspecting import must_be_what_it_says
from servanda.desk.life import desk_of
from servanda.desk.refusals import Mistaken
from servanda.desk.seeing import Seen, see
from servanda.desk.working import Draft, Entered, Work, enter, value_of
from servanda.facts.decision import AttachedDocument
from servanda.journal.chain import Speaker
from servanda.kernel.diagnostic import Diagnostic
from servanda.pipeline.deciding import Desk, Said, open_desk
from servanda.pipeline.refusals import CannotRead, MisusedCommand
from servanda.pipeline.sheets import (
    ANSWER_COLUMNS,
    CLAIM_COLUMNS,
    Sheet,
    read_answers,
    read_claims,
)

__all__ = ["SHEETS", "NotASheet", "SheetLooked", "SheetSort", "enter_sheet", "look_at_sheet"]


class SheetSort(Enum):
    """What the rows of a sheet say, by the name of their act."""

    CLAIMS = "relief claimed"
    ANSWERS = "relief answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRule:
    """Say how a sheet is read: its columns with their meanings, and what reads it."""

    columns: Mapping[str, str]
    reads: Callable[[Path, Desk], Sheet]


SHEETS: Mapping[SheetSort, SheetRule] = {
    SheetSort.CLAIMS: SheetRule(columns=CLAIM_COLUMNS, reads=read_claims),
    SheetSort.ANSWERS: SheetRule(columns=ANSWER_COLUMNS, reads=read_answers),
}
"""The sheets by what they say."""


class NotASheet(MisusedCommand):
    """What was sent is no sheet."""

    def __init__(self) -> None:
        super().__init__("choose the sheet as a CSV file or an XLSX workbook")


class SignsEach(MisusedCommand):
    """A party signs what it says, and a sheet says several things."""

    def __init__(self) -> None:
        super().__init__(
            "your party signs each entry with its key, one after the other; say them one by one"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLooked:
    """Hold what a sheet would say.

    Args:
        seen: The agreement, and who looks.
        said: What its rows say, each with its place.
        wrong: Everything that speaks against any of them, at its row.
    """

    seen: Seen
    said: tuple[Said, ...]
    wrong: tuple[Diagnostic, ...]


def look_at_sheet(
    caller: Caller, agreement: str, sort: SheetSort, document: AttachedDocument
) -> SheetLooked:
    """Say what a sheet would say, and everything that speaks against it; nothing is entered.

    Args:
        caller: Who would say it.
        agreement: The agreement's key.
        sort: What its rows say.
        document: The sheet, which was brought as a document.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NotBrought: The own party has not brought it.
        NotASheet, NotWhatItSays: It is none.
        SignsEach: The party signs with a key.
    """
    seen = see(caller, agreement, sort.value)
    seat = seen.seat
    if seen.book.at(seen.at).parties[seat.party].keys:
        raise SignsEach
    desk = desk_of(seen)
    sheet = _read(sort, _path(brought(seat, (document,))[0]), desk)
    speaker = Speaker(party=seat.party, person=caller.person.name, role=seat.role.value)
    weighed = desk.weigh(speaker, sheet.said, wrong=sheet.wrong)
    return SheetLooked(seen=seen, said=sheet.said, wrong=weighed.diagnostics)


def enter_sheet(
    caller: Caller, agreement: str, sort: SheetSort, document: AttachedDocument
) -> Entered:
    """Enter what a sheet says, all of it or nothing; arguments as for ``look_at_sheet``.

    Raises:
        Mistaken: Something speaks against one of its rows.
    """
    looked = look_at_sheet(caller, agreement, sort, document)
    if looked.wrong:
        raise Mistaken(looked.wrong)
    seat = take_seat(caller, agreement, sort.value)
    path = _path(brought(seat, (document,))[0])

    def does(work: Work) -> None:
        desk = value_of(open_desk(work.workspace, work.at))
        sheet = _read(sort, path, desk)
        value_of(desk.say(work.speaker, sheet.said, wrong=sheet.wrong))

    entered = enter(seat, does)
    assert not isinstance(entered, Draft), "nothing is signed without a key"
    return entered


def _path(path: Path) -> Path:
    if path.suffix.lower() not in {".csv", ".xlsx"}:
        raise NotASheet
    must_be_what_it_says(path)
    return path


def _read(sort: SheetSort, path: Path, desk: Desk) -> Sheet:
    try:
        return SHEETS[sort].reads(path, desk)
    except CannotRead:
        raise NotASheet from None
