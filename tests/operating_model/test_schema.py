"""What editors complete and check is what reading asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from scripts.reference_page import MODEL
from servanda.agreement.format import format_text
from servanda.agreement.text.compose import compose
from servanda.example import operating_model_path
from servanda.operating_model.schema import MODEL_SCHEMA_FILE, model_schema, model_schema_text
from servanda.operating_model.surface.root import OPERATING_MODEL
from tests.agreement.test_schema import as_editors_read

VALIDATOR = Draft202012Validator(model_schema())
SHIPPED = [MODEL, operating_model_path()]


def mistakes(text: str) -> list[str]:
    node = compose("a.yaml", text.encode()).node
    assert node is not None
    return [error.message for error in VALIDATOR.iter_errors(as_editors_read(node))]


def test_the_schema_is_sound_and_fresh() -> None:
    Draft202012Validator.check_schema(model_schema())
    assert MODEL_SCHEMA_FILE.read_text(encoding="utf-8") == model_schema_text()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_shipped_models_are_valid(path: Path) -> None:
    assert mistakes(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_shipped_models_are_in_house_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert format_text(text, "operating-model.yaml", OPERATING_MODEL).text == text


@pytest.mark.parametrize(
    ("before", "after"),
    [("ambition: A", "ambition: D"), ("    mode: 1\n", ""), ("used by:", "use by:")],
)
def test_the_schema_sees_what_reading_sees(before: str, after: str) -> None:
    text = operating_model_path().read_text(encoding="utf-8")
    assert before in text
    assert mistakes(text.replace(before, after))
