"""``servanda model schema``."""

from __future__ import annotations

from servanda.cli.exit_codes import ExitCode
from servanda.cli.terminal import open_terminal
from servanda.operating_model.schema import model_schema

__all__ = ["schema_command"]


def schema_command() -> int:
    """Print the JSON Schema of operating models, for editors that complete and check.

    For example:

    ```
    servanda model schema > operating-model.schema.json
    ```
    """
    open_terminal().print_json(model_schema())
    return ExitCode.FINE
