"""Every key that an operating model may have, described once.

Reading, the JSON Schema for editors and the reference documentation all come from here.
"""
