"""The reader's language: what of a page is words, and in which language they are said."""
