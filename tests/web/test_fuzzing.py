"""The API, fuzzed from its own description: no fault, and nothing that it does not tell of."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from servanda.web.api import api
from servanda.web.wsgi import application
from tests.desk.book import Parties
from tests.web.programs import Program

_EXAMPLES = int(os.environ.get("SERVANDA_FUZZ", "8"))
_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
_DESCRIBED: Any = schemathesis.openapi.from_dict(api.get_openapi_schema())
_OPERATIONS = {
    f"{operation.method} {operation.path}": operation
    for operation in (each.ok() for each in _DESCRIBED.get_all_operations())
}


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the test's connection, with what is not committed in it, however old it is."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("name", _OPERATIONS)
def test_operation_answers_as_described(name: str, parties: Parties) -> None:
    operation, headers = _OPERATIONS[name], Program(parties.provider).headers
    own = {"agreement": parties.key} if "{agreement}" in operation.path else None
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    kinds: list[Any] = [
        operation.as_strategy(generation_mode=mode, path_parameters=own) for mode in modes
    ]

    @settings(
        max_examples=_EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=st.one_of(kinds))
    def ask(case: Any) -> None:  # noqa: ANN401 - any of its cases
        case.call_and_validate(headers=headers, checks=_CHECKS, app=application)

    ask()
