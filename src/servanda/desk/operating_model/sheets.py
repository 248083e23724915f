"""Sheets on their way out of an operating model and back: matrices, lists for the register."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from servanda.desk.callers import Caller
from servanda.desk.operating_model.reading import last_change
from servanda.desk.operating_model.seeing import ModelSeen, see_model
from servanda.desk.working import value_of
from servanda.operating_model.differences import Difference
from servanda.operating_model.model.portfolio import FoundIn
from servanda.pipeline.answer import Answer
from servanda.pipeline.model_filling import ChangedTexts, fill_opened
from servanda.pipeline.model_register import take_into
from servanda.pipeline.refusals import CannotRead, MisusedCommand

__all__ = ["NotASheet", "Prepared", "matrix_of", "prepare_list", "prepare_matrix"]

T = TypeVar("T")
_CHANGED = "text changed"


class NotASheet(MisusedCommand):
    """A file that was brought is no sheet."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"'{name}' cannot be read: {why}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Hold what a sheet would change, to be looked at before it is entered.

    Args:
        seen: The model as it stands.
        texts: All texts as they would be then.
        instead_of: Digest of the entry by which the texts hold that they would replace.
        differences: What would differ in the matrix.
        added: Titles of services that would come into the register.
        known: Titles of those that are known already.
        unread: Headings of columns that are not read.
    """

    seen: ModelSeen
    texts: Mapping[str, str]
    instead_of: str
    differences: tuple[Difference, ...] = ()
    added: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def matrix_of(caller: Caller, model: str, service: str = "") -> bytes:
    """Return the matrix as a workbook to be filled in.

    Args:
        caller: Who asks.
        model: The operating model's key.
        service: One service by its name; all of them if not said.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
    """
    # Workbooks take their time to load.
    from servanda.reports.workbook.matrix_book import (  # noqa: PLC0415 - as said above
        matrix_workbook,
    )

    seen = see_model(caller, model, "whole operating model looked at")
    chosen = [seen.standing(service)] if service else [*seen.examination.standings.values()]
    return matrix_workbook(seen.model, chosen, seen.day)


def prepare_matrix(caller: Caller, model: str, name: str, content: bytes) -> Prepared:
    """Say what a matrix that was filled in would change; nothing is entered.

    Args:
        caller: Who may change the text.
        model: The operating model's key.
        name: The file's name.
        content: Its bytes.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NotASheet: It is none.
        Mistaken: It does not fit; every mistake is named with its cell.
    """
    seen = see_model(caller, model, _CHANGED)
    changed = _taken(name, content, lambda path: fill_opened(seen.opened, path, seen.day))
    return Prepared(
        seen=seen,
        texts=_after(seen, changed),
        instead_of=last_change(seen.journal.entries),
        differences=changed.differences,
    )


def prepare_list(
    caller: Caller, model: str, name: str, content: bytes, found_in: FoundIn
) -> Prepared:
    """Say what a list of services would bring to the register; as ``prepare_matrix``.

    Args:
        caller: Who may change the text.
        model: The operating model's key.
        name: The file's name.
        content: Its bytes.
        found_in: What sort of list it is.
    """
    seen = see_model(caller, model, _CHANGED)
    taken = _taken(name, content, lambda path: take_into(seen.opened, path, found_in, seen.day))
    return Prepared(
        seen=seen,
        texts=_after(seen, taken.changed),
        instead_of=last_change(seen.journal.entries),
        added=taken.added,
        known=taken.known,
        unread=taken.unread,
    )


def _taken(name: str, content: bytes, takes: Callable[[Path], Answer[T]]) -> T:
    """Read a file that was brought, by a name that is nobody's but its ending."""
    ending = Path(name).suffix.lower()
    with tempfile.TemporaryDirectory(prefix="servanda-") as scratch:
        path = Path(scratch) / f"sheet{ending if ending in {'.xlsx', '.csv'} else '.xlsx'}"
        path.write_bytes(content)
        try:
            return value_of(takes(path))
        except CannotRead as problem:
            raise NotASheet(Path(name).name, problem.why) from None


def _after(seen: ModelSeen, changed: ChangedTexts) -> dict[str, str]:
    sources = seen.opened.reading.sources
    texts = {name: sources[name].text for name in map(str, seen.opened.paths)}
    return texts | {str(path): text for path, (_, text) in changed.texts.items()}
