"""Every address of the shared book."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from servanda.web.api import api
from servanda.web.health import is_ready, is_up
from servanda.web.metrics import metrics
from servanda.web.own_calendar import own_calendar
from servanda.web.pages.addresses import PAGES
from servanda.web.static import favicon, static_file

urlpatterns: list[URLPattern | URLResolver] = [
    *PAGES,
    path("calendar/<str:word>.ics", own_calendar, name="own_calendar"),
    path("health", is_up, name="health"),
    path("ready", is_ready, name="ready"),
    path("metrics", metrics, name="metrics"),
    path("favicon.ico", favicon, name="favicon"),
    path("static/<path:path>", static_file, name="static"),
    path("api/v1/", api.urls),
    path("sign-in/", include("allauth.urls")),
]
