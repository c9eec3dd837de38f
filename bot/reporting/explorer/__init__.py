"""The explorer page: a case's network as one HTML file that fetches nothing."""
