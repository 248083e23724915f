"""Places in the signed contract: ``master 4.2 (a)``."""

from __future__ import annotations

import re

from servanda.agreement import diagnostics as found
from servanda.agreement.model.setting import Clause
from servanda.agreement.notebook import Notebook
from servanda.agreement.text.node import ScalarNode

__all__ = ["read_clause"]


def read_clause(node: ScalarNode, notebook: Notebook) -> Clause | None:
    """Read a document's name and the place as it is written there."""
    matched = re.fullmatch(r"([a-z][a-z0-9_]*)\s+(\S.*)", node.text.strip())
    if matched is None:
        notebook.report(found.BAD_CLAUSE, node.span, text=node.text)
        return None
    return Clause(document=matched[1], place=matched[2], span=node.span)
