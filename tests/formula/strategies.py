"""Formulas of every shape, for properties."""

from __future__ import annotations

from hypothesis import strategies as st

_NAMES = st.sampled_from(["a", "fee", "down", "count", "last", "minutes", "first", "up", "x_1"])
_LITERALS = st.sampled_from(
    [
        "0",
        "12",
        "0.4 pp",
        "95%",
        "4 hours",
        "30 business minutes",
        "2 calendar days",
        "3 business days",
        "250000.00 EUR",
        "3 points",
        "12 incidents",
        "'P1'",
        "'it''s'",
        "yes",
        "no",
        "2026-01-31",
        "25.81 EUR per minute",
        "120 EUR per business hour",
        "5 EUR per percentage point",
    ]
)
_ROWS = st.sampled_from(
    [
        "failures",
        "earlier failures",
        "failures in last 365 days",
        "last 12 months",
        "months in this year",
        "periods in this contract year",
        "failures in this quarter",
        "failures in last 3 months",
        "earlier failures in last 30 days",
        "earlier months in this contract year",
        "earlier periods in last 3 months",
        "this contract year",
        "last 90 days",
    ]
)
_MODES = st.sampled_from(["half-up", "half-even", "half-down", "up", "down", "floor", "ceiling"])
_WORDS = ["of", "per", "and", "or", "otherwise", "is", "is not", "below", "above"]
_SIGNS = ["+", "-", "*", "/", "at most", "at least", "<", "<=", "=", "!=", ">", ">="]
_BINARY = st.sampled_from([*_WORDS, *_SIGNS])


def _bracketed(text: str) -> str:
    return f"({text})"


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    part = inner.map(_bracketed)
    return st.one_of(
        st.builds("{} {} {}".format, part, _BINARY, part),
        st.builds("{} {} {}".format, _NAMES, st.sampled_from(["+", "of", "/", "-"]), _LITERALS),
        st.builds("-{}".format, part),
        st.builds("not {}".format, part),
        st.builds("if {} then {} else {}".format, inner, inner, part),
        st.builds("{} is known".format, part),
        st.builds("{} not in [{}, {}]".format, part, inner, inner),
        st.builds("{} as %".format, part),
        st.builds("{}.met".format, _NAMES),
        st.builds("this.{}".format, _NAMES),
        st.builds("{}[{}, {}]".format, _NAMES, inner, inner),
        st.builds("previous {}".format, part),
        st.builds("{} 6 months ago".format, part),
        st.builds("{} per started {} of {}".format, part, part, part),
        st.builds("round({} to {} {})".format, inner, part, _MODES),
        st.builds("least({}, {})".format, inner, inner),
        st.builds("abs({})".format, inner),
        st.builds("credit({}).points".format, inner),
        st.builds("run({})".format, inner),
        st.builds("sum({} over {})".format, inner, _ROWS),
        st.builds("greatest({} over {} where {})".format, inner, _ROWS, inner),
        st.builds("percentile(95%, {} over {})".format, inner, _ROWS),
        st.builds("count({} where {})".format, _ROWS, inner),
        st.builds("share({})".format, inner),
    )


formulas = st.recursive(_NAMES | _LITERALS, _larger, max_leaves=12)
"""Texts of formulas that read, whatever their types."""

_CONSTANTS = st.integers(-20, 20).map(lambda whole: str(whole) if whole else "(1 - 1)")


def _arithmetic(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    part = inner.map(_bracketed)
    return st.one_of(
        st.builds("{} {} {}".format, part, st.sampled_from(["+", "-"]), part),
        st.builds("{} * {}".format, _CONSTANTS, part),
        st.builds("{} / {}".format, _CONSTANTS, part),
        st.builds("{} / {}".format, part, st.sampled_from(["2", "3", "(1 - 1)", "(1 - 4)"])),
        st.builds("if {} below {} then {} else {}".format, part, part, part, part),
        st.builds("if {} is {} then {} else {}".format, part, _CONSTANTS, part, part),
        st.builds("round({} to {} {})".format, part, st.sampled_from(["1", "0.5", "3"]), _MODES),
        st.builds("least({}, {})".format, part, part),
        st.builds("greatest({}, {})".format, part, part),
        st.builds("abs({})".format, part),
        st.builds("{} otherwise {}".format, part, part),
        st.builds("2 per full 3 of {}".format, part),
    )


formulas_of_x = st.recursive(st.just("x") | _CONSTANTS, _arithmetic, max_leaves=6)
"""Texts of formulas of one bare number x."""

_MONEY = st.sampled_from(["fee", "10.50 EUR", "spent", "lost"])
_SHARES = st.sampled_from(
    ["12%", "uptime", "1", "fee / spent", "1 - uptime", "met_share", "100% - 5%"]
)


def _of_money(money: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    share = st.one_of(_SHARES, st.builds("({}) / ({})".format, money, money))
    condition = st.one_of(
        st.builds("({}) above ({})".format, money, money),
        st.builds("({}) at least 99%".format, share),
        st.sampled_from(["met", "not met", "uptime is known", "lost is not known"]),
        st.builds("({}) is 0".format, money),
    )
    part = money.map(_bracketed)
    return st.one_of(
        st.builds("{} + {}".format, part, part),
        st.builds("{} - {}".format, part, part),
        st.builds("({}) of {}".format, share, part),
        st.builds("{} * 3".format, part),
        st.builds("{} / 7".format, part),
        st.builds("-{}".format, part),
        st.builds("(({}) - ({})) as % of {}".format, share, share, part),
        st.builds("least({}, 0, {})".format, part, part),
        st.builds("greatest({}, 0)".format, part),
        st.builds("if {} then {} else {}".format, condition, part, part),
        st.builds("if {} and {} then {} else 0".format, condition, condition, part),
        st.builds("{} otherwise {}".format, part, part),
        st.builds("round({} to 0.01 EUR {})".format, part, _MODES),
        st.builds("5 EUR per started 12 EUR of {}".format, part),
        st.builds("2 * (5 EUR per 3 hours) * (downtime + 90 minutes) + {}".format, part),
    )


money_formulas = st.recursive(_MONEY, _of_money, max_leaves=8)
"""Texts of formulas that are sound and give money, of names that may be absent."""
