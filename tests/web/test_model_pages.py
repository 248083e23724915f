"""The pages of an operating model, as people come to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from io import BytesIO
from time import perf_counter
from typing import Any

import pytest
import xlsxwriter
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern
from python_calamine import CalamineWorkbook

from servanda.desk.operating_model.changing import texts_seen
from servanda.desk.operating_model.founding import found_model
from servanda.desk.rights import ON_A_MODEL, Concern, Role
from servanda.record.folder import BookFolder
from servanda.record.models import ModelEntry, Person
from servanda.web.pages.addresses import PAGES
from servanda.web.routes import rule_of
from tests.desk.book import two_parties
from tests.desk.operating_model.made import WITH_SERVICES, ModelParties, as_of, somebody, with_model
from tests.web.test_model_rights import holding

_HIDDEN = re.compile(r'name="(texts|instead_of|note|back)" value="([^"]*)"')
OF_MODELS = [each for each in PAGES if rule_of(each.callback).concern is Concern.OPERATING_MODEL]


@pytest.fixture
def modelled(book: BookFolder) -> ModelParties:
    """An operating model in the book."""
    del book
    return with_model(two_parties(WITH_SERVICES))


def _browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content.decode()[-3000:]
    return unescape(response.content.decode())


def _sent(client: Client, address: str, status: int = 302, /, **typed: Any) -> str:  # noqa: ANN401 - what a form sends
    response = client.post(address, typed)
    assert response.status_code == status, response.content.decode()[-3000:]
    return unescape(response.content.decode())


def _address(page: URLPattern, model: str) -> str:
    """Fill the places of a page's path; what is below a model is there as far as it can be."""
    path = f"/{page.pattern}".replace("<str:model>", model)
    path = path.replace("<str:service>", "desk").replace("<str:form>", "xlsx")
    path = path.replace("/cell", "/cell?process=incident management&scope=application")
    return re.sub(r"<\w+:\w+>", "1", path)


def test_pages_are_for_those_whom_the_table_names(modelled: ModelParties) -> None:
    stranger = _browser(somebody("Stranger", modelled.parties.provider.organisation))
    browsers = {role: _browser(holding(role, modelled)) for role in ON_A_MODEL}
    for page in OF_MODELS:
        rule, own = rule_of(page.callback), _address(page, modelled.key)
        assert Client().get(own).headers["Location"].startswith("/sign-in/login/?next="), own
        assert stranger.get(own).status_code == 404, own
        for role, browser in browsers.items():
            status = browser.get(own).status_code
            if role in rule.roles:
                # What a test does not know by its name may be missing, and is not refused.
                assert status in {200, 302, 404}, (own, role)
            else:
                assert status == 403, (own, role)


def test_a_portfolio_is_filtered(modelled: ModelParties) -> None:
    client, front = _browser(modelled.colleague), f"/operating-models/{modelled.key}/"
    assert client.get("/operating-models/").headers["Location"] == front
    page = _page(client, front)
    assert "2 of 2 services" in page
    assert "Campaign assistant" not in _page(client, f"{front}?ambition=A")
    assert "Campaign assistant" in _page(client, f"{front}?mode=2")
    assert "1 of 2 services" in _page(client, f"{front}?undecided=yes&ambition=A")
    assert "No service is like that" in _page(client, f"{front}?words=nothing")
    other = _page(_browser(modelled.parties.provider), front)
    assert "Service desk" in other
    assert "Campaign assistant" not in other
    assert "Register" not in other


def test_a_cell_is_changed_by_a_form_and_what_is_wrong_stands_at_its_field(
    modelled: ModelParties,
) -> None:
    client = _browser(modelled.architect)
    service = f"/operating-models/{modelled.key}/services/desk/"
    name = "business continuity and disaster recovery"
    assert "t.b.d." in _page(client, service)
    typed = {"process": name, "scope": "application", "accountable": "IT operations"}
    wrong = _sent(client, f"{service}cell", 422, **typed, meant="business")
    assert "say why it is meant otherwise than the ambition has it" in wrong
    unknown = typed | {"accountable": "northwind"}
    wrong = _sent(client, f"{service}cell", 422, **unknown, meant="IT operations")
    assert "please choose among those that are shown" in wrong
    assert ModelEntry.objects.count() == 1
    _sent(client, f"{service}cell", 302, **typed, meant="IT operations")
    _, texts = texts_seen(as_of(modelled.owner), modelled.key)
    text = texts["operating-model.yaml"]
    assert f"{name}: t.b.d." not in text
    assert "# Every desk of the bank." in text
    same = _sent(client, f"{service}cell", 422, **typed, meant="IT operations")
    assert "this is what the text says already" in same


def test_a_risk_is_accepted_for_a_while_in_a_role_that_one_holds(modelled: ModelParties) -> None:
    holder = _browser(modelled.holder)
    service = f"/operating-models/{modelled.key}/services/desk/"
    assert "Accept it" in _page(holder, service)
    assert "Accept it" not in _page(_browser(modelled.colleague), service)
    accept = f"/operating-models/{modelled.key}/say/risk-accepted"
    about = {"service": "desk", "risk": "recovery", "role": "cio"}
    page = _page(holder, f"{accept}?service=desk&risk=recovery")
    assert "Nobody recovers the desk" in page
    wrong = _sent(holder, accept, 422, **about, until="2020-01-01", reason="Later.")
    assert re.search(r'id="wrong-until">[^<]*over before it begins', wrong)
    wrong = _sent(holder, accept, 422, **about, until="", reason="")
    assert 'id="wrong-until"' in wrong
    assert 'id="wrong-reason"' in wrong
    _sent(holder, accept, 302, **about, until="2190-01-01", reason="Rehearsed in June.")
    risks = _page(holder, f"/operating-models/{modelled.key}/risks/")
    assert "Rehearsed in June." in risks
    assert "accepted" in risks


def test_a_sheet_that_does_not_fit_names_the_cell_and_changes_nothing(
    modelled: ModelParties,
) -> None:
    client, one = _browser(modelled.architect), f"/operating-models/{modelled.key}"
    content = client.get(f"{one}/matrix.xlsx?service=desk").content
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    column = rows[0].index("Accountable")
    before = ModelEntry.objects.count()
    rows[1][column] = "business; IT operations"
    page = _sent(client, f"{one}/matrix/fill", 422, file=_sheet(rows))
    assert re.search(rf"\b{chr(ord('A') + column)}2\b", page)
    rows[1][column] = "business"
    response = client.post(f"{one}/matrix/fill", {"file": _sheet(rows)})
    raw = response.content.decode()
    assert "What it changes" in raw
    assert ModelEntry.objects.count() == before
    sent = {name: unescape(value) for name, value in _HIDDEN.findall(raw)}
    _sent(client, f"{one}/take", 302, **sent)
    assert ModelEntry.objects.count() == before + 1
    assert "somebody has changed the text since" in _sent(client, f"{one}/take", 422, **sent)


def _sheet(rows: Sequence[Sequence[object]]) -> BytesIO:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    content.seek(0)
    content.name = "matrix.xlsx"
    return content


def test_a_list_is_taken_into_the_register_and_a_letter_is_written(modelled: ModelParties) -> None:
    client = _browser(modelled.architect)
    register = f"/operating-models/{modelled.key}/register/"
    wrong = BytesIO(b"Application,Department\n,Facilities\n")
    wrong.name = "apps.csv"
    page = _sent(client, f"{register}list", 422, file=wrong, found_in="single sign-on")
    assert "A2" in page
    right = BytesIO(b"Application,Department,Owner\nFleet planner,Facilities,The desk\n")
    right.name = "apps.csv"
    page = _sent(client, f"{register}list", 200, file=right, found_in="single sign-on")
    assert "Fleet planner" in page
    assert "Fleet planner" not in _page(client, register)
    typed = {"title": "Fleet planner", "function": "Facilities", "interfaces": "HR, Payroll"}
    assert 'id="wrong-function"' in _sent(client, f"{register}new", 422, title="Fleet planner")
    _sent(client, f"{register}new", 302, **typed)
    assert "Fleet planner" in _page(client, register)
    letter = f"{register}fleet_planner/letter"
    assert "Fleet planner" in _page(client, letter)
    _sent(client, letter)
    assert "sent" in _page(client, register)


def test_a_step_is_done_a_benefit_looked_at_and_the_text_rewritten(modelled: ModelParties) -> None:
    client, one = _browser(modelled.architect), f"/operating-models/{modelled.key}"
    _, texts = texts_seen(as_of(modelled.owner), modelled.key)
    text = texts["operating-model.yaml"]
    more = text.replace(
        "    risks:\n      recovery:",
        "    steps:\n"
        "      - process: business continuity and disaster recovery\n"
        "        accountable: IT operations\n        by: 2026-03-31\n        owner: cio\n"
        "    benefits:\n      quiet: {expected: Fewer calls, on: 2026-06-30, owner: cio}\n"
        "    risks:\n      recovery:",
        1,
    )
    assert more != text
    broken = _sent(client, f"{one}/text/change", 422, content=more.replace("mode: 1", "mode: 9"))
    assert re.search(r"operating-model.yaml, line \d+: ", broken)
    _sent(client, f"{one}/text/change", content=more, note="Steps")
    service = f"{one}/services/desk/"
    assert "It is done" in _page(client, service)
    _sent(client, f"{one}/say/step-done", service="desk", step="1", done="2026-03-01")
    typed = {"service": "desk", "benefit": "quiet", "seen": "Ten fewer", "seen_on": "2026-06-30"}
    _sent(client, f"{one}/say/benefit-seen", 302, **typed)
    page = _page(client, service)
    assert "Ten fewer" in page
    assert "t.b.d." not in page
    changes = _page(client, f"{one}/changes/?since=2026-02-01")
    assert "Business continuity" in changes
    for tab in ("teams/", "text/", "people/", "journal/", "services.pdf", "services.xlsx"):
        assert client.get(f"{one}/{tab}").status_code == 200, tab


def test_roles_are_given_and_ended_on_a_page(modelled: ModelParties) -> None:
    client, people = _browser(modelled.owner), f"/operating-models/{modelled.key}/people/"
    assert "Account manager" in _page(client, people)
    typed = {"person": modelled.colleague.key, "role": "as account_manager"}
    _sent(client, f"{people}appoint", 302, **typed)
    assert "has that role already" in _sent(client, f"{people}appoint", 422, **typed)
    assert "keeps a person as its owner" in _sent(client, f"{people}1/end", 422)
    _sent(client, f"{people}5/end")
    assert Role.OWNER.value in _page(client, people)


def test_an_administrator_takes_a_model_in(book: BookFolder) -> None:
    parties = two_parties(WITH_SERVICES)
    client = _browser(parties.client)
    assert "Take your operating model in" in _page(client, "/operating-models/")
    assert "first_service" in _page(client, "/operating-models/new")
    assert "line 1" in _sent(client, "/operating-models/new", 422, text="servanda: one\n")
    text = unescape(_page(client, "/operating-models/new"))
    sample = text[text.index("servanda: 1") : text.index("</textarea>")]
    _sent(client, "/operating-models/new", text=sample)
    assert "The first service" in _page(client, client.get("/operating-models/")["Location"])


def _portfolio(count: int) -> dict[str, str]:
    """Return the texts of a model of so many services, forty a file."""
    head = "servanda: 1\noperating model: large\n"
    texts = {"operating-model.yaml": f"{head}title: A large one\n"}
    for first in range(0, count, 40):
        services = "".join(
            f"  s{each}: {{title: Service {each}, ambition: {'ABC'[each % 3]}, mode: 1,"
            f" live from: 2025-01-01, used by: Department {each % 7}}}\n"
            for each in range(first, min(first + 40, count))
        )
        texts[f"operating-model-{first:03}.yaml"] = f"{head}services:\n{services}"
    return texts


def test_two_hundred_services_load_and_filter_without_delay(book: BookFolder) -> None:
    """Once it was read, a portfolio asks few queries, however large it is."""
    parties = two_parties(WITH_SERVICES)
    model = found_model(as_of(parties.client), _portfolio(200))
    client, front = _browser(parties.client), f"/operating-models/{model.key}/"
    assert "200 of 200 services" in _page(client, front)
    begun = perf_counter()
    with CaptureQueriesContext(connection) as queries:
        page = _page(client, f"{front}?ambition=C&words=department")
    seconds = perf_counter() - begun
    assert "66 of 200 services" in page
    assert len(queries) <= 8
    # It takes a tenth of this; what is read anew at each request takes far more.
    assert seconds < 1.5
