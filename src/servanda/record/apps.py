"""The web framework's name for this package."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["RecordConfig"]


class RecordConfig(AppConfig):
    """Name the package to the web framework."""

    name = "servanda.record"
    label = "record"
    verbose_name = "Shared book"
