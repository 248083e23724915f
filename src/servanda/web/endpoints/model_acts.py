"""What people say about an operating model: one operation an act, made from the acts."""

# Annotations are read while running, and some are made here, so that they are no texts.

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from servanda.desk.operating_model.saying import SAID_ON_MODELS, say_on_model
from servanda.journal.wire import read_act
from servanda.web.act_schema import act_schema
from servanda.web.answering import IDEMPOTENT, done
from servanda.web.documents.common import Line
from servanda.web.documents.journal import EnteredDocument
from servanda.web.routes import lets

__all__ = ["router"]

router = Router(tags=["what is said about an operating model"])

_ROLE = {"role": (Line, Field("", description="The role of the text in which it is said."))}


def _endpoint(name: str, kind: type) -> Callable[..., HttpResponse]:
    schema = act_schema(name, kind, _ROLE)

    def enter(request: HttpRequest, model: str, said: schema) -> HttpResponse:  # type: ignore[valid-type] # made above
        role = str(said.role)  # type: ignore[attr-defined] # of every such schema
        content: dict[str, Any] = said.model_dump(mode="json", exclude={"role"})  # type: ignore[attr-defined] # a schema
        act = read_act(name, content, SAID_ON_MODELS)
        return done(
            request,
            lambda caller: say_on_model(caller, model, act, role=role),
            EnteredDocument.of,
        )

    enter.__doc__ = (kind.__doc__ or "").split("\n", maxsplit=1)[0]
    enter.__name__ = name.replace(" ", "_")
    return enter


def _register() -> None:
    for name, kind in SAID_ON_MODELS.items():
        router.post(
            f"/operating-models/{{model}}/said/{name.replace(' ', '-')}",
            response={201: EnteredDocument},
            operation_id=name.replace(" ", "_"),
            summary=name.capitalize(),
            openapi_extra=IDEMPOTENT,
        )(lets(name)(_endpoint(name, kind)))


_register()
