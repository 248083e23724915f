"""Asking a shared book, with a token from the environment."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from servanda.pipeline.refusals import MisusedCommand

__all__ = ["Book", "NoAnswer", "book_at"]

_VARIABLE = "SERVANDA_TOKEN"
_SECONDS = 60
_PAGE = 200


class NoAnswer(OSError):
    """A book does not answer, or not as a book does."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"'{address}' does not answer: {why}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Ask a book at its address.

    Args:
        address: The address, without a slash at the end.
        token: What it knows one by.
    """

    address: str
    token: str

    def get(self, path: str, **asked: str | int) -> dict[str, Any]:
        """Return what is answered.

        Raises:
            NoAnswer: Nothing is, or something else than a document.
            MisusedCommand: It is refused; in the book's words.
        """
        where = f"{self.address}/api/v1{path}" + (f"?{urlencode(asked)}" if asked else "")
        request = Request(where, headers={"Authorization": f"Bearer {self.token}"})  # noqa: S310 - http alone
        try:
            with build_opener(_Stays).open(request, timeout=_SECONDS) as response:
                found: dict[str, Any] = json.load(response)
        except HTTPError as refused:
            raise _refusal(self.address, refused) from None
        except URLError as problem:
            raise NoAnswer(self.address, str(problem.reason)) from None
        except (OSError, HTTPException, ValueError) as problem:
            raise NoAnswer(self.address, str(problem)) from None
        return found

    def listed(self, path: str, name: str) -> Iterator[dict[str, Any]]:
        """Yield everything of a list that is answered in pages."""
        offset = 0
        while True:
            page = self.get(path, limit=_PAGE, offset=offset)
            yield from page[name]
            offset += _PAGE
            if offset >= page["total"]:
                return


def book_at(address: str) -> Book:
    """Return a book to be asked.

    Raises:
        MisusedCommand: It is no address, or there is no token.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise MisusedCommand(f"'{address}' is no address of a book; it is like https://example.com")
    token = os.environ.get(_VARIABLE, "")
    if not token:
        raise MisusedCommand(f"a token is read from {_VARIABLE}; make one with the scope 'read'")
    return Book(address=address.rstrip("/"), token=token)


class _Stays(HTTPRedirectHandler):
    """A token is for one address, and goes to no other."""

    def redirect_request(self, *_: object) -> None:
        """Follow nowhere."""


def _refusal(address: str, refused: HTTPError) -> Exception:
    try:
        said = str(json.load(refused)["detail"])
    except (OSError, ValueError, KeyError, TypeError):
        return NoAnswer(address, f"{refused.code} {refused.reason}")
    return MisusedCommand(f"the book says: {said}")
