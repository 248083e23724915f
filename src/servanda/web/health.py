"""Whether the book is up, and whether it can be worked with."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from servanda.web.routes import lets

__all__ = ["is_ready", "is_up"]


@lets("health looked at")
def is_up(_: HttpRequest) -> JsonResponse:
    """Answer that the process is there."""
    return JsonResponse({"state": "up"})


@lets("health looked at")
def is_ready(_: HttpRequest) -> JsonResponse:
    """Answer whether the database is there too."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from agreement")
    except DatabaseError:
        return JsonResponse({"state": "the database does not answer"}, status=503)
    return JsonResponse({"state": "ready"})
