"""The same books as for the desk."""

from tests.desk.conftest import book, parties

__all__ = ["book", "parties"]
