"""Subcommands of `/triage`, one a file; each exports COMMAND."""
