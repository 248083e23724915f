"""Every term with what it means, on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from servanda.desk.callers import Caller, allow
from servanda.web.glossary import GLOSSARY
from servanda.web.languages.speaking import say
from servanda.web.pages.seeing import page, show

__all__ = ["glossary"]


@page("rights looked up")
def glossary(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Show all terms, in the order of the reader's alphabet."""
    allow(caller, "rights looked up")
    terms = [(each.name, say(each.title), say(each.words)) for each in GLOSSARY.values()]
    values = {"terms": sorted(terms, key=lambda each: each[1].casefold())}
    return show(request, "glossary.html", values)
