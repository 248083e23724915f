"""Whole agreements of the trade, of other shapes than the published cases and the pages.

They use what the pages tell of, together: what is on the desk must fit without new code. Every
figure was worked out by hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.agreement.format import format_text
from tests.mechanisms.page import sections_of
from tests.mechanisms.worked import differences

_TEXTS = sorted((Path(__file__).parent / "whole").glob("*.md"))


@pytest.mark.parametrize("path", _TEXTS, ids=lambda path: path.stem)
def test_every_figure_is_what_the_settlement_gives(path: Path) -> None:
    [section] = sections_of(path)
    assert any(True for _ in section.worked)
    found = [f"{each.place}: told {each.told}, is {each.is_}" for each in differences(section)]
    assert found == []


@pytest.mark.parametrize("path", _TEXTS, ids=lambda path: path.stem)
def test_every_text_is_in_house_style(path: Path) -> None:
    [section] = sections_of(path)
    assert format_text(section.agreement, "agreement.yaml").text == section.agreement
