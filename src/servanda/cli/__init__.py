"""The command line: arguments to calls, values to terminal text and JSON."""
