"""The surface of the language: every key that an agreement may have, described once.

Reading, the JSON Schema for editors and the reference documentation all come from here.
"""
