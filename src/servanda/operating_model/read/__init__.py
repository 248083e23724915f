"""From the texts of an operating model to its values, with every mistake at its place."""
