"""Files that are taken away."""

from __future__ import annotations

from django.http import HttpResponse

__all__ = ["file_response"]


def file_response(content: bytes, kind: str, name: str) -> HttpResponse:
    """Return a file that is kept rather than shown.

    Args:
        content: What is in it.
        kind: What it is.
        name: What it is called, with its ending.
    """
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
