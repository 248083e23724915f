"""The shared book's storage: the journal and what it amounts to, in a database."""
