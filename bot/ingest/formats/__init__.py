"""Data-set formats, one a module; each exports `READER`."""
