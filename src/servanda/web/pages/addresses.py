"""Every address of the pages."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from servanda.web.pages.decisions import decisions
from servanda.web.pages.evidence import bring, evidence, profile
from servanda.web.pages.figures import case, figure
from servanda.web.pages.first import export_front, front
from servanda.web.pages.holding import holding
from servanda.web.pages.joining import join
from servanda.web.pages.journal import journal
from servanda.web.pages.overview import entry, overview
from servanda.web.pages.saying import SAYING
from servanda.web.pages.statements import statement, statements
from servanda.web.pages.text import compared, text

__all__ = ["PAGES"]

_OF = "agreements/<str:agreement>"

PAGES: list[URLPattern] = [
    path("", front, name="front"),
    re_path(r"^agreements\.(?P<form>xlsx|csv)$", export_front, name="export_front"),
    path("join/<str:word>", join, name="join"),
    path(f"{_OF}/", overview, name="agreement"),
    path(f"{_OF}/entries/<str:digest>", entry, name="entry"),
    path(f"{_OF}/statements/", statements, name="statements"),
    path(f"{_OF}/statements/<str:period>/", statement, name="statement"),
    path(f"{_OF}/statements/<str:period>/figure", figure, name="figure"),
    path(f"{_OF}/cases/<str:measure>", case, name="case"),
    path(f"{_OF}/decisions/", decisions, name="decisions"),
    path(f"{_OF}/holding-account/", holding, name="holding"),
    path(f"{_OF}/text/", text, name="text"),
    path(f"{_OF}/text/compared", compared, name="compared"),
    path(f"{_OF}/evidence/", evidence, name="evidence"),
    path(f"{_OF}/evidence/bring", bring, name="bring"),
    path(f"{_OF}/evidence/files/<str:name>", profile, name="profile"),
    path(f"{_OF}/journal/", journal, name="journal"),
    *(path(f"{_OF}/say/{slug}", view, name=f"say-{slug}") for slug, view in SAYING.items()),
]
