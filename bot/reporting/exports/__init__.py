"""A case as files for other tools: one format a module, each exports EXPORT."""
