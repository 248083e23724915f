"""Reading: from an author's files to the versions of an agreement, with every mistake found."""

from servanda.agreement.read.versions import Reading, read_agreement

__all__ = ["Reading", "read_agreement"]
