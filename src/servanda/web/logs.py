"""What the log says: one line of JSON for each thing, by the request that it belongs to."""

from __future__ import annotations

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

__all__ = ["REQUEST", "JsonLines"]

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""By what the request that is being answered is known in the log."""

_FRAMES_MAX = 40


class JsonLines(logging.Formatter):
    """Write a record as one line of JSON.

    Of a fault it says where it happened and of what kind it is: its message may hold anything.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        content: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        request = REQUEST.get()
        if request:
            content["request"] = request
        content |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1] is not None:
            content["fault"] = _fault(record.exc_info[1])
        return json.dumps(content, ensure_ascii=False)


def _fault(fault: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(fault.__traceback__)[-_FRAMES_MAX:]
    behind = fault.__cause__ or fault.__context__
    return {
        "kind": type(fault).__name__,
        "behind": type(behind).__name__ if behind is not None else "",
        "where": [f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in frames],
    }
