"""The JSON Schema by which editors complete and check an operating model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from servanda.agreement.schema import schema_of
from servanda.operating_model.surface.root import OPERATING_MODEL

__all__ = ["MODEL_SCHEMA_FILE", "model_schema", "model_schema_text"]

MODEL_SCHEMA_FILE: Final = Path(__file__).with_name("operating_model.schema.json")
"""Where the schema lies, for editors."""


def model_schema() -> dict[str, Any]:
    """Return the schema of an operating model's text, by JSON Schema 2020-12.

    Example:
        >>> model_schema()["title"]
        'Servanda operating model'
    """
    return schema_of(
        OPERATING_MODEL,
        "Servanda operating model",
        "Who is accountable for which process of which service, and who performs.",
    )


def model_schema_text() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(model_schema(), indent=1, ensure_ascii=False) + "\n"
