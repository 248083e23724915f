"""Programs that send requests, each for a person."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from servanda.desk.callers import Caller
from servanda.desk.rights import FOR_PROGRAMS
from servanda.desk.tokens import make_token
from servanda.record.models import Person
from servanda.web.clock import now

EVERYTHING = tuple(each.value for each in FOR_PROGRAMS)


class Program:
    """Send requests with a token of a person, or with none."""

    def __init__(self, person: Person | None, scopes: tuple[str, ...] = EVERYTHING) -> None:
        self.client = Client(SERVER_NAME="127.0.0.1")
        self.headers: dict[str, str] = {}
        if person is not None:
            made = make_token(Caller(person=person, at=now()), "test", scopes)
            self.headers["Authorization"] = f"Bearer {made.secret}"

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> HttpResponse:
        """Send a request and return the response."""
        content = body if isinstance(body, bytes) else b"" if body is None else _json(body)
        response = self.client.generic(
            method,
            f"/api/v1{path}",
            content,
            content_type="application/json",
            headers={**self.headers, **headers},
        )
        assert isinstance(response, HttpResponse)
        return response


def _json(body: object) -> bytes:
    return json.dumps(body).encode()


def told(response: HttpResponse) -> tuple[int, Any]:
    """Return the status and what was answered."""
    return response.status_code, json.loads(response.content)
