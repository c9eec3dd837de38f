"""What a press on a button does."""
