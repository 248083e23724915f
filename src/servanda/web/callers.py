"""Who sends a request: a person who signed in, or a program with a token."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth

from servanda.desk.callers import Caller
from servanda.desk.tokens import caller_of_token
from servanda.record.models import Person
from servanda.web.clock import now

__all__ = ["SIGNED_IN", "caller_of"]


class _Token(HttpBearer):
    """Take a token from the Authorization header."""

    def authenticate(self, _: HttpRequest, token: str) -> Caller | None:
        """Return who the token stands for."""
        return caller_of_token(token, now())


class _Session(SessionAuth):
    """Take the person who signed in; requests that change something need the CSRF token."""

    def authenticate(self, request: HttpRequest, _: str | None) -> Caller | None:
        """Return the person."""
        person = request.user
        if isinstance(person, Person) and person.is_active:
            return Caller(person=person, at=now())
        return None


SIGNED_IN = (_Token(), _Session(csrf=True))
"""The ways to say who one is."""


def caller_of(request: HttpRequest) -> Caller:
    """Return who sends a request that was let in."""
    found = request.auth  # type: ignore[attr-defined] # set by what let the request in
    assert isinstance(found, Caller)
    return found
