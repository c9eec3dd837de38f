"""Sections of docs/EVALUATION.md, one a file, each exporting SECTION."""
