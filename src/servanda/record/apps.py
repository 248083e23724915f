"""The web framework's name for this package."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["RecordConfig"]


class RecordConfig(AppConfig):
    """Name the package to the web framework."""

    name = "servanda.record"
    label = "record"
    verbose_name = "Shared book"

    def ready(self) -> None:
        """Keep the host's journal from now on."""
        # The tables cannot be loaded before the framework has all of them.
        from servanda.record.administering import connect  # noqa: PLC0415 - as said above

        connect()
