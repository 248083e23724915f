"""Write the pages that explain every diagnostic, out of the kinds declared in the source."""

from __future__ import annotations

import re
from string import Formatter

from scripts.bad_examples import BadExample, bad_examples
from scripts.file_examples import file_examples
from servanda.cli.known_diagnostics import declared_kinds
from servanda.kernel.diagnostic import DiagnosticKind, Severity

SUBJECTS = {
    "T": "Text and YAML",
    "A": "Agreement",
    "F": "Formulas",
    "B": "Business time",
    "E": "Evidence",
    "M": "Measurement",
    "S": "Settlement",
    "C": "Command line",
    "D": "Decisions",
    "O": "Operating model",
}
_SEVERITIES = {
    Severity.ERROR: "An error: the text is not used until it is mended.",
    Severity.WARNING: "A warning: the text is used, and does perhaps not say what is meant.",
    Severity.NOTE: "A note: worth a look.",
}


def diagnostic_pages() -> dict[str, str]:
    """Return the pages by path below ``docs``: an index, and one page for each kind."""
    kinds = [declared.kind for declared in declared_kinds()]
    examples = bad_examples() | file_examples()
    pages = {"diagnostics/README.md": _index(kinds)}
    for kind in kinds:
        pages[kind.page.removeprefix("docs/")] = _page(kind, examples.get(kind.code))
    return pages


def _index(kinds: list[DiagnosticKind]) -> str:
    lines = [
        "# Diagnostics",
        "",
        "What `servanda` can find in an agreement or in evidence, by code. An *error* stops the",
        "text from being used, a *warning* does not, a *note* is worth a look.",
        "",
    ]
    for letter, title in SUBJECTS.items():
        own = [kind for kind in kinds if kind.code.startswith(letter)]
        if own:
            lines += [f"## {title}", "", "| code | | what |", "|---|---|---|"]
            lines += [_row(kind) for kind in own]
            lines.append("")
    return "\n".join(lines)


def _row(kind: DiagnosticKind) -> str:
    return f"| [{kind.code}]({kind.code}.md) | {kind.severity.value} | {kind.title} |"


def _page(kind: DiagnosticKind, example: BadExample | None) -> str:
    lines = [f"# {kind.code} {kind.title}", "", f"*{_SEVERITIES[kind.severity]}*", ""]
    lines += ["**What it says**", "", f"> {_template(kind.message)}", ""]
    lines += ["**Why**", "", kind.reason, "", "**What to do**", "", _sentence(kind.hint), ""]
    if example is not None:
        excerpt = [each.rstrip() for each in example.excerpt]
        shown = ["```text", *excerpt, "```"] if any(excerpt) else ["A file with nothing in it."]
        lines += ["**For example**", "", *shown, ""]
        lines += [f"> {_plain(example.message)}", ""]
        if example.mended:
            lines += ["Mended:", "", "```text", *example.mended, "```", ""]
    lines += ["[All diagnostics](README.md)", ""]
    return "\n".join(lines)


def _sentence(hint: str) -> str:
    words = _template(hint)
    end = "" if words.endswith((".", "?", "!")) else "."
    return f"{words[:1].upper()}{words[1:]}{end}"


def _template(words: str) -> str:
    """Return words with their arguments in italics, and nothing that Markdown would read."""
    parts = [
        "".join((_plain(text), f"*{name}*" if name else ""))
        for text, name, _, _ in Formatter().parse(words)
    ]
    return "".join(parts)


def _plain(text: str) -> str:
    """Return a text in which Markdown sees no marks of its own."""
    return re.sub(r"([*_<>\[\]|`])", r"\\\1", text)
