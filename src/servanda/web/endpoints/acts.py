"""Everything that a party says: one operation an act, made from the acts of the journal."""

# Annotations are read while running, and some are made here, so that they are no texts.

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from servanda.desk.callers import Caller
from servanda.desk.left_out import LEFT_OUT, completed
from servanda.desk.saying import MADE_HERE, say
from servanda.desk.working import Draft, Entered
from servanda.journal.acts import ACTS
from servanda.journal.wire import read_act
from servanda.web.act_schema import SIGNATURE, act_schema, optional
from servanda.web.answering import IDEMPOTENT
from servanda.web.documents.journal import DraftDocument, EnteredDocument
from servanda.web.routes import lets
from servanda.web.signatures import entered_or_draft, signature_of

__all__ = ["router"]

router = Router(tags=["what a party says"])


def _endpoint(name: str, kind: type) -> Callable[..., HttpResponse]:
    left_out = optional(kind, LEFT_OUT.get(name, ()))
    schema = act_schema(name, kind, {**SIGNATURE, **left_out})

    def enter(request: HttpRequest, agreement: str, said: schema) -> HttpResponse:  # type: ignore[valid-type] # made above
        signature = signature_of(said.signature)  # type: ignore[attr-defined] # of every such schema
        content: dict[str, Any] = said.model_dump(mode="json", exclude={"signature"})  # type: ignore[attr-defined] # a schema

        def says(caller: Caller) -> Entered | Draft:
            act = read_act(name, completed(caller, agreement, name, content))
            return say(caller, agreement, act, signature=signature)

        return entered_or_draft(request, says)

    enter.__doc__ = (kind.__doc__ or "").split("\n", maxsplit=1)[0]
    enter.__name__ = name.replace(" ", "_")
    return enter


def _register() -> None:
    for name, kind in ACTS.items():
        if kind in MADE_HERE:
            continue
        word = name.replace(" ", "_")
        router.post(
            f"/agreements/{{agreement}}/said/{name.replace(' ', '-')}",
            response={201: EnteredDocument, 202: DraftDocument},
            operation_id=word,
            summary=name.capitalize(),
            openapi_extra=IDEMPOTENT,
        )(lets(name)(_endpoint(name, kind)))


_register()
