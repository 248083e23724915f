"""An operating model taken into the book, by its texts or with what was said of it on files."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from django.db import transaction

from servanda.agreement.read.versions import read_agreement
from servanda.desk.callers import Caller, allow
from servanda.desk.operating_model.reading import NOTHING_SAID, LinkedAgreements, open_in_book
from servanda.desk.operating_model.working import append, keep_texts
from servanda.desk.rights import Role
from servanda.desk.working import value_of
from servanda.facts.accounted import TextChanged
from servanda.facts.decision import Entry
from servanda.journal.chain import Journal, Speaker, next_entry
from servanda.operating_model.changing import Value, with_values
from servanda.operating_model.read.model import read_model_texts
from servanda.pipeline.operating import FIRST_TEXT, find_model, is_model_text, journal_of
from servanda.pipeline.refusals import MisusedCommand, NoAgreement
from servanda.pipeline.workspace import find_workspace
from servanda.record.journals import DatabaseStore
from servanda.record.models import ModelAppointment, OperatingModel
from servanda.record.opening import current_book

__all__ = ["HasOne", "NotAModelText", "found_model", "must_be_model_texts", "take_model_over"]


class HasOne(MisusedCommand):
    """An organisation has an operating model already."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"your organisation has its operating model in the book already: '{title}'; change that"
        )


class NotAModelText(MisusedCommand):
    """A text of an operating model has a name that such texts do not have."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"'{name}' is no name of an operating model's text: the first is '{FIRST_TEXT}',"
            " further ones are 'operating-model-payments.yaml' and the like"
        )


def found_model(caller: Caller, texts: Mapping[str, str]) -> OperatingModel:
    """Take the operating model of one's own organisation into the book, and own it.

    Args:
        caller: An administrator of the organisation.
        texts: Its texts by their names, the first of them ``operating-model.yaml``.

    Raises:
        NotAllowed, NotInScope: As the table of rights says.
        HasOne: The organisation has one.
        NotAModelText: A name is none.
        Mistaken: The texts are not sound; every mistake is named.
    """
    return _found(caller, texts, ())


def take_model_over(caller: Caller, folder: Path) -> OperatingModel:
    """Take an operating model into the book that was kept on files, with what was said about it.

    The texts as they are now are entered behind what was said. An agreement that they name by its
    folder is named by its identifier from then on; files are left alone.

    Args:
        caller: An administrator of the organisation.
        folder: Where it lies.

    Raises:
        NotAllowed, NotInScope, HasOne, Mistaken: As for founding one.
        NoOperatingModel, CannotRead, BrokenJournal: It cannot be read.
    """
    paths = find_model(folder)
    texts = {path.name: path.read_text("utf-8") for path in paths}
    return _found(caller, _named_as_in_a_book(folder, texts), journal_of(paths).entries)


def _named_as_in_a_book(folder: Path, texts: Mapping[str, str]) -> dict[str, str]:
    """Return texts with the identifiers of agreements in the place of their folders."""
    reading = read_model_texts([(name, text.encode()) for name, text in texts.items()])
    identifiers: dict[str, Value] = {}
    for link in reading.model.agreements.values() if reading.model else ():
        with suppress(NoAgreement):
            history = read_agreement(find_workspace(folder / link.folder).texts).history
            if history is not None:
                identifiers[link.name] = history.versions[0].identifier
    first = find_model(folder)[0].name
    if not identifiers:
        return dict(texts)
    values = {"agreements": identifiers}
    named = with_values(reading.sources[first], reading.roots[first], values)
    return {**texts, first: named.text or texts[first]}


def must_be_model_texts(names: Sequence[str]) -> None:
    """Raise ``NotAModelText`` for the first that is no name of an operating model's text."""
    for name in names:
        if not is_model_text(name):
            raise NotAModelText(name)
    if FIRST_TEXT not in names:
        raise NotAModelText(next(iter(names), ""))


def _found(caller: Caller, texts: Mapping[str, str], said: Sequence[Entry]) -> OperatingModel:
    allow(caller, "operating model founded")
    must_be_model_texts([*texts])
    person = caller.person
    there = OperatingModel.objects.filter(organisation=person.organisation_id).first()
    if there is not None:
        raise HasOne(there.title)
    ordered = {name: texts[name] for name in (FIRST_TEXT, *sorted(set(texts) - {FIRST_TEXT}))}
    linked = LinkedAgreements(person.organisation)
    contents = {name: text.encode() for name, text in ordered.items()}
    read = value_of(open_in_book(contents, NOTHING_SAID, linked)).model
    now = caller.at.to_datetime()
    model = OperatingModel(
        organisation=person.organisation,
        identifier=read.identifier,
        title=read.title,
        founded_by=person,
        founded_at=now,
    )
    before = Journal(entries=tuple(said))
    try:
        named = keep_texts(model, ordered)
        at = max(said[-1].at, caller.at) if said else caller.at
        speaker = Speaker(party="", person=person.name, role=Role.OWNER.value)
        act = TextChanged(texts=named)
        entry = next_entry(before, model.identifier, at, speaker, act)
        with transaction.atomic():
            model.save()
            ModelAppointment.objects.create(
                model=model, person=person, role=Role.OWNER.value, begun_at=now, made_by=person
            )
            if said:
                host = current_book().host_key()
                DatabaseStore(owner=model, host=host, person=person).append(Journal(), said)
            # What is answered is the model, not the entry by which it begins.
            answered = replace(caller, keep=lambda _: caller.keep(model))
            append(answered, model, before, entry, text=read)
    except BaseException:
        shutil.rmtree(current_book().operating_model(model.key), ignore_errors=True)
        raise
    return model
