"""A life in which every text is one that does harm, and somebody who reads all that comes of it."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from io import BytesIO, StringIO
from itertools import cycle
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve

from servanda.record.models import Person
from servanda.web.api import api
from tests.desk.book import Parties
from tests.web.corpus import KEYS, NEVER_KEPT, TEXTS, TITLE
from tests.web.life import Life, months_ago
from tests.web.outputs import OUTPUTS, holds_mark
from tests.web.programs import Program

__all__ = ["Form", "HostileLife", "Reading"]

_OF_TEXTS = {
    "found_agreement", "found_operating_model", "change_texts", "look_at_texts",
    "save_draft", "save_draft_values",
}  # fmt: skip
"""Operations whose texts are read as an agreement or a model, and refused by their readers."""
_LEAVES_ALONE = {"account_logout", "metrics"}
_SHOWN = {"text/html", "application/json", "application/problem+json"}
_CHOSEN = {"checkbox", "radio"}
_NOT_TYPED = {"hidden", "submit", "button", "reset", "image", *_CHOSEN}


def _places(body: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - JSON
    """Yield where in a body there is a text."""
    match body:
        case str():
            yield at
        case dict():
            for name, each in body.items():
                yield from _places(each, (*at, name))
        case list():
            for number, each in enumerate(body):
                yield from _places(each, (*at, number))


def _placed(body: Any, at: tuple[Any, ...], text: str) -> Any:  # noqa: ANN401 - JSON
    """Return a body with another text at a place."""
    if not at:
        return text
    copied = dict(body) if isinstance(body, dict) else list(body)
    copied[at[0]] = _placed(copied[at[0]], at[1:], text)
    return copied


class HostileLife(Life):
    """Live with a text of the corpus wherever one is taken.

    Attributes:
        taken: Of each operation, the fields that took a text of the corpus.
        answers: What was answered, with the operation's name.
    """

    def __init__(self, parties: Parties, months: int) -> None:
        self._texts = cycle(TEXTS)
        self.taken: dict[str, set[str]] = {}
        self.answers: list[tuple[str, HttpResponseBase]] = []
        super().__init__(parties, months, self._noted)

    def text(self) -> str:
        """Return the agreement's text with titles and names that do harm."""
        text = super().text()
        for named in ("A whole life", "Acme", "Northwind", "Training on the job"):
            text = text.replace(f": {named}", f": {json.dumps(TITLE)}", 1)
        return text

    def rows(self) -> bytes:
        """Return its evidence, with tickets that are called as what does harm is."""
        written, day = StringIO(), months_ago(2)
        rows = csv.writer(written, lineterminator="\n")
        for each in KEYS:
            rows.writerow([each, f"{day}T10:00:00Z", f"{day}T20:00:00Z", each])
        return super().rows() + written.getvalue().encode()

    def ask(self, program: Program, name: str, method: str, path: str, body: Any = None) -> Any:  # noqa: ANN401 - JSON
        """Do an operation with what does harm in it, wherever it is taken."""
        if isinstance(body, dict) and name not in _OF_TEXTS:
            body = self._with_harm(program, name, method, path, body)
        return super().ask(program, name, method, path, body)

    def forget(self) -> None:
        """Let the names be: theirs are not those that are looked for."""

    def _noted(self, name: str, does: Callable[[], Any]) -> Any:  # noqa: ANN401 - any answer
        answer = does()
        self.answers.append((name, answer))
        return answer

    def _with_harm(self, program: Program, name: str, method: str, path: str, body: Any) -> Any:  # noqa: ANN401 - JSON
        """Return the body with what does harm at each place that takes it."""
        whole = path if path.startswith("/") else f"/agreements/{self.key}/{path}".rstrip("/")
        left_out = {each: empty for each, empty in _texts_of(name).items() if each not in body}
        words = [at for at in _places(body) if _is_prose(_at(body, at))]
        rest = [at for at in (*_places(body), *_places(left_out)) if at not in words]
        # What is said in words takes any, most likely; what is not taken together is tried alone.
        for tried in ([words] if len(words) > 1 else [], [[at] for at in (*words, *rest)]):
            for places in tried:
                if len(places) == 1 and str(places[0][0]) in self.taken.get(name, ()):
                    continue
                harmed = {**body, **{at[0]: left_out[at[0]] for at in places if at[0] in left_out}}
                for at in places:
                    harmed = _placed(harmed, at, next(self._texts))
                with suppress(_Undone), transaction.atomic():
                    answer = program.ask(method, whole, harmed)
                    raise _Undone
                self.answers.append((name, answer))
                assert answer.status_code < 500, (name, places, harmed)
                if answer.status_code < 300:
                    body = harmed
                    self.taken.setdefault(name, set()).update(str(at[0]) for at in places)
        return body


def _is_prose(text: str) -> bool:
    return text.endswith((".", "?")) or (" " in text and not text[0].isdigit())


def _at(body: Any, at: tuple[Any, ...]) -> Any:  # noqa: ANN401 - JSON
    for each in at:
        body = body[each]
    return body


def _texts_of(operation: str) -> Mapping[str, Any]:
    """Return the fields of an operation that are texts, or lists of them, with nothing in them."""
    described = _described()
    for methods in described["paths"].values():
        for each in methods.values():
            if each["operationId"] == operation:
                content = each["requestBody"]["content"]["application/json"]["schema"]
                known = described["components"]["schemas"]
                named = known[content["$ref"].rpartition("/")[2]]["properties"]
                return {name: empty for name, said in named.items() for empty in _empty(said)}
    raise LookupError(operation)


@cache
def _described() -> Mapping[str, Any]:
    """Return what the API says of itself; to write it takes a while."""
    return api.get_openapi_schema()


def _empty(said: Mapping[str, Any]) -> Iterator[Any]:
    kinds = said.get("anyOf", [said])
    if any(each.get("type") == "string" and "format" not in each for each in kinds):
        yield ""
    elif any(each.get("items", {}).get("type") == "string" for each in kinds):
        yield [""]


class _Undone(Exception):
    """What was tried is not kept."""


@dataclass(kw_only=True)
class Form:
    """A form as it stands on a page."""

    action: str
    method: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def typed(self) -> list[str]:
        """Return the names of what is typed into it."""
        return [name for name, sort, _ in self.fields if sort not in _NOT_TYPED]


class _Page(HTMLParser):
    """Find where a page leads, and its forms."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ways: list[str] = []
        self.forms: list[Form] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.ways.append(said.get("href", ""))
        elif tag == "form":
            method = said.get("method", "get").lower()
            self.forms.append(Form(action=said.get("action", ""), method=method))
        elif not self.forms:
            return
        elif tag in {"input", "textarea"} and said.get("name"):
            sort = "text" if tag == "textarea" else said.get("type", "text")
            self.forms[-1].fields.append((said["name"], sort, said.get("value", "")))
        elif tag == "select":
            self._select = said.get("name", "")
        elif tag == "option" and self._select and said.get("value"):
            self.forms[-1].fields.append((self._select, "hidden", said["value"]))
            self._select = ""


@dataclass(kw_only=True)
class Reading:
    """Somebody who opens everything that a page leads to, and fills in every form.

    Args:
        person: Who it is.
        times: How many addresses of one kind are opened.
        faults: What of an output was typed, with where it stands.
        read: How many outputs of each kind held what was typed.
        filled: The forms that were filled in, by their route, with what is typed into them.
    """

    person: Person
    times: int = 1
    faults: list[str] = field(default_factory=list)
    read: Counter[str] = field(default_factory=Counter)
    filled: dict[str, set[str]] = field(default_factory=dict)
    seen: Counter[object] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._client = Client()
        self._client.force_login(self.person)
        self._texts = cycle(TEXTS)

    def go(self, addresses: list[str]) -> None:
        """Open pages, and all that they lead to."""
        left = list(addresses)
        while left:
            address = left.pop(0)
            if self._is_new(address):
                left += self._look(address, self._client.get(address))

    def get(self, address: str) -> bytes:
        """Return what is at an address."""
        return self._client.get(address).getvalue()

    def _is_new(self, address: str) -> bool:
        """Return whether an address is of a kind that was not opened twice."""
        parts = urlsplit(address)
        try:
            route = resolve(parts.path)
        except Resolver404:
            return False
        if route.url_name in _LEAVES_ALONE or route.view_name.startswith("static"):
            return False
        asked = dict(parse_qsl(parts.query))
        forms = (asked.get("as"), route.kwargs.get("form"))
        kind = (route.view_name, frozenset(asked), forms)
        self.seen[kind] += 1
        return self.seen[kind] <= self.times

    def _look(self, address: str, answer: HttpResponseBase) -> list[str]:
        """Look at an answer, fill in its forms, and return where it leads."""
        ways = self.read_answer(address, answer)
        if ways or answer["Content-Type"].partition(";")[0] != "text/html":
            return ways
        page = _Page()
        page.feed(answer.getvalue().decode())
        ways = [urljoin(address, each) for each in page.ways]
        for form in page.forms:
            ways += self._fill(urljoin(address, form.action), form)
        return [each for each in ways if not urlsplit(each).netloc]

    def read_answer(self, address: str, answer: HttpResponseBase) -> list[str]:
        """Look at what was answered, and return where one is sent on to."""
        assert answer.status_code < 500, address
        if 300 <= answer.status_code < 400:
            return [urljoin(address, answer["Location"])]
        kind, content = answer["Content-Type"].partition(";")[0], answer.getvalue()
        self.faults += [f"{address}: {each}" for each in OUTPUTS[kind](content)]
        if kind not in _SHOWN and "attachment" not in answer.get("Content-Disposition", ""):
            self.faults.append(f"{address}: a browser would show it, not keep it")
        self.read[kind] += holds_mark(kind, content)
        return []

    def _fill(self, address: str, form: Form) -> list[str]:
        """Fill a form in with what is never kept, and with what does harm."""
        name, typed = str(resolve(urlsplit(address).path).view_name), set(form.typed)
        if typed <= self.filled.get(name, set()):
            return []
        self.filled.setdefault(name, set()).update(typed)
        ways = []
        for text in (NEVER_KEPT, ""):
            sent = self._sent(form, text)
            if form.method == "post":
                answer = self._client.post(address, sent)
            else:
                answer = self._client.get(urlsplit(address).path, sent)
            ways += self.read_answer(f"{address} with {sent}", answer)
        return ways

    def _sent(self, form: Form, text: str) -> Mapping[str, Any]:
        sent: dict[str, Any] = {}
        for name, sort, value in form.fields:
            harm = text or next(self._texts)
            if sort == "file":
                sent[name] = BytesIO(f"number,opened\n{harm}".encode())
                sent[name].name = f"{harm}.csv".replace("\0", "")
            elif sort in _NOT_TYPED:
                sent.setdefault(name, value)
            else:
                sent[name] = harm
        return sent
