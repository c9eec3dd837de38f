"""What a submitted modal does."""
