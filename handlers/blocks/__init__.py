"""Pure functions from values to Slack blocks."""
