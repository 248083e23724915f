"""The whole flow through the real command: text and files in, statements out."""
