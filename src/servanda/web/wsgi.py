"""The shared book as a WSGI application; ``SERVANDA_BOOK`` names its folder."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

__all__ = ["application"]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "servanda.record.settings")
application = get_wsgi_application()
