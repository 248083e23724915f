"""Whatever an author writes: the layout changes, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from servanda.agreement.format import format_text
from servanda.agreement.printing.build import build
from servanda.agreement.printing.printer import print_tree
from servanda.agreement.printing.same import say_the_same
from servanda.agreement.printing.trivia import find_trivia
from servanda.agreement.surface.root import AGREEMENT
from servanda.agreement.text.compose import Composed, compose
from tests.agreement.formatting.texts import agreement_values, any_values, written

BAD = sorted((Path(__file__).resolve().parent.parent / "bad").rglob("*.yaml"))
_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


@settings(max_examples=60, suppress_health_check=_SLOW)
@given(written(agreement_values()))
def test_agreements_keep_what_they_say(text: str) -> None:
    _check(text)


@settings(max_examples=80, suppress_health_check=_SLOW)
@given(written(any_values()))
def test_other_texts_keep_what_they_say(text: str) -> None:
    _check(text)


def _check(text: str) -> None:
    before = _composed(text)
    assume(before.node is not None and not before.diagnostics)
    assert before.node is not None
    printed = print_tree(build(before.source, before.node, AGREEMENT))
    after = _composed(printed)
    assert after.diagnostics == ()
    assert say_the_same(before, after)
    assert after.node is not None
    assert print_tree(build(after.source, after.node, AGREEMENT)) == printed
    assert format_text(text, "a.yaml").text == printed


@settings(max_examples=100, suppress_health_check=_SLOW)
@given(written(any_values()))
def test_comments_keep_their_order_where_keys_do(text: str) -> None:
    before = _composed(text)
    assume(before.node is not None and not before.diagnostics)
    assert before.node is not None
    printed = print_tree(build(before.source, before.node, None))
    assert _comments(_composed(printed)) == _comments(before)


@given(st.text())
def test_no_text_raises_anything(text: str) -> None:
    formatted = format_text(text, "a.yaml")
    assert formatted.text is not None or formatted.diagnostics


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_broken_agreements_keep_what_they_say(path: Path) -> None:
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    formatted = format_text(text, path.name)
    if formatted.text is None:
        assert {found.code[0] for found in formatted.diagnostics} == {"T"}
        assert "T025" not in {found.code for found in formatted.diagnostics}
    else:
        assert say_the_same(_composed(text), _composed(formatted.text))
        assert format_text(formatted.text, path.name).text == formatted.text


def _composed(text: str) -> Composed:
    return compose("a.yaml", text.encode())


def _comments(composed: Composed) -> list[str]:
    return [each.text for each in find_trivia(composed.source, composed.node) if each.text]
