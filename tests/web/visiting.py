"""Where every page is, in a book of which one knows what lies in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.urls import URLPattern

from servanda.web.pages.addresses import PAGES

__all__ = ["address", "visited"]

_QUERIES = {
    "figure": "?name=restored",
    "case": "?key={case}",
    "model-cell": "?process=incident management&scope=application",
    "compared": "?from={first_day}&to={last_day}",
}
# Of signing in, what everybody can open.
_SIGNING_IN = (
    "/sign-in/password/change/",
    "/sign-in/logout/",
    "/sign-in/2fa/",
    "/sign-in/2fa/totp/activate/",
    "/sign-in/2fa/webauthn/",
    "/sign-in/2fa/webauthn/add/",
)


def address(page: URLPattern, told: Mapping[str, str]) -> str:
    """Fill the places of an address; one that nothing is known for fails."""
    known = {
        "measure": "restored",
        "name": "tickets.csv",
        "form": "csv",
        "word": "x" * 40,
        "token": "none",
        "number": "99",
        "invitation": "none",
        "person": "none",
        "service": "desk",
        "review": "monthly",
        "station": "service",
        "entry": "none",
        "filter": "none",
        "evidence": "none",
        "document": "0" * 64,
        **told,
    }
    path = str(page.pattern).replace("^", "").replace("$", "").replace("\\.", ".")
    path = re.sub(r"\(\?P(<\w+>)[^)]*\)", r"<str:\1", path).replace("<str:<", "<str:")
    return "/" + re.sub(r"<str:(\w+)>", lambda found: known[found[1]], path)


def visited(told: Mapping[str, str]) -> list[str]:
    """Return the address of every page that there is."""
    queries = {name: query.format(**told) for name, query in _QUERIES.items()}
    pages = [address(each, told) + queries.get(str(each.name), "") for each in PAGES]
    return [*pages, *_SIGNING_IN]
