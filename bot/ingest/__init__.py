"""From a file that a person gave to the typed tables of a run."""
