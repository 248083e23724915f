"""Circles among things that need each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

__all__ = ["find_circle"]


def find_circle(needs: Mapping[str, Sequence[str]]) -> list[str]:
    """Return a circle as a path that ends where it began, empty if there is none.

    Example:
        >>> find_circle({"a": ["b"], "b": ["c"], "c": ["b"]})
        ['b', 'c', 'b']
        >>> find_circle({"a": ["b"], "b": []})
        []
    """
    done: set[str] = set()
    for start in needs:
        circle = _follow(start, needs, done)
        if circle:
            return circle
    return []


def _follow(start: str, needs: Mapping[str, Sequence[str]], done: set[str]) -> list[str]:
    """Walk from a name, depth first; without recursion, since chains can be long."""
    path: list[str] = []
    left: list[Iterator[str]] = [iter([start])]
    while left:
        name = next(left[-1], None)
        if name is None:
            left.pop()
            done.update(path[len(left) - 1 :])
            del path[max(len(left) - 1, 0) :]
        elif name in path:
            return [*path[path.index(name) :], name]
        elif name not in done and name in needs:
            path.append(name)
            left.append(iter(needs[name]))
    return []
