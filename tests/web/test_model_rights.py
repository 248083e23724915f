"""Every operation on operating models, for everybody that the table of rights names."""

from __future__ import annotations

import pytest

from servanda.desk.rights import ON_A_MODEL, Concern, Role
from servanda.record.folder import BookFolder
from servanda.record.models import ModelAppointment, Person
from servanda.web.api import api, operations
from servanda.web.routes import rule_of
from tests.desk.book import BEGIN, two_parties
from tests.desk.operating_model.made import WITH_SERVICES, ModelParties, somebody, with_model
from tests.web.programs import Program
from tests.web.samples import BODIES
from tests.web.test_rights import filled, identifier

OPERATIONS = {
    f"{method} {path}": (method, path, view)
    for method, path, view in operations(api)
    if rule_of(view).concern is Concern.OPERATING_MODEL
}
_REFUSED = {401, 403, 404}


@pytest.fixture
def modelled(book: BookFolder) -> ModelParties:
    """An operating model in the book."""
    del book
    return with_model(two_parties(WITH_SERVICES))


def holding(role: Role, modelled: ModelParties) -> Person:
    """Return somebody who is this on the operating model, and nothing else."""
    if role is Role.OTHER_PARTY:
        return modelled.parties.provider
    person = somebody(f"Is {role.value}", modelled.owner.organisation)
    if role is not Role.COLLEAGUE:
        ModelAppointment.objects.create(
            model=modelled.model,
            person=person,
            role=role.value,
            named="cio" if role is Role.ROLE_HOLDER else "",
            begun_at=BEGIN.to_datetime(),
        )
    return person


def test_operations_are_for_those_whom_the_table_names(modelled: ModelParties) -> None:
    stranger = somebody("Stranger", modelled.parties.provider.organisation)
    strangers = Program(stranger)
    programs = {role: Program(holding(role, modelled)) for role in ON_A_MODEL}
    for name, (method, path, view) in OPERATIONS.items():
        rule, body = rule_of(view), BODIES.get(identifier(view))
        own, unknown = (filled(path.replace("{model}", key)) for key in (modelled.key, "q" * 20))
        assert Program(None).ask(method, own, body).status_code == 401, name
        there, nowhere = (strangers.ask(method, each, body) for each in (own, unknown))
        assert there.status_code == nowhere.status_code == 404, name
        assert there.content == nowhere.content, name
        below = path.count("{") > 1
        for role, program in programs.items():
            status = program.ask(method, own, body).status_code
            if role in rule.roles:
                assert status not in _REFUSED - ({404} if below else set()), (name, role)
            else:
                assert status == 403, (name, role)


def test_who_was_relieved_of_a_role_has_it_no_more(modelled: ModelParties) -> None:
    program = Program(modelled.architect)
    path = f"/operating-models/{modelled.key}/drafts"
    assert program.ask("POST", path, BODIES["look_at_texts"]).status_code == 422
    ModelAppointment.objects.filter(person=modelled.architect).update(ended_at=BEGIN.to_datetime())
    assert program.ask("POST", path, BODIES["look_at_texts"]).status_code == 403
    Person.objects.filter(pk=modelled.architect.pk).update(is_active=False)
    assert program.ask("POST", path, BODIES["look_at_texts"]).status_code == 401
