"""Write the page of the command line, out of what each command says of itself."""

from __future__ import annotations

import re

from cyclopts import App

from servanda.cli.application import COMMANDS, GROUPS, build_application

_INTRODUCTION = """\
# The command line

Written from the commands themselves; `servanda COMMAND --help` says the same.

An agreement is a folder: `agreement.yaml`, `amendment-1.yaml` and so on, and its evidence in
`evidence/`. Without a folder named, commands work in the one at hand.

| exit code | means |
|---|---|
| 0 | fine |
| 1 | mistakes were found in the agreement or in the evidence |
| 2 | the command was used wrongly |
| 3 | something could not be read or written |
| 70 | a fault of Servanda |
| 130 | interrupted |
| 141 | whoever read the output stopped reading |

What was asked for goes to standard output and nothing else does; diagnostics beside an answer,
progress and refusals go to standard error. Progress is shown on a terminal only (`demo` tells its
steps anywhere). Colours appear on a terminal only, and not where `NO_COLOR` is set. With
`--format json` the answer is one of the [documented shapes](json.md); where mistakes stand in its
way, it is the document of `servanda check`.
"""


def command_page() -> str:
    """Return the page."""
    application = build_application(
        opened=[*COMMANDS, *(own for group in GROUPS.values() for own in group)]
    )
    sections = []
    for name in COMMANDS:
        if name in GROUPS:
            group = application[name]
            sections += [_section(group[each], f"{name} {each}") for each in GROUPS[name]]
        else:
            sections.append(_section(application[name], name))
    return "\n".join([_INTRODUCTION, *sections])


def _section(command: App, name: str) -> str:
    text = command.generate_docs(output_format="markdown")
    own = name.rpartition(" ")[2]
    text = text.replace(f"# {own}\n", f"## {name}\n", 1)
    text = text.replace(f"```console\n{own}", f"```console\nservanda {name}", 1)
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
