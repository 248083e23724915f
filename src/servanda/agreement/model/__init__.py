"""The agreement as plain values, read from its text and resolved.

Surface spellings (shorthands, YAML nodes) are gone here; every formula is a syntax tree and
everything that an author wrote still knows its place. One file holds one subject.
"""
