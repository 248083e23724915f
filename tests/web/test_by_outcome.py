"""Agreements of several providers that serve the same outcome stand together."""

from __future__ import annotations

import csv
from html import unescape
from io import StringIO

from django.test import Client

from servanda.desk.callers import Caller
from servanda.desk.founding import found_agreement
from servanda.web.clock import now
from tests.desk.book import UNSIGNED, Parties

_OUTCOME = "outcomes:\n  quick_payments: {{title: {title}, owner: {{client: Head of Payments}}}}\n"


def _text(title: str, outcome: str) -> str:
    named = UNSIGNED.replace("A small desk", title)
    return named.replace("terms:\n", f"{_OUTCOME.format(title=outcome)}terms:\n", 1)


def test_agreements_that_serve_an_outcome_stand_together(parties: Parties) -> None:
    client = Client()
    client.force_login(parties.client)
    assert "No agreement names an outcome" in client.get("/outcomes/").content.decode()
    caller = Caller(person=parties.client, at=now())
    for title in ("Payments desk", "Payments lines"):
        text = _text(title, "Payments without waiting")
        found_agreement(caller, {"agreement.yaml": text}, "client")
    page = unescape(client.get("/outcomes/").content.decode())
    assert page.count("Payments without waiting</h2>") == 1
    assert "2 agreements" in page
    assert page.index("Payments desk") < page.index("Payments lines")
    assert "A small desk" not in page
    rows = client.get("/outcomes/?as=csv&words=lines").content.decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(rows))
    assert (row["Outcome"], row["Agreement"]) == ("Payments without waiting", "Payments lines")
    assert row["In force until"] == "2026-12-31"
    # Whoever has no part in them is told of none.
    other = Client()
    other.force_login(parties.provider)
    assert "Payments" not in other.get("/outcomes/").content.decode()
