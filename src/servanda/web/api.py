"""The API: everything that people can do, for programs."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from servanda.web.callers import SIGNED_IN
from servanda.web.documents.common import Problem
from servanda.web.endpoints import (
    account,
    acts,
    agreements,
    drafts,
    evidence,
    holding,
    invitations,
    jobs,
    life,
    model_acts,
    operating_models,
    organisations,
    outlook,
    papers,
    partnership,
    people,
    personal,
    proposals,
    sessions,
    standing,
    systems,
    workshops,
)
from servanda.web.kept import KeptTexts
from servanda.web.problems import CONTENT_TYPE, REFUSALS, TITLES, broken, problem_of
from servanda.web.routes import rule_of

__all__ = ["api", "build_api", "operations"]

_ABOUT = """\
Everything that people can do in a shared book, for programs. Money is a text with its currency,
`"1250.50 EUR"`; moments are ISO 8601 in UTC. What cannot be done is answered as
`application/problem+json`. Send `Idempotency-Key` with what changes something: sent again with
the same content it is answered as before and done once."""

_REFUSED = {
    status: {
        "description": title.capitalize(),
        "content": {CONTENT_TYPE: {"schema": Problem.model_json_schema()}},
    }
    for status, title in TITLES.items()
    if status < 500 or status == 503  # a fault is no part of the description
}
_SUBJECTS = (
    account,
    agreements,
    organisations,
    people,
    systems,
    invitations,
    life,
    proposals,
    drafts,
    evidence,
    papers,
    jobs,
    standing,
    holding,
    acts,
    personal,
    operating_models,
    model_acts,
    sessions,
    outlook,
    partnership,
    workshops,
)
_UNREADABLE: tuple[type[Exception], ...] = (
    ValidationError,
    AuthenticationError,
    HttpError,
    RequestDataTooBig,
)


class _Api(NinjaAPI):
    """Tell in the description what every operation may be refused with."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:  # noqa: ANN401 - its own
        """Return the description."""
        found = super().get_openapi_schema(**kwargs)
        for paths in found["paths"].values():
            for operation in paths.values():
                operation["responses"].update(_REFUSED)
        return found


def build_api() -> NinjaAPI:
    """Return the API.

    Raises:
        NoRule: A route names no rule of the table of rights.
    """
    made = _Api(
        title="Servanda",
        version="1",
        description=_ABOUT,
        urls_namespace="api-1",
        auth=SIGNED_IN,
        docs_url=None,
        parser=KeptTexts(),
    )
    for kind in (*_UNREADABLE, *(each for each, _ in REFUSALS)):
        made.add_exception_handler(kind, problem_of)
    made.add_exception_handler(Exception, broken)
    for module in _SUBJECTS:
        made.add_router("", module.router)
    for _, _, view in operations(made):
        rule_of(view)
    return made


def operations(made: NinjaAPI) -> list[tuple[str, str, Any]]:
    """Return every operation: its method, its path below the API, and its function."""
    return [
        (method, path, operation.view_func)
        for _, router in made._routers  # noqa: SLF001 - it shows them nowhere else
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    ]


api = build_api()
