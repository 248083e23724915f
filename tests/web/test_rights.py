"""Every operation for every role of one's own, another and no organisation."""

from __future__ import annotations

import re

import pytest
from django.urls import URLPattern, get_resolver

from servanda.desk.rights import APPOINTABLE, RULES, Concern, Role
from servanda.journal.acts import ACTS
from servanda.record.models import Appointment, Organisation, Person
from servanda.web.api import api, operations
from servanda.web.routes import rule_of
from tests.desk.book import BEGIN, Parties
from tests.web.programs import Program
from tests.web.samples import BODIES

OPERATIONS = {
    f"{method} {path}": (method, path, view)
    for method, path, view in operations(api)
    if rule_of(view).concern is Concern.AGREEMENT
}
_REFUSED = {401, 403, 404}


def _someone(name: str, organisation: Organisation) -> Person:
    return Person.objects.create(
        email=f"{name.replace(' ', '-')}@example.org",
        name=name,
        organisation=organisation,
        joined_at=BEGIN.to_datetime(),
    )


def _holding(role: Role, parties: Parties) -> Person:
    person = _someone(role.value, parties.client.organisation)
    Appointment.objects.create(
        agreement=parties.agreement,
        person=person,
        role=role.value,
        begun_at=BEGIN.to_datetime(),
    )
    return person


def _path(path: str, agreement: str) -> str:
    """Fill a path's places; what is below an agreement need not be there to be refused."""
    filled = path.replace("{agreement}", agreement)
    return re.sub(r"\{[a-z]+\}", "1", filled) + ("?offset=0" if path.endswith("{upload}") else "")


def _identifier(view: object) -> str:
    return next(
        operation.operation_id or ""
        for _, router in api._routers
        for paths in router.path_operations.values()
        for operation in paths.operations
        if operation.view_func is view
    )


@pytest.mark.parametrize("name", OPERATIONS)
def test_operation_is_for_those_whom_the_table_names(name: str, parties: Parties) -> None:
    method, path, view = OPERATIONS[name]
    rule, body = rule_of(view), BODIES.get(_identifier(view))
    own, unknown = _path(path, parties.key), _path(path, "q" * 20)
    assert Program(None).ask(method, own, body).status_code == 401

    elsewhere = _someone(
        "elsewhere", Organisation.objects.create(name="X", joined_at=BEGIN.to_datetime())
    )
    without = _someone("without", parties.client.organisation)
    for person in (elsewhere, without):
        program = Program(person)
        there, nowhere = program.ask(method, own, body), program.ask(method, unknown, body)
        assert there.status_code == nowhere.status_code == 404
        assert there.content == nowhere.content

    below = len(re.findall(r"\{", path)) > 1
    for role in APPOINTABLE:
        response = Program(_holding(role, parties)).ask(method, own, body)
        if role in rule.roles:
            assert response.status_code not in _REFUSED - ({404} if below else set()), role
        else:
            assert response.status_code == 403, role


@pytest.mark.parametrize("name", OPERATIONS)
def test_who_left_or_was_relieved_of_a_role_finds_nothing(name: str, parties: Parties) -> None:
    method, path, view = OPERATIONS[name]
    person = _holding(Role.OWNER, parties)
    program = Program(person)
    Appointment.objects.filter(person=person).update(ended_at=BEGIN.to_datetime())
    own, body = _path(path, parties.key), BODIES.get(_identifier(view))
    assert program.ask(method, own, body).status_code == 404
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert program.ask(method, own, body).status_code == 401


def test_every_act_has_a_rule() -> None:
    assert set(ACTS) <= set(RULES)


def test_every_route_has_a_rule_and_every_rule_a_route() -> None:
    pages = [
        pattern.callback
        for pattern in get_resolver().url_patterns
        if isinstance(pattern, URLPattern)
    ]
    routes = [view for _, _, view in operations(api)]
    served = {rule_of(view).does for view in (*routes, *pages)}
    assert served | {"signing in"} == set(RULES)
