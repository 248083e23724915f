"""The people in an agreement's evidence: whose names are kept, and forgetting them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from servanda.evidence.people.forgetting import (
    Rewritten,
    forget_people,
    names_in,
    people_files,
)
from servanda.evidence.people.holding import files_holding
from servanda.evidence.people.keyring import Keyring
from servanda.evidence.people.pseudonyms import is_pseudonym, pseudonym
from servanda.kernel.time import Instant
from servanda.pipeline.answer import Answer
from servanda.pipeline.check import check
from servanda.pipeline.inputs import tables_of
from servanda.pipeline.refusals import CannotWrite, MisusedCommand
from servanda.pipeline.workspace import Workspace

__all__ = [
    "Erased",
    "UnknownPerson",
    "UnreadableName",
    "erase",
    "keyring_of",
    "name_of",
    "names_of",
]


class UnknownPerson(MisusedCommand):
    """Nobody of that name or pseudonym is in the evidence."""

    def __init__(self, person: str) -> None:
        if not person.strip():
            super().__init__("say whom: a name as the evidence spells it, or a pseudonym")
            return
        what = "has the pseudonym" if is_pseudonym(person) else "is called"
        super().__init__(
            f"nobody in the evidence {what} '{person}', and no such name is kept; nothing was "
            "changed. Names are looked for whole, as the evidence spells them"
        )


class UnreadableName(MisusedCommand):
    """The name behind a pseudonym cannot be read, or never could."""

    def __init__(self, person: str, why: str) -> None:
        super().__init__(f"nobody can tell whose pseudonym '{person}' is: {why}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """Say what erasing a person did.

    Args:
        person: The pseudonym.
        before: Moment of an earlier erasure, empty if there was none.
        files: What became of the files of evidence in which the name stood.
        names: How many sealed names nobody can read any more.
        still: Files that hold the name still, relative to the workspace; they are not changed.
    """

    person: str
    before: str
    files: tuple[Rewritten, ...]
    names: int
    still: tuple[Path, ...]


def keyring_of(workspace: Workspace) -> Keyring:
    """Return what a party keeps to itself about the people of a workspace."""
    return Keyring(workspace.people, before=workspace.cache)


def name_of(workspace: Workspace, person: str) -> str:
    """Return the sealed name behind a pseudonym.

    Raises:
        UnreadableName: There is none, or it was erased.
        BadPeopleFile: A file about people is damaged.
    """
    keyring = keyring_of(workspace)
    name = keyring.name(person)
    if name:
        return name
    if not is_pseudonym(person):
        raise UnreadableName(person, "it is no pseudonym; these look like person-47f05745cf9d6a93")
    erased = keyring.erased_on().get(person, "")
    why = f"it was erased at {erased}" if erased else "its name is not sealed here"
    raise UnreadableName(person, why)


def names_of(workspace: Workspace) -> Mapping[str, str]:
    """Return the sealed names that can be read, by pseudonym; raises ``BadPeopleFile``."""
    return keyring_of(workspace).names()


def erase(
    workspace: Workspace, person: str, at: Instant, *, is_known: bool = False
) -> Answer[Erased]:
    """Take a person out of everything that can be changed without changing a figure.

    In the files of evidence the pseudonym takes the place of the name, and cells that no table
    reads are emptied where they hold it; the key of the sealed name is destroyed; the cache, which
    can be computed again, is thrown away. Nothing is entered in the journal.

    Args:
        workspace: Where everything lies.
        person: The name as the evidence spells it, or the pseudonym.
        at: The moment, noted beside the pseudonym.
        is_known: Whether the name was found outside evidence, so that nothing in it is no mistake.

    Returns:
        What was done, or what is wrong with the texts.

    Raises:
        UnknownPerson: Nobody is called so.
        BadPeopleFile: A file about people is damaged.
        CannotWrite: A file cannot be written.
    """
    if not person.strip():
        raise UnknownPerson(person)
    checked = check(workspace, measurable=False)
    if checked.value is None:
        return Answer(None, checked.diagnostics)
    keyring = keyring_of(workspace)
    key = keyring.key_or_new()
    who = pseudonym(person, key)
    before = keyring.erased_on().get(who, "")
    files = people_files(tables_of(checked.value).values(), workspace.evidence)
    names = set(names_in(files, key, {who}.__contains__))
    if sealed := keyring.name(who):
        names.add(sealed)
    if not names and not before and not is_known:
        raise UnknownPerson(person)
    if not is_pseudonym(person):
        names.add(person)
    try:
        # What is written now has to read as the same person for good.
        keyring.keep(key, {})
        rewritten = forget_people(files, key, {who}, names)
        destroyed = keyring.destroy({who}, noting=str(at))
        shutil.rmtree(workspace.cache, ignore_errors=True)
    except OSError as problem:
        raise CannotWrite(workspace.evidence, problem.strerror or str(problem)) from None
    still = tuple(files_holding(names, _files_of(workspace)))
    erased = Erased(person=who, before=before, files=rewritten, names=destroyed.names, still=still)
    return Answer(erased, checked.diagnostics)


def _files_of(workspace: Workspace) -> Iterator[Path]:
    """Yield every file of a workspace, each once."""
    folders = {
        workspace.texts[0].parent,
        workspace.evidence,
        workspace.record,
        workspace.output,
        workspace.people,
    }
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    yield from sorted({path.resolve(): path for path in found}.values())
