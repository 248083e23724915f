"""Every malformed operating model in ``bad/`` is answered with its diagnostics, at their places.

The first lines of each text say what is expected: ``# expect CODE LINE:COLUMN``.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from servanda.kernel.diagnostic import DiagnosticKind
from servanda.operating_model import diagnostics as of_models
from servanda.operating_model.diagnostics import rules, sheets
from servanda.operating_model.read.model import read_model_texts
from tests.operating_model.texts import HEAD, service_text

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))
EXPECTED = re.compile(r"^# expect (\w\d{3}) (\d+:\d+)$", re.MULTILINE)
# Kinds that need an agreement, or several files, have tests of their own.
TESTED_ELSEWHERE = {
    "LINK_BROKEN",
    "OTHER_MODEL",
    "SERVICE_TWICE",
    "UNKNOWN_COMMITMENT",
    "UNKNOWN_COVERED",
    "UNKNOWN_MEASURE",
    "UNKNOWN_PARTY_THERE",
}


def expected_of(path: Path) -> list[tuple[str, str]]:
    return EXPECTED.findall(path.read_text("utf-8"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_text(path: Path) -> None:
    reading = read_model_texts([(path.name, path.read_bytes())])
    found = [(each.code, f"{each.span.line}:{each.span.column}") for each in reading.diagnostics]
    assert found == expected_of(path)
    assert found
    assert reading.model is None
    assert all(each.message for each in reading.diagnostics)


def test_every_kind_of_text_has_a_bad_text() -> None:
    elsewhere = {*vars(rules), *vars(sheets), *TESTED_ELSEWHERE} - {"DiagnosticKind"}
    seen = {code for path in BAD for code, _ in expected_of(path)}
    unseen = {
        name
        for name, kind in vars(of_models).items()
        if isinstance(kind, DiagnosticKind) and kind.code not in seen and name not in elsewhere
    }
    assert unseen == set()


def test_a_large_model_stands_in_several_files() -> None:
    more = (
        "servanda: 1\noperating model: acme\nservices:\n  desk: {title: D, ambition: A, mode: 1}\n"
    )
    reading = read_model_texts([("a.yaml", service_text("").encode()), ("b.yaml", more.encode())])
    assert reading.model is not None
    assert list(reading.model.services) == ["payments", "desk"]


def test_a_service_stands_in_one_file_alone() -> None:
    more = (
        "servanda: 1\noperating model: acme\n"
        "services:\n  payments: {title: P, ambition: A, mode: 1}\n"
    )
    reading = read_model_texts([("a.yaml", service_text("").encode()), ("b.yaml", more.encode())])
    (only,) = reading.diagnostics
    assert str(only).startswith("b.yaml:4:3: error O010: 'payments' already stands in a.yaml")


def test_a_further_file_belongs_to_the_same_organisation() -> None:
    more = "servanda: 1\noperating model: other\ntitle: Other\n"
    reading = read_model_texts([("a.yaml", HEAD.encode()), ("b.yaml", more.encode())])
    assert [f"{each.code} {each.span.line}:{each.span.column}" for each in reading.diagnostics] == [
        "O011 2:18",
        "A001 3:1",
    ]
