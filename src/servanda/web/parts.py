"""How the description says that a request brings a part of a file."""

from __future__ import annotations

from typing import Any

__all__ = ["PART"]

PART: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
"""The body of a request that brings one."""
