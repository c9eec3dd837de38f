"""Benchmarks: `python -m benchmarks`, one file a subject. They import the project, never the other way round."""
