"""The reference shows every key, each as it stands in an agreement that holds."""

import re
from pathlib import Path

import pytest

from scripts.reference_page import (
    AMENDMENT,
    MODEL,
    MODELS,
    WHOLE,
    example_of_keys,
    model_reference_page,
    records_in,
    reference_page,
)
from servanda.agreement.format import format_text
from servanda.agreement.read import read_agreement
from servanda.agreement.surface.root import AGREEMENT
from servanda.operating_model.read.model import read_model_texts
from servanda.operating_model.surface.root import OPERATING_MODEL
from tests.house.files import ROOT


def test_the_agreement_with_every_key_is_sound() -> None:
    reading = read_agreement([WHOLE, AMENDMENT])
    assert [str(each) for each in reading.diagnostics] == []
    assert reading.history is not None


@pytest.mark.parametrize("path", [WHOLE, AMENDMENT], ids=lambda path: path.name)
def test_it_is_printed_in_house_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert format_text(text, path.name).text == text


def test_it_uses_every_key() -> None:
    used = set(example_of_keys())
    known = {
        (*place, key.name) for place, record in records_in(AGREEMENT, ()) for key in record.keys
    }
    assert used == known


def test_the_operating_model_with_every_key_uses_each_and_is_sound() -> None:
    text = MODEL.read_text(encoding="utf-8")
    assert format_text(text, MODEL.name, OPERATING_MODEL).text == text
    reading = read_model_texts([(MODEL.name, text.encode())])
    assert [str(each) for each in reading.diagnostics] == []
    used = set(example_of_keys(MODELS))
    records = list(records_in(OPERATING_MODEL, ()))
    assert used == {(*place, key.name) for place, record in records for key in record.keys}
    page = model_reference_page()
    for _, record in records:
        for key in record.keys:
            assert f"| `{key.name}` | {key.meaning} |" in page


def test_the_page_shows_every_key() -> None:
    page = reference_page()
    for _, record in records_in(AGREEMENT, ()):
        for key in record.keys:
            assert f"| `{key.name}` | {key.meaning} |" in page


def test_the_overview_names_every_key() -> None:
    overview = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
    known = {key.name for _, record in records_in(AGREEMENT, ()) for key in record.keys}
    assert {name for name in known if not re.search(rf"(?<!\w){name}(?!\w)", overview)} == set()
