"""What Slack sends and what Slack is sent: listeners, blocks, the announcer."""
