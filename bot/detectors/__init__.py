"""Detectors, one a file; each exports DETECTOR. They see tables through an engine and draw keyed hashes only."""
