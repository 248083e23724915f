"""The plain values that packages hand to each other."""
