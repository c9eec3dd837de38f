"""The command line: one command a file in `commands`, and what all of them share beside it."""
