"""An operating model as it lies in a folder, held against the agreements that it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from servanda.agreement.model.agreement import History
from servanda.agreement.read.versions import read_agreement
from servanda.agreement.text.compose import BYTES_MAX
from servanda.decisions.accounted import Heard, hear
from servanda.decisions.objections.accounted import day_of
from servanda.journal.acts import ACTS_ON_MODELS
from servanda.journal.chain import Journal, read_journal
from servanda.kernel.diagnostic import Diagnostic
from servanda.operating_model.diagnostics import LINK_BROKEN
from servanda.operating_model.linked import check_links
from servanda.operating_model.model.portfolio import AgreementLink, OperatingModel
from servanda.operating_model.read.model import ModelReading, read_model_texts
from servanda.operating_model.rules.everything import Examination, examine
from servanda.pipeline.answer import Answer, has_errors
from servanda.pipeline.journal_store import FileStore, JournalStore
from servanda.pipeline.refusals import BrokenJournal, CannotRead, NoAgreement, NoOperatingModel
from servanda.pipeline.workspace import find_workspace

__all__ = [
    "FIRST_TEXT",
    "RECORD",
    "ModelPlace",
    "NoSuchLink",
    "OpenedModel",
    "examine_folder",
    "find_model",
    "is_model_text",
    "journal_of",
    "open_model",
    "open_texts",
    "store_of",
]

RECORD = "operating-record"
"""Folder beside the text, in which the journal of what was said about it lies."""

FIRST_TEXT = "operating-model.yaml"
"""Name of the text of an operating model; further files have others."""

_PART = re.compile(r"operating-model-.+\.ya?ml", re.IGNORECASE)


class NoSuchLink(LookupError):
    """An agreement that an operating model names cannot be used; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPlace:
    """Say where an operating model lies.

    Args:
        store: Keeps what was said about it.
        finds: Returns an agreement that it names, or raises ``NoSuchLink``.
    """

    store: JournalStore
    finds: Callable[[AgreementLink], History]

    def journal(self) -> Journal:
        """Return what was said about it, its chain checked.

        Raises:
            BrokenJournal: It was changed by other means than by entering.
            CannotRead: It cannot be read.
        """
        journal = read_journal(self.store.content(), ACTS_ON_MODELS)
        if journal.broken:
            raise BrokenJournal(self.store.place, journal.broken)
        return journal


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedModel:
    """Hold an operating model that may be used.

    Args:
        paths: Its text, then the further files.
        reading: What reading them gave.
        model: What they say, without what was said about it since.
        histories: The agreements that it names, by the link's name.
        journal: What was said about it.
        place: Where it lies.
    """

    paths: tuple[Path, ...]
    reading: ModelReading
    model: OperatingModel
    histories: Mapping[str, History]
    journal: Journal
    place: ModelPlace

    def heard(self, day: date | None = None) -> tuple[Heard, tuple[Diagnostic, ...]]:
        """Return the model with what was said until a day, and which entries do not count.

        Args:
            day: The last day whose words are heard; all of them are where none is named.
        """
        entries = [each for each in self.journal.entries if day is None or day_of(each) <= day]
        return hear(self.model, entries, file=str(self.place.store.place))

    def examine(self, day: date) -> Examination:
        """Hold the model, as it stood on a day, against the rules."""
        return examine(self.heard(day)[0].model, self.histories, day)


def find_model(path: Path) -> tuple[Path, ...]:
    """Return the files of an operating model: its text, then the further files by name.

    Args:
        path: Its folder, or the file of its text alone.

    Raises:
        NoOperatingModel: Nothing there is one.
    """
    if path.is_file():
        return (path,)
    base = path / FIRST_TEXT
    if not base.is_file():
        raise NoOperatingModel(path)
    return (base, *sorted(each for each in path.iterdir() if _PART.fullmatch(each.name)))


def store_of(paths: tuple[Path, ...]) -> FileStore:
    """Return where the journal of an operating model lies."""
    return FileStore(paths[0].parent / RECORD)


def journal_of(paths: tuple[Path, ...]) -> Journal:
    """Return what was said about an operating model, its chain checked.

    Raises:
        BrokenJournal: It was changed by other means than by entering.
        CannotRead: It cannot be read.
    """
    return _in_folder(paths).journal()


def is_model_text(name: str) -> bool:
    """Return whether a file of a name belongs to an operating model."""
    return name == FIRST_TEXT or _PART.fullmatch(name) is not None


def open_model(path: Path) -> Answer[OpenedModel]:
    """Read an operating model and the agreements that it names.

    Args:
        path: Its folder, or the file of its text alone.

    Returns:
        The model, absent if there are errors; every mistake at once.

    Raises:
        NoOperatingModel: There is none.
        CannotRead: A file, or the journal beside it, cannot be read.
    """
    paths = find_model(path)
    return open_texts(paths, [(str(each), _content(each)) for each in paths])


def open_texts(
    paths: tuple[Path, ...],
    texts: list[tuple[str, bytes]],
    known: Mapping[str, History] | None = None,
    *,
    place: ModelPlace | None = None,
) -> Answer[OpenedModel]:
    """Read an operating model whose texts are at hand; as ``open_model``.

    Args:
        paths: Where the texts belong.
        texts: Name and bytes of each.
        known: Agreements that were read already, where the text still names the same ones.
        place: Where it lies; the folder of its texts if not said.
    """
    lies = place or _in_folder(paths)
    reading = read_model_texts(texts)
    if reading.model is None:
        return Answer(None, reading.diagnostics)
    histories, broken = _linked(reading.model, lies, known or {})
    found = (*reading.diagnostics, *broken, *check_links(reading.model, histories))
    ordered = tuple(sorted(found, key=lambda each: each.sort_key))
    if has_errors(ordered):
        return Answer(None, ordered)
    opened = OpenedModel(
        paths=paths,
        reading=reading,
        model=reading.model,
        histories=histories,
        journal=lies.journal(),
        place=lies,
    )
    return Answer(opened, ordered)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte more than is allowed is enough to refuse it.
            return file.read(BYTES_MAX + 1)
    except OSError as problem:
        raise CannotRead(path, problem.strerror or str(problem)) from None


def _linked(
    model: OperatingModel, place: ModelPlace, known: Mapping[str, History]
) -> tuple[dict[str, History], list[Diagnostic]]:
    histories = dict(known)
    broken: list[Diagnostic] = []
    for link in model.agreements.values():
        if link.name in known:
            continue
        try:
            histories[link.name] = place.finds(link)
        except NoSuchLink as problem:
            broken.append(LINK_BROKEN.at(link.span, folder=link.folder, why=str(problem)))
    return histories, broken


def _in_folder(paths: tuple[Path, ...]) -> ModelPlace:
    """Return the place of a model on files: agreements are named by their folders."""

    def finds(link: AgreementLink) -> History:
        try:
            reading = read_agreement(find_workspace(paths[0].parent / link.folder).texts)
        except NoAgreement:
            raise NoSuchLink("is not there") from None
        if reading.history is None:
            count = len(reading.diagnostics)
            raise NoSuchLink("has a mistake" if count == 1 else f"has {count} mistakes")
        return reading.history

    return ModelPlace(store=store_of(paths), finds=finds)


def examine_folder(path: Path, day: date) -> Answer[Examination]:
    """Read an operating model and hold it against the rules.

    Args:
        path: Its folder, or the file of its text alone.
        day: The day; what happened on it counts.

    Returns:
        How everything stands; absent if there are errors in the text. Entries of the journal
        that do not count are told beside it.
    """
    opened = open_model(path)
    if opened.value is None:
        return Answer(None, opened.diagnostics)
    _, uncounted = opened.value.heard(day)
    return Answer(opened.value.examine(day), (*opened.diagnostics, *uncounted))
