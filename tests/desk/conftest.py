"""Books for tests: rolled back in the database, and gone with the test's folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from servanda.record.folder import BookFolder, create_folder
from tests.desk.book import Parties, two_parties
from tests.flow.kept import HEADER, JANUARY


@pytest.fixture
def book(tmp_path: Path, settings: Settings, db: None) -> BookFolder:
    """An empty book."""
    # Passwords are made hard to guess at a cost that tests need not pay.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    made = create_folder(tmp_path / "book")
    settings.SERVANDA_BOOK = made
    return made


@pytest.fixture
def parties(book: BookFolder) -> Parties:
    """Two parties with an agreement, January's evidence in the book."""
    made = two_parties()
    (made.evidence(book.path) / "tickets.csv").write_text(HEADER + JANUARY, "utf-8")
    return made
