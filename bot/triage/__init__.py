"""Use cases: one verb a file, one transaction each; handlers, the command line, worker and ticker call these."""
