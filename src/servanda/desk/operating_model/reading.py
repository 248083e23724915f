"""An operating model as it lies in the book: its texts by digest, its agreements by identifier."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from servanda.agreement.model.agreement import History
from servanda.desk.refusals import Mistaken
from servanda.desk.working import history_of, value_of, workspace_of
from servanda.facts.accounted import TextChanged
from servanda.facts.attached import AttachedDocument
from servanda.facts.decision import Entry
from servanda.journal.chain import Journal
from servanda.operating_model.model.portfolio import AgreementLink
from servanda.pipeline.answer import Answer
from servanda.pipeline.journal_store import JournalStore
from servanda.pipeline.operating import ModelPlace, NoSuchLink, OpenedModel, open_texts
from servanda.pipeline.record import Record
from servanda.pipeline.refusals import ChangedMeanwhile
from servanda.record.journals import DatabaseStore
from servanda.record.models import Agreement, OperatingModel, Organisation
from servanda.record.opening import current_book

__all__ = [
    "NOTHING_SAID",
    "LinkedAgreements",
    "last_change",
    "open_in_book",
    "read_in_book",
    "record_of",
    "store_of_model",
    "texts_held",
    "texts_of",
]

_OPENED = 16


class LinkedAgreements:
    """Find the agreements that an organisation's operating model may name.

    A text names one by its identifier, or by the key that it has in the book. On files it is named
    by its folder, whose last part is taken for the identifier here, and so is the link's own name.
    """

    def __init__(self, organisation: Organisation) -> None:
        found = Agreement.objects.filter(representations__organisation=organisation)
        self.agreements: Sequence[Agreement] = list(found.order_by("pk"))

    def find(self, link: AgreementLink) -> Agreement:
        """Return the agreement that a link means; raises ``NoSuchLink``."""
        for name in (link.folder, Path(link.folder).name, link.name):
            meant = [each for each in self.agreements if name in {each.key, each.identifier}]
            if len(meant) == 1:
                return meant[0]
            if meant:
                keys = ", ".join(each.key for each in meant)
                raise NoSuchLink(f"is in the book more than once; name one by its key: {keys}")
        known = ", ".join(dict.fromkeys(each.identifier for each in self.agreements))
        raise NoSuchLink(
            "is none of your organisation's in this book, which are: " + (known or "none so far")
        )

    def history(self, link: AgreementLink) -> History:
        """Return the versions of the agreement that a link means; raises ``NoSuchLink``."""
        try:
            return history_of(workspace_of(self.find(link)))
        except Mistaken:
            raise NoSuchLink("has mistakes") from None


class _NothingSaid:
    """The journal of a text that nobody has taken into the book yet."""

    place = Path("journal")

    def content(self) -> bytes:
        """Return nothing."""
        return b""

    def append(self, before: Journal, entries: Sequence[Entry]) -> None:
        """Enter nothing: there is no operating model yet; raises ``ChangedMeanwhile``."""
        del before, entries
        raise ChangedMeanwhile(self.place)


NOTHING_SAID: JournalStore = _NothingSaid()
"""The journal of a text that nobody has taken into the book yet."""


def record_of(model: OperatingModel) -> Record:
    """Return where the texts of an operating model are kept."""
    return Record(current_book().operating_model(model.key))


def store_of_model(model: OperatingModel) -> DatabaseStore:
    """Return what keeps an operating model's journal, to be read."""
    return DatabaseStore(owner=model, host=current_book().host_key())


def texts_held(entries: Sequence[Entry]) -> tuple[AttachedDocument, ...]:
    """Return the texts that hold after some entries; none before the first was entered."""
    changes = [each.act for each in entries if isinstance(each.act, TextChanged)]
    return changes[-1].texts if changes else ()


def last_change(entries: Sequence[Entry]) -> str:
    """Return the digest of the entry by which the texts hold, empty before the first."""
    changes = [each.sha256 for each in entries if isinstance(each.act, TextChanged)]
    return changes[-1] if changes else ""


def texts_of(model: OperatingModel, named: Sequence[AttachedDocument]) -> dict[str, bytes]:
    """Return texts by their names.

    Raises:
        CannotRead: One is not there, or not what was named.
    """
    record = record_of(model)
    return {each.name: record.text(each) for each in named}


def open_in_book(
    texts: Mapping[str, bytes], store: JournalStore, linked: LinkedAgreements
) -> Answer[OpenedModel]:
    """Read texts as those of an operating model of the book.

    Args:
        texts: Bytes by name.
        store: Keeps what was said about it.
        linked: The agreements that it may name.

    Returns:
        The model, absent if there are errors; every mistake at once.
    """
    place = ModelPlace(store=store, finds=linked.history)
    paths = tuple(Path(name) for name in texts)
    return open_texts(paths, [(str(name), content) for name, content in texts.items()], place=place)


def read_in_book(model: OperatingModel) -> OpenedModel:
    """Return an operating model as it stands in the book, from memory where that has not changed.

    Raises:
        BrokenJournal: Its journal was changed by other means than by entering.
        Mistaken: An agreement that it names does not allow it any more.
    """
    return _read(model.pk, model.head_sha256, current_book().path, _digest_of_linked(model))


@lru_cache(maxsize=_OPENED)
def _read(model: int, head: str, _: Path, __: str) -> OpenedModel:
    del head
    found = OperatingModel.objects.select_related("organisation").get(pk=model)
    store, linked = store_of_model(found), LinkedAgreements(found.organisation)
    journal = ModelPlace(store=store, finds=linked.history).journal()
    return value_of(open_in_book(texts_of(found, texts_held(journal.entries)), store, linked))


def _digest_of_linked(model: OperatingModel) -> str:
    """Return what changes whenever a text of an agreement that the model names does."""
    told = hashlib.sha256()
    for each in model.coverages.select_related("agreement").order_by("pk"):
        told.update(f"{each.link} {each.agreement.key}\n".encode())
        for path in workspace_of(each.agreement).texts:
            told.update(path.read_bytes())
    return told.hexdigest()
