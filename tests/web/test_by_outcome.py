"""Agreements of several providers that serve the same outcome stand together."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from html import unescape
from io import StringIO

from django.test import Client

from servanda.desk.callers import Caller
from servanda.desk.founding import found_agreement
from servanda.web.clock import now
from tests.desk.book import UNSIGNED, Parties

_PLACE = "portfolio: {{tier: {tier}, tiers: [vital, useful], exposure: {exposure} EUR}}\n"
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


def test_agreements_say_what_hangs_on_them_and_are_put_in_its_order(parties: Parties) -> None:
    """A fee of 10,000 EUR, of which the penalties of a month may cost a tenth."""
    client = Client()
    client.force_login(parties.client)
    caller = Caller(person=parties.client, at=now())
    places = {"B desk": ("useful", "90000"), "C desk": ("vital", "120000")}
    for title, (tier, exposure) in places.items():
        text = _text(title, "Payments") + _PLACE.format(tier=tier, exposure=exposure)
        text = text.replace("fee: 10000.00", "fee: 20000.00") if tier == "useful" else text
        found_agreement(caller, {"agreement.yaml": text}, "client")
    page = unescape(client.get("/").content.decode()).replace("\xa0", " ")
    assert '<span class="tier">vital</span>' in page
    assert "120,000 EUR behind it" in page
    assert "2,000 EUR at risk a month" in page
    orders = {
        "": ["A small desk", "B desk", "C desk"],
        "tier": ["C desk", "B desk", "A small desk"],
        "exposure": ["C desk", "B desk", "A small desk"],
        "money at risk": ["B desk", "A small desk", "C desk"],
        "end": ["A small desk", "B desk", "C desk"],
        "price": ["A small desk", "B desk", "C desk"],
    }
    for order, titles in orders.items():
        found = [row["Agreement"] for row in _csv(client, "/agreements.csv", order)]
        assert found == titles
    rows = [*_csv(client, "/agreements.csv", "")]
    assert [
        (row["Tier"], row["Exposure"], row["Money at risk"], row["At risk in each"]) for row in rows
    ] == [
        ("", "", "1000 EUR", "month"),
        ("useful", "90000 EUR", "2000 EUR", "month"),
        ("vital", "120000 EUR", "1000 EUR", "month"),
    ]
    served = [row["Agreement"] for row in _csv(client, "/outcomes/", "exposure")]
    assert served == ["C desk", "B desk"]
    page = client.get("/outcomes/?order=exposure").content.decode()
    assert page.index("C desk") < page.index("B desk")
    assert '<option value="exposure" selected>' in page


def _csv(client: Client, address: str, order: str) -> Iterator[dict[str, str]]:
    answer = client.get(address, {"order": order, "as": "csv"})
    return csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))
