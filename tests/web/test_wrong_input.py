"""Wrong input at every form of every page: said at the field, nothing typed is lost, no failure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from servanda.record.folder import BookFolder
from servanda.record.models import Person
from tests.web import browsed
from tests.web.forms_found import Control, FormFound, forms_on, links_on

_PEOPLE = ("c.jones@example.com", "j.smith@example.com")
# Forms of the framework that signs people in answer in ways of their own.
_SIGNING_IN = "account_"


def _pages(client: Client) -> Iterator[tuple[str, str]]:
    """Yield each page that links lead to, one of each kind, with its address."""
    known, waiting = set[object](), deque(["/?page=1"])
    while waiting:
        here = waiting.popleft()
        parts = urlsplit(here)
        try:
            found = resolve(parts.path)
        except Resolver404:
            continue
        kind = (found.url_name, frozenset(parse_qs(parts.query)))
        if kind in known or parts.path.endswith("/logout/"):
            continue
        known.add(kind)
        answer = client.get(here, follow=True)
        if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
            continue
        page = answer.content.decode()
        yield here, page
        for link in links_on(page, here):
            address = f"{parts.path}{link}" if link.startswith("?") else link
            if address.startswith("/"):
                waiting.append(address.partition("#")[0])


def _forms(client: Client, known: set[object]) -> Iterator[tuple[str, FormFound]]:
    """Yield one of each kind of form that is not known: its name among the routes, and itself."""
    for here, page in _pages(client):
        for form in forms_on(page, here)[0]:
            name = resolve(urlsplit(form.action).path).url_name or ""
            kind = (name, frozenset(each.name for each in form.controls))
            if form.method == "post" and kind not in known:
                known.add(kind)
                yield name, form


def _typed(form: FormFound, text: str) -> dict[str, object]:
    return {**form.filled(), **{each.name: text for each in form.typed}}


def _variants(form: FormFound) -> Iterator[tuple[str, dict[str, object], list[Control]]]:
    """Yield what is sent, with the fields that it has to be refused at."""
    free = [each for each in form.typed if each.kind != "select"]
    days = [each for each in form.typed if each.kind in {"date", "datetime-local"}]
    numbers = [each for each in form.typed if each.numeric]
    long = {each.name: "x" * (500_000 if each.kind == "textarea" else 5000) for each in free}
    yield "nothing", {}, [each for each in form.controls if each.kind == "file" and each.needed]
    yield "empty", _typed(form, ""), [each for each in form.typed if each.needed]
    yield "unknown", _typed(form, "<b>99-99-99"), [*days, *numbers]
    yield "no such day", _typed(form, "2026-02-30"), [*days, *numbers]
    yield "too great", _typed(form, "9" * 20), days
    yield "not to be kept", _typed(form, "a\0b"), free
    yield "too long", {**form.filled(), **long}, [*days, *numbers]


def _wrong(
    name: str, form: FormFound, sent: dict[str, object], refused: list[Control], page: str
) -> Iterator[str]:
    """Yield what a page lacks that says that something was refused."""
    forms, identifiers = forms_on(page, form.action)
    controls = [each for one in forms for each in one.controls]
    invalid = [each for each in controls if each.is_invalid]
    if not invalid and 'role="alert"' not in page and 'class="wrong"' not in page:
        yield "nothing is said"
    for each in invalid:
        if not any(part in identifiers for part in each.described_by.split()):
            yield f"{each.name} is marked, and nothing describes it"
    missing = {each.name for each in refused} - {each.name for each in invalid}
    # What is done with a short form is refused for one reason at a time.
    if missing and (name.startswith("say-") or not invalid):
        yield f"{sorted(missing)} is not marked"
    for each in form.typed:
        text = str(sent.get(each.name, ""))
        if each.name in sent and each.kind != "select" and "\0" not in text:
            held = [one.value for one in controls if one.name == each.name]
            if text not in {one.strip() for one in held}:
                yield f"what was typed as {each.name} is lost"


def test_wrong_input_is_refused_in_words_at_its_field(book: BookFolder) -> None:
    del book
    browsed.live()
    found, known, names = list[str](), set[object](), set[str]()
    for mail in _PEOPLE:
        person = Person.objects.get(email=mail)
        client = Client()
        client.force_login(person)
        for name, form in list(_forms(client, known)):
            names.add(name)
            for variant, sent, refused in _variants(form):
                with transaction.atomic():
                    answer = client.post(form.action, sent)
                    transaction.set_rollback(True)
                # Whoever was signed out by this is signed in again.
                client.force_login(person)
                where = f"{mail}, {name}, {variant}"
                if name.startswith(_SIGNING_IN):
                    continue
                if answer.status_code != 422:
                    if refused and not name.startswith("columns"):
                        found.append(f"{where}: taken as {answer.status_code}")
                    continue
                page = answer.content.decode()
                found += [f"{where}: {each}" for each in _wrong(name, form, sent, refused, page)]
    assert len(names) > 60, sorted(names)
    assert not found, "\n".join(found)
