"""Entering something into the journal of an operating model, with what follows from it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from servanda.decisions.accounted import Heard
from servanda.desk.callers import Caller
from servanda.desk.operating_model.reading import LinkedAgreements, read_in_book, record_of
from servanda.desk.operating_model.seats import ModelSeat
from servanda.facts.attached import AttachedDocument
from servanda.facts.decision import Act, Entry
from servanda.journal.chain import Journal, Speaker, next_entry
from servanda.kernel.time import Instant
from servanda.operating_model.model.portfolio import OperatingModel as PureModel
from servanda.pipeline.operating import OpenedModel
from servanda.pipeline.refusals import ChangedMeanwhile
from servanda.record.journals import DatabaseStore
from servanda.record.models import ModelCoverage, OperatingModel
from servanda.record.opening import current_book

__all__ = [
    "ModelEntered",
    "ModelWork",
    "SaidOnModel",
    "append",
    "enter_on_model",
    "keep_texts",
    "lay_out_model",
    "wanted_coverage",
]

_TRIES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelEntered:
    """Say what was entered.

    Args:
        model: The operating model.
        entry: The new entry.
    """

    model: OperatingModel
    entry: Entry

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return it among the entries that were made at once."""
        return (self.entry,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelWork:
    """Hold what something is entered with.

    Args:
        seat: Who does it.
        opened: The model as it stands now.
        at: The moment of the entry.
    """

    seat: ModelSeat
    opened: OpenedModel
    at: Instant

    @property
    def heard(self) -> Heard:
        """Return the model with all that was said about it."""
        return self.opened.heard()[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOnModel:
    """Hold what is said.

    Args:
        act: It.
        role: In which role: one of the text's, or what the table of rights calls it.
        text: What the text says from then on, where that is what is said.
    """

    act: Act
    role: str
    text: PureModel | None = None


Does = Callable[[ModelWork], SaidOnModel]
"""Makes what is said, or raises what speaks against it."""


def enter_on_model(seat: ModelSeat, does: Does) -> ModelEntered:
    """Do something that adds to the journal of an operating model, whoever else does meanwhile.

    What follows from the new entry is written in its transaction, and so is the answer.

    Args:
        seat: Who does it.
        does: Makes what is said; done again where somebody else was quicker.
    """
    for attempt in range(_TRIES):
        model = OperatingModel.objects.select_related("organisation").get(pk=seat.model.pk)
        opened = read_in_book(model)
        entries = opened.journal.entries
        at = max(entries[-1].at, seat.caller.at) if entries else seat.caller.at
        said = does(ModelWork(seat=seat, opened=opened, at=at))
        known = opened.model.roles.get(said.role)
        speaker = Speaker(
            party=known.party if known else "", person=seat.caller.person.name, role=said.role
        )
        entry = next_entry(opened.journal, model.identifier, at, speaker, said.act)
        try:
            return append(seat.caller, model, opened.journal, entry, text=said.text)
        except ChangedMeanwhile:
            if attempt == _TRIES - 1:
                raise
    raise AssertionError("the last try returns or raises")


def append(
    caller: Caller,
    model: OperatingModel,
    before: Journal,
    entry: Entry,
    *,
    text: PureModel | None = None,
) -> ModelEntered:
    """Add an entry, with what follows from it and the answer, or nothing.

    Args:
        caller: Who enters it.
        model: The operating model.
        before: Its journal as it was read.
        entry: The entry.
        text: What the text says from then on, where the entry changes it.

    Raises:
        ChangedMeanwhile: Somebody else has entered something since the journal was read.
    """
    entered = ModelEntered(model=model, entry=entry)

    def beside(_: Journal, __: Sequence[Entry]) -> None:
        if text is not None:
            lay_out_model(model, text)
        caller.keep(entered)

    store = DatabaseStore(
        owner=model,
        host=current_book().host_key(),
        person=caller.person,
        beside=beside,
    )
    store.append(before, (entry,))
    return entered


def keep_texts(model: OperatingModel, texts: Mapping[str, str]) -> tuple[AttachedDocument, ...]:
    """Keep texts by their content, and return how an entry names them.

    Raises:
        CannotWrite: One cannot be kept.
    """
    named, record = [], record_of(model)
    for name, text in texts.items():
        content = text.encode()
        document = AttachedDocument(name=name, sha256=hashlib.sha256(content).hexdigest())
        record.keep_text(document, content)
        named.append(document)
    return tuple(named)


def lay_out_model(model: OperatingModel, read: PureModel) -> None:
    """Bring what follows from the text of an operating model in step with it.

    Args:
        model: The operating model; the caller has begun a transaction.
        read: What its text says.
    """
    wanted = wanted_coverage(model, read)
    for row in model.coverages.all():
        if wanted.get(row.link) == (row.agreement_id, row.has_services):
            del wanted[row.link]
        else:
            row.delete()
    ModelCoverage.objects.bulk_create(
        ModelCoverage(model=model, link=link, agreement_id=agreement, has_services=covers)
        for link, (agreement, covers) in wanted.items()
    )
    if model.title != read.title:
        model.title = read.title
        model.save(update_fields=["title"])


def wanted_coverage(model: OperatingModel, read: PureModel) -> dict[str, tuple[int, bool]]:
    """Return the agreements that a text names: each by its row, and whether services have it."""
    linked = LinkedAgreements(model.organisation)
    covering = {service.agreement for service in read.services.values()}
    return {
        link.name: (linked.find(link).pk, link.name in covering)
        for link in read.agreements.values()
    }
