"""Circles among things that need each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

__all__ = ["break_circles", "find_circle", "in_order", "spell_path"]

_CIRCLES_MAX = 20
_NAMES_SHOWN = 12


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


def break_circles(needs: dict[str, Sequence[str]]) -> tuple[list[list[str]], set[str]]:
    """Take circles out of what needs what.

    Args:
        needs: What each thing needs; things in a circle are taken out of it.

    Returns:
        The circles found, at most some twenty, and all things that were taken out: where there
        are more circles than that, all that was left.
    """
    circles: list[list[str]] = []
    removed: set[str] = set()
    while circle := find_circle(needs):
        circles.append(circle)
        removed.update(circle if len(circles) < _CIRCLES_MAX else needs)
        for name in removed & needs.keys():
            del needs[name]
    return circles, removed


def in_order(needs: Mapping[str, Sequence[str]]) -> list[str]:
    """Return things so that each comes after those that it needs, as far as that can be.

    Example:
        >>> in_order({"a": ["b"], "b": ["c"], "c": []})
        ['c', 'b', 'a']
    """
    ordered: dict[str, None] = {}
    begun: set[str] = set()
    for start in needs:
        left = [(start, iter(needs[start]))] if start not in begun else []
        begun.add(start)
        while left:
            name, wants = left[-1]
            wanted = next((each for each in wants if each in needs and each not in begun), None)
            if wanted is None:
                ordered[name] = None
                left.pop()
            else:
                begun.add(wanted)
                left.append((wanted, iter(needs[wanted])))
    return list(ordered)


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


def spell_path(path: Sequence[str]) -> str:
    """Return a circle in words, a long one without its middle."""
    shown = list(path)
    if len(shown) > _NAMES_SHOWN:
        shown = [*shown[: _NAMES_SHOWN - 2], "...", *shown[-2:]]
    return " → ".join(shown)


def companions(needs: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return, for each name that comes back to itself, all names that it shares circles with.

    Example:
        >>> companions({"a": ["b"], "b": ["a"], "c": ["a"], "d": ["d"]})
        {'a': ('a', 'b'), 'b': ('a', 'b'), 'd': ('d',)}
    """
    needed_by: dict[str, list[str]] = {name: [] for name in needs}
    for name, wants in needs.items():
        for want in wants:
            if want in needed_by:
                needed_by[want].append(name)
    found: dict[str, tuple[str, ...]] = {}
    left = dict.fromkeys(needs)
    for name in reversed(_finished(needs)):
        if name not in left:
            continue
        group = _reach(name, needed_by, left)
        if len(group) > 1 or name in needs[name]:
            shared = tuple(each for each in needs if each in group)
            found |= dict.fromkeys(shared, shared)
    return {name: found[name] for name in needs if name in found}


def _finished(needs: Mapping[str, Sequence[str]]) -> list[str]:
    """Return names in the order in which a walk in depth is done with them."""
    seen: set[str] = set()
    done: list[str] = []
    for start in needs:
        waiting = [(start, False)]
        while waiting:
            name, is_done = waiting.pop()
            if is_done:
                done.append(name)
            elif name not in seen and name in needs:
                seen.add(name)
                waiting.append((name, True))
                waiting.extend((want, False) for want in needs[name])
    return done


def _reach(name: str, edges: Mapping[str, Sequence[str]], left: dict[str, None]) -> set[str]:
    """Return everything left that is reached from a name, taking it out."""
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        each = waiting.pop()
        if each in left:
            del left[each]
            reached.add(each)
            waiting.extend(edges[each])
    return reached
