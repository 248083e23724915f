"""Style sheets and scripts of the pages, out of the packages that bring them."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

from servanda.web.routes import lets

__all__ = ["static_file"]

_DAY_SECONDS = 86_400


@lets("style looked up")
def static_file(_: HttpRequest, path: str) -> HttpResponse:
    """Return a file that pages load; there is no other than those of installed packages."""
    found = _found(path)
    if found is None:
        return HttpResponseNotFound()
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    headers = {"Cache-Control": f"public, max-age={_DAY_SECONDS}"}
    return HttpResponse(found.read_bytes(), content_type=kind, headers=headers)


def _found(path: str) -> Path | None:
    try:
        found = finders.find(path)
    except SuspiciousFileOperation:
        return None
    return Path(found) if isinstance(found, str) and Path(found).is_file() else None
