"""How many queries each page asks of the database, however much lies in the book."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from copy import copy
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.test import Client
from django.urls import resolve

from servanda.record.folder import BookFolder
from servanda.record.models import (
    AccessToken,
    Agreement,
    Appointment,
    DesignSession,
    Invitation,
    Job,
    ModelAppointment,
    OperatingModel,
    Organisation,
    Person,
    SavedFilter,
    SessionAnswer,
    Upload,
    Workshop,
    WorkshopAnswer,
)
from servanda.record.models.key import new_key
from servanda.web.pages.saying import SAYING
from tests.web.browsed import live
from tests.web.counting import counted, crowd
from tests.web.life import months_ago
from tests.web.programs import Program
from tests.web.visiting import visited

_TIMES = 9
"""How many more there are of each thing: 30 where there were 3."""
_LATER = "2190-12-31"
_BEGUN = datetime(2026, 1, 1, tzinfo=UTC)

QUERIES: dict[str, int] = {
    **dict.fromkeys((f"say-{slug}" for slug in SAYING), 5),
    "account": 6,
    "account_change_password": 2,
    "account_logout": 2,
    "add_key": 5,
    "agreement": 7,
    "answers_sheet": 5,
    "background": 8,
    "by_outcome": 5,
    "calendar": 6,
    "card": 5,
    "case": 6,
    "claims_sheet": 5,
    "columns": 8,
    "compared": 11,
    "corrections": 5,
    "decisions": 6,
    "document": 8,
    "draft": 6,
    "draft_compared": 6,
    "draft_values": 6,
    "draft_words": 5,
    "evidence": 14,
    "export_front": 8,
    "figure": 5,
    "found": 3,
    "found_model": 3,
    "front": 9,
    "glossary": 3,
    "goodwill": 6,
    "holding": 7,
    "incident": 6,
    "incidents": 6,
    "invitation": 5,
    "invoice": 5,
    "issues": 5,
    "join": 3,
    "journal": 6,
    "keys": 5,
    "mfa_index": 4,
    "mfa_list_webauthn": 3,
    "model": 6,
    "model-benefit_seen": 6,
    "model-cell": 6,
    "model-changes": 7,
    "model-control_shown": 6,
    "model-enter": 6,
    "model-fill": 5,
    "model-gate_agreed": 6,
    "model-journal": 7,
    "model-paper": 6,
    "model-people": 12,
    "model-register": 7,
    "model-rewrite": 8,
    "model-risk_accepted": 6,
    "model-risks": 7,
    "model-service": 6,
    "model-service-paper": 6,
    "model-sheet": 6,
    "model-step_done": 6,
    "model-stepped_in": 6,
    "model-take_list": 5,
    "model-teams": 7,
    "model-text": 6,
    "model-word_taken_back": 6,
    "open_period": 7,
    "organisation": 8,
    "outcomes": 6,
    "pains": 5,
    "partnership": 6,
    "people": 16,
    "principles": 5,
    "profile": 7,
    "renewal": 5,
    "review": 5,
    "review_news": 7,
    "review_pack": 6,
    "rights": 3,
    "services": 5,
    "session": 8,
    "session-latest": 8,
    "session-pack": 8,
    "session-station": 9,
    "sessions": 10,
    "statement": 5,
    "statements": 6,
    "studies": 5,
    "system": 7,
    "text": 5,
    "work": 6,
    "workshop": 7,
    "workshop-latest": 9,
}
"""By the name of its address; a page that is not here is refused by the test."""

_NOT_THERE = {"model-letter", "public_card"}
"""Pages of what this book does not have."""


def test_each_page_has_its_number_of_queries_and_more_data_ask_no_more(book: BookFolder) -> None:
    told = live()
    client = Person.objects.get(email="c.jones@example.com")
    provider = Person.objects.get(email="j.smith@example.com")
    programs = Program(client), Program(provider)
    known = _prepared(*programs, told)
    few, missing = _asked(client, known)
    crowd(client, provider)
    _say_more(*programs, told)
    _have_more(told)
    many, _ = _asked(client, known)
    assert (_odd(few), missing, _odd(many)) == ({}, _NOT_THERE, {})


def _prepared(client: Program, provider: Program, told: Mapping[str, str]) -> dict[str, str]:
    """Let there be what some pages are about, and return what addresses are made of."""
    base = f"/agreements/{told['agreement']}/said"
    starts, ends = f"{_LATER}T09:00:00Z", f"{_LATER}T10:00:00Z"
    review = {"review": "monthly", "period": told["period"], "starts": starts, "ends": ends}
    assert client.ask("POST", f"{base}/review-planned", review).status_code == 201
    incident = {"incident": "1", "restored": f"{told['period']}-20T09:00:00Z", "what": "It stood."}
    answer = provider.ask("POST", f"{base}/incident-review-opened", incident)
    number = json.loads(answer.content)["entries"][-1]["number"]
    owner = Person.objects.get(email="c.jones@example.com")
    model = OperatingModel.objects.get(key=told["model"])
    ModelAppointment.objects.create(
        model=model, person=owner, role="role holder", named="cio", begun_at=_BEGUN
    )
    paper = hashlib.sha256(b"Savings of last month: 100.00 EUR\n").hexdigest()
    return {**told, "number": str(number), "document": paper, "form": "xlsx"}


def _odd(found: Mapping[str, int]) -> dict[str, tuple[int | None, int | None]]:
    """Return what is other than it should be, beside what it should be."""
    both = {name: (found.get(name), QUERIES.get(name)) for name in {*found, *QUERIES}}
    return {name: counts for name, counts in both.items() if counts[0] != counts[1]}


def _asked(person: Person, told: Mapping[str, str]) -> tuple[dict[str, int], set[str]]:
    """Return how many queries each page asks, and which pages are not there."""
    browser = Client()
    browser.force_login(person)
    found, missing = dict[str, int](), set[str]()
    card = f"/agreements/{told['agreement']}/partnership/services/desk.html"
    for address in [*visited(told), "/?page=1", card]:
        name = str(resolve(address.partition("?")[0]).view_name)
        # What is not known the first time it is looked at is known from then on.
        for _ in range(2):
            with counted() as queries:
                status = browser.get(address).status_code
            if status in {403, 404}:
                missing.add(name)
            if status not in {200, 422}:
                break
            found[name] = len(queries)
            if found[name] == QUERIES.get(name):
                break
    return found, missing - set(found)


def _say_more(client: Program, provider: Program, told: Mapping[str, str]) -> None:
    """Say some things again: a query for each thing that was said shows with one more already."""
    base, month = f"/agreements/{told['agreement']}/said", f"{months_ago(2):%Y-%m}"
    action = {"what": "Tidy up.", "owner": "provider", "role": "manager", "due": _LATER}
    favour = {"favour": "weekend", "what": "Help.", "worth": "5.00 EUR", "on": f"{month}-20"}
    pain = {"group": "staff", "what": "It is slow.", "role": "manager", "owner": "provider"}
    for program, act, content in (
        (client, "action-agreed", action),
        (client, "quotation-asked", {"what": "A report."}),
        (client, "work-requested", {"what": "A desk.", "due": _LATER}),
        (client, "pain-point-named", pain),
        (provider, "goodwill-given", favour),
    ):
        for _ in range(2):
            answer = program.ask("POST", f"{base}/{act}", content)
            assert answer.status_code < 300, (act, answer.content)


def _have_more(told: Mapping[str, str]) -> None:
    """Let there be ten times as much of what lies in tables of its own."""
    agreement = Agreement.objects.get(key=told["agreement"])
    session = DesignSession.objects.get(key=told["session"])
    client = Person.objects.get(email="c.jones@example.com")
    people = _copied(Person.objects.filter(organisation__in=Organisation.objects.all()))
    _copied(AccessToken.objects.all())
    _copied(Invitation.objects.all(), taken_by=None, taken_at=None)
    _copied(
        Invitation.objects.filter(taken_by=None), agreement=None, organisation=client.organisation
    )
    _copied(Job.objects.all())
    _copied(Upload.objects.all(), ended_at=None)
    Appointment.objects.bulk_create(
        Appointment(agreement=agreement, person=each, role="viewer", begun_at=_BEGUN)
        for each in people
    )
    ModelAppointment.objects.bulk_create(
        ModelAppointment(model=session.model, person=each, role="viewer", begun_at=_BEGUN)
        for each in people
    )
    DesignSession.objects.bulk_create(
        DesignSession(
            model=session.model, service=f"s{each}", title="S", begun_by=client, begun_at=_BEGUN
        )
        for each in range(_TIMES)
    )
    SessionAnswer.objects.bulk_create(
        SessionAnswer(
            session=session,
            number=each,
            at=_BEGUN,
            person=client,
            place=f"person/{each}/name",
            value="A. Brandt",
            seen=0,
        )
        for each in range(session.last_number + 1, session.last_number + _TIMES + 1)
    )
    workshop = Workshop.objects.get(key=told["workshop"])
    Workshop.objects.bulk_create(
        Workshop(agreement=agreement, name=f"w{each}", title="W", begun_by=client, begun_at=_BEGUN)
        for each in range(_TIMES)
    )
    WorkshopAnswer.objects.bulk_create(
        WorkshopAnswer(
            session=workshop,
            number=each,
            at=_BEGUN,
            person=client,
            place="metric/owner",
            value=f"Role {each}",
            seen=0,
        )
        for each in range(1, _TIMES + 1)
    )
    SavedFilter.objects.bulk_create(
        SavedFilter(person=client, name=f"f{each}", path=path, query="words=a", made_at=_BEGUN)
        for each in range(_TIMES)
        for path in ("/", f"/agreements/{agreement.key}/statements/")
    )


def _copied(found: QuerySet[Any], **changed: object) -> list[Any]:
    """Put more of rows that are there into their table, with names of their own."""
    rows = [_again(row, changed) for row in found for _ in range(_TIMES)]
    made: list[Any] = found.model._default_manager.bulk_create(rows)
    return made


def _again(row: Model, changed: Mapping[str, object]) -> Model:
    one = copy(row)
    one.pk = None
    for field in row._meta.concrete_fields:
        was = getattr(row, field.attname)
        if field.unique and not field.primary_key and was is not None:
            setattr(one, field.attname, f"{new_key()}{was}"[: field.max_length])
    for name, value in changed.items():
        setattr(one, name, value)
    return one
