"""The expression language: grammar, types, exact and interval evaluation; knows no engine."""
