"""Whether the book is up, and whether it can be worked with."""

from __future__ import annotations

import tempfile

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from servanda.record.opening import current_book, is_current
from servanda.web.routes import lets

__all__ = ["is_ready", "is_up"]

_migrated: list[str] = []


@lets("health looked at")
def is_up(_: HttpRequest) -> JsonResponse:
    """Answer that the process is there."""
    return JsonResponse({"state": "up"})


@lets("health looked at")
def is_ready(_: HttpRequest) -> JsonResponse:
    """Answer whether the database is there and as it has to be, and files can be written."""
    why = _why_not()
    if why:
        return JsonResponse({"state": "not ready", "why": why}, status=503)
    return JsonResponse({"state": "ready"})


def _why_not() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
        if not _is_migrated():
            return "the database is not as this version of Servanda needs it"
    except DatabaseError:
        return "the database does not answer"
    try:
        with tempfile.TemporaryFile(dir=current_book().path) as file:
            file.write(b"ready")
    except OSError:
        return "nothing can be written into the book's folder"
    return ""


def _is_migrated() -> bool:
    """Return whether every migration was made; what was found so once stays so."""
    database = str(connection.settings_dict["NAME"])
    if database not in _migrated:
        if not is_current():
            return False
        _migrated.append(database)
    return True
