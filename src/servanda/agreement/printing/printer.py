"""From the tree to text in house style: two spaces a level, a hundred columns a line."""

from __future__ import annotations

from typing import Final

from servanda.agreement.printing.scalar import WIDTH, block_lines, is_plain, one_line
from servanda.agreement.printing.tree import Branch, Leaf, Part, Tree

__all__ = ["print_tree"]

_SHORT_PARTS_MAX: Final = 3
_STEP: Final = "  "


def print_tree(document: Part) -> str:
    """Return a text in house style, ending with a line break.

    A mapping goes into braces where its author put it there and it fits on its line, or where it
    is short: up to three plain values. What is too long for a line, or has comments inside, is
    opened up. Sections that name things give each thing lines of its own.

    Args:
        document: The whole text, as a part without a key.
    """
    lines = [*document.before, *document.beside]
    if isinstance(document.value, Leaf) or not document.value.parts:
        lines.append(_in_braces(document.value))
        lines += document.value.tail if isinstance(document.value, Branch) else []
    else:
        lines += _branch(document.value, "")
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines) + "\n"


def _branch(branch: Branch, indent: str) -> list[str]:
    lines = []
    for part in branch.parts:
        lines += _above(part.before, indent)
        lines += _entry(part, indent) if branch.is_mapping else _item(part, indent)
    return [*lines, *_above(branch.tail, indent)]


def _above(comments: list[str], indent: str) -> list[str]:
    return [f"{indent}{comment}" if comment else "" for comment in comments]


def _entry(part: Part, indent: str) -> list[str]:
    name = one_line(part.key.text, in_braces=False) if part.key else ""
    lines = _above(part.beside[:-1], indent)
    first = f"{indent}{name}:"
    return lines + _value(part, first, indent + _STEP)


def _item(part: Part, indent: str) -> list[str]:
    if isinstance(part.value, Leaf) or _goes_in_braces(part.value, len(indent) + 2):
        return _above(part.beside[:-1], indent) + _value(part, f"{indent}-", indent + _STEP)
    inside = _branch(part.value, indent + _STEP)
    heading = []
    while not inside[0] or inside[0].lstrip().startswith("#"):
        heading.append(inside.pop(0).strip())
    inside[0] = f"{indent}- {inside[0].lstrip()}"
    return _above([*part.beside, *(line for line in heading if line)], indent) + inside


def _value(part: Part, first: str, indent: str) -> list[str]:
    """Return the lines of a key or dash and what follows it.

    Args:
        part: What is printed.
        first: Its line up to the colon or dash.
        indent: Indentation of further lines.
    """
    comment = f" {part.beside[-1]}" if part.beside else ""
    if isinstance(part.value, Leaf):
        return _leaf(part.value, first, indent, comment)
    if _goes_in_braces(part.value, len(first) + 1):
        return [f"{first} {_in_braces(part.value)}{comment}"]
    return [f"{first}{comment}", *_branch(part.value, indent)]


def _leaf(leaf: Leaf, first: str, indent: str, comment: str) -> list[str]:
    if leaf.absent:
        return [f"{first}{comment}"]
    line = f"{first} {one_line(leaf.text, in_braces=False, quoted=leaf.quoted)}"
    if len(line) > WIDTH or "\n" in leaf.text:
        width = max(WIDTH - len(indent), WIDTH // 3)
        block = block_lines(leaf.text, width, formula=leaf.formula)
        if block is not None:
            sign, inside = block
            return [
                f"{first} {sign}{comment}",
                *(f"{indent}{each}" if each else "" for each in inside),
            ]
    return [f"{line}{comment}"]


def _goes_in_braces(branch: Branch, column: int) -> bool:
    """Tell whether a mapping or list is written on the line that names it.

    Args:
        branch: The mapping or list.
        column: Columns already taken on that line.
    """
    if not branch.parts:
        return True
    if branch.always_open or branch.has_comments() or not _fits_one_line(branch):
        return False
    wanted = branch.in_braces or _is_short(branch)
    return wanted and column + len(_in_braces(branch)) <= WIDTH


def _is_short(branch: Branch) -> bool:
    return len(branch.parts) <= _SHORT_PARTS_MAX and all(
        isinstance(part.value, Leaf)
        and is_plain(part.value.text, in_braces=True)
        and (part.key is None or is_plain(part.key.text, in_braces=True))
        for part in branch.parts
    )


def _fits_one_line(tree: Tree) -> bool:
    if isinstance(tree, Leaf):
        return not tree.absent and "\n" not in tree.text
    return all(_fits_one_line(part.value) for part in tree.parts)


def _in_braces(tree: Tree) -> str:
    if isinstance(tree, Leaf):
        return "" if tree.absent else one_line(tree.text, in_braces=True, quoted=tree.quoted)
    parts = [_in_braces(part.value) for part in tree.parts]
    if not tree.is_mapping:
        return f"[{', '.join(parts)}]"
    names = [one_line(part.key.text, in_braces=True) for part in tree.parts if part.key]
    return (
        "{" + ", ".join(f"{name}: {value}" for name, value in zip(names, parts, strict=True)) + "}"
    )
