"""``servanda schema``."""

from __future__ import annotations

from servanda.agreement.schema import json_schema
from servanda.cli.exit_codes import ExitCode
from servanda.cli.terminal import open_terminal

__all__ = ["schema_command"]


def schema_command() -> int:
    """Print the JSON Schema of agreements, for editors that complete and check while typing.

    For example:

    ```
    servanda schema > agreement.schema.json
    ```
    """
    open_terminal().print_json(json_schema())
    return ExitCode.FINE
