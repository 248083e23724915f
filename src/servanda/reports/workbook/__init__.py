"""Reports as workbooks: figures as numbers, text as text."""
