"""The example's evidence, made once."""

from pathlib import Path

import pytest

from servanda.example import generate_evidence


@pytest.fixture(scope="session")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the evidence of the fixed seed."""
    folder = tmp_path_factory.mktemp("example") / "evidence"
    generate_evidence(folder)
    return folder
