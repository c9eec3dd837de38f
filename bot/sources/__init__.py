"""Live platforms, one a module; each exports `SOURCE`, a `SourcePlugin`."""
