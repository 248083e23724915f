"""Every address of the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from django.http import HttpResponse
from django.urls import URLPattern, path, re_path

from servanda.web.pages.account import (
    account,
    choose_reading,
    choose_reminders,
    new_calendar,
    new_token,
    no_token,
    rights_table,
    sign_out_elsewhere,
)
from servanda.web.pages.ahead import open_period
from servanda.web.pages.background import BACKGROUND, background
from servanda.web.pages.compared import compared
from servanda.web.pages.corrections import corrections
from servanda.web.pages.decisions import decisions
from servanda.web.pages.documents import document
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
from servanda.web.pages.filters import new_filter, no_filter
from servanda.web.pages.first import by_outcome, export_front, front
from servanda.web.pages.founding import found
from servanda.web.pages.holding import holding
from servanda.web.pages.invoice import invoice
from servanda.web.pages.joining import join
from servanda.web.pages.journal import journal
from servanda.web.pages.keys import add_key, keys
from servanda.web.pages.life import days, renewal
from servanda.web.pages.operating_model.beside import changes as model_changes
from servanda.web.pages.operating_model.beside import journal as model_journal
from servanda.web.pages.operating_model.beside import teams as model_teams
from servanda.web.pages.operating_model.cells import cell as model_cell
from servanda.web.pages.operating_model.forms import MODEL_FORMS
from servanda.web.pages.operating_model.front import found as found_model
from servanda.web.pages.operating_model.front import model, models
from servanda.web.pages.operating_model.people import MODEL_PEOPLE
from servanda.web.pages.operating_model.people import people as model_people
from servanda.web.pages.operating_model.register import enter, letter, register
from servanda.web.pages.operating_model.risks import risks
from servanda.web.pages.operating_model.service import service
from servanda.web.pages.operating_model.sheets import (
    fill,
    paper,
    service_on_paper,
    sheet,
    take,
    take_list,
)
from servanda.web.pages.operating_model.text import rewrite
from servanda.web.pages.operating_model.text import text as model_text
from servanda.web.pages.organisation import ORGANISATION, organisation
from servanda.web.pages.overview import entry, overview
from servanda.web.pages.partnership.aims import WORKSHOPS, outcomes
from servanda.web.pages.partnership.behaving import principles
from servanda.web.pages.partnership.favours import GOODWILL, goodwill
from servanda.web.pages.partnership.learning import INCIDENTS, incident, incidents
from servanda.web.pages.partnership.pains import pains
from servanda.web.pages.partnership.review import review, review_news, review_pack
from servanda.web.pages.partnership.reviews import invitation, partnership
from servanda.web.pages.partnership.services import card, public_card, services
from servanda.web.pages.partnership.steering import issues
from servanda.web.pages.partnership.studies import studies
from servanda.web.pages.partnership.work import work
from servanda.web.pages.partnership.workshops import WORKSHOP, workshop
from servanda.web.pages.people import PEOPLE, people
from servanda.web.pages.pointing import COLUMNS, columns
from servanda.web.pages.saying import SAYING
from servanda.web.pages.sessions.showing import SESSION, SESSIONS, session, sessions
from servanda.web.pages.sheets_said import SHEET_PAGES
from servanda.web.pages.statements import statement, statements
from servanda.web.pages.systems import SYSTEM, system
from servanda.web.pages.terms import glossary
from servanda.web.pages.text import text

__all__ = ["PAGES"]

_OF = "agreements/<str:agreement>"
_REVIEW = f"{_OF}/partnership/reviews/<str:review>/<str:period>"
_WORKSHOP = f"{_OF}/partnership/workshops/<str:workshop>"
_MODEL = "operating-models/<str:model>"
_SERVICE = f"{_MODEL}/services/<str:service>"
_SESSIONS = f"{_MODEL}/sessions"


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
    path("outcomes/", by_outcome, name="by_outcome"),
    path("join/<str:word>", join, name="join"),
    path("agreements/new", found, name="found"),
    path("cards/<str:word>", public_card, name="public_card"),
    path("account", account, name="account"),
    path("account/sessions/end", sign_out_elsewhere, name="sign_out_elsewhere"),
    path("account/reminders", choose_reminders, name="choose_reminders"),
    path("account/calendar", new_calendar, name="new_calendar"),
    path("account/reading", choose_reading, name="choose_reading"),
    path("account/filters", new_filter, name="new_filter"),
    path("account/filters/<str:filter>/end", no_filter, name="no_filter"),
    path("account/tokens", new_token, name="new_token"),
    path("account/tokens/<str:token>/revoke", no_token, name="no_token"),
    path("glossary", glossary, name="glossary"),
    path("rights", rights_table, name="rights"),
    path("organisation", organisation, name="organisation"),
    *_doings("organisation", ORGANISATION),
    path("organisation/systems/<str:system>/", system, name="system"),
    *_doings("organisation/systems/<str:system>", SYSTEM, called="system"),
    path(f"{_SESSIONS}/", sessions, name="sessions"),
    *_doings(_SESSIONS, SESSIONS, called="session"),
    path(f"{_SESSIONS}/<str:session>/", session, name="session"),
    *_doings(f"{_SESSIONS}/<str:session>", SESSION, called="session"),
    path(f"{_OF}/", overview, name="agreement"),
    path(f"{_OF}/entries/<str:digest>", entry, name="entry"),
    path(f"{_OF}/open-period/", open_period, name="open_period"),
    path(f"{_OF}/background/", background, name="background"),
    *_doings(f"{_OF}/background", BACKGROUND),
    path(f"{_OF}/statements/", statements, name="statements"),
    path(f"{_OF}/statements/<str:period>/", statement, name="statement"),
    path(f"{_OF}/statements/<str:period>/figure", figure, name="figure"),
    path(f"{_OF}/statements/<str:period>/invoice", invoice, name="invoice"),
    path(f"{_OF}/cases/<str:measure>", case, name="case"),
    path(f"{_OF}/decisions/", decisions, name="decisions"),
    *(
        path(f"{_OF}/decisions/{below}", view, name=name)
        for name, (below, view) in SHEET_PAGES.items()
    ),
    path(f"{_OF}/holding-account/", holding, name="holding"),
    path(f"{_OF}/partnership/", partnership, name="partnership"),
    path(f"{_REVIEW}.ics", invitation, name="invitation"),
    path(f"{_REVIEW}/", review, name="review"),
    path(f"{_REVIEW}/news", review_news, name="review_news"),
    path(f"{_REVIEW}/pack", review_pack, name="review_pack"),
    path(f"{_OF}/partnership/incidents/", incidents, name="incidents"),
    path(f"{_OF}/partnership/incidents/<str:number>/", incident, name="incident"),
    path(f"{_OF}/partnership/quotations/", work, name="work"),
    path(f"{_OF}/partnership/outcomes/", outcomes, name="outcomes"),
    *_doings(f"{_OF}/partnership/workshops", WORKSHOPS, called="workshop"),
    path(f"{_WORKSHOP}/", workshop, name="workshop"),
    *_doings(_WORKSHOP, WORKSHOP, called="workshop"),
    path(f"{_OF}/partnership/principles/", principles, name="principles"),
    path(f"{_OF}/partnership/issues/", issues, name="issues"),
    path(f"{_OF}/partnership/goodwill/", goodwill, name="goodwill"),
    *_doings(f"{_OF}/partnership/goodwill", GOODWILL),
    path(f"{_OF}/partnership/case-studies/", studies, name="studies"),
    *_doings(f"{_OF}/partnership/incidents", INCIDENTS),
    path(f"{_OF}/documents/<str:document>", document, name="document"),
    path(f"{_OF}/partnership/pain-points/", pains, name="pains"),
    path(f"{_OF}/partnership/services/", services, name="services"),
    path(f"{_OF}/partnership/services/<str:service>.<str:form>", card, name="card"),
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
    path(f"{_OF}/evidence/changes/<str:evidence>/", corrections, name="corrections"),
    path(f"{_OF}/evidence/aside/<str:upload>/", columns, name="columns"),
    *_doings(f"{_OF}/evidence/aside/<str:upload>", COLUMNS, called="columns"),
    path(f"{_OF}/calendar/", days, name="calendar"),
    path(f"{_OF}/renewal/", renewal, name="renewal"),
    path(f"{_OF}/people/", people, name="people"),
    *_doings(f"{_OF}/people", PEOPLE),
    path(f"{_OF}/journal/", journal, name="journal"),
    *(path(f"{_OF}/say/{slug}", view, name=f"say-{slug}") for slug, view in SAYING.items()),
    path("operating-models/", models, name="models"),
    path("operating-models/new", found_model, name="found_model"),
    path(f"{_MODEL}/", model, name="model"),
    path(f"{_MODEL}/matrix.xlsx", sheet, name="model-sheet"),
    path(f"{_MODEL}/matrix/fill", fill, name="model-fill"),
    path(f"{_MODEL}/take", take, name="model-take"),
    path(f"{_MODEL}/services.<str:form>", paper, name="model-paper"),
    path(f"{_SERVICE}/", service, name="model-service"),
    path(f"{_SERVICE}/cell", model_cell, name="model-cell"),
    path(f"{_SERVICE}/paper.<str:form>", service_on_paper, name="model-service-paper"),
    path(f"{_MODEL}/risks/", risks, name="model-risks"),
    path(f"{_MODEL}/changes/", model_changes, name="model-changes"),
    path(f"{_MODEL}/register/", register, name="model-register"),
    path(f"{_MODEL}/register/new", enter, name="model-enter"),
    path(f"{_MODEL}/register/list", take_list, name="model-take_list"),
    path(f"{_MODEL}/register/<str:entry>/letter", letter, name="model-letter"),
    path(f"{_MODEL}/teams/", model_teams, name="model-teams"),
    path(f"{_MODEL}/text/", model_text, name="model-text"),
    path(f"{_MODEL}/text/change", rewrite, name="model-rewrite"),
    path(f"{_MODEL}/people/", model_people, name="model-people"),
    *_doings(f"{_MODEL}/people", MODEL_PEOPLE, called="model-people"),
    path(f"{_MODEL}/journal/", model_journal, name="model-journal"),
    *(
        path(f"{_MODEL}/say/{name.replace('_', '-')}", view, name=f"model-{name}")
        for name, view in MODEL_FORMS.items()
    ),
]
