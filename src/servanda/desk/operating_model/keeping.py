"""Looking after operating models: examined, and their tables made again from their journals."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from servanda.desk.operating_model.reading import read_in_book, record_of
from servanda.desk.operating_model.working import lay_out_model, wanted_coverage
from servanda.desk.refusals import Mistaken
from servanda.facts.accounted import TextChanged
from servanda.facts.decision import Entry
from servanda.pipeline.refusals import CannotRead
from servanda.record.examining import journal_faults
from servanda.record.models import OperatingModel
from servanda.record.opening import current_book

__all__ = ["faults_of_models", "rebuild_models"]


def faults_of_models() -> Iterator[str]:
    """Yield, in plain words, what is wrong with operating models, their texts or tables."""
    host = current_book().host_key().public
    for model in OperatingModel.objects.order_by("title", "pk"):
        faults = tuple(journal_faults(model, host)) or tuple(_faults(model))
        yield from (f"{model.title}: {each}" for each in faults)


def rebuild_models() -> None:
    """Make the tables of every operating model again from its journal alone.

    Raises:
        BrokenJournal: A journal was changed by other means than by entering.
    """
    for found in OperatingModel.objects.order_by("pk"):
        with transaction.atomic():
            model = OperatingModel.objects.select_for_update().get(pk=found.pk)
            lay_out_model(model, read_in_book(model).model)


def _faults(model: OperatingModel) -> Iterator[str]:
    try:
        opened = read_in_book(model)
        missing = tuple(_missing(model, opened.journal.entries))
    except CannotRead as problem:
        yield str(problem)
        return
    except Mistaken as problem:
        yield f"its text is not sound: {problem}"
        return
    yield from missing
    stands = {row.link: (row.agreement_id, row.has_services) for row in model.coverages.all()}
    if stands != wanted_coverage(model, opened.model) or model.title != opened.model.title:
        yield "the table 'model_coverage' is not what follows from its text; rebuild it"


def _missing(model: OperatingModel, entries: tuple[Entry, ...]) -> Iterator[str]:
    record = record_of(model)
    for entry in entries:
        for text in entry.act.texts if isinstance(entry.act, TextChanged) else ():
            try:
                record.text(text)
            except CannotRead as problem:
                yield str(problem)
