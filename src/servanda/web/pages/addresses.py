"""Every address of the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from django.http import HttpResponse
from django.urls import URLPattern, path, re_path

from servanda.web.pages.account import (
    account,
    choose_reminders,
    new_token,
    no_token,
    rights_table,
)
from servanda.web.pages.ahead import open_period
from servanda.web.pages.compared import compared
from servanda.web.pages.decisions import decisions
from servanda.web.pages.drafts import (
    DRAFT,
    draft,
    draft_check,
    draft_compared,
    draft_values,
    draft_words,
)
from servanda.web.pages.evidence import bring, evidence, profile
from servanda.web.pages.figures import case, figure
from servanda.web.pages.first import export_front, front
from servanda.web.pages.founding import found
from servanda.web.pages.holding import holding
from servanda.web.pages.invoice import invoice
from servanda.web.pages.joining import join
from servanda.web.pages.journal import journal
from servanda.web.pages.keys import add_key, keys
from servanda.web.pages.life import days, renewal
from servanda.web.pages.organisation import ORGANISATION, organisation
from servanda.web.pages.overview import entry, overview
from servanda.web.pages.people import PEOPLE, people
from servanda.web.pages.saying import SAYING
from servanda.web.pages.statements import statement, statements
from servanda.web.pages.systems import SYSTEM, system
from servanda.web.pages.text import text

__all__ = ["PAGES"]

_OF = "agreements/<str:agreement>"


def _doings(
    below: str, doings: Mapping[str, Callable[..., HttpResponse]], *, called: str = ""
) -> Iterator[URLPattern]:
    """Yield the address of each thing that is done on a page, called as the page if not said."""
    page = called or below.rpartition("/")[2]
    for place, view in doings.items():
        yield path(f"{below}/{place}", view, name=f"{page}-{view.__name__}")


PAGES: list[URLPattern] = [
    path("", front, name="front"),
    re_path(r"^agreements\.(?P<form>xlsx|csv)$", export_front, name="export_front"),
    path("join/<str:word>", join, name="join"),
    path("agreements/new", found, name="found"),
    path("account", account, name="account"),
    path("account/reminders", choose_reminders, name="choose_reminders"),
    path("account/tokens", new_token, name="new_token"),
    path("account/tokens/<str:token>/revoke", no_token, name="no_token"),
    path("rights", rights_table, name="rights"),
    path("organisation", organisation, name="organisation"),
    *_doings("organisation", ORGANISATION),
    path("organisation/systems/<str:system>/", system, name="system"),
    *_doings("organisation/systems/<str:system>", SYSTEM, called="system"),
    path(f"{_OF}/", overview, name="agreement"),
    path(f"{_OF}/entries/<str:digest>", entry, name="entry"),
    path(f"{_OF}/open-period/", open_period, name="open_period"),
    path(f"{_OF}/statements/", statements, name="statements"),
    path(f"{_OF}/statements/<str:period>/", statement, name="statement"),
    path(f"{_OF}/statements/<str:period>/figure", figure, name="figure"),
    path(f"{_OF}/statements/<str:period>/invoice", invoice, name="invoice"),
    path(f"{_OF}/cases/<str:measure>", case, name="case"),
    path(f"{_OF}/decisions/", decisions, name="decisions"),
    path(f"{_OF}/holding-account/", holding, name="holding"),
    path(f"{_OF}/text/", text, name="text"),
    path(f"{_OF}/text/compared", compared, name="compared"),
    path(f"{_OF}/text/draft/", draft, name="draft"),
    path(f"{_OF}/text/draft/values", draft_values, name="draft_values"),
    path(f"{_OF}/text/draft/check", draft_check, name="draft_check"),
    path(f"{_OF}/text/draft/words", draft_words, name="draft_words"),
    path(f"{_OF}/text/draft/compared", draft_compared, name="draft_compared"),
    *_doings(f"{_OF}/text/draft", DRAFT, called="draft"),
    path(f"{_OF}/keys/", keys, name="keys"),
    path(f"{_OF}/keys/add", add_key, name="add_key"),
    path(f"{_OF}/evidence/", evidence, name="evidence"),
    path(f"{_OF}/evidence/bring", bring, name="bring"),
    path(f"{_OF}/evidence/files/<str:name>", profile, name="profile"),
    path(f"{_OF}/calendar/", days, name="calendar"),
    path(f"{_OF}/renewal/", renewal, name="renewal"),
    path(f"{_OF}/people/", people, name="people"),
    *_doings(f"{_OF}/people", PEOPLE),
    path(f"{_OF}/journal/", journal, name="journal"),
    *(path(f"{_OF}/say/{slug}", view, name=f"say-{slug}") for slug, view in SAYING.items()),
]
