"""Style sheets and scripts of the pages, out of the packages that bring them."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.views.decorators.http import etag

from servanda.web.routes import lets

__all__ = ["favicon", "static_file"]

# After an upgrade nobody sees new pages in old clothes for long.
_KEPT_SECONDS = 600
_MARK = "servanda/mark.svg"


def _tag(_: HttpRequest, path: str) -> str | None:
    found = _found(path)
    return f'"{found.stat().st_mtime_ns:x}"' if found else None


@lets("style looked up")
@etag(_tag)
def static_file(_: HttpRequest, path: str) -> HttpResponse:
    """Return a file that pages load; there is no other than those of installed packages."""
    found = _found(path)
    if found is None:
        return HttpResponseNotFound()
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    headers = {"Cache-Control": f"public, max-age={_KEPT_SECONDS}"}
    return HttpResponse(found.read_bytes(), content_type=kind, headers=headers)


@lets("style looked up")
def favicon(request: HttpRequest) -> HttpResponse:
    """Return the mark, which browsers ask for here beside what is no page."""
    return static_file(request, _MARK)


def _found(path: str) -> Path | None:
    try:
        found = finders.find(path)
    except SuspiciousFileOperation:
        return None
    return Path(found) if isinstance(found, str) and Path(found).is_file() else None
