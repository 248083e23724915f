"""Agreements taken into the book."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping

from django.db import transaction

from servanda.decisions.rulebook import SIDES
from servanda.desk.callers import Caller, allow
from servanda.desk.rights import Role
from servanda.desk.working import value_of
from servanda.facts.standing import Standing
from servanda.kernel.diagnostic import near_match
from servanda.pipeline.check import check
from servanda.pipeline.files import write_all
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.workspace import find_workspace
from servanda.record.models import Agreement, Appointment, Representation
from servanda.record.opening import current_book
from servanda.record.projecting import apply

__all__ = ["NotASide", "NotATextName", "found_agreement", "must_be_text_names"]

_FIRST = "agreement.yaml"


class NotASide(MisusedCommand):
    """One's own organisation can be one of the two parties alone."""

    def __init__(self, party: str) -> None:
        near = near_match(party, SIDES)
        hint = f"; did you mean '{near}'?" if near else ""
        super().__init__(f"'{party}' is neither the client nor the provider{hint}")


class NotATextName(MisusedCommand):
    """A text of an agreement has a name that such texts do not have."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"'{name}' is no name of an agreement's text: the first is '{_FIRST}', amendments"
            " are 'amendment-1.yaml', 'amendment-2.yaml' and so on"
        )


def found_agreement(caller: Caller, texts: Mapping[str, str], party: str) -> Agreement:
    """Take an agreement into the book; who does so owns it for the own organisation.

    Args:
        caller: An administrator of the organisation.
        texts: The agreement's texts by their names: ``agreement.yaml``, ``amendment-1.yaml``.
        party: Which party the own organisation is: ``client`` or ``provider``.

    Raises:
        NotAllowed, NotInScope: As the table of rights says.
        NotASide, NotATextName: The party or a name is none.
        Mistaken: The texts are not sound; every mistake is named.
    """
    allow(caller, "agreement founded")
    if party not in SIDES:
        raise NotASide(party)
    must_be_text_names((_FIRST, *texts))
    if _FIRST not in texts:
        raise NotATextName(next(iter(texts), ""))
    now, person = caller.at.to_datetime(), caller.person
    agreement = Agreement(founded_by=person, founded_at=now)
    folder = current_book().agreement(agreement.key)
    try:
        write_all(folder, {name: text.encode() for name, text in texts.items()})
        (folder / "evidence").mkdir()
        history = value_of(check(find_workspace(folder)))
        agreement.identifier = history.versions[0].identifier
        agreement.title = history.latest.title
        with transaction.atomic():
            agreement.save()
            Representation.objects.create(
                agreement=agreement, organisation=person.organisation, party=party
            )
            Appointment.objects.create(
                agreement=agreement,
                person=person,
                role=Role.OWNER.value,
                begun_at=caller.at.to_datetime(),
                made_by=person,
            )
            apply(agreement, history, Standing())
            caller.keep(agreement)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return agreement


def must_be_text_names(names: Iterable[str]) -> None:
    """Raise ``NotATextName`` for the first that is no name of an agreement's text."""
    for name in names:
        if not _is_text_name(name):
            raise NotATextName(name)


def _is_text_name(name: str) -> bool:
    number = name.removeprefix("amendment-").removesuffix(".yaml")
    return name == _FIRST or (
        name == f"amendment-{number}.yaml" and number.isdecimal() and len(number) <= 3
    )
