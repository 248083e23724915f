"""An author's bytes as located YAML nodes; nothing in them is turned into Python values."""
