"""What happens without a person asking a command: mentions, the Home tab, joins."""
