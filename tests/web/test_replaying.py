"""Whatever is sent twice under one idempotency key is done once, however late it comes again."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import F
from django.http import HttpResponse

from servanda.record.models import Agreement, Appointment, Invitation, JournalEntry, KeptRequest
from tests.desk.book import Parties
from tests.web.life import Life
from tests.web.programs import Program

_MADE = (Agreement, Appointment, Invitation, JournalEntry, KeptRequest)


_KEEP_NO_KEY = (
    "/drafts",
    "/draft",
    "draft/undone",
    "draft/done-again",
    "draft/countering",
    "invoice?name=invoice.csv",
)


class _Twice(Program):
    """Give each request that makes something a key, and send it twice."""

    def __init__(self, program: Program) -> None:
        self.client, self.headers = program.client, program.headers
        self.kept: list[tuple[str, str, object, dict[str, str], bytes]] = []

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> HttpResponse:
        # What one drafts is one's own and binds nobody; an invoice is looked at and not kept.
        if method != "POST" or path.endswith(_KEEP_NO_KEY):
            return super().ask(method, path, body, **headers)
        once = {"Idempotency-Key": f"request-{len(self.kept)}"}
        first = super().ask(method, path, body, **once)
        there = [each.objects.count() for each in _MADE]
        again = super().ask(method, path, body, **once)
        assert (again.status_code, again.content) == (first.status_code, first.content)
        assert [each.objects.count() for each in _MADE] == there
        self.kept.append((method, path, body, once, first.content))
        return first

    def ask_again(self, kept: tuple[str, str, object, dict[str, str], bytes]) -> HttpResponse:
        method, path, body, once, _ = kept
        return super().ask(method, path, body, **once)

    def ask_another(self, kept: tuple[str, str, object, dict[str, str], bytes]) -> Any:  # noqa: ANN401 - JSON
        method, path, body, once, _ = kept
        assert body is None or isinstance(body, dict)
        response = super().ask(method, path, {**(body or {}), "another": "thing"}, **once)
        return response.status_code, json.loads(response.content)


def test_everything_in_a_life_is_done_once_and_answered_so_for_good(parties: Parties) -> None:
    life = Life(parties, 2)
    client, provider = life.client, life.provider = _Twice(life.client), _Twice(life.provider)
    life.live()
    KeptRequest.objects.update(made_at=F("made_at") - timedelta(days=3650))
    entries = JournalEntry.objects.count()
    assert len(client.kept) + len(provider.kept) == KeptRequest.objects.count() > 30
    for program in (client, provider):
        for kept in program.kept:
            assert program.ask_again(kept).content == kept[-1], kept[:3]
            status, answer = program.ask_another(kept)
            assert status == 422
            assert "another" in json.dumps(answer)
    assert JournalEntry.objects.count() == entries
    # Somebody was erased on the way.
    rows = [str(list(each._default_manager.values())) for each in apps.get_models()]
    assert "Bo Berg" not in "".join(rows)
    assert "Anna Visser" not in "".join(rows)
