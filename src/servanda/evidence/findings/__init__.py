"""What is odd about a table, each in a sentence with its count and examples."""
