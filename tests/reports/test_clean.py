"""Texts from evidence cannot steer a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.reports.clean import one_line, printable


@pytest.mark.parametrize(
    "text",
    ["\x1b[2J", "\x9b31m", "a\x00b", "\u202egpj.exe", "\x07", "\r", "\ud800", "\u2028"],
)
def test_what_steers_or_reorders_is_replaced(text: str) -> None:
    cleaned = printable(text)
    assert "\N{REPLACEMENT CHARACTER}" in cleaned
    assert not set(cleaned) & set("\x1b\x9b\x00\u202e\x07\r\ud800\u2028")


def test_line_breaks_and_tabs_stay_unless_one_line_is_wanted() -> None:
    assert printable("a\n\tb") == "a\n\tb"
    assert one_line("a\n\tb") == "a b"


def test_letters_of_all_scripts_stay() -> None:
    text = "Zürich, Πάτρα, 東京, नमस्ते, 👩‍💻"
    assert printable(text) == text


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1
