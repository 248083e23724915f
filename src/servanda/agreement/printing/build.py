"""From located nodes to the tree that is printed: every comment finds its place."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.agreement.printing.order import arrange, resolve, shape_of_item, shape_of_value
from servanda.agreement.printing.scalar import NEEDS_ITS_QUOTES
from servanda.agreement.printing.tree import Branch, Leaf, Part, Tree
from servanda.agreement.printing.trivia import Trivia, find_trivia
from servanda.agreement.surface.shape import FormulaShape, ListOf, Named, Shape
from servanda.agreement.text.node import ListNode, MappingNode, Node, ScalarNode, SourceText
from servanda.kernel.source import SourceSpan

__all__ = ["build"]

_Pair = tuple[ScalarNode | None, Node]


def build(source: SourceText, root: Node, shape: Shape | None) -> Part:
    """Return the tree of a text, as the value of a part without a key.

    A comment at the end of a line belongs to what stands on that line. One on a line of its own
    belongs to what comes next, or, if it is indented like the section before, to that one's end.

    Args:
        source: The text.
        root: What was read from it.
        shape: What it is meant to be.
    """
    return _Builder(source, find_trivia(source, root)).document(root, shape)


class _Builder:
    def __init__(self, source: SourceText, trivia: Sequence[Trivia]) -> None:
        self._source = source
        self._trivia = trivia
        self._next = 0

    def document(self, root: Node, shape: Shape | None) -> Part:
        if isinstance(root, ScalarNode) or self._in_braces(root):
            before = _lines(self._take(self._start(root)))
        else:
            before = []
        part = self._part(None, root, shape, len(self._source.text))
        part.before[:0] = before
        if isinstance(part.value, Branch):
            part.value.always_open = True
            part.value.in_braces = False
            _open_sections(part.value, resolve(root, shape))
            part.value.tail += self._between(self._rest(), part, column=0)
        else:
            part.beside += _lines(self._rest())
        return part

    def _rest(self) -> list[Trivia]:
        rest = list(self._trivia[self._next :])
        self._next = len(self._trivia)
        while rest and not rest[-1].text:
            rest.pop()
        return rest

    def _part(self, key: ScalarNode | None, value: Node, shape: Shape | None, limit: int) -> Part:
        part = Part(key=Leaf(text=key.text) if key else None, value=Leaf(text=""))
        if key is not None:
            part.beside += self._beside(key.span, self._first_inside(value))
        if isinstance(value, ScalarNode) or self._in_braces(value):
            part.before += [line for line in _lines(self._take(self._start(value))) if line]
        part.value = self._tree(value, resolve(value, shape), part)
        if isinstance(value, ScalarNode):
            part.beside += self._header(value)
            part.beside += self._beside(value.span, limit)
        elif self._in_braces(value):
            self._after_braces(part, self._beside(value.span, limit))
        return part

    def _after_braces(self, part: Part, comments: list[str]) -> None:
        inside = part.value
        if isinstance(inside, Branch) and inside.has_comments():
            inside.tail += comments
        else:
            part.beside += comments

    def _header(self, value: ScalarNode) -> list[str]:
        """Return the comment behind the sign that begins a block of text."""
        return _lines(self._take(value.end)) if value.style in {"|", ">"} else []

    def _tree(self, node: Node, shape: Shape | None, owner: Part) -> Tree:
        if isinstance(node, ScalarNode):
            return _leaf(node, shape)
        branch = Branch(
            is_mapping=isinstance(node, MappingNode),
            in_braces=self._in_braces(node),
            column=node.span.column,
        )
        if branch.in_braces:
            owner.beside += self._beside(_opening(node.span), self._first_inside(node))
            self._fill_braces(branch, node, shape, owner)
        else:
            self._fill_lines(branch, node, shape)
        _put_in_order(branch, shape)
        return branch

    def _fill_braces(
        self, branch: Branch, node: MappingNode | ListNode, shape: Shape | None, owner: Part
    ) -> None:
        pairs = _pairs(node)
        end = self._end(node)
        starts = [self._start(key or value) for key, value in pairs[1:]]
        for (key, value), limit in zip(pairs, [*starts, end], strict=False):
            before = [line for line in _lines(self._take(self._start(key or value))) if line]
            part = self._part(key, value, _inside(shape, key), limit)
            _put_above(part, before)
            branch.parts.append(part)
        closing = [line for line in _lines(self._take(end)) if line]
        (branch.tail if branch.parts else owner.before).extend(closing)

    def _fill_lines(
        self, branch: Branch, node: MappingNode | ListNode, shape: Shape | None
    ) -> None:
        for key, value in _pairs(node):
            trivia = self._take(self._start(key or value))
            previous = branch.parts[-1] if branch.parts else None
            before = self._between(trivia, previous, column=branch.column)
            part = self._part(key, value, _inside(shape, key), len(self._source.text))
            _put_above(part, before)
            branch.parts.append(part)

    def _between(
        self, trivia: Sequence[Trivia], previous: Part | None, *, column: int
    ) -> list[str]:
        """Give comments that are indented like the part before to its end; return the others.

        Args:
            trivia: What stands between two parts.
            previous: The part before.
            column: The column that the next part stands at.
        """
        open_branches = _open_branches(previous)
        lines: list[str] = []
        blank = False
        for each in trivia:
            if not each.text:
                blank = True
                continue
            deep = each.alone and each.column > column and not lines
            while open_branches and open_branches[-1].column > each.column:
                open_branches.pop()
            goal = open_branches[-1].tail if deep and open_branches else lines
            goal += ["", each.text] if blank else [each.text]
            blank = False
        return [*lines, ""] if blank else lines

    def _take(self, limit: int) -> list[Trivia]:
        """Return what has not been given to anything and stands before a place."""
        first = self._next
        while self._next < len(self._trivia) and self._trivia[self._next].index < limit:
            self._next += 1
        return list(self._trivia[first : self._next])

    def _beside(self, span: SourceSpan, limit: int) -> list[str]:
        """Return the comment on the line that a stretch of the text ends on."""
        if self._next == len(self._trivia):
            return []
        comment = self._trivia[self._next]
        if comment.alone or comment.line != span.end_line or comment.index >= limit:
            return []
        self._next += 1
        return [comment.text]

    def _first_inside(self, node: Node) -> int:
        if isinstance(node, ScalarNode):
            return node.start
        pairs = _pairs(node)
        if not pairs:
            return self._end(node)
        return self._start(pairs[0][0] or pairs[0][1])

    def _start(self, node: Node) -> int:
        if isinstance(node, ScalarNode):
            return node.start
        return self._index(node.span.line, node.span.column)

    def _end(self, node: Node) -> int:
        return self._index(node.span.end_line, node.span.end_column)

    def _index(self, line: int, column: int) -> int:
        return self._source.line_starts[line - 1] + column - 1

    def _in_braces(self, node: Node) -> bool:
        start = self._start(node)
        return not isinstance(node, ScalarNode) and self._source.text[start] in "{["


def _lines(trivia: Sequence[Trivia]) -> list[str]:
    return [each.text for each in trivia]


def _leaf(node: ScalarNode, shape: Shape | None) -> Leaf:
    return Leaf(
        text=node.text,
        absent=not node.text and not node.style,
        formula=isinstance(shape, FormulaShape),
        quoted=bool(node.style) and node.text in NEEDS_ITS_QUOTES,
    )


def _pairs(node: MappingNode | ListNode) -> list[_Pair]:
    if isinstance(node, MappingNode):
        return [(entry.key, entry.value) for entry in node.entries]
    return [(None, item) for item in node.items]


def _inside(shape: Shape | None, key: ScalarNode | None) -> Shape | None:
    return shape_of_item(shape) if key is None else shape_of_value(shape, key.text)


def _opening(span: SourceSpan) -> SourceSpan:
    return SourceSpan(
        file=span.file,
        line=span.line,
        column=span.column,
        end_line=span.line,
        end_column=span.column + 1,
    )


def _open_branches(part: Part | None) -> list[Branch]:
    """Return the branches that a part ends in, the innermost last."""
    found: list[Branch] = []
    while part is not None and isinstance(part.value, Branch) and not part.value.in_braces:
        found.append(part.value)
        part = part.value.parts[-1] if part.value.parts else None
    return found


def _put_in_order(branch: Branch, shape: Shape | None) -> None:
    """Order the parts; a heading, set off by a blank line, stays above whatever comes first."""
    if not branch.parts:
        return
    first = branch.parts[0]
    heading = _heading(first.before)
    first.before = first.before[len(heading) :]
    branch.parts = arrange(branch.parts, shape)
    first = branch.parts[0]
    first.before = _without_blank(heading + _without_blank(first.before))


def _without_blank(lines: list[str]) -> list[str]:
    return lines[1:] if lines[:1] == [""] else lines


def _put_above(part: Part, lines: list[str]) -> None:
    """Put lines above a part, and above an item's dash what stands above its first part."""
    part.before[:0] = lines
    if part.key is None and isinstance(part.value, Branch) and part.value.parts:
        first = part.value.parts[0]
        if first.before:
            part.before += part.beside + [line for line in first.before if line]
            part.beside, first.before = [], []


def _heading(lines: Sequence[str]) -> list[str]:
    for place in range(len(lines) - 1, -1, -1):
        if not lines[place]:
            return list(lines[: place + 1])
    return []


def _open_sections(root: Branch, shape: Shape | None) -> None:
    """Put each thing that a section names on lines of its own."""
    for part in root.parts:
        holds = shape_of_value(shape, part.key.text) if part.key else None
        if isinstance(part.value, Branch) and isinstance(holds, Named | ListOf):
            part.value.always_open = True
