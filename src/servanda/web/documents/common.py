"""What the shapes of requests and answers share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field, StringConstraints

from servanda.web.kept import KEPT

__all__ = ["Line", "Problem", "Words", "of_rows"]

Line = Annotated[str, StringConstraints(max_length=200, pattern=KEPT)]
Words = Annotated[str, StringConstraints(max_length=4000, pattern=KEPT)]


class Problem(Schema):
    """Why something was not done (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    mistakes: list[dict[str, Any]] = Field(default_factory=list)
    offset: int | None = None


def of_rows(schema: type[Schema], rows: Sequence[object]) -> list[Any]:
    """Return the documents of rows whose columns are called the same."""
    return [schema.model_validate(each, from_attributes=True) for each in rows]
