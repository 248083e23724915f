"""What ``--format json`` prints: one versioned shape per command, described by its dataclass."""
