"""Advice on pages names what is done on pages, never a command or a flag."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from servanda.decisions import diagnostics
from servanda.kernel.diagnostic import DiagnosticKind
from servanda.web.pages.hints import on_pages


def _kinds() -> Iterator[DiagnosticKind]:
    yield from (each for each in vars(diagnostics).values() if isinstance(each, DiagnosticKind))


_KINDS = sorted(_kinds(), key=lambda each: each.code)


@pytest.mark.parametrize("kind", _KINDS, ids=[each.code for each in _KINDS])
def test_what_is_refused_by_an_agreement_advises_what_pages_do(kind: DiagnosticKind) -> None:
    said = on_pages(f"{kind.message}; {kind.hint}")
    assert not re.search(r"\bservanda [a-z]|--[a-z]", said), said
    assert not said.endswith((" with", ",", ";", ":")), said


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "say it with --minutes, or --decision for each decision",
            "say it in its minutes, or in a line for each decision",
        ),
        ("say it in a sentence, with --how", "say it in a sentence"),
        ("name the person with --person", "name the person"),
        (
            "say from when the changes shall govern: --from 2027-01-01",
            "say from when the changes shall govern",
        ),
        (
            "tickets.csv is too long to be looked through here; 'servanda profile' does",
            "tickets.csv is too long to be looked through here",
        ),
        ("write it like 2026-03-31", "write it like 2026-03-31"),
    ],
)
def test_flags_and_commands_become_what_is_done_on_pages(said: str, told: str) -> None:
    assert on_pages(said) == told
