"""Books with an operating model in them."""

from __future__ import annotations

import pytest

from servanda.record.folder import BookFolder
from tests.desk.book import two_parties
from tests.desk.conftest import book
from tests.desk.operating_model.made import WITH_SERVICES, ModelParties, with_model

__all__ = ["book", "modelled"]


@pytest.fixture
def modelled(book: BookFolder) -> ModelParties:
    """Both parties of an agreement, the client's organisation with an operating model."""
    del book
    return with_model(two_parties(WITH_SERVICES))
