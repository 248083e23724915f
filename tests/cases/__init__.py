"""Published agreements, expressed in the agreement language and settled from evidence.

``agreements/<case>/`` holds the texts and ``scenario.yaml``, which says how a scenario's inputs
become evidence and which figure each expected field is. Inputs and expected figures themselves
are read from the shared folder; nothing here repeats them.
"""
