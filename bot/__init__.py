"""Shoal: triage of suspected coordinated inauthentic accounts in a Slack channel."""

__version__ = "0.1.0"
