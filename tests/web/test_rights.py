"""Every operation for every role of one's own, another and no organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from servanda.desk.callers import Caller
from servanda.desk.founding import found_agreement
from servanda.desk.rights import APPOINTABLE, RULES, Concern, Role
from servanda.journal.acts import ACTS
from servanda.record.folder import BookFolder
from servanda.record.models import Appointment, Organisation, Person
from servanda.web.api import api, operations
from servanda.web.routes import rule_of
from tests.desk.book import BEGIN, UNSIGNED, Parties
from tests.web.programs import Program
from tests.web.samples import BODIES

EVERY = {f"{method} {path}": (method, path, view) for method, path, view in operations(api)}
OPERATIONS = {
    name: found for name, found in EVERY.items() if rule_of(found[2]).concern is Concern.AGREEMENT
}
OTHERS = {name: found for name, found in EVERY.items() if name not in OPERATIONS}
_REFUSED = {401, 403, 404}


def _someone(name: str, organisation: Organisation) -> Person:
    return Person.objects.create(
        email=f"{name.replace(' ', '-')}@example.org",
        name=name,
        organisation=organisation,
        joined_at=BEGIN.to_datetime(),
    )


def _homes(parties: Parties) -> dict[str, Organisation]:
    """Return both parties' organisations, and one that has guests alone in the agreement."""
    guests = Organisation.objects.create(name="Guests", joined_at=BEGIN.to_datetime())
    return {
        "client": parties.client.organisation,
        "provider": parties.provider.organisation,
        "guest": guests,
    }


def _holding(role: Role, parties: Parties, home: Organisation, party: str = "") -> Person:
    person = _someone(f"{role.value} {party}".strip(), home)
    Appointment.objects.create(
        agreement=parties.agreement,
        person=person,
        role=role.value,
        begun_at=BEGIN.to_datetime(),
    )
    return person


def _path(path: str, agreement: str) -> str:
    """Fill a path's places; what is below an agreement need not be there to be refused."""
    return filled(path.replace("{agreement}", agreement))


def filled(path: str) -> str:
    """Fill what is left open in a path."""
    asks = {"{upload}": "?offset=0", "/invoice": "?name=invoice.csv"}
    asked = next((query for end, query in asks.items() if path.endswith(end)), "")
    return re.sub(r"\{[a-z]+\}", "1", path) + asked


def identifier(view: object) -> str:
    """Return how the description of the API calls an operation."""
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
    rule, body = rule_of(view), BODIES.get(identifier(view))
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
    for party, home in _homes(parties).items():
        for role in APPOINTABLE:
            response = Program(_holding(role, parties, home, party)).ask(method, own, body)
            if role in rule.roles and (party != "guest" or not rule.speaks):
                allowed = _REFUSED - ({404} if below else set())
                assert response.status_code not in allowed, (role, party)
            else:
                assert response.status_code == 403, (role, party)


def test_a_role_in_another_agreement_is_none_in_this_one(parties: Parties) -> None:
    """Every role of another agreement of the same organisation, on every operation."""
    other = found_agreement(
        Caller(person=parties.client, at=BEGIN), {"agreement.yaml": UNSIGNED}, "client"
    )
    elsewhere = replace(parties, agreement=other)
    programs = [
        Program(_holding(role, elsewhere, parties.client.organisation)) for role in APPOINTABLE
    ]
    for name, (method, path, view) in OPERATIONS.items():
        body = BODIES.get(identifier(view))
        for program in programs:
            own, unknown = (_path(path, key) for key in (parties.key, "q" * 20))
            there, nowhere = program.ask(method, own, body), program.ask(method, unknown, body)
            assert there.status_code == nowhere.status_code == 404, name
            assert there.content == nowhere.content, name


@pytest.mark.parametrize("name", OTHERS)
def test_what_concerns_an_organisation_is_for_those_who_administer_it(
    name: str, parties: Parties
) -> None:
    method, path, view = OTHERS[name]
    rule, body = rule_of(view), BODIES.get(identifier(view))
    sent = _path(path.replace("{person}", parties.provider.key), parties.key)
    assert Program(None).ask(method, sent, body).status_code == 401
    administers = Program(parties.client).ask(method, sent, body)
    assert administers.status_code not in _REFUSED - {404}
    for role in APPOINTABLE:
        holder = Program(_holding(role, parties, parties.client.organisation))
        status = holder.ask(method, sent, body).status_code
        assert status == 403 if rule.concern is Concern.ORGANISATION else status != 403, role


@pytest.mark.parametrize("name", OPERATIONS)
def test_who_left_or_was_relieved_of_a_role_finds_nothing(name: str, parties: Parties) -> None:
    method, path, view = OPERATIONS[name]
    person = _holding(Role.OWNER, parties, parties.client.organisation)
    program = Program(person)
    Appointment.objects.filter(person=person).update(ended_at=BEGIN.to_datetime())
    own, body = _path(path, parties.key), BODIES.get(identifier(view))
    assert program.ask(method, own, body).status_code == 404
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert program.ask(method, own, body).status_code == 401


def test_every_act_has_a_rule() -> None:
    assert set(ACTS) <= set(RULES)


def _routes(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for each in patterns:
        if isinstance(each, URLPattern):
            yield each
        elif str(each.pattern) not in {"api/v1/", "sign-in/"}:
            yield from _routes(each.url_patterns)


PAGES = [*_routes(get_resolver().url_patterns)]


def test_every_route_has_a_rule_and_every_rule_a_route() -> None:
    pages = [each.callback for each in PAGES]
    routes = [view for _, _, view in operations(api)]
    served = {rule_of(view).does for view in (*routes, *pages)}
    assert served | {"signing in"} == set(RULES)


def _browser(person: Person | None) -> Client:
    browser = Client(SERVER_NAME="127.0.0.1")
    if person is not None:
        browser.force_login(person)
    return browser


def _address(page: URLPattern, agreement: str) -> str:
    """Fill the places of a page's path; what is below an agreement need not be there."""
    path = re.sub(r"<\w+:agreement>", agreement, f"/{page.pattern}")
    return re.sub(r"<\w+:\w+>", "1", re.sub(r"\(\?P<\w+>(\w+)[^)]*\)|[\^$\\\\]", r"\1", path))


def test_every_page_is_for_those_whom_the_table_names(parties: Parties) -> None:
    """Each page for every role of both parties, of guests, of others and of nobody."""
    outside = Organisation.objects.create(name="X", joined_at=BEGIN.to_datetime())
    strangers = [
        _browser(_someone("elsewhere", outside)),
        _browser(_someone("without", parties.client.organisation)),
    ]
    holders = [
        (party, role, _browser(_holding(role, parties, home, party)))
        for party, home in _homes(parties).items()
        for role in APPOINTABLE
    ]
    for page in PAGES:
        rule, own = rule_of(page.callback), _address(page, parties.key)
        unknown = _browser(None).get(own)
        if rule.concern is Concern.HOST:
            assert unknown.status_code == 401, own
            continue
        location = unknown.headers.get("Location", "")
        is_open = rule.concern is Concern.ANYBODY
        assert location.startswith("/sign-in/login/?next=") is not is_open, own
        if rule.concern is not Concern.AGREEMENT:
            continue
        for method in ("GET", "POST"):
            for stranger in strangers:
                there, nowhere = (
                    stranger.generic(method, _address(page, key)) for key in (parties.key, "q" * 20)
                )
                assert there.status_code == nowhere.status_code == 404, own
                assert _without_chance(there.content) == _without_chance(nowhere.content), own
            for party, role, browser in holders:
                if role not in rule.roles or (party == "guest" and rule.speaks):
                    status = browser.generic(method, own).status_code
                    assert status == 403, (own, role, party)


def _without_chance(page: bytes) -> bytes:
    return re.sub(rb'value="[\w-]{64}"|nonce="[^"]*"', b"", page)


OPEN = {
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_callback",
    "openid_connect_login",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "socialaccount_signup",
}
"""The pages of signing in that nobody has to have signed in for; the framework brings them."""


def _signing_in(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, str]]:
    for each in patterns:
        path = before + re.sub(r"<[a-z]+:[a-z]+>", "1", str(each.pattern))
        if isinstance(each, URLResolver):
            yield from _signing_in(each.url_patterns, path)
        elif each.name:
            yield each.name, re.sub(r"\^|\(\?P<[a-z_0-9]+>[^)]*\)(\+\))?|\$", "", path)


def test_pages_of_signing_in_that_are_open_are_known(book: BookFolder) -> None:
    (resolver,) = (
        each
        for each in get_resolver().url_patterns
        if isinstance(each, URLResolver) and str(each.pattern) == "sign-in/"
    )
    found = set()
    for name, path in _signing_in(resolver.url_patterns, "/sign-in/"):
        answered = Client().get(path)
        sent_to = answered.headers.get("Location", "")
        if not (answered.status_code == 302 and sent_to.startswith("/sign-in/login/?next=")):
            found.add(name)
    assert found == OPEN
