"""The identity providers of organisations (OpenID Connect), as a book's settings name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlsplit

__all__ = ["Identity", "WrongIdentity", "providers_of", "read_identities"]

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_HERE = {"127.0.0.1", "localhost"}


class WrongIdentity(ValueError):
    """An identity provider cannot be used; the message says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Say by which identity provider an organisation's people sign in.

    Args:
        name: What the book's addresses call it.
        organisation: The organisation's key in the book.
        title: What the button says.
        issuer: Its address, below which it describes itself.
        client_id: What it calls this book.
        client_secret: What the book proves itself to it with.
        only: Whether the organisation's people sign in by it alone.
    """

    name: str
    organisation: str
    title: str
    issuer: str
    client_id: str
    client_secret: str
    only: bool = False


def read_identities(said: object) -> tuple[Identity, ...]:
    """Read the tables below ``identity``, each with its name.

    Raises:
        WrongIdentity: One of them cannot be used.
    """
    if not isinstance(said, Mapping):
        raise WrongIdentity("'identity' has to be tables, each with a name: [identity.acme]")
    return tuple(_identity(name, values) for name, values in said.items())


def providers_of(identities: Iterable[Identity]) -> dict[str, Any]:
    """Return the identity providers as the library for signing in is told them."""
    apps = [
        {
            "provider_id": each.name,
            "name": each.title,
            "client_id": each.client_id,
            "secret": each.client_secret,
            "settings": {
                "server_url": each.issuer.rstrip("/"),
                "oauth_pkce_enabled": True,
                "organisation": each.organisation,
                "only": each.only,
            },
        }
        for each in identities
    ]
    return {"openid_connect": {"APPS": apps}}


def _identity(name: str, values: object) -> Identity:
    place = f"[identity.{name}]"
    if not _NAME.fullmatch(name):
        raise WrongIdentity(f"{place}: a name has small letters, digits and '-'")
    known = {each.name: each for each in fields(Identity) if each.name != "name"}
    if not isinstance(values, Mapping) or values.keys() - known.keys():
        raise WrongIdentity(f"{place} says {', '.join(known)}, and nothing else")
    for word in known:
        if word == "only":
            continue
        if not isinstance(values.get(word), str) or not values[word]:
            raise WrongIdentity(f"{place}: '{word}' has to be a text in quotes")
    if not isinstance(values.get("only", False), bool):
        raise WrongIdentity(f"{place}: 'only' is true or false")
    address = urlsplit(values["issuer"])
    if address.scheme != "https" and address.hostname not in _HERE:
        raise WrongIdentity(f"{place}: 'issuer' has to begin with https://")
    return Identity(name=name, **values)
