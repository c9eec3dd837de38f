"""Planted networks in organic traffic, and the tables that say what the detectors find of them."""
